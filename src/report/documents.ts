/** The two documents of a review, made ready to give away. */
import { dateWords } from '../platform/days.js';
import { listed, listedShort } from '../review/sentences.js';
import { type FontPlaces, lettersAt } from './fonts.js';
import { type LostLetter, lostLetters } from './glyphs.js';
import { answerSheetPdfModel, reportPdfModel } from './pdf-model.js';
import type { PdfRenderer } from './pdf-renderer.js';
import type { Summary } from './summary.js';

export type DocumentKind = 'report' | 'answer-sheet';

export interface RenderedDocument {
  /** "Otterbridge School careers impact report 2026-27.pdf", before it is made safe for a place. */
  name: string;
  pdf: Uint8Array<ArrayBuffer>;
  /** The characters in place of which a box stands. */
  lost: LostLetter[];
}

/** Makes a document of a review, as of now, in the turn of the school with this id. @throws Problem 503 when the PDF renderer cannot. */
export async function makeDocument(
  renderer: PdfRenderer,
  summary: Summary,
  kind: DocumentKind,
  { now, school, fonts }: { now: Date; school: string; fonts: FontPlaces },
): Promise<RenderedDocument> {
  const pdfModel = (kind === 'report' ? reportPdfModel : answerSheetPdfModel)(
    summary,
    dateWords(now),
  );
  const about = kind === 'report' ? 'careers impact report' : 'answer sheet';
  const name = `${summary.school} ${about} ${summary.year.replace('/', '-')}.pdf`;
  const lost = lostLetters(pdfModel, () => lettersAt(fonts));
  return { name, lost, pdf: await renderer.print(kind, pdfModel, school) };
}

/** "These characters cannot be shown in the PDF: 中 and 文, in 1.2 and 3.4. …"; null when all can. */
export function lostWords(lost: readonly LostLetter[]): string | null {
  if (lost.length === 0) return null;
  const letters = listedShort(lost.map(({ letter }) => letter));
  const codes = [...new Set(lost.flatMap((each) => each.codes))];
  const where = codes.length === 0 ? '' : `, in ${listed(codes)}`;
  return `These characters cannot be shown in the PDF: ${letters}${where}. A box stands in place of each.`;
}

/** A name that any system takes as the name of a file: no folders, controls or reserved marks; at most 100 letters. */
export function fileName(name: string): string {
  const safe = name
    .toWellFormed()
    .replace(/\p{C}|[\\/:*?"<>|%]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  const dot = safe.lastIndexOf('.');
  const [stem, ending] = dot < 0 ? [safe, ''] : [safe.slice(0, dot), safe.slice(dot)];
  return [...stem].slice(0, 100).join('').trim() + ending;
}
