/** The rules of an agreement: what can be said of a statement, and what a change changes. */
import { z } from 'zod';
import type { Framework, Statement } from '../framework/framework.js';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { invalid, notFound } from '../platform/problems.js';
import type { Mark, Marks } from './marks.js';
import { describe, type Rating } from './rating.js';
import type { Agreement } from './review.js';

export const MOST_REASON = 8000;
export const MOST_WORDS = 4000;

const words = (most: number, name: string) =>
  z
    .string()
    .trim()
    .max(most, `Enter ${name} of at most ${most.toLocaleString('en-GB')} characters`);

const mark = z.enum(
  ['met', 'partly', 'not-yet'],
  'Choose met, partly or not yet for each criterion',
);

/** What of an agreement is to be changed. What is left out stays as it is. */
export const agreementInput = z.object({
  rating: z.union([z.int(), z.literal('not-yet'), z.null()]).optional(),
  reason: words(MOST_REASON, 'a reason').optional(),
  strength: words(MOST_WORDS, 'a strength').optional(),
  nextStep: words(MOST_WORDS, 'a next step').optional(),
  /** All marks of the statement: a point that is not named becomes unmarked. */
  marks: z.record(z.string(), mark).optional(),
  /** Why contradictions are kept, by their id. An empty note takes the keeping back. */
  contradictionReasons: z.record(z.string(), words(MOST_WORDS, 'a note')).optional(),
});

export type AgreementInput = z.infer<typeof agreementInput>;

/** The statement with this code. @throws NotFound `statement.not-found` */
export function statementIn(framework: Framework, code: string): Statement {
  const statement = statementOf(framework, code);
  if (!statement) throw notFound('statement.not-found', `There is no statement ${code}.`);
  return statement;
}

/**
 * The agreement as it would be after the change. Saying a level, even the same one, confirms a carried answer.
 * @throws Problem 422 `agreement.unknown-level`, `agreement.unknown-criterion`
 */
export function agreed(
  framework: Framework,
  statement: Statement,
  before: Agreement,
  input: AgreementInput,
): Agreement {
  if (input.rating !== undefined) assertLevel(framework, statement, input.rating);
  const marks = input.marks === undefined ? before.marks : ordered(statement, input.marks);
  const contradictionReasons = { ...before.contradictionReasons, ...input.contradictionReasons };
  return {
    ...before,
    rating: input.rating === undefined ? before.rating : input.rating,
    reason: input.reason ?? before.reason,
    strength: input.strength ?? before.strength,
    nextStep: input.nextStep ?? before.nextStep,
    marks,
    contradictionReasons: Object.fromEntries(
      Object.entries(contradictionReasons).filter(([, note]) => note !== ''),
    ),
    isCarried: input.rating === undefined ? before.isCarried : false,
  };
}

function assertLevel(framework: Framework, statement: Statement, rating: Rating): void {
  if (typeof rating !== 'number' || descriptorOf(statement, rating)) return;
  const levels = statement.levels.map(({ level }) => describe(level, framework)).join(', ');
  throw invalid(
    'agreement.unknown-level',
    `Statement ${statement.id} has no level ${rating}. Choose one of ${levels}.`,
    { level: `Choose one of ${levels}` },
  );
}

/** The marks in the order of the statement. */
function ordered(statement: Statement, marks: Marks): Marks {
  const known = statement.levels.flatMap(({ criteria }) => criteria.map(({ id }) => id));
  const strange = Object.keys(marks).find((id) => !known.includes(id));
  if (strange !== undefined) {
    throw invalid(
      'agreement.unknown-criterion',
      `Statement ${statement.id} has no criterion ${strange}. Reload the page and mark it there.`,
    );
  }
  const marked = known.filter((id) => Object.hasOwn(marks, id));
  return Object.fromEntries(marked.map((id) => [id, marks[id] as Mark]));
}

const FIELDS = [
  'rating',
  'reason',
  'strength',
  'nextStep',
  'marks',
  'contradictionReasons',
  'isCarried',
] as const;

export type AgreementField = (typeof FIELDS)[number];

/** The fields in which two agreements of a statement differ. */
export function differingFields(one: Agreement, other: Agreement): AgreementField[] {
  return FIELDS.filter((field) => canonical(one[field]) !== canonical(other[field]));
}

/** These fields of an agreement, for the history. */
export function partOf(
  agreement: Agreement,
  fields: readonly AgreementField[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, agreement[field]]));
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
