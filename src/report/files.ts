/** Reports as files to take away: PDF and Word. */
import type { ReportDocument } from './blocks/block.js';
import { blocksPdfModel } from './blocks/pdf.js';
import { attachment } from './pages/attachment.js';
import type { PdfRenderer } from './pdf-renderer.js';

/** The forms of a report to take away, by the endings of their files, with their media types. */
const MEDIA_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
export type ReportFormat = keyof typeof MEDIA_TYPES;
export const REPORT_FORMATS = ['pdf', 'docx'] as const satisfies readonly ReportFormat[];

export interface ReportFile {
  /** "Otterbridge School governor pack 2026-27.pdf", before it is made safe for a place. */
  name: string;
  format: ReportFormat;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Makes the file of a report, in the turn of the school with this id. @throws Problem 503 when the renderer cannot. */
export async function makeReport(
  renderer: PdfRenderer,
  document: ReportDocument,
  format: ReportFormat,
  school: string,
): Promise<ReportFile> {
  const bytes = await (format === 'pdf'
    ? renderer.print('blocks', blocksPdfModel(document), school)
    : renderer.word(document, school));
  const about = document.name.toLocaleLowerCase('en-GB');
  const name = `${document.school} ${about} ${document.year.replace('/', '-')}.${format}`;
  return { name, format, bytes };
}

/** The file as an answer that a browser keeps. */
export const reportAnswer = ({ name, format, bytes }: ReportFile): Response =>
  new Response(bytes, {
    headers: {
      'Content-Type': MEDIA_TYPES[format],
      'Content-Length': String(bytes.length),
      'Content-Disposition': attachment(name),
    },
  });
