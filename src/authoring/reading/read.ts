/** Reading a document of any known format into a draft. */

import { openArchive } from '../../platform/documents/archive.js';
import { readDelimited } from '../../platform/documents/formats/delimited.js';
import { readExcel } from '../../platform/documents/formats/excel.js';
import { readMarkdown } from '../../platform/documents/formats/markdown.js';
import { readText } from '../../platform/documents/formats/text.js';
import { readWord } from '../../platform/documents/formats/word.js';
import type { Format, Grid } from '../../platform/documents/grid.js';
import { checkBytes, LIMITS, type Limits } from '../../platform/documents/limits.js';
import { notText, tooLong } from '../../platform/documents/refusals.js';
import { sniff } from '../../platform/documents/sniff.js';
import { decodeText, looksLikeText } from '../../platform/documents/text.js';
import { tooLarge } from '../../platform/problems.js';
import type { Draft, ReadingOptions } from './draft.js';
import { draftOfFramework, readFrameworkFile } from './framework-file.js';
import { codesOf } from './rules/codes.js';
import { readStructure } from './structure.js';

/** How far a reading has come: a sentence for a person, and a share from 0 to 1. */
export interface Progress {
  says: string;
  share: number;
}

export interface ReadingSetting {
  limits?: Limits;
  onProgress?: (progress: Progress) => void;
}

/**
 * The draft of the framework that a document holds. `name` is the file's name, `options` what a person has set.
 * Call `readInWorker` where other people wait: this runs on the caller's own thread.
 * @throws Problem reading.* with what to do: empty, too-large, too-long, damaged, encrypted, scan, picture,
 * old-office, archive, unpacks-too-large, not-text, open-quote, no-codes, no-grid, no-sheet; framework.invalid
 */
export async function readDocument(
  bytes: Uint8Array,
  name: string,
  options: ReadingOptions = {},
  { limits = LIMITS, onProgress = () => {} }: ReadingSetting = {},
): Promise<Draft> {
  checkBytes(bytes, limits);
  onProgress({ says: 'Looking at the file', share: 0 });
  let decoded: string | null = null;
  const text = () => {
    decoded ??= textOf(bytes);
    if (decoded.length > limits.letters) throw tooLong();
    return decoded;
  };
  const format = await sniff(bytes, name, text);
  if (format === 'framework file') {
    return draftOfFramework(readFrameworkFile(text(), name), text());
  }
  const { grid, sheets } = await gridOf(format, bytes, text, options, limits, onProgress);
  checkGrid(grid, limits);
  onProgress({ says: 'Finding the themes and statements', share: 0.8 });
  const draft = readStructure(grid, options, sheets);
  onProgress({ says: 'Read', share: 1 });
  return draft;
}

function textOf(bytes: Uint8Array): string {
  const { text } = decodeText(bytes);
  if (!looksLikeText(text)) throw notText();
  return text;
}

async function gridOf(
  format: Format,
  bytes: Uint8Array,
  text: () => string,
  options: ReadingOptions,
  limits: Limits,
  onProgress: (progress: Progress) => void,
): Promise<{ grid: Grid; sheets: string[] }> {
  if (format === 'excel')
    return readExcel(await openArchive(bytes, limits), options.sheet, limits, codesOf);
  if (format === 'word')
    return { grid: await readWord(await openArchive(bytes, limits)), sheets: [] };
  if (format === 'delimited') return { grid: readDelimited(text()), sheets: [] };
  if (format === 'markdown') return { grid: readMarkdown(text()), sheets: [] };
  if (format !== 'pdf') return { grid: readText(text()), sheets: [] };
  // The reader of PDF is large: only those who bring one load it.
  const { readPdf } = await import('../../platform/documents/formats/pdf.js');
  const grid = await readPdf(bytes, limits, (page, pages) =>
    onProgress({ says: `Page ${page} of ${pages}`, share: (0.75 * page) / pages }),
  );
  return { grid, sheets: [] };
}

function checkGrid(grid: Grid, limits: Limits): void {
  const cells = grid.rows.reduce((sum, row) => sum + row.cells.length, 0);
  const widest = Math.max(0, ...grid.rows.map((row) => row.cells.at(-1)?.column ?? 0));
  if (grid.rows.length > limits.rows || cells > limits.cells) throw tooLong();
  if (widest > 1_000) {
    throw tooLarge(
      'reading.too-wide',
      'This table has more than a thousand columns. Choose one that holds only the model.',
    );
  }
}
