/**
 * The heatmap: where a school stands. One column a statement, one stone a level, in theme groups;
 * a line marks last year's level where it changed, a yellow stone the level aimed at.
 */
import { attributes, escaped, raw } from '../web/html.js';
import { stoneHeight, stonesOf } from './heatmap-cells.js';
import { type Attributes, type Palette, screenPalette } from './palette.js';
import {
  HIDDEN,
  kindOf,
  type Mark,
  markSpoken,
  markWords,
  notYetSign,
  notYetWords,
  type Scale,
  whenWords,
} from './scale.js';
import { ReadAsTable } from './table.js';

export interface HeatmapColumn {
  /** The statement's code: "2.4". */
  code: string;
  title: string;
  mark: Mark;
  /** Last year's mark. Left out where there is nothing to compare with, or nothing may be shown. */
  before?: Mark | undefined;
  /** True where it may not be shown before this year's is chosen. */
  isBeforeHidden?: boolean | undefined;
  /** The level that the plan aims at, above the mark. */
  aim?: number | undefined;
  /** Makes the column a link to the statement. */
  href?: string | undefined;
}

export interface HeatmapGroup {
  /** The theme's number as people say it: "2". */
  code: string;
  title: string;
  columns: readonly HeatmapColumn[];
}

export interface HeatmapProps {
  groups: readonly HeatmapGroup[];
  scale: Scale;
  /** The academic year shown: "2026/27". */
  year: string;
  /** The year that `before` speaks of. */
  yearBefore?: string | undefined;
}

const WIDTH = 30;

/** The heatmap with a line that says how to read it, and its table. */
export function Heatmap({ groups, scale, year, yearBefore }: HeatmapProps) {
  const shown = groups.filter((group) => group.columns.length > 0);
  if (shown.length === 0) return <p class="quiet">There are no statements to show yet.</p>;
  const columns = shown.flatMap((group) => group.columns);
  const hasLines = columns.some((column) => stonesOf(column, scale).line !== null);
  const lined = hasLines ? whenWords(yearBefore) : null;
  return (
    <>
      <p class="small quiet chart-lead">{howToRead(columns, scale, lined)}</p>
      <div class="heatmap">
        {shown.map((group) => (
          <figure>
            <figcaption>
              <b>{group.code}</b> <Breakable words={group.title} />
            </figcaption>
            <Columns group={group} scale={scale} yearBefore={yearBefore} />
          </figure>
        ))}
      </div>
      <ReadAsTable {...heatmapTable({ groups: shown, scale, year, yearBefore })} />
    </>
  );
}

