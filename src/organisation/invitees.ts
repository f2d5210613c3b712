/** Reading whom to invite from what was pasted or uploaded: lines of addresses, "Name <address>", or CSV. */

import { EVERY_ROLE, emailAddress } from '../platform/access/member.js';
import { type CsvRecord, readCsv } from '../platform/documents/csv.js';
import { withoutInvisible, withoutJoiners } from '../platform/documents/text.js';
import { withoutMailto } from '../platform/mail/mailto.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { withoutEnd } from '../platform/text-end.js';
import { addressesIn } from './address-lines.js';
import { type ListedPerson, readHeadings } from './invitee-columns.js';

export interface Invitee {
  email: string;
  /** '' when it was left out. */
  name: string;
  role: RoleWord;
  /** The role in the field: "SENCo". */
  title: string | null;
  isOwner: boolean;
}

/** One line as read: whom it names, or what is wrong with it. */
export type InviteeLine =
  | { line: number; text: string; invitee: Invitee; fault?: undefined }
  | { line: number; text: string; invitee?: undefined; fault: string };

/** More at once is a mistake: the largest schools have some 200 staff. */
export const MOST_INVITEES = 200;

/**
 * Reads every line, in order. Blank lines are passed over; a line in which an address stands twice, or again, is a
 * fault of that line alone. `role` is for lines that name none.
 */
export function readInvitees(text: string, role: RoleWord): InviteeLine[] {
  const plain = withoutMailto(withoutInvisible(text));
  const hasLong = plain.split(/[\r\n]/).some(isTooLong);
  const rows = (hasLong ? null : listedRows(plain, role)) ?? pastedLines(plain, role);
  const seen = new Map<string, number>();
  return rows.map(({ line, text: row, read: readOne }, index): InviteeLine => {
    if (index >= MOST_INVITEES) {
      return { line, text: row, fault: `Send at most ${MOST_INVITEES} at once` };
    }
    const read = readOne();
    if (typeof read === 'string') return { line, text: row, fault: read };
    const before = seen.get(read.email);
    if (before !== undefined) {
      return { line, text: row, fault: `The same address is on line ${before}` };
    }
    seen.set(read.email, line);
    return { line, text: row, invitee: read };
  });
}

/** The addresses of 200 people in one line are shorter. Longer lines are not taken apart. */
const LONGEST_LINE = 10_000;
const isTooLong = (line: string) => line.length > LONGEST_LINE;

/** A line, and how it is read: what is wrong with it, where it names nobody. */
interface Row {
  line: number;
  text: string;
  read: () => Invitee | string;
}

/** The row of headings may stand below a few lines about the list. */
const MOST_ABOVE = 5;

/** The rows of a list that has a row of headings with an address among them, or null. */
function listedRows(text: string, role: RoleWord): Row[] | null {
  const records = recordsOf(text).filter(({ raw }) => raw.trim() !== '');
  for (const [at, { fields }] of records.slice(0, MOST_ABOVE).entries()) {
    if (fields.some((field) => field.includes('@'))) return null;
    const person = readHeadings(fields);
    if (!person) continue;
    return records.slice(at + 1).map(({ line, raw, fields: cells }) => {
      return { line, text: raw.trim(), read: () => readRow(person(cells), role) };
    });
  }
  return null;
}

/** Lines of addresses; "Ann <a@x>; Ben <b@x>", as mail programs paste it, is two of them. */
function pastedLines(text: string, role: RoleWord): Row[] {
  return text
    .split(/\r\n?|\n/)
    .map((each, index) => ({ line: index + 1, text: each.trim() }))
    .filter((each) => each.text !== '')
    .flatMap(({ line, text: whole }) =>
      isTooLong(whole)
        ? [{ line, text: `${whole.slice(0, 60)}…`, read: () => TOO_LONG }]
        : addressesIn(whole).map((one) => ({ line, text: one, read: () => readLine(one, role) })),
    );
}

/** Records of CSV: comma, semicolon or tab apart. A quotation mark that is never closed counts for nothing. */
function recordsOf(text: string): CsvRecord[] {
  try {
    return readCsv(text);
  } catch {
    return readCsv(text.replaceAll('"', ''));
  }
}

function readRow({ email, name, role: said, title }: ListedPerson, role: RoleWord) {
  const own = said === '' ? role : EVERY_ROLE.find((each) => each === said.toLowerCase());
  if (!own) return `"${said}" is not a role. Enter ${EVERY_ROLE.join(', ')}, or leave it empty`;
  if (email === '') return NO_ADDRESS;
  return made(email, name, own, title);
}

const TOO_LONG = 'This line is too long. Put each address on a line of its own';
const NO_ADDRESS = 'There is no email address on this line';

/** The cells of one line. */
const cellsOf = (text: string): string[] =>
  recordsOf(text).flatMap(({ fields }) => fields.map((field) => field.trim()));

/** "a@x", "Ann <a@x>", "Ann, a@x" or "a@x, Ann". */
function readLine(text: string, role: RoleWord): Invitee | string {
  if (!text.includes('@')) return NO_ADDRESS;
  const angled = /^(.*)<([^<>]+)>[,;]?$/.exec(text);
  if (angled) return made(angled[2] ?? '', angled[1] ?? '', role, '');
  const parts = cellsOf(text.replace(/[,;]$/, ''));
  const at = parts.findIndex((part) => part.includes('@'));
  if (at < 0) return NO_ADDRESS;
  const name = parts.filter((_, index) => index !== at).join(' ');
  const words = (parts[at] ?? '').split(/\s+/);
  if (words.length === 1) return made(parts[at] ?? '', name, role, '');
  const address = words.find((word) => word.includes('@')) ?? '';
  return made(address, [name, ...words.filter((word) => word !== address)].join(' '), role, '');
}

function made(address: string, name: string, role: RoleWord, title: string): Invitee | string {
  const plain = withoutJoiners(address).replace(/^[<("'\s]+/, '');
  const bare = withoutEnd(plain.split('?')[0] ?? '', /[>)"'.,;\s]/);
  const email = emailAddress.safeParse(bare);
  if (!email.success) return `"${address}" is not an email address like name@school.sch.uk`;
  const said = withoutEnd(name.replace(/^["'\s]+/, ''), /["'\s]/).replace(/\s+/g, ' ');
  // "ann@x (Ann Jones)", as mail programs write it.
  const cleaned = /^\(([^()]+)\)$/.exec(said)?.[1]?.trim() ?? said;
  if (cleaned.length > 120) return 'The name is longer than 120 characters';
  const job = title.trim().slice(0, 80) || null;
  const own = cleaned.toLowerCase() === email.data ? '' : cleaned;
  return { email: email.data, name: own, role, title: job, isOwner: false };
}
