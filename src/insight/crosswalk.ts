/**
 * Cross-walks: another list of expectations, and which statements of the model speak to each of its entries. One
 * agreement, and one item of evidence, counts towards every entry that its statement speaks to. What is shown is where
 * to look and where there is nothing yet; never whether anything is met, and no award.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Framework, type Statement, statementsOf } from '../framework/framework.js';
import { nearestWord } from '../platform/nearest-word.js';
import { notFound } from '../platform/problems.js';
import { type Rating, type Ratings, ratingOf } from '../review/rating.js';
import { type ListData, parseList } from './list-data.js';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'An id is small letters, digits and hyphens');

const entry = z.strictObject({
  id: name,
  title: z.string().trim().min(1, 'An entry needs a title').max(200),
  about: z.string().trim().max(1000).default(''),
  /** The number of a Gatsby Benchmark: every statement of the themes that cover it counts. */
  benchmark: z.number().int().min(1).max(8).optional(),
  /** Statements that count, by code. */
  statements: z.array(z.string()).default([]),
});

/** A list as its file holds it. */
const crosswalkDefinition = z.strictObject({
  id: name,
  title: z.string().trim().min(1, 'A list needs a title').max(200),
  about: z.string().trim().max(2000).default(''),
  entries: z.array(entry).min(1, 'A list needs entries').max(200),
});
export type Crosswalk = z.infer<typeof crosswalkDefinition>;
type CrosswalkEntry = Crosswalk['entries'][number];

/** The lists that come with Waymark, in the order in which they are shown. */
const BUILT_IN = ['gatsby-benchmarks-2025', 'provider-access'] as const;

/** What is wrong with a list; an empty list when it is sound. `where` names the place in the file. */
export interface CrosswalkFault {
  where: string;
  message: string;
}

/** A list, or everything that is wrong with it. */
export interface CheckedList {
  crosswalk: Crosswalk | null;
  faults: CrosswalkFault[];
}

/** Reads a list from its text, and gives every fault it has. */
export const checkCrosswalk = (text: string, framework: Framework): CheckedList =>
  checkListData(parseList(text), framework);

/** A list from the data of its file. */
export function checkListData(given: ListData, framework: Framework): CheckedList {
  if (given.fault !== undefined)
    return { crosswalk: null, faults: [{ where: 'The file', message: given.fault }] };
  const read = crosswalkDefinition.safeParse(given.data);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({
      where: placeWords(path),
      message,
    }));
    return { crosswalk: null, faults };
  }
  const faults = [...twins(read.data), ...strangers(read.data, framework)];
  return { crosswalk: faults.length === 0 ? read.data : null, faults };
}

/** ["entries", 2, "title"] as "Entry 3, title". */
function placeWords([first, at, ...rest]: readonly PropertyKey[]): string {
  if (first === undefined) return 'The file';
  if (first !== 'entries' || typeof at !== 'number') return String(first);
  return [`Entry ${at + 1}`, ...rest.filter((each) => typeof each === 'string')].join(', ');
}

function twins({ entries }: Crosswalk): CrosswalkFault[] {
  return entries.flatMap(({ id }, at) =>
    entries.findIndex((other) => other.id === id) < at
      ? [{ where: `Entry ${at + 1}, id`, message: `Another entry is called "${id}" already` }]
      : [],
  );
}

function strangers({ entries }: Crosswalk, framework: Framework): CrosswalkFault[] {
  const codes = statementsOf(framework).map(({ id }) => id);
  return entries.flatMap(({ statements, benchmark }, at) => {
    const empty =
      statements.length === 0 && benchmark === undefined
        ? [{ where: `Entry ${at + 1}`, message: 'Name statements or a benchmark that count' }]
        : [];
    const unknown = statements
      .filter((code) => !codes.includes(code))
      .map((code) => {
        const near = nearestWord(code, codes);
        const hint = near ? ` Did you mean ${near}?` : '';
        return {
          where: `Entry ${at + 1}, statements`,
          message: `The model has no statement "${code}".${hint}`,
        };
      });
    return [...empty, ...unknown];
  });
}

/** Reads a file. @throws Problem 404 `crosswalk.no-file` */
export function readCrosswalkFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw notFound('crosswalk.no-file', `There is no file ${path} that can be read.`);
  }
}

const read = new Map<string, Crosswalk>();

/** The lists that come with Waymark. */
export function builtInCrosswalks(root: string): Crosswalk[] {
  return BUILT_IN.map((id) => {
    const path = `${root}/crosswalks/${id}.yaml`;
    const found = read.get(path) ?? crosswalkDefinition.parse(parse(readCrosswalkFile(path)));
    read.set(path, found);
    return found;
  });
}

/** One entry with what counts towards it. */
export interface Counted {
  entry: CrosswalkEntry;
  statements: { statement: Statement; rating: Rating; evidence: number }[];
  /** Nothing recorded counts towards it; or levels do, and no evidence. */
  gap: 'nothing recorded' | 'no evidence' | null;
}

/**
 * What counts towards each entry. `evidence` holds how many items each statement cites. A code that this framework does
 * not have is passed by: a list may be older than the framework.
 */
export function countTowards(
  crosswalk: Crosswalk,
  framework: Framework,
  ratings: Ratings,
  evidence: Readonly<Record<string, number>>,
): Counted[] {
  return crosswalk.entries.map((entry) => {
    const statements = framework.themes.flatMap((theme) =>
      theme.statements
        .filter(
          ({ id }) =>
            entry.statements.includes(id) ||
            (entry.benchmark !== undefined && theme.benchmarks.includes(entry.benchmark)),
        )
        .map((statement) => ({
          statement,
          rating: ratingOf(ratings, statement.id),
          evidence: evidence[statement.id] ?? 0,
        })),
    );
    const isRecorded = statements.some(({ rating }) => rating !== null);
    const isShown = statements.some((each) => each.evidence > 0);
    return {
      entry,
      statements,
      gap: isRecorded ? (isShown ? null : 'no evidence') : 'nothing recorded',
    };
  });
}

const OWN_LIST = 'own';

/** The names that no list of a school can have: they are those of other pages. */
export const TAKEN: readonly string[] = [...BUILT_IN, OWN_LIST, 'headings', 'load'];

/** The school's own headings as a list to count towards; null while there are none. */
export function ownCrosswalk(
  headings: readonly { title: string; statements: readonly string[] }[],
): Crosswalk | null {
  if (headings.length === 0) return null;
  return {
    id: OWN_LIST,
    title: 'Headings of our own plan',
    about: 'What your review says about each heading of your school’s own plan.',
    entries: headings.map(({ title, statements }, at) => ({
      id: `heading-${at + 1}`,
      title,
      about: '',
      statements: [...statements],
    })),
  };
}
