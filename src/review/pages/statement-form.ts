/** The form of a statement: what it holds at first, and what was typed into it. */
import { evidenceInput, type NewEvidence } from '../../evidence/evidence.js';
import { invalid, Problem } from '../../platform/problems.js';
import { all, one, parse, type Typed } from '../../platform/web/form.js';
import { type AgreementInput, agreementInput } from '../agreement.js';
import type { Mark, Marks } from '../marks.js';
import type { Rating } from '../rating.js';
import type { Agreement } from '../review.js';

/** What stands in the form. */
export interface FormValues {
  rating: Rating;
  marks: Marks;
  reason: string;
  strength: string;
  nextStep: string;
  kept: Readonly<Record<string, string>>;
  /** Ids of the evidence that is cited. */
  cited: readonly string[];
  added: { title: string; url: string; note: string };
}

/** The fields of new evidence as they are opened. */
const NOTHING_ADDED = { title: '', url: '', note: '' };

/** The form as it is opened. */
export function valuesOf(agreement: Agreement, cited: readonly string[]): FormValues {
  const { rating, marks, reason, strength, nextStep, kept } = agreement;
  return { rating, marks, reason, strength, nextStep, kept, cited, added: NOTHING_ADDED };
}

export const levelValue = (rating: Rating): string =>
  rating === null ? 'not-recorded' : String(rating);

/** The rating that a value of the level's radios stands for. */
export function ratingOfValue(value: string): Rating {
  if (value === 'not-yet') return value;
  return /^\d$/.test(value) ? Number(value) : null;
}

export const markField = (criterion: string) => `mark-${criterion}`;
export const keepField = (contradiction: string) => `keep-${contradiction}`;

/** The form as it was typed, right or wrong. */
export function valuesTyped(typed: Typed): FormValues {
  return {
    rating: ratingOfValue(one(typed, 'level')),
    marks: marksTyped(typed),
    reason: one(typed, 'reason'),
    strength: one(typed, 'strength'),
    nextStep: one(typed, 'next-step'),
    kept: Object.fromEntries(beginning(typed, 'keep-')),
    cited: all(typed, 'cited'),
    added: {
      title: one(typed, 'evidence-title'),
      url: one(typed, 'evidence-url'),
      note: one(typed, 'evidence-note'),
    },
  };
}

const MARKS: readonly string[] = ['met', 'partly', 'not-yet'] satisfies Mark[];

const marksTyped = (typed: Typed): Marks =>
  Object.fromEntries(
    beginning(typed, 'mark-').filter((each): each is [string, Mark] => MARKS.includes(each[1])),
  );

/** The fields whose names begin so, by the rest of their names. */
function beginning(typed: Typed, start: string): [string, string][] {
  return Object.keys(typed)
    .filter((name) => name.startsWith(start))
    .map((name) => [name.slice(start.length), one(typed, name)]);
}

/** What the form asks to be saved. */
export interface Asked {
  input: AgreementInput;
  evidence: { cited?: string[]; added: NewEvidence | null };
}

/** Beside the boxes of evidence, so that a form with none ticked differs from one without any. */
export const CITED_FIELD = '_cited';

/**
 * Reads the form. What it came without stays as it is. A draft adds no evidence.
 * @throws Problem 422 with a sentence for each field
 */
export function askedBy(typed: Typed, { isDraft }: { isDraft: boolean }): Asked {
  const values = valuesTyped(typed);
  const given = (name: string) => typed[name] !== undefined;
  const input = parse(agreementInput, {
    rating: given('level') ? values.rating : undefined,
    reason: given('reason') ? values.reason : undefined,
    strength: given('strength') ? values.strength : undefined,
    nextStep: given('next-step') ? values.nextStep : undefined,
    marks: beginning(typed, 'mark-').length > 0 ? values.marks : undefined,
    kept: values.kept,
  });
  const cited = given(CITED_FIELD) ? { cited: [...values.cited] } : {};
  return { input, evidence: { ...cited, added: isDraft ? null : addedBy(values.added) } };
}

/** The same refusal with the names of this form's fields. */
export function onForm(problem: Problem): Problem {
  const { status, code, message, fields } = problem;
  const named = Object.entries(fields).map(([name, sentence]) => [
    name === 'nextStep' ? 'next-step' : name,
    sentence,
  ]);
  return new Problem(status, code, message, Object.fromEntries(named) as Record<string, string>);
}

/** What saving as one goes says to it: the box that answers a question stands on the page that Save leads to. */
export function asDraft(problem: Problem): Problem {
  const { status, code, message, fields } = problem;
  if (code !== 'learner-data.doubt') return problem;
  const sentence = message.replace(
    'say below that it names none',
    'press Save, and say there that it names none',
  );
  return new Problem(status, code, sentence, fields);
}

function addedBy(added: FormValues['added']): NewEvidence | null {
  if (Object.values(added).every((text) => text.trim() === '')) return null;
  try {
    return parse(evidenceInput, added);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = Object.entries(error.fields).map(([name, text]) => [`evidence-${name}`, text]);
    throw invalid(error.code, error.message, Object.fromEntries(fields) as Record<string, string>);
  }
}
