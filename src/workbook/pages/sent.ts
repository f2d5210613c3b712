/** The form of the changes: what it carries of the file, and how it is read when it comes back. */
import { z } from 'zod';
import { invalid } from '../../platform/problems.js';
import { all, one, type Typed } from '../../platform/web/form.js';
import { type Chosen, type ChosenCell, chooseField, printOf } from '../chosen.js';
import type { Added, Comparison, Difference } from '../compare.js';
import type { WorkbookContent } from '../content.js';

export const CELL_FIELD = 'cell';
export const ADDED_FIELD = 'added';
export const NOTE_FIELD = 'note';

/** A difference as it is shown, and what was chosen: the file, what Waymark has, or nothing yet. */
export interface ShownCell
  extends Pick<Difference, 'row' | 'field' | 'now' | 'file' | 'isConflict'> {
  choice: Choice;
}

export interface ShownRow {
  name: string;
  values: Added['values'];
  isTaken: boolean;
  /** True where an action with the same words is in the plan already. */
  isThere: boolean;
}

export type Choice = 'file' | 'now' | '';

/** What could not be read, or is gone from the file. */
const noteSchema = z.object({
  place: z.string().max(400),
  says: z.string().max(2000),
  /** True for what the file has no more. */
  isMissing: z.boolean(),
});
export type Note = z.infer<typeof noteSchema>;

/** Everything on the page of the changes. */
export interface Shown {
  cells: ShownCell[];
  added: ShownRow[];
  notes: Note[];
}

/** The page for a file that was just read: its changes are chosen, and nothing is where both changed. */
export function shownFrom(compared: Comparison, content: WorkbookContent): Shown {
  const { differences, added, unread, missing, gone } = compared;
  const titles = content.rows.map(({ title }) => title.toLowerCase());
  const isMissing = true;
  return {
    cells: differences.map((each) => ({ ...each, choice: each.isConflict ? '' : 'file' })),
    added: added.map(({ values }, at) => {
      const isThere = titles.includes((values.title ?? '').toLowerCase());
      return { name: `new-${at + 1}`, values, isTaken: !isThere, isThere };
    }),
    notes: [
      ...unread.map((each) => ({ ...each, isMissing: false })),
      ...missing.map((title) => ({ place: title.slice(0, 400), says: '', isMissing })),
      ...gone.map((title) => ({ place: `Column “${title}”`, says: '', isMissing })),
    ],
  };
}

const sentCell = z.object({
  row: z.string().max(60),
  field: z.string().max(40),
  file: z.string().max(40_000),
  seen: z.int(),
  isConflict: z.boolean(),
});
const sentRow = z.object({
  name: z.string().max(20),
  values: z.record(z.string().max(40), z.string().max(40_000)),
  isThere: z.boolean(),
});

/** The hidden fields by which a cell comes back. */
export const cellJson = ({ row, field, now, file, isConflict }: ShownCell): string =>
  JSON.stringify({ row, field, file, seen: printOf(now), isConflict });
export const rowJson = ({ name, values, isThere }: ShownRow): string =>
  JSON.stringify({ name, values, isThere });

function parsed<T extends z.ZodType>(schema: T, texts: readonly string[]): z.infer<T>[] {
  try {
    return texts.map((text) => schema.parse(JSON.parse(text)));
  } catch {
    throw invalid(
      'form.unreadable',
      'Only part of the form arrived, so nothing was saved. Load the file again.',
    );
  }
}

/** How many bytes the form of the changes takes when all of it is sent. */
export function bytesOf({ cells, added, notes }: Shown): number {
  const texts = [
    ...cells.map(cellJson),
    ...added.map(rowJson),
    ...notes.map((note) => JSON.stringify(note)),
  ];
  return texts.reduce((sum, text) => sum + encodeURIComponent(text).length + 120, 2000);
}

/** What the form says: what is chosen, and what a choice is missing for. */
export interface Sent {
  chosen: Chosen;
  /** The fields in which nothing is chosen. */
  open: { row: string; field: string }[];
}

/** @throws Problem 422 `form.unreadable` */
export function sentFrom(typed: Typed): Sent {
  const cells = parsed(sentCell, all(typed, CELL_FIELD));
  const rows = parsed(sentRow, all(typed, ADDED_FIELD));
  const choiceOf = (row: string, field: string) => one(typed, chooseField(row, field));
  const chosen = cells
    .filter(({ row, field }) => choiceOf(row, field) === 'file')
    .map(({ row, field, file, seen }): ChosenCell => ({ row, field, value: file, seen }));
  return {
    chosen: {
      cells: chosen,
      added: rows
        .filter(({ name }) => one(typed, chooseField(name, 'add')) === 'file')
        .map(({ name, values }) => ({ name, values })),
    },
    open: cells.filter(({ row, field, isConflict }) => isConflict && choiceOf(row, field) === ''),
  };
}

/**
 * The same page again, held against what Waymark has by now. What says the same by now is left out; where something was
 * saved since, a person has to choose anew.
 */
export function shownAgain(typed: Typed, { rows, fields }: WorkbookContent): Shown {
  const cells = parsed(sentCell, all(typed, CELL_FIELD)).flatMap((cell): ShownCell[] => {
    const { row, field: key, file, seen } = cell;
    const field = fields.find((each) => each.key === key);
    const values = rows.find(({ id }) => id === row)?.values;
    if (!field || !values) return [];
    const now = values[key] ?? '';
    if (field.compared(now) === field.compared(file)) return [];
    const isNewer = printOf(now) !== seen;
    const choice = isNewer ? '' : (one(typed, chooseField(row, key)) as Choice);
    return [{ row, field: key, file, now, isConflict: cell.isConflict || isNewer, choice }];
  });
  const added = parsed(sentRow, all(typed, ADDED_FIELD)).map((row) => ({
    ...row,
    isTaken: one(typed, chooseField(row.name, 'add')) === 'file',
  }));
  return { cells, added, notes: parsed(noteSchema, all(typed, NOTE_FIELD)) };
}
