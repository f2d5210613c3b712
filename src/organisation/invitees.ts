/** Reading whom to invite from what was pasted or uploaded: lines of addresses, "Name <address>", or CSV. */

import { EVERY_ROLE, emailAddress } from '../platform/access/member.js';
import { readCsv } from '../platform/documents/csv.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { withoutEnd } from '../platform/text-end.js';

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

const COLUMNS = { name: 'name', email: 'email', role: 'role', title: 'title' } as const;
type Column = keyof typeof COLUMNS;
const HEADINGS: Readonly<Record<string, Column>> = {
  name: 'name',
  'full name': 'name',
  email: 'email',
  'e-mail': 'email',
  'email address': 'email',
  'e-mail address': 'email',
  mail: 'email',
  role: 'role',
  title: 'title',
  'job title': 'title',
  position: 'title',
};

/**
 * Reads every line, in order. Blank lines are passed over; a line in which an address stands twice, or again, is a
 * fault of that line alone. `role` is for lines that name none.
 */
export function readInvitees(text: string, role: RoleWord): InviteeLine[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .map((each, index) => ({ line: index + 1, text: each.trim() }))
    .filter((each) => each.text !== '');
  const columns = lines[0] ? readHeading(lines[0].text) : null;
  const rows = columns ? lines.slice(1) : lines.flatMap(apart);
  const seen = new Map<string, number>();
  return rows.map(({ line, text: row }, index): InviteeLine => {
    if (index >= MOST_INVITEES) {
      return { line, text: row, fault: `Send at most ${MOST_INVITEES} at once` };
    }
    const read = columns ? readRow(row, columns, role) : readLine(row, role);
    if (typeof read === 'string') return { line, text: row, fault: read };
    const before = seen.get(read.email);
    if (before !== undefined) {
      return { line, text: row, fault: `The same address stands in line ${before}` };
    }
    seen.set(read.email, line);
    return { line, text: row, invitee: read };
  });
}

/** The columns of a CSV by name, when the first line is a heading with an address column. */
function readHeading(text: string): (Column | null)[] | null {
  const columns = cells(text).map((cell) => HEADINGS[cell.toLowerCase()] ?? null);
  return columns.includes('email') ? columns : null;
}

/** "Ann <a@x>; Ben <b@x>", as mail programs paste it, is two lines. */
function apart({ line, text }: { line: number; text: string }) {
  if ((text.match(/@/g) ?? []).length < 2) return [{ line, text }];
  const parts = text.includes(';') ? text.split(';') : atCommas(text);
  return parts.map((part) => ({ line, text: part.trim() })).filter((part) => part.text !== '');
}

/** Parted at commas, but not within "<a, b>". */
function atCommas(text: string): string[] {
  const parts: string[] = [];
  let end = text.length;
  let isWithin = false;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === '>') isWithin = true;
    else if (text[at] === '<') isWithin = false;
    else if (text[at] === ',' && !isWithin) {
      parts.push(text.slice(at + 1, end));
      end = at;
    }
  }
  return [...parts, text.slice(0, end)].reverse();
}

/** Cells of one line of CSV: comma, semicolon or tab apart. A quotation mark that is never closed counts for nothing. */
function cells(text: string): string[] {
  const mark = text.includes('\t') ? '\t' : text.includes(';') ? ';' : ',';
  try {
    return readCsv(text, mark).flatMap(({ fields }) => fields.map((field) => field.trim()));
  } catch {
    return cells(text.replaceAll('"', ''));
  }
}

function readRow(text: string, columns: (Column | null)[], role: RoleWord): Invitee | string {
  const row = cells(text);
  const of = (column: Column) => row[columns.indexOf(column)] ?? '';
  const said = of('role').toLowerCase();
  const own = said === '' ? role : EVERY_ROLE.find((each) => each === said);
  if (!own) return `"${of('role')}" is no role: write ${EVERY_ROLE.join(', ')}, or leave it empty`;
  return made(of('email'), of('name'), own, of('title'));
}

const NO_ADDRESS = 'There is no e-mail address in this line';

/** "a@x", "Ann <a@x>", "Ann, a@x" or "a@x, Ann". */
function readLine(text: string, role: RoleWord): Invitee | string {
  if (!text.includes('@')) return NO_ADDRESS;
  const angled = /^(.*)<([^<>]+)>[,;]?$/.exec(text);
  if (angled) return made(angled[2] ?? '', angled[1] ?? '', role, '');
  const parts = cells(text.replace(/[,;]$/, ''));
  const at = parts.findIndex((part) => part.includes('@'));
  if (at < 0) return NO_ADDRESS;
  const name = parts.filter((_, index) => index !== at).join(' ');
  const words = (parts[at] ?? '').split(/\s+/);
  if (words.length === 1) return made(parts[at] ?? '', name, role, '');
  const address = words.find((word) => word.includes('@')) ?? '';
  return made(address, [name, ...words.filter((word) => word !== address)].join(' '), role, '');
}

function made(address: string, name: string, role: RoleWord, title: string): Invitee | string {
  const email = emailAddress.safeParse(address);
  if (!email.success) return `"${address}" is not an e-mail address like name@school.sch.uk`;
  const cleaned = withoutEnd(name.replace(/^["'\s]+/, ''), /["'\s]/).replace(/\s+/g, ' ');
  if (cleaned.length > 120) return 'The name has more than 120 characters';
  const own = title.trim().slice(0, 80) || null;
  return { email: email.data, name: cleaned, role, title: own, isOwner: false };
}
