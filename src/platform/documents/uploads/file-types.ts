/** The types of file that are taken as evidence. */
import type { FileTypeWord } from '../../storage/tables/evidence.js';

export type FileType = FileTypeWord;

export interface TypeOfFile {
  /** As people say it. */
  name: string;
  media: string;
  /** The ending that a download gets, whatever the file was called. */
  ending: string;
}

export const FILE_TYPES: Readonly<Record<FileType, TypeOfFile>> = {
  pdf: { name: 'PDF', media: 'application/pdf', ending: 'pdf' },
  png: { name: 'PNG picture', media: 'image/png', ending: 'png' },
  jpeg: { name: 'JPEG picture', media: 'image/jpeg', ending: 'jpg' },
  webp: { name: 'WebP picture', media: 'image/webp', ending: 'webp' },
  docx: {
    name: 'Word document',
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
  },
  xlsx: {
    name: 'Excel workbook',
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
  },
  pptx: {
    name: 'PowerPoint presentation',
    media: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ending: 'pptx',
  },
  odt: {
    name: 'OpenDocument text',
    media: 'application/vnd.oasis.opendocument.text',
    ending: 'odt',
  },
  ods: {
    name: 'OpenDocument spreadsheet',
    media: 'application/vnd.oasis.opendocument.spreadsheet',
    ending: 'ods',
  },
  csv: { name: 'CSV table', media: 'text/csv', ending: 'csv' },
  txt: { name: 'plain text', media: 'text/plain', ending: 'txt' },
};

/** What a file input offers to choose from. */
export const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.webp,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt';

/** The most bytes of one file. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** True for what is shown on the page itself. */
export const isPicture = (type: FileType) => type === 'png' || type === 'jpeg' || type === 'webp';

/** What an upload turned out to be, by what it holds. */
export interface Sniffed {
  type: FileType;
  width: number | null;
  height: number | null;
  /** The beginning of what can be read in it, in lines: for the question whether it lists pupils. */
  words?: string;
}
