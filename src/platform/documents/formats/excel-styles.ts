/** How many decimals a cell of a workbook shows: the code 1.10, typed as a number, is shown with "0.00". */

import { attribute, tokens } from '../xml.js';

export interface NumberFormats {
  /** The number format of each cell style, in order. */
  ofStyle: number[];
  /** The formats that the workbook defines itself. */
  codes: Map<number, string>;
}

/** The number formats of xl/styles.xml; none when there is no such part. */
export function readStyles(xml: string | null): NumberFormats {
  const formats: NumberFormats = { ofStyle: [], codes: new Map() };
  let inCells = false;
  for (const token of tokens(xml ?? '')) {
    if (token.kind === 'text') continue;
    if (token.name === 'cellXfs') inCells = token.kind === 'open';
    if (token.kind !== 'open') continue;
    if (token.name === 'numFmt') {
      const id = Number(attribute(token.attributes, 'numFmtId'));
      formats.codes.set(id, attribute(token.attributes, 'formatCode') ?? '');
    } else if (token.name === 'xf' && inCells) {
      formats.ofStyle.push(Number(attribute(token.attributes, 'numFmtId')) || 0);
    }
  }
  return formats;
}

/** The decimals that a style shows, or null where the number is shown as it is ("General"). */
export function decimalsOf(formats: NumberFormats, style: number): number | null {
  const id = formats.ofStyle[style] ?? 0;
  if (id === 1 || id === 3) return 0;
  if (id === 2 || id === 4) return 2;
  const fixed = /^[#,]*0(?:\.(0{1,6}))?$/u.exec(formats.codes.get(id) ?? '');
  return fixed ? (fixed[1]?.length ?? 0) : null;
}
