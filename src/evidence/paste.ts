/** Rows pasted from a spreadsheet as items of the library, with what is wrong line by line. Pure. */
import { cellDay } from '../platform/documents/cell-days.js';
import { readCsv } from '../platform/documents/csv.js';
import { tidy } from '../platform/documents/grid.js';
import { withoutInvisible } from '../platform/documents/text.js';
import { Problem } from '../platform/problems.js';
import { parse } from '../platform/web/form.js';
import { type EvidenceKind, type ItemInput, itemInput, VOICES, type Voice } from './evidence.js';

type Column = Exclude<keyof ItemInput, 'kind'>;

/** One row as it was understood. */
export interface PastedRow {
  /** The line of the pasted text, from 1. */
  line: number;
  /** The line as it was pasted. */
  raw: string;
  title: string;
  /** Null when something is wrong with it. */
  input: ItemInput | null;
  /** What to enter, in the order of the columns. */
  faults: string[];
}

export interface Pasted {
  /** The line of headings as it was pasted, or null. */
  heading: string | null;
  /** The columns as they were understood, in order; null for one that is passed over. */
  columns: (Column | null)[];
  rows: PastedRow[];
}

/** The order of the columns when there is no line of headings. */
export const COLUMN_ORDER: readonly Column[] = [
  ...(['title', 'note', 'about', 'effectiveOn', 'validUntil', 'voice', 'url'] as const),
  ...(['figure', 'unit', 'owner'] as const),
];

export const MOST_ROWS = 300;
/** What stands further right is passed over. */
const MOST_COLUMNS = 100;

const HEADINGS: Readonly<Record<Column, RegExp>> = {
  title: /^(title|name|evidence|what( is it)?( called)?|item)\??$/,
  note: /^(what it shows|shows|note|notes|description|summary|detail|details)$/,
  about: /^(about( whom)?|who|whom|which group|group|cohort|audience)\??$/,
  effectiveOn:
    /^((effective )?date|effective( on| from)?|from|date of the evidence|date it speaks of|when)$/,
  validUntil: /^(valid (until|to)|until|to|expires?|expiry( date)?|holds until|review (date|by))$/,
  voice: /^((source )?voice|source|(whose )?view|whose voice)\??$/,
  url: /^(link|url|web address|address|where|location)$/,
  figure: /^(figure|number|value|count)$/,
  unit: /^(unit|units|what (it|the figure) counts|measure)$/,
  owner: /^(owner|looked after by|lead|responsible|who looks after it)\??$/,
};

/**
 * Understands a pasted table. Cells are parted by tabs (as spreadsheets copy them), commas or semicolons; a first line of
 * headings may stand in any order. Owners are named, and found among `owners`.
 * @throws Problem 422 `reading.open-quote`; 413 `paste.too-many`
 */
export function readPasted(text: string, owners: readonly { id: string; name: string }[]): Pasted {
  const table = readCsv(withoutInvisible(text))
    .filter(({ fields }) => fields.some((field) => tidy(field) !== ''))
    .slice(0, MOST_ROWS + 2)
    .map(({ fields, ...record }) => ({
      ...record,
      cells: fields.slice(0, MOST_COLUMNS).map(withoutBlankLines),
    }))
    .filter(({ cells }) => cells.some(Boolean));
  const named = table[0]?.cells.map((cell) => columnOf(tidy(cell))) ?? [];
  const isHeading = named.filter((column) => column !== null).length >= 2;
  const columns: Pasted['columns'] = isHeading ? named : [...COLUMN_ORDER];
  const body = isHeading ? table.slice(1) : table;
  if (body.length > MOST_ROWS)
    throw new Problem(413, 'paste.too-many', `Paste at most ${MOST_ROWS} rows at once.`, {
      rows: `Paste at most ${MOST_ROWS} rows at once`,
    });
  return {
    heading: isHeading ? (table[0]?.raw ?? null) : null,
    columns,
    rows: body.map(({ line, raw, cells }) => ({ line, raw, ...itemOf(cells, columns, owners) })),
  };
}

const withoutBlankLines = (text: string) =>
  text
    .split(/\r\n|[\r\n]/)
    .filter((line) => tidy(line) !== '')
    .join('\n')
    .trim();

function columnOf(heading: string): Column | null {
  const said = heading.toLowerCase();
  const bracket = said.endsWith(')') ? said.indexOf('(') : -1;
  const plain = (bracket < 0 ? said : said.slice(0, bracket)).trim();
  return COLUMN_ORDER.find((column) => HEADINGS[column].test(plain)) ?? null;
}

function itemOf(
  cells: string[],
  columns: Pasted['columns'],
  owners: readonly { id: string; name: string }[],
): Pick<PastedRow, 'title' | 'input' | 'faults'> {
  const values: Partial<Record<Column, string>> = {};
  columns.forEach((column, at) => {
    if (column) values[column] = cells[at] ?? '';
  });
  const faults: string[] = [];
  const voice = voiceIn(values.voice ?? '');
  if (voice === null)
    faults.push(`Choose one of ${VOICES.map(({ name }) => name).join(', ')} as the view`);
  const owner = ownerIn(values.owner ?? '', owners);
  if (owner === null) faults.push(`Enter an owner who is in the school. ${values.owner} is not`);
  const kind: EvidenceKind = values.figure ? 'figure' : values.url ? 'link' : 'note';
  if (kind === 'note' && !values.note && values.title)
    faults.push('Enter what it shows, a web address or a figure');
  try {
    const note = kind === 'note' ? values.note || values.title : values.note;
    const days = {
      effectiveOn: cellDay(values.effectiveOn ?? ''),
      validUntil: cellDay(values.validUntil ?? '', 'last'),
    };
    const known = { ...values, ...days, note, kind, voice: voice ?? '', owner: owner ?? '' };
    const input = parse(itemInput, known);
    return { title: values.title ?? '', input: faults.length > 0 ? null : input, faults };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      title: values.title ?? '',
      input: null,
      faults: [...Object.values(error.fields), ...faults],
    };
  }
}

const SAID: Readonly<Record<Voice, RegExp>> = {
  learner: /^(learner|student|pupil|young (person|people))/i,
  'parent and carer': /^(parent|carer|famil)/i,
  employer: /^(employer|business|enterprise adviser)/i,
  staff: /^(staff|teacher|colleague|school)/i,
  governor: /^(governor|trustee)/i,
  data: /^(data|statistic|figures?$|numbers?$)/i,
};

/** '' for nothing said, null for something that is no voice. */
function voiceIn(text: string): Voice | '' | null {
  if (text === '') return '';
  return VOICES.find(({ voice }) => SAID[voice].test(text))?.voice ?? null;
}

function ownerIn(text: string, owners: readonly { id: string; name: string }[]): string | null {
  if (text === '') return '';
  return owners.find(({ name }) => name.toLowerCase() === text.toLowerCase())?.id ?? null;
}
