/** Files that are no document to read, each refused with what helps for that very kind. */

import { invalid } from '../problems.js';

const PICTURE =
  'This is a picture. Choose a copy of the document that has text: a PDF, Word or Excel file.';
const PHOTO =
  'This is a photo from a phone (HEIC). Choose a copy of the document that has text: a PDF, Word or Excel file.';
const FILM = 'This is a video or sound file. Choose a PDF, Word or Excel file.';

/** The beginnings of pictures that browsers show, and of TIFF. */
const PICTURES = /^(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF.{4}WEBP)/s;
/** The beginning of photos of phones (ISO 23008-12), one letter for each byte. */
export const PHONE_PHOTO = /^.{4}ftyp(?:hei|hev|mif|msf|avi)/s;
/** The beginnings of MP4 and QuickTime, Matroska and WebM, Ogg, MP3, and of RIFF with sound or film. */
export const FILM_OR_SOUND =
  /^.{4}(?:ftyp|moov|mdat|wide)|^.E\xdf\xa3|^OggS|^ID3|^RIFF.{4}(?:WAVE|AVI )/s;

/** @throws Problem reading.picture, reading.film */
export function refuseKind(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (PICTURES.test(start)) throw invalid('reading.picture', PICTURE);
  if (PHONE_PHOTO.test(start)) throw invalid('reading.picture', PHOTO);
  if (FILM_OR_SOUND.test(start)) throw invalid('reading.film', FILM);
}

/** The first element of what Excel and Word of 2003 save as XML, which looks like a web page. */
const XML_OF_2003: readonly [RegExp, string][] = [
  [
    /<\?mso-application\s+progid="Excel\.Sheet"|<(?:\w{1,20}:)?Workbook\s[^<>]*urn:schemas-microsoft-com:office:spreadsheet/,
    'This is an Excel file saved as XML. Open it in Excel, save it as .xlsx, and choose that.',
  ],
  [
    /<\?mso-application\s+progid="Word\.Document"|<w:wordDocument[\s>]/,
    'This is a Word file saved as XML. Open it in Word, save it as .docx, and choose that.',
  ],
];

/**
 * Words and sheets that an office program has saved as XML.
 * @throws Problem reading.office-xml
 */
export function refuseOfficeXml(start: string): void {
  const head = start.trimStart().slice(0, 2000);
  if (!head.startsWith('<?xml') && !head.startsWith('<?mso')) return;
  const says = XML_OF_2003.find(([beginning]) => beginning.test(head))?.[1];
  if (says) throw invalid('reading.office-xml', says);
}

const FIELD = /^\s*(?:-\s+)?["']?[\w-]{1,40}["']?\s*:(?:\s|$)/u;

/**
 * Texts that programs write for programs.
 * @throws Problem reading.other-data, reading.xml, reading.web-archive, reading.mail
 */
export function refuseText(start: string, ending: string): void {
  const plain = start.trimStart();
  if (plain.startsWith('<?xml'))
    throw invalid(
      'reading.xml',
      'This is an XML file. Open it in the program that made it, save it as .docx, .xlsx or CSV, and choose that.',
    );
  if (
    /^(?:from|mime-version|subject): /im.test(plain.slice(0, 500)) &&
    /^content-type:/im.test(start)
  )
    throw /multipart\/related/i.test(start)
      ? invalid(
          'reading.web-archive',
          'This is a web archive (.mht). Save the page again as a web page, HTML only, and choose that.',
        )
      : invalid(
          'reading.mail',
          'This is a saved email. Save the document attached to it, and choose that.',
        );
  if (isData(plain, ending))
    throw invalid(
      'reading.other-data',
      'This is a JSON or YAML file of another program. Waymark reads only its own. Save the model as a table instead: Word, Excel or CSV.',
    );
}

function isData(plain: string, ending: string): boolean {
  if (/^[[{]\s*(?:["[{]|[\]}])/.test(plain) && (ending === 'json' || /["\]}]\s*[:,]/.test(plain)))
    return true;
  if (ending === 'json') return true;
  const lines = plain.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const fields = lines.filter((line) => FIELD.test(line) && !line.includes('\t')).length;
  const isYaml = /^ya?ml$/.test(ending) || plain.startsWith('---\n');
  return isYaml && fields * 2 >= lines.length;
}
