/**
 * What people fill in in a workbook, field by field: how a value is written into cells, read back from them, and said on
 * a page. A value is a text, as a form would send it.
 */

import { dayWords, readDay } from '../platform/days.js';
import type { EnteredCell } from '../platform/documents/formats/excel-cells.js';
import { withLineEnds } from '../platform/web/form.js';

/** A column of a sheet. */
export interface Column {
  title: string;
  /** In letters. */
  width: number;
  kind: 'locked' | 'text' | 'day' | 'money' | 'list';
  /** Of a list: its choices. */
  choices?: readonly string[];
}

/** What is read from cells: a value, or what to do because there is none. */
export type Reading = { value: string } | { unread: string };

export interface Field {
  key: string;
  /** "Reason" */
  title: string;
  columns: readonly Column[];
  read(cells: readonly (EnteredCell | undefined)[]): Reading;
  /** A cell for each of its columns: a text, a number, or an ISO day in a column of days. */
  write(value: string): (string | number | null)[];
  /** The value as people read it; '' for nothing. */
  words(value: string): string;
  /** The value by which two are held against each other. */
  compared(value: string): string;
}

/** Control characters but tab and line end, and what is no character: XML, and so a workbook, cannot hold them. */
const NOT_IN_XML = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;

/** Text as a workbook can hold it. */
export const cleaned = (text: string): string =>
  withLineEnds(text.toWellFormed()).replace(NOT_IN_XML, '').trim();

/** Text by which two are held against each other: a space is a space, whichever program wrote it. */
export const plain = (text: string): string => cleaned(text).replace(/[\u00a0\u2007\u202f]/g, ' ');

/** A heading, a level or a name as it is recognised: in any letter case, with any spaces. */
export const keyOfWords = (text: string): string =>
  plain(text).replace(/\s+/g, ' ').toLocaleLowerCase('en-GB');

/** The text of a cell; null where it shows an error. */
export function textOf(cell: EnteredCell | undefined): string | null {
  if (!cell) return '';
  if (cell.kind === 'error') return null;
  if (cell.kind === 'text') return cleaned(cell.text);
  return cell.isDay && readDay(cell.day) ? dayWords(cell.day) : String(cell.number);
}

const SHOWS_ERROR = 'The cell shows an error of the spreadsheet. Type its content again.';

/** A field of one cell that holds words. */
export const textField = (key: string, title: string, width: number, most: number): Field => ({
  key,
  title,
  columns: [{ title, width, kind: 'text' }],
  read([cell]) {
    const text = textOf(cell);
    if (text === null) return { unread: SHOWS_ERROR };
    if (text.length <= most) return { value: text };
    const letters = (count: number) => count.toLocaleString('en-GB');
    return {
      unread: `It has ${letters(text.length)} characters. Shorten it to at most ${letters(most)}.`,
    };
  },
  write: (value) => [cleaned(value) || null],
  words: (value) => value,
  compared: plain,
});

/** One of the choices of a field, with the value that stands for it. */
interface Choice {
  value: string;
  label: string;
}

/** A field of one cell with a list to choose from. An empty cell has the value `empty`, or asks for a choice. */
export const choiceField = (
  key: string,
  title: string,
  width: number,
  { choices, empty }: { choices: readonly Choice[]; empty: string | null },
): Field => ({
  key,
  title,
  columns: [{ title, width, kind: 'list', choices: choices.map(({ label }) => label) }],
  read([cell]) {
    const text = textOf(cell);
    if (text === '' && empty !== null) return { value: empty };
    const found = choices.find(({ label }) => keyOfWords(label) === keyOfWords(text ?? ''));
    if (found) return { value: found.value };
    return { unread: `Choose one of: ${choices.map(({ label }) => label).join(', ')}.` };
  },
  write: (value) => [choices.find((each) => each.value === value)?.label ?? null],
  words: (value) => choices.find((each) => each.value === value)?.label ?? value,
  compared: (value) => value,
});

/** "2027-03-28" for "2027-03-28T13:45:00" */
function withoutTime(text: string): string {
  const at = text.search(/\d\d?:\d\d/);
  return at > 0 ? text.slice(0, at).replace(/[ T]$/, '') : text;
}

/** A field of one cell that holds a day. */
export const dayField = (key: string, title: string): Field => ({
  key,
  title,
  columns: [{ title, width: 12, kind: 'day' }],
  read([cell]) {
    if (!cell) return { value: '' };
    // A day whose format was lost on the way is a number; the hours of a moment are left out.
    const typed = cell.kind === 'number' ? cell.day : cell.kind === 'text' ? plain(cell.text) : '?';
    if (typed === '') return { value: '' };
    const day = readDay(typed) ?? readDay(withoutTime(typed));
    return day ? { value: day } : { unread: 'Enter a real date, like 4/12/2026.' };
  },
  write: (value) => [value || null],
  words: (value) => (value ? dayWords(value) : ''),
  compared: (value) => value,
});

const AMOUNT = /^£?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?$/;

/** Pounds, for a text that is an amount and nothing else; otherwise null. */
function poundsOf(text: string): number | null {
  const [, whole, pence = ''] = AMOUNT.exec(plain(text)) ?? [];
  return whole === undefined ? null : Number(whole.replaceAll(',', '') + pence);
}

/** "£1,200", "£12.50" */
const poundWords = (amount: number): string =>
  `£${amount.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 })}`;

/** A field of one cell with a cost: a number of pounds, or words such as "£20 a term for each tutor". */
export const moneyField = (key: string, title: string, most: number): Field => {
  const words = textField(key, title, 12, most);
  return {
    ...words,
    columns: [{ title, width: 11, kind: 'money' }],
    read(cells) {
      const [cell] = cells;
      if (cell?.kind !== 'number') return words.read(cells);
      if (cell.isDay || cell.number < 0 || cell.number > 999_999_999)
        return { unread: 'Enter a cost in pounds, like 250.' };
      return { value: poundWords(cell.number) };
    },
    write: (value) => [poundsOf(value) ?? (cleaned(value) || null)],
    compared: (value) => String(poundsOf(value) ?? plain(value)),
  };
};
