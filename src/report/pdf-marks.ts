/** Levels on paper: a label with its colours, and bars of how many statements stand where. */
import { countMarks } from '../platform/chart/counts.js';
import { distributionDrawing } from '../platform/chart/distribution.js';
import type { Drawing } from '../platform/chart/drawing.js';
import {
  hasNotYet,
  type Mark,
  markWords,
  notYetWords,
  textOn,
  toneOf,
} from '../platform/chart/scale.js';
import { LEVEL_PAINT, PAGE_COLOUR, type Paint } from '../platform/chart/tokens.js';
import type { Summary } from './summary.js';
import type { SummaryTheme } from './summary-statements.js';

/** Bars beside their names, set at four fifths. */
const BAR_WIDTH = 360;
/** How the letters of a drawing are set. */
export const GLYPHS = { font: 'Open Sans' };

/** A label with the colours of its level. */
export interface Chip extends Paint {
  label: string;
  /** The end of the class of its colours on a page: "3" of "lv3". */
  tone: string;
  isDashed: boolean;
  /** How many stones of the cairn are filled, of how many. */
  filled: number;
  stones: number;
}

interface Bar {
  code: string;
  title: string;
  drawing: Drawing;
  /** The counts in the order of the columns. */
  cells: number[];
}

/** The columns of a table of counts, in the order of `cells`. */
export function columnsOf({ scale }: Summary): string[] {
  return [
    ...(hasNotYet(scale) ? [notYetWords(scale)] : []),
    ...scale.levels.map(({ title }) => title),
    'Not recorded',
  ];
}

/** A theme or a benchmark as a bar. */
export function barOf(
  { scale }: Summary,
  { code, title, counts }: Pick<SummaryTheme, 'code' | 'title' | 'counts'>,
): Bar {
  const name = `${code} ${title}`;
  return {
    code,
    title,
    drawing: distributionDrawing({ name, counts, scale, width: BAR_WIDTH }, GLYPHS),
    cells: [
      ...(hasNotYet(scale) ? [counts.notYet] : []),
      ...scale.levels.map((_, rank) => counts.levels[rank] ?? 0),
      counts.notRecorded,
    ],
  };
}

/** The label of a level. */
export function chipOf({ scale }: Summary, mark: Mark): Chip {
  const tone = toneOf(scale, mark);
  const plain = {
    fill: PAGE_COLOUR.surface,
    on: tone === 'n' ? PAGE_COLOUR['ink-2'] : PAGE_COLOUR.ink,
  };
  const counts = countMarks(scale, [mark]);
  const rank = counts.levels.indexOf(1);
  return {
    label: markWords(scale, mark),
    tone,
    ...(tone === '0' || tone === 'n' ? plain : LEVEL_PAINT[tone]),
    isDashed: textOn(tone) === 'n',
    filled: rank + 1,
    stones: scale.levels.length,
  };
}
