/**
 * One drawing, two inks: on a screen a mark wears a class and the style sheet decides, on paper
 * (an SVG within the PDF) the same mark carries its colours as attributes.
 */
import { type Tone, textOn } from './scale.js';
import { LEVEL_PAINT, PAGE_COLOUR } from './tokens.js';

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
export type Palette = (...parts: Part[]) => Attributes;

/** The ink of pages: classes only. */
export const screenPalette: Palette = (...parts) => ({ class: parts.join(' ') });

const EDGE = { stroke: PAGE_COLOUR['level-edge'], 'stroke-width': '1' };

function levelParts(): Attributes[] {
  return (Object.keys(LEVEL_PAINT) as Tone[]).map((tone) => ({ fill: LEVEL_PAINT[tone].fill }));
}

function pdfParts(): Map<string, Attributes> {
  const tones = Object.keys(LEVEL_PAINT) as Tone[];
  const fills = levelParts();
  return new Map<string, Attributes>([
    ...tones.map((tone, at) => [`f${tone}`, fills[at]!] as const),
    ...tones.map((tone) => [`t${textOn(tone)}`, { fill: LEVEL_PAINT[tone].on }] as const),
    ['f0', { fill: PAGE_COLOUR.surface }],
    ['fn', { fill: 'none', 'stroke-dasharray': '3 3' }],
    ['t0', { fill: PAGE_COLOUR.ink }],
    ['tn', { fill: PAGE_COLOUR['ink-2'] }],
    ['ta', { fill: PAGE_COLOUR['on-here'] }],
    ['cell', EDGE],
    ['empty', { fill: 'none', stroke: PAGE_COLOUR.line }],
    ['unrec', { fill: 'none', 'stroke-dasharray': '3 3' }],
    ['aim', { fill: PAGE_COLOUR.here, stroke: PAGE_COLOUR['on-here'] }],
    ['n', { 'font-size': '13', 'font-weight': '700' }],
    ['code', { fill: PAGE_COLOUR['ink-2'], 'font-size': '11', 'font-weight': '600' }],
    ['lasty', { stroke: PAGE_COLOUR.ink, 'stroke-width': '2.5' }],
    ['from', { fill: PAGE_COLOUR.here, stroke: PAGE_COLOUR['on-here'], 'stroke-width': '1.5' }],
    ['to', { fill: PAGE_COLOUR.surface, ...EDGE }],
    ['o', { fill: PAGE_COLOUR['on-here'], 'font-weight': '700' }],
    ['stop', { fill: PAGE_COLOUR.ink, 'font-size': '14', 'font-weight': '600' }],
    ['curve', { fill: 'none', stroke: PAGE_COLOUR['line-strong'], 'stroke-width': '1.5' }],
  ]);
}

const ON_PDF = pdfParts();

/** The ink of the report: presentation attributes from `tokens.ts`. */
export const pdfPalette: Palette = (...parts) =>
  Object.assign({}, ...parts.map((part) => ON_PDF.get(part) ?? {}));
