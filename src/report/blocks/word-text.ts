/** The texts of a Word file: runs, their direction, paragraphs; and the colours of levels. */
import { Paragraph, ShadingType, TextRun } from 'docx';
import type { Chip } from '../pdf-marks.js';

/** A colour as Word writes it: "0B5242". */
export const hex = (colour: string) => {
  const digits = colour.replace('#', '');
  return digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
};

/** A small paragraph. */
export const quiet = (words: string) => new Paragraph({ style: 'Quiet', children: runs(words) });

/** A level in its colours; the word says it without them. */
export const chipRun = ({ label, fill, on }: Chip) =>
  new TextRun({
    text: ` ${label} `,
    bold: true,
    color: hex(on),
    shading: { type: ShadingType.CLEAR, fill: hex(fill), color: 'auto' },
  });

/** Paragraphs are parted by an empty line. */
export const paragraphsOf = (words: string): string[] =>
  words.split(/\n[ \t]*\n+/).filter((each, _at, all) => each.trim() !== '' || all.length === 1);

/** What is no character: XML cannot hold it, and Word would not open the file. */
const NOT_IN_XML = /[\ufffe\uffff]/g;

/** The words of a paragraph, with its line breaks; every run of text in the file is made here, or is none that people type. */
export function runs(words: string, look: { bold?: boolean; style?: string } = {}): TextRun[] {
  const side = isRightToLeft(words) ? { rightToLeft: true } : {};
  return words
    .replace(NOT_IN_XML, '')
    .split('\n')
    .map((text, at) => new TextRun({ text, ...look, ...side, ...(at > 0 ? { break: 1 } : {}) }));
}

/** True where the first letter that has a direction is Hebrew, Arabic, Syriac, Thaana or N’Ko. */
const isRightToLeft = (words: string): boolean =>
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(/\p{L}/u.exec(words)?.[0] ?? '');

/** How a paragraph is set whose words run from right to left. */
export const direction = (words: string) => (isRightToLeft(words) ? { bidirectional: true } : {});
