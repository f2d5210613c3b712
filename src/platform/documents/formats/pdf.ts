/** PDF with text: words with their places, and the ruling lines of tables. */

import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { invalid } from '../../problems.js';
import type { Grid } from '../grid.js';
import type { Limits } from '../limits.js';
import { damaged, encrypted, tooLong } from '../refusals.js';
import { gridOfPages } from './pdf-grid.js';
import { provideTransfer } from './pdf-needs.js';
import type { PdfPage } from './pdf-page.js';
import { findRulings } from './pdf-rulings.js';
import { textRuns } from './pdf-text.js';

/** Fewer letters than this on a page, on average, and the pages are pictures. */
const LETTERS_OF_A_SCAN = 20;

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/**
 * The grid of a PDF. `progress` hears how many pages have been read.
 * @throws Problem reading.encrypted, reading.scan, reading.damaged, reading.too-long
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: Limits,
  progress: (page: number, pages: number) => void,
): Promise<Grid> {
  const document = await open(bytes);
  try {
    if (document.numPages > limits.pages) throw tooLong();
    const pages: PdfPage[] = [];
    let letters = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await readPage(document, number);
      letters += page.runs.reduce((sum, { text }) => sum + text.length, 0);
      if (letters > limits.letters) throw tooLong();
      pages.push(page);
      progress(number, document.numPages);
    }
    if (letters < LETTERS_OF_A_SCAN * pages.length) throw scan();
    return gridOfPages(pages);
  } finally {
    await document.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  provideTransfer();
  try {
    // pdf.js keeps and empties the bytes that it is given, so that it has a copy. Pictures are not decoded.
    return await getDocumentProxy(new Uint8Array(bytes), {
      maxImageSize: 1,
      verbosity: 0,
      stopAtErrors: false,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw encrypted();
    throw damaged('PDF');
  }
}

async function readPage(document: PdfDocument, number: number): Promise<PdfPage> {
  const { OPS } = await getResolvedPDFJS();
  try {
    const page = await document.getPage(number);
    const { transform } = page.getViewport({ scale: 1 });
    const content = await page.getTextContent();
    const operators = await page.getOperatorList({ annotationMode: 0 });
    const runs = textRuns(content.items, transform);
    const rulings = findRulings(operators, OPS, transform);
    page.cleanup();
    return { page: number, runs, rulings };
  } catch {
    throw damaged('PDF');
  }
}

const scan = () =>
  invalid(
    'reading.scan',
    'This is a scan: its pages are pictures without text. Choose a copy saved from Word or a website, or use text recognition (OCR) first.',
  );
