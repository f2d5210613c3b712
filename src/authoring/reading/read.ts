/** Reading a document of any known format into a draft. */

import { openArchive } from '../../platform/documents/archive.js';
import { readDelimited } from '../../platform/documents/formats/delimited.js';
import { readExcel } from '../../platform/documents/formats/excel.js';
import { readMarkdown } from '../../platform/documents/formats/markdown.js';
import { readOpenSheets, readOpenText } from '../../platform/documents/formats/open-document.js';
import { readRichText } from '../../platform/documents/formats/rich-text.js';
import { readText } from '../../platform/documents/formats/text.js';
import { readWord } from '../../platform/documents/formats/word.js';
import type { Grid } from '../../platform/documents/grid.js';
import { checkBytes, LIMITS, type Limits } from '../../platform/documents/limits.js';
import { notText, tooLong } from '../../platform/documents/refusals.js';
import { type DocumentKind, sniff } from '../../platform/documents/sniff.js';
import { decodeText, looksLikeText } from '../../platform/documents/text.js';
import { tooLarge } from '../../platform/problems.js';
import { withBestPart } from './best-part.js';
import type { Draft, ReadingOptions } from './draft.js';
import { draftOfFramework, readFrameworkFile } from './framework-file.js';
import { draftToHelp } from './not-understood.js';
import { codesOf } from './rules/codes.js';
import { joinedTables } from './rules/level-tables.js';
import { outlined } from './rules/outlines.js';
import { readStructure } from './structure.js';

/** How far a reading has come: a sentence for a person, and a share from 0 to 1. */
export interface Progress {
  says: string;
  share: number;
}

export interface ReadingSetting {
  limits?: Limits;
  onProgress?: (progress: Progress) => void;
  /** True where a document that is not understood comes back as the beginning of its table, not as a refusal. */
  asksForHelp?: boolean;
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
  { limits = LIMITS, onProgress = () => {}, asksForHelp = false }: ReadingSetting = {},
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
  const table = asTable(grid);
  const read = structureOf(table, options, sheets, asksForHelp);
  const draft = await withBestPart(read, table, options, async (sheet) => {
    const of = await gridOf(format, bytes, text, { ...options, sheet }, limits, () => {});
    return asTable(of.grid);
  });
  onProgress({ says: 'Read', share: 1 });
  return draft;
}

function structureOf(
  grid: Grid,
  options: ReadingOptions,
  sheets: string[],
  asksForHelp: boolean,
): Draft {
  try {
    return readStructure(grid, options, sheets);
  } catch (error) {
    const draft = asksForHelp ? draftToHelp(error, grid, sheets) : null;
    if (!draft) throw error;
    return draft;
  }
}

/** The grid as one table where its model is not in one: small tables, or an outline. */
const asTable = (grid: Grid): Grid => outlined(joinedTables(grid));

function textOf(bytes: Uint8Array): string {
  const { text } = decodeText(bytes);
  if (!looksLikeText(text)) throw notText();
  return text;
}

async function gridOf(
  format: DocumentKind,
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
  if (format === 'open text')
    return { grid: await readOpenText(await openArchive(bytes, limits), limits), sheets: [] };
  if (format === 'open sheets')
    return readOpenSheets(await openArchive(bytes, limits), options.sheet, limits, codesOf);
  if (format === 'rich text') return { grid: readRichText(bytes, limits), sheets: [] };
  // The readers of web pages and of PDF are large: only those who bring one load them.
  if (format === 'html') {
    const { readHtml } = await import('../../platform/documents/formats/html.js');
    return { grid: readHtml(withoutHashes(text()), limits), sheets: [] };
  }
  if (format === 'delimited') return { grid: readDelimited(text()), sheets: [] };
  if (format === 'markdown') return { grid: readMarkdown(text()), sheets: [] };
  if (format !== 'pdf') return { grid: readText(text()), sheets: [] };
  const { readPdf } = await import('../../platform/documents/formats/pdf.js');
  const grid = await readPdf(bytes, limits, (page, pages) =>
    onProgress({ says: `Page ${page} of ${pages}`, share: (0.75 * page) / pages }),
  );
  return { grid, sheets: [] };
}

/** Headings in Markdown, which may stand around a table of a web page, as that has them. */
const withoutHashes = (text: string) =>
  text.replace(/^(#{1,6}) (.*)$/gmu, (_, { length }, words) => `<h${length}>${words}</h${length}>`);

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
