/**
 * One drawing, two inks: on a screen a mark wears a class and the style sheet decides, on paper
 * (an SVG within the PDF) the same mark carries its colours as attributes.
 */
import { inkOn, type Tone } from './scale.js';
import { LEVEL_PAINT, PAPER } from './tokens.js';

export type Attributes = Record<string, string>;

/** The names of marks, which are also their classes in ./styles/chart. */
export type Part =
  | 'cell'
  | 'empty'
  | 'unrec'
  | 'aim'
  | 'n'
  | 'code'
  | 'lasty'
  | 'from'
  | 'to'
  | 'o'
  | 'stop'
  | 'curve'
  | `f${Tone | '0' | 'n'}`
  | `t${'0' | '1' | '2' | '3' | '4' | 'n' | 'a'}`;

/** Gives a mark its look; later names win. */
export type Ink = (...parts: Part[]) => Attributes;

/** The ink of pages: classes only. */
export const screenInk: Ink = (...parts) => ({ class: parts.join(' ') });

const EDGE = { stroke: PAPER['level-edge'], 'stroke-width': '1' };

function levelParts(): Attributes[] {
  return (Object.keys(LEVEL_PAINT) as Tone[]).map((tone) => ({ fill: LEVEL_PAINT[tone].fill }));
}

function paperParts(): Map<string, Attributes> {
  const tones = Object.keys(LEVEL_PAINT) as Tone[];
  const fills = levelParts();
  return new Map<string, Attributes>([
    ...tones.map((tone, at) => [`f${tone}`, fills[at]!] as const),
    ...tones.map((tone) => [`t${inkOn(tone)}`, { fill: LEVEL_PAINT[tone].on }] as const),
    ['f0', { fill: PAPER.surface }],
    ['fn', { fill: 'none', 'stroke-dasharray': '3 3' }],
    ['t0', { fill: PAPER.ink }],
    ['tn', { fill: PAPER['ink-2'] }],
    ['ta', { fill: PAPER['on-here'] }],
    ['cell', EDGE],
    ['empty', { fill: 'none', stroke: PAPER.line }],
    ['unrec', { fill: 'none', 'stroke-dasharray': '3 3' }],
    ['aim', { fill: PAPER.here, stroke: PAPER['on-here'] }],
    ['n', { 'font-size': '13', 'font-weight': '700' }],
    ['code', { fill: PAPER['ink-2'], 'font-size': '11', 'font-weight': '600' }],
    ['lasty', { stroke: PAPER.ink, 'stroke-width': '2.5' }],
    ['from', { fill: PAPER.here, stroke: PAPER['on-here'], 'stroke-width': '1.5' }],
    ['to', { fill: PAPER.surface, ...EDGE }],
    ['o', { fill: PAPER['on-here'], 'font-weight': '700' }],
    ['stop', { fill: PAPER.ink, 'font-size': '14', 'font-weight': '600' }],
    ['curve', { fill: 'none', stroke: PAPER['line-strong'], 'stroke-width': '1.5' }],
  ]);
}

const ON_PAPER = paperParts();

/** The ink of the report: presentation attributes from `tokens.ts`. */
export const paperInk: Ink = (...parts) =>
  Object.assign({}, ...parts.map((part) => ON_PAPER.get(part) ?? {}));
