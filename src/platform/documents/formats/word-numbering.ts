/** The marks and numbers that Word prints before paragraphs by itself: they are no words of the document's text. */

import { attribute, tokens } from '../xml.js';

/** How one depth of a list is written: "%1.%2" in the format "decimal". */
interface Depth {
  start: number;
  format: string;
  text: string;
}

/** What a style or a paragraph says about its list. */
export interface ListPlace {
  list: string | null;
  depth: number | null;
}

/** Word knows nine depths of a list; whatever else a file says is the nearest of them. */
export const depthOf = (written: string | null | undefined): number =>
  Math.min(8, Math.max(0, Math.trunc(Number(written) || 0)));

interface Style extends ListPlace {
  basedOn: string | null;
}

/** A document's lists, and how far each has been counted. */
export interface Numbering {
  depths: Map<string, Depth[]>;
  /** The definition that a list follows: lists of one definition go on counting together. */
  definitionOf: Map<string, string>;
  styles: Map<string, Style>;
  counts: Map<string, number[]>;
}

/** The lists of a document, from its numbering and its styles. */
export function readNumbering(numberingXml: string, stylesXml: string): Numbering {
  const numbering: Numbering = {
    depths: new Map(),
    definitionOf: new Map(),
    styles: readStyles(stylesXml),
    counts: new Map(),
  };
  let definition = '';
  let list = '';
  let depth: Depth | null = null;
  for (const token of tokens(numberingXml)) {
    if (token.kind !== 'open') continue;
    const value = (name = 'val') => attribute(token.attributes, name) ?? '';
    if (token.name === 'abstractNum') definition = value('abstractNumId');
    else if (token.name === 'num') list = value('numId');
    else if (token.name === 'abstractNumId') numbering.definitionOf.set(list, value());
    else if (token.name === 'lvl') {
      depth = { start: 1, format: 'decimal', text: '' };
      const own = numbering.depths.get(definition) ?? [];
      own[depthOf(value('ilvl'))] = depth;
      numbering.depths.set(definition, own);
    } else if (token.name === 'start' && depth) depth.start = Number(value()) || 0;
    else if (token.name === 'numFmt' && depth) depth.format = value();
    else if (token.name === 'lvlText' && depth) depth.text = value();
  }
  return numbering;
}

/** The lists that the styles of paragraphs belong to. */
function readStyles(xml: string): Map<string, Style> {
  const styles = new Map<string, Style>();
  let style: Style | null = null;
  for (const token of tokens(xml)) {
    if (token.kind !== 'open') continue;
    const value = (name = 'val') => attribute(token.attributes, name);
    if (token.name === 'style') {
      style = { basedOn: null, list: null, depth: null };
      styles.set(value('styleId') ?? '', style);
    } else if (token.name === 'basedOn' && style) style.basedOn = value();
    else if (token.name === 'numId' && style) style.list = value();
    else if (token.name === 'ilvl' && style) style.depth = depthOf(value());
  }
  return styles;
}

/**
 * What Word prints before a paragraph of a style, with a list place of its own or none: "- " for any bullet, "1.2 " for
 * a number, and '' for neither. Each call counts one further.
 */
export function markBefore(numbering: Numbering, styleId: string | null, own: ListPlace): string {
  const style = placeOfStyle(numbering.styles, styleId);
  const list = own.list ?? style.list;
  if (list === null || list === '0') return '';
  const definition = numbering.definitionOf.get(list) ?? '';
  const depths = numbering.depths.get(definition) ?? [];
  const at = own.depth ?? style.depth ?? 0;
  const depth = depths[at];
  if (!depth || depth.format === 'bullet') return '- ';
  if (depth.format === 'none') return '';
  const counts = numbering.counts.get(definition) ?? [];
  counts[at] = (counts[at] ?? depth.start - 1) + 1;
  counts.length = at + 1;
  numbering.counts.set(definition, counts);
  const written = depth.text.replace(/%(\d)/gu, (_, place: string) => {
    const of = Number(place) - 1;
    return numeral(counts[of] ?? depths[of]?.start ?? 1, depths[of]?.format ?? 'decimal');
  });
  return written === '' ? '' : `${written} `;
}

/** The list of a style, or of the nearest one that it is based on. */
function placeOfStyle(styles: ReadonlyMap<string, Style>, id: string | null): ListPlace {
  let style = styles.get(id ?? '');
  for (let steps = 0; style && style.list === null && steps < 10; steps += 1) {
    style = styles.get(style.basedOn ?? '');
  }
  return style ?? { list: null, depth: null };
}

function numeral(value: number, format: string): string {
  if (/letter$/iu.test(format)) {
    const letter = String.fromCharCode(97 + ((Math.max(value, 1) - 1) % 26));
    return format.startsWith('upper') ? letter.toUpperCase() : letter;
  }
  if (/roman$/iu.test(format) && value < 90)
    return format.startsWith('upper') ? roman(value) : roman(value).toLowerCase();
  return format === 'decimalZero' ? String(value).padStart(2, '0') : String(value);
}

const ROMAN: readonly [number, string][] = [
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  let left = value;
  let written = '';
  for (const [worth, letters] of ROMAN) {
    for (; left >= worth; left -= worth) written += letters;
  }
  return written;
}