/** What the numbers, signs and lines mean, as far as there are any: every mark can then be read without its colour. */
function howToRead(columns: readonly HeatmapColumn[], scale: Scale, lined: string | null): string {
  const kinds = columns.map(({ mark }) => kindOf(scale, mark));
  return [
    'Each column is one statement and the number is its level.',
    kinds.includes('not-yet') ? `${notYetSign(scale)} is n${notYetWords(scale).slice(1)}.` : '',
    kinds.includes('not-recorded') ? '– is not recorded.' : '',
    lined === null ? '' : `A bold line marks the level ${lined} where it changed.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Lets a long pair of words break after its slash, as people would write it. */
function Breakable({ words }: { words: string }) {
  const [first, ...others] = words.split('/');
  return (
    <>
      {first}
      {others.map((word) => (
        <>
          /<wbr />
          {word}
        </>
      ))}
    </>
  );
}

interface ColumnsProps extends Pick<HeatmapProps, 'scale' | 'yearBefore'> {
  group: HeatmapGroup;
}

function Columns({ group, scale, yearBefore }: ColumnsProps) {
  const linked = group.columns.some((column) => column.href !== undefined);
  if (!linked) {
    return (
      <div class="stones" role="img" aria-label={groupWords(group, scale, yearBefore)}>
        {group.columns.map((column) => (
          <Column column={column} scale={scale} />
        ))}
      </div>
    );
  }
  return (
    <ul class="stones">
      {group.columns.map((column) => (
        <li>
          {column.href === undefined ? (
            <Column column={column} scale={scale} name={columnWords(column, scale, yearBefore)} />
          ) : (
            <a href={column.href}>
              <Column column={column} scale={scale} name={columnWords(column, scale, yearBefore)} />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Column({ column, scale, name }: { column: HeatmapColumn; scale: Scale; name?: string }) {
  const height = columnHeight(scale);
  const names: Attributes = name ? { role: 'img', 'aria-label': name } : { 'aria-hidden': 'true' };
  const frame = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  return raw(
    `<svg${attributes(names)} ${frame}>${columnMarks(column, scale, screenPalette)}</svg>`,
  );
}

/** The height of a column with its code beneath. */
export function columnHeight(scale: Scale): number {
  return scale.levels.length * (stoneHeight(scale) + 4) + 20;
}

/** The marks of one column with its left edge at 0, as SVG: stones, number, last year's line, code. */
export function columnMarks(column: HeatmapColumn, scale: Scale, palette: Palette): string {
  const tall = stoneHeight(scale);
  const { stones, line } = stonesOf(column, scale);
  const box = `x="0.5" width="29" height="${tall}" rx="${Math.min(9, tall / 2)}"`;
  let marks = '';
  for (const { parts, y, sign, palette: on } of stones) {
    marks += `<rect${attributes(palette('cell', ...parts))} ${box} y="${y + 0.5}"/>`;
    if (sign !== null) marks += middle(palette('n', on), y + tall / 2 + 5, sign);
  }
  if (line !== null) marks += `<path${attributes(palette('lasty'))} d="M1 ${line}h28"/>`;
  return marks + middle(palette('code'), columnHeight(scale) - 4, column.code);
}

function middle(look: Attributes, y: number, text: string): string {
  return `<text${attributes(look)} x="${WIDTH / 2}" y="${y}" text-anchor="middle">${escaped(text)}</text>`;
}

/** "2.4 Destinations data: level 3, level 2 in 2025/26; aiming at level 4". */
export function columnWords(column: HeatmapColumn, scale: Scale, yearBefore?: string): string {
  return `${column.code} ${column.title}: ${stateWords(column, scale, yearBefore)}`;
}

/** "Theme 1, Leadership and planning: 1.1 level 3, level 2 in 2025/26; 1.2 level 3". */
export function groupWords(group: HeatmapGroup, scale: Scale, yearBefore?: string): string {
  const columns = group.columns.map(
    (column) => `${column.code} ${stateWords(column, scale, yearBefore)}`,
  );
  return `Theme ${group.code}, ${group.title}: ${columns.join('; ')}`;
}

function stateWords(column: HeatmapColumn, scale: Scale, yearBefore: string | undefined): string {
  const words = [markSpoken(scale, column.mark)];
  if (column.before !== undefined && column.before !== column.mark) {
    words.push(`${markSpoken(scale, column.before)} ${whenWords(yearBefore)}`);
  }
  if (isAimedAbove(column)) words.push(`aiming at ${markSpoken(scale, column.aim!)}`);
  return words.join(', ');
}

function isAimedAbove(column: HeatmapColumn): boolean {
  return column.aim !== undefined && (column.mark === null || column.aim > column.mark);
}

/** The heatmap as a table: statement, last year where there is one, this year, aim where there is one. */
export function heatmapTable({ groups, scale, year, yearBefore }: HeatmapProps) {
  const columns = groups.flatMap((group) => group.columns);
  const compared = columns.some(
    ({ before, isBeforeHidden }) => before !== undefined || isBeforeHidden,
  );
  const beforeWords = ({ before, isBeforeHidden }: HeatmapColumn) =>
    isBeforeHidden ? HIDDEN : before === undefined ? '' : markWords(scale, before);
  const aimed = columns.some(isAimedAbove);
  const rows = columns.map((column) => [
    `${column.code} ${column.title}`,
    ...(compared ? [beforeWords(column)] : []),
    markWords(scale, column.mark),
    ...(aimed ? [isAimedAbove(column) ? markWords(scale, column.aim!) : ''] : []),
  ]);
  return {
    caption: `Agreed level of each statement, ${year}`,
    columns: [
      'Statement',
      ...(compared ? [yearBefore ?? 'Last year'] : []),
      year,
      ...(aimed ? ['Aim'] : []),
    ],
    rows,
  };
}
