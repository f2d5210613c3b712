/**
 * A list to count towards as a school types, pastes or loads it, with everything that is wrong with it. Three ways of
 * writing one are understood: a line for each entry ("Encounters: 3.7, 5.2"), rows of a spreadsheet (the entry, then its
 * statements), or the file format of `crosswalks/*.yaml`. Pure.
 */
import { stringify } from 'yaml';
import { type Framework, statementsOf } from '../framework/framework.js';
import { readCsv } from '../platform/documents/csv.js';
import { tidy } from '../platform/documents/grid.js';
import { withoutInvisible } from '../platform/documents/text.js';
import { nearestWord } from '../platform/nearest-word.js';
import { invalid, type Problem } from '../platform/problems.js';
import {
  type CheckedList,
  type Crosswalk,
  type CrosswalkFault,
  checkListData,
} from './crosswalk.js';
import { parseListApart } from './list-data.js';

const MOST_ENTRIES = 200;
const MOST_TITLE = 200;

/** An entry as one line says it. */
export interface LineEntry {
  title: string;
  statements: string[];
}

/** Reads lines or rows. Every fault names its line, from 1. @throws Problem 422 `reading.open-quote` */
export function readLines(
  text: string,
  framework: Framework,
): { entries: LineEntry[]; faults: CrosswalkFault[] } {
  const codes = statementsOf(framework).map(({ id }) => id);
  const faults: CrosswalkFault[] = [];
  const seen = new Map<string, number>();
  const entries = linesOf(withoutInvisible(text)).map(({ line, title, said }): LineEntry => {
    const named = codesIn(said, codes);
    const wrong = (message: string) => faults.push({ where: `Line ${line}`, message });
    const name = title.trim();
    if (name === '') wrong('Start with the name of the entry');
    if (name.length > MOST_TITLE) wrong(`Enter a name of at most ${MOST_TITLE} characters`);
    const twin = seen.get(name.toLowerCase());
    if (name && twin) wrong(`“${name}” is already on line ${twin}`);
    seen.set(name.toLowerCase(), line);
    for (const code of named.filter((each) => !codes.includes(each))) {
      const near = nearestWord(code, codes);
      wrong(`There is no ${code} in the model.${near ? ` Did you mean ${near}?` : ''}`);
    }
    return { title: name, statements: [...new Set(named)] };
  });
  if (entries.length > MOST_ENTRIES)
    faults.push({ where: 'The list', message: `Enter at most ${MOST_ENTRIES} entries` });
  return { entries, faults };
}

interface Line {
  line: number;
  title: string;
  /** The statements as they stand there. */
  said: string;
}

const linesOf = (text: string): Line[] =>
  text.includes('\t') ? rows(text, '\t') : isCsv(text) ? rows(text) : plainLines(text);

/** "3.7, 5.2", "5.1 and 5.2", and ranges: "5.1-5.3" and "5.1 to 5.3" are what the model has between the two. */
function codesIn(text: string, codes: readonly string[]): string[] {
  return text
    .replace(/\s(?:to|until)\s|\s?[–—-]\s?/g, '-')
    .split(/[\s,;&+]+/)
    .filter((each) => !['', 'and', 'statement', 'statements'].includes(each.toLowerCase()))
    .flatMap((each) => rangeOf(each, codes) ?? [each]);
}

function rangeOf(text: string, codes: readonly string[]): string[] | null {
  const [from = '', to, ...more] = text.split('-');
  if (to === undefined || more.length > 0 || codes.includes(text)) return null;
  const [first, last] = [codes.indexOf(from), codes.indexOf(to)];
  return first >= 0 && last >= first ? codes.slice(first, last + 1) : null;
}

function plainLines(text: string): Line[] {
  return text.split('\n').flatMap((each, at) => {
    if (each.trim() === '') return [];
    const colon = each.lastIndexOf(':');
    const title = colon < 0 ? each : each.slice(0, colon);
    return [{ line: at + 1, title, said: colon < 0 ? '' : each.slice(colon + 1) }];
  });
}

