/** Evidence: what a school can show. It belongs to the school, and reviews of any year cite it. */

import { z } from 'zod';
import { countWords } from '../platform/chart/scale.js';
import { readDay, readMonth } from '../platform/days.js';
import type { FileType } from '../platform/documents/uploads/file-types.js';
import { notFound } from '../platform/problems.js';
import type { VoiceWord } from '../platform/storage/tables/evidence.js';
import { withoutEnd } from '../platform/text-end.js';
import { optionalText, requiredText } from '../platform/web/form.js';

export type EvidenceKind = 'note' | 'link' | 'file' | 'figure';
/** Whose view it gives. */
export type Voice = VoiceWord;

export interface Evidence {
  id: string;
  kind: EvidenceKind;
  title: string;
  url: string | null;
  /** What it shows. */
  note: string;
  /** About whom: "Year 11 leavers". Groups, never individual learners. */
  about: string;
  /** The day that it speaks of: "2026-10-31". */
  effectiveOn: string | null;
  validUntil: string | null;
  voice: Voice | null;
  figure: { value: string; unit: string } | null;
  createdAt: Date;
}

/** Evidence as one statement of one review cites it. */
export interface CitedEvidence extends Evidence {
  statement: string;
  citedAt: Date;
}

/** Somebody by id and name. The name is null once it has been erased. */
export interface Somebody {
  id: string;
  name: string | null;
}

/** One file that an item has had. */
export interface EvidenceFile {
  /** 1 for the first; a file that replaces another has the next. */
  number: number;
  name: string;
  type: FileType;
  bytes: number;
  /** SHA-256 in hex. */
  checksum: string;
  width: number | null;
  height: number | null;
  uploadedBy: Somebody | null;
  uploadedAt: Date;
}

/** A citation of the item in a review of some year. */
export interface Citation {
  reviewId: string;
  reviewTitle: string;
  academicYear: number;
  isOpen: boolean;
  statement: string;
  criteria: string[];
}

/** An item with all that the library knows of it. */
export interface LibraryItem extends Evidence {
  owner: Somebody | null;
  createdBy: Somebody | null;
  updatedBy: Somebody | null;
  updatedAt: Date | null;
  deletedBy: string | null;
  deletedAt: Date | null;
  version: number;
  /** Newest first. */
  files: EvidenceFile[];
  /** Newest year first. */
  citations: Citation[];
}

export const KINDS: readonly { kind: EvidenceKind; name: string; about: string }[] = [
  { kind: 'file', name: 'File', about: 'a document, table or picture' },
  { kind: 'link', name: 'Link', about: 'a page or a shared folder' },
  { kind: 'note', name: 'Note', about: 'what you saw or heard, in your own words' },
  { kind: 'figure', name: 'Figure', about: 'one number, with its unit and date' },
];

export const VOICES: readonly { voice: Voice; name: string; plural: string }[] = [
  { voice: 'learner', name: 'Learners', plural: 'learners' },
  { voice: 'parent and carer', name: 'Parents and carers', plural: 'parents and carers' },
  { voice: 'employer', name: 'Employers', plural: 'employers' },
  { voice: 'staff', name: 'Staff', plural: 'staff' },
  { voice: 'governor', name: 'Governors', plural: 'governors' },
  { voice: 'data', name: 'Data', plural: 'data' },
];

export const kindName = (kind: EvidenceKind) =>
  KINDS.find((each) => each.kind === kind)?.name ?? kind;
export const voiceName = (voice: Voice | null) =>
  VOICES.find((each) => each.voice === voice)?.name ?? 'Not given';

export const MOST_TITLE = 200;
export const MOST_NOTE = 4000;

