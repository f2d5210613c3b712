/** The rules of a judgement: what can be said of a statement, and what a change changes. */
import { z } from 'zod';
import type { Framework, Statement } from '../framework/framework.js';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { invalid, notFound } from '../platform/problems.js';
import type { Mark, Marks } from './marks.js';
import type { AgreedJudgement } from './review.js';
import { describe, type Standing } from './standing.js';

export const MOST_REASON = 8000;
export const MOST_WORDS = 4000;

const words = (most: number, name: string) =>
  z
    .string()
    .trim()
    .max(most, `Enter ${name} of at most ${most.toLocaleString('en-GB')} characters`);

const mark = z.enum(['met', 'partly', 'not-yet'], 'Choose met, partly or not yet for each point');

/** What of a judgement is to be changed. What is left out stays as it is. */
export const judgementInput = z.object({
  standing: z.union([z.int(), z.literal('not-yet'), z.null()]).optional(),
  reason: words(MOST_REASON, 'a reason').optional(),
  strength: words(MOST_WORDS, 'a strength').optional(),
  nextStep: words(MOST_WORDS, 'a next step').optional(),
  /** All marks of the statement: a point that is not named becomes unmarked. */
  marks: z.record(z.string(), mark).optional(),
  /** Why contradictions are kept, by their id. An empty note takes the keeping back. */
  kept: z.record(z.string(), words(MOST_WORDS, 'a note')).optional(),
});

export type JudgementInput = z.infer<typeof judgementInput>;

/** The statement with this code. @throws NotFound `statement.not-found` */
export function statementIn(framework: Framework, code: string): Statement {
  const statement = statementOf(framework, code);
  if (!statement) throw notFound('statement.not-found', `There is no statement ${code}.`);
  return statement;
}

/**
 * The judgement as it would be after the change. Saying a level, even the same one, confirms a carried answer.
 * @throws Problem 422 `judgement.unknown-level`, `judgement.unknown-criterion`
 */
export function judged(
  framework: Framework,
  statement: Statement,
  before: AgreedJudgement,
  input: JudgementInput,
): AgreedJudgement {
  if (input.standing !== undefined) assertLevel(framework, statement, input.standing);
  const marks = input.marks === undefined ? before.marks : ordered(statement, input.marks);
  const kept = { ...before.kept, ...input.kept };
  return {
    ...before,
    standing: input.standing === undefined ? before.standing : input.standing,
    reason: input.reason ?? before.reason,
    strength: input.strength ?? before.strength,
    nextStep: input.nextStep ?? before.nextStep,
    marks,
    kept: Object.fromEntries(Object.entries(kept).filter(([, note]) => note !== '')),
    isCarried: input.standing === undefined ? before.isCarried : false,
  };
}

function assertLevel(framework: Framework, statement: Statement, standing: Standing): void {
  if (typeof standing !== 'number' || descriptorOf(statement, standing)) return;
  const levels = statement.levels.map(({ level }) => describe(level, framework)).join(', ');
  throw invalid(
    'judgement.unknown-level',
    `Statement ${statement.id} has no level ${standing}. Choose one of ${levels}.`,
    { level: `Choose one of ${levels}` },
  );
}

/** The marks in the order of the statement. */
function ordered(statement: Statement, marks: Marks): Marks {
  const known = statement.levels.flatMap(({ criteria }) => criteria.map(({ id }) => id));
  const strange = Object.keys(marks).find((id) => !known.includes(id));
  if (strange !== undefined) {
    throw invalid(
      'judgement.unknown-criterion',
      `Statement ${statement.id} has no point ${strange}. Open the page again and mark it there.`,
    );
  }
  const marked = known.filter((id) => Object.hasOwn(marks, id));
  return Object.fromEntries(marked.map((id) => [id, marks[id] as Mark]));
}

const FIELDS = [
  'standing',
  'reason',
  'strength',
  'nextStep',
  'marks',
  'kept',
  'isCarried',
] as const;

export type JudgementField = (typeof FIELDS)[number];

/** The fields in which two judgements of a statement differ. */
export function differingFields(one: AgreedJudgement, other: AgreedJudgement): JudgementField[] {
  return FIELDS.filter((field) => canonical(one[field]) !== canonical(other[field]));
}

/** These fields of a judgement, for the history. */
export function partOf(
  judgement: AgreedJudgement,
  fields: readonly JudgementField[],
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, judgement[field]]));
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