/** Rows of CSV, or as a spreadsheet copies them: cells parted by tabs. A first row of headings is passed over. */
function rows(text: string, mark?: '\t'): Line[] {
  return readCsv(text, mark)
    .filter(({ raw }) => raw.trim() !== '')
    .filter(({ fields }, at) => at > 0 || !isHeading(fields))
    .map(({ line, fields: [title = '', ...cells] }) => {
      return { line, title: tidy(title), said: cells.join(', ') };
    });
}

/** "Entry, Statements" */
const isHeading = (fields: readonly string[]) =>
  fields.length > 1 &&
  fields.slice(1).every((field) => /^(linked )?(statements?|codes?)$/i.test(tidy(field)));

/** A row in the manner of CSV: a name, perhaps in quotes, a comma or semicolon, and nothing but statements. */
const CSV_ROW = /^("[^"]*"|[^":,;]+)[,;]\s*"?\d+\.\d+(?!\d)(?:[\d.,;\s"&+–—-]|and|to)*$/;
/** Longer lines are no row of a list, and are not looked at closely. */
const LONGEST_ROW = 2000;

const isCsv = (text: string) =>
  text.split('\n').some((line) => line.length <= LONGEST_ROW && CSV_ROW.test(line));

/** What somebody sends to load a list. */
export interface TypedList {
  title: string;
  about: string;
  text: string;
}

/** Reads a whole list. It is null when there are faults. */
export async function readList(
  { title, about, text }: TypedList,
  framework: Framework,
): Promise<CheckedList> {
  if (/^entries:/m.test(text)) return checkListData(await parseListApart(text), framework);
  const { entries, faults } = readLines(text, framework);
  const unsaid = entries.filter(({ statements }) => statements.length === 0);
  for (const entry of unsaid)
    faults.push({
      where: `“${entry.title}”`,
      message: 'Add the linked statements after a colon, like “: 3.7, 5.2”',
    });
  if (faults.length > 0) return { crosswalk: null, faults };
  const list = {
    id: nameOf(title),
    title,
    about,
    entries: entries.map((entry, at) => ({ id: `entry-${at + 1}`, about: '', ...entry })),
  };
  return checkListData({ data: list }, framework);
}

/** "Quality standard, 2026" as "quality-standard-2026". */
function nameOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return plain || 'list';
}

/** A list as text that reads back as it is: lines where they hold all of it, else its file. */
export function textOfList(list: Crosswalk): string {
  const isPlain = list.entries.every(
    ({ id, about, benchmark }, at) =>
      id === `entry-${at + 1}` && about === '' && benchmark === undefined,
  );
  if (!isPlain || list.id !== nameOf(list.title)) return stringify(list);
  return list.entries
    .map(({ title, statements }) => `${title}: ${statements.join(', ')}`)
    .join('\n');
}

/** What is wrong, as one problem at the field that it was typed in. */
export function refusedList(faults: readonly CrosswalkFault[], field: string): Problem {
  const [first] = faults;
  const rest = faults.length - 1;
  const more = rest > 0 ? ` ${rest} more ${rest === 1 ? 'error' : 'errors'}.` : '';
  const sentence = `${first?.where}: ${first?.message}`.replace(/([^.?])$/, '$1.');
  return invalid('crosswalk.invalid', `${sentence}${more}`, { [field]: `${sentence}${more}` });
}

/**
 * The headings of the school's own plan as they are typed. One that no statement speaks to yet may stand.
 * @throws Problem 422 `crosswalk.invalid` naming the line
 */
export function headingsFrom(text: string, framework: Framework): LineEntry[] {
  const { entries, faults } = readLines(text, framework);
  if (faults.length > 0) throw refusedList(faults, 'headings');
  return entries;
}
