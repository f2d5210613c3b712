/** Why an upload is not taken, each in a sentence that says what to do instead. */
import { invalid } from '../../problems.js';

const refusal = (code: string, sentence: string) =>
  invalid(`file.${code}`, `${sentence}.`, { file: sentence });

export const emptyFile = () => refusal('empty', 'Choose a file that is not empty');

export const unknownType = () =>
  refusal(
    'unknown-type',
    'Choose a PDF, a picture (PNG, JPEG, WebP), a Word, Excel, PowerPoint or OpenDocument file, a CSV or a text file',
  );

export const phonePhoto = () =>
  refusal(
    'phone-photo',
    'Choose a JPEG copy: this is a photo from a phone (HEIC), which few computers open',
  );

export const film = () =>
  refusal(
    'film',
    'Choose “Link” instead, and enter the web address of the video or sound: such files are too large to keep here',
  );

export const savedEmail = () =>
  refusal(
    'email',
    'Choose a copy of the email saved as PDF, or the document that is attached to it',
  );

export const damagedFile = (name: string) =>
  refusal('damaged', `Choose another copy: this ${name} is damaged or was cut off`);

export const oldOffice = () =>
  refusal(
    'old-office',
    'Choose a copy saved as .docx, .xlsx or .pptx: this is from before 2007, or protected by a password',
  );

export const withMacros = () =>
  refusal(
    'macros',
    'Choose a copy without macros: in Office, save it as .docx, .xlsx or .pptx, or print it to PDF',
  );

export const withPassword = () =>
  refusal('encrypted', 'Choose a copy without a password, so that others can open it');

export const unpacksTooLarge = () =>
  refusal(
    'unpacks-too-large',
    'Choose a new copy: this file unpacks to far more than a document holds',
  );

export const pictureTooLarge = () =>
  refusal('picture-too-large', 'Choose a smaller picture: at most 12,000 pixels wide and high');

export const plainArchive = () =>
  refusal('archive', 'Unpack the zip file, and choose the document in it');

export const notText = () =>
  refusal(
    'not-text',
    'Choose a file saved as UTF-8 text: this one has characters that cannot be read',
  );

export const foundVirus = (name: string) =>
  refusal('virus', `Choose another file: the virus scanner found ${name} in this one`);
