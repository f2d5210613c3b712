/** The heatmap for the report: the whole as one picture, and the cover's skyline. */

import { attributes, escaped } from '../web/html.js';
import { type Drawing, drawing, type Lettering, tenth } from './drawing.js';
import { columnHeight, columnMarks, groupWords, type HeatmapGroup } from './heatmap.js';
import { stonesOf } from './heatmap-cells.js';
import { pdfPalette } from './palette.js';
import type { Scale } from './scale.js';

const PITCH = 33;
const GROUP_GAP = 20;

/**
 * The heatmap as one SVG no wider than `width` units: whole groups on a line while they fit, theme
 * numbers beneath them. A group wider than the width is cut into rows of its own. `yearBefore` is the year that is
 * compared with, as in the heatmap of a page.
 */
export function heatmapDrawing(
  groups: readonly HeatmapGroup[],
  scale: Scale,
  { width, yearBefore }: { width: number; yearBefore?: string | undefined },
  lettering: Lettering = {},
): Drawing {
  const tall = columnHeight(scale) + 34;
  const placed = placeColumns(groups, width);
  const rows = placed.reduce((most, each) => Math.max(most, each.row + 1), 0);
  const marks = placed.map(({ column, group, isFirst, x, row }) => {
    const words = escaped(`Theme ${group.code}`);
    const name = `<text${attributes(pdfPalette('code'))} x="1" y="${tall - 18}">${words}</text>`;
    const inner = columnMarks(column, scale, pdfPalette) + (isFirst ? name : '');
    return `<g transform="translate(${x} ${row * tall})">${inner}</g>`;
  });
  const alt = groups.map((group) => groupWords(group, scale, yearBefore)).join('. ');
  return drawing(marks.join(''), { width, height: Math.max(1, rows * tall) }, alt, lettering);
}

function placeColumns(groups: readonly HeatmapGroup[], width: number) {
  const room = Math.max(1, Math.floor((width + 3) / PITCH));
  let x = 0;
  let row = 0;
  return groups.flatMap((group) => {
    const wide = Math.min(room, group.columns.length) * PITCH - 3;
    if (x > 0 && x + wide > width) {
      x = 0;
      row += 1;
    }
    return group.columns.map((column, at) => {
      if (x > 0 && x + PITCH - 3 > width) {
        x = 0;
        row += 1;
      }
      const place = { column, group, isFirst: at === 0, x, row };
      x += PITCH + (at === group.columns.length - 1 ? GROUP_GAP : 0);
      return place;
    });
  });
}

/**
 * The cover's ornament, which is the school's own data: every statement's stones and no words.
 * Always `width` units wide; empty stones are left out so that the skyline stands alone.
 */
export function skylineDrawing(
  groups: readonly HeatmapGroup[],
  scale: Scale,
  size: { width: number; height: number },
): Drawing {
  const shown = groups.filter((group) => group.columns.length > 0);
  const count = shown.reduce((sum, group) => sum + group.columns.length, 0);
  const step = size.width / Math.max(1, count + (shown.length - 1) * 0.7);
  const pitch = size.height / scale.levels.length;
  let x = 0;
  const marks = shown.flatMap((group) => {
    const columns = group.columns.map((column) => {
      const left = x;
      x += step;
      return skylineColumn(column, scale, { left, step, pitch });
    });
    x += step * 0.7;
    return columns;
  });
  const alt = shown.map((group) => groupWords(group, scale)).join('. ');
  return drawing(marks.join(''), size, alt);
}

function skylineColumn(
  column: HeatmapGroup['columns'][number],
  scale: Scale,
  { left, step, pitch }: { left: number; step: number; pitch: number },
) {
  const width = step * 0.8;
  const round = tenth(Math.min(width * 0.42, pitch * 0.3));
  const across = `x="${tenth(left + 0.5)}" width="${tenth(Math.max(1, width - 1))}" rx="${round}"`;
  const marks = stonesOf(column, scale).stones.map((stone, rank) => {
    if (stone.parts.some((part) => part === 'empty' || (part === 'unrec' && rank > 0))) return '';
    const y = tenth((scale.levels.length - 1 - rank) * pitch + 0.5);
    const tall = tenth(Math.max(1, pitch - 4));
    return `<rect${attributes(pdfPalette('cell', ...stone.parts))} ${across} y="${y}" height="${tall}"/>`;
  });
  return marks.join('');
}