const title = requiredText('Enter a title', MOST_TITLE, 'a name');
const note = optionalText(MOST_NOTE);
/** An address as people type it, like "school.example/careers", with the https:// that they left out. */
const completed = (address: string) =>
  /^[\w-]+(\.[\w-]+)+([:/?#]|$)/.test(address) ? `https://${address}` : address;
const url = z
  .string()
  .trim()
  .max(2000, 'Enter a web address of at most 2,000 characters')
  .transform((text) => (text === '' ? null : completed(text)))
  .pipe(
    z
      .url({
        protocol: /^https?$/,
        error: 'Enter a web address like https://school.example/careers',
      })
      .nullable(),
  )
  .default(null);

/** A new piece of evidence as it is typed on a statement: words, and a link if there is one. */
export const evidenceInput = z.object({ title, url, note });
export type NewEvidence = z.infer<typeof evidenceInput>;

/** The year that the oldest evidence is from: policies live long. */
const EARLIEST = 1990;

const day = (name: string) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, context) => {
      if (text === '') return null;
      const read = readDay(text, EARLIEST) ?? readMonth(text, EARLIEST);
      if (read === null)
        context.addIssue({
          code: 'custom',
          continue: true,
          message: `Enter ${name} as a date, like 31 October 2026`,
        });
      return read;
    });

/** "94.5000" and "094.5" as "94.5". */
export const plainNumber = (text: string) =>
  (text.includes('.') ? withoutEnd(text, /0/).replace(/\.$/, '') : text).replace(
    /^(-?)0+(?=\d)/,
    '$1',
  );

/** A number as people type it: "1,204", "87%", "£3 400"; kept exactly, with four places at most. */
const figure = z
  .string()
  .trim()
  .default('')
  .transform((text, context) => {
    if (text === '') return null;
    const plain = text.replace(/[\s,£%]/g, '');
    if (/^-?\d{1,14}(\.\d{1,4})?$/.test(plain)) return plainNumber(plain);
    context.addIssue({
      code: 'custom',
      continue: true,
      message: 'Enter the figure as a number, like 94 or 1.5',
    });
    return null;
  });

/** An item of the library as it is typed. What belongs to another kind is let go. */
export const itemInput = z
  .object({
    kind: z.enum(['file', 'link', 'note', 'figure'], 'Choose the kind of evidence'),
    title,
    url,
    note,
    about: optionalText(200),
    effectiveOn: day('the date of the evidence'),
    validUntil: day('the last day it is valid'),
    owner: z
      .union([z.literal(''), z.uuid('Choose someone from the list')])
      .default('')
      .transform((text) => text || null),
    voice: z
      .union(
        [z.literal(''), z.enum(VOICES.map(({ voice }) => voice) as [Voice, ...Voice[]])],
        'Choose whose view it is',
      )
      .default('')
      .transform((text) => text || null),
    figure,
    unit: optionalText(60, 'a unit'),
  })
  .superRefine((item, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (item.kind === 'link' && item.url === null)
      wrong('url', 'Enter the web address of the link');
    if (item.kind === 'note' && item.note === '') wrong('note', 'Enter the note');
    if (item.kind === 'figure') {
      if (item.figure === null) wrong('figure', 'Enter the figure as a number, like 94 or 1.5');
      if (item.unit === '') wrong('unit', 'Enter what the figure counts, like learners or %');
      if (item.effectiveOn === null)
        wrong('effectiveOn', 'Enter the date of the figure, like 31 October 2026');
    }
    if (item.effectiveOn && item.validUntil && item.validUntil < item.effectiveOn)
      wrong('validUntil', 'Enter a last day that is not before the date of the evidence');
  })
  .transform((item) => ({
    ...item,
    url: item.kind === 'link' ? item.url : null,
    figure: item.kind === 'figure' ? item.figure : null,
    unit: item.kind === 'figure' ? item.unit : '',
  }));
export type ItemInput = z.infer<typeof itemInput>;

/** There is no such evidence, or none that this person may know of. */
export const noEvidence = () => notFound('evidence.not-found', 'This evidence does not exist.');

const THOUSANDS = new Intl.NumberFormat('en-GB');

/** "94 learners", "87%", "62% of Year 7"; the number without needless noughts. */
export function figureWords({ value, unit }: { value: string; unit: string }): string {
  const [whole = '', part] = plainNumber(value).split('.');
  const grouped = THOUSANDS.format(whole as `${number}`);
  const number = `${grouped}${part ? `.${part}` : ''}`;
  return /^[%‰]/.test(unit) ? number + unit : `${number} ${unit}`.trim();
}

/** "1.4 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return countWords(bytes, 'byte');
  // From there on it would round to 1000 kB.
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}
