/** The form of a statement: what it holds at first, and what was typed into it. */
import { evidenceInput, type NewEvidence } from '../../evidence/evidence.js';
import { readDay } from '../../platform/days.js';
import { invalid, Problem } from '../../platform/problems.js';
import { all, one, parse, type Typed, VERSION_FIELD, versionOf } from '../../platform/web/form.js';
import { type AgreementInput, agreementInput } from '../agreement.js';
import { markField, ratingOfValue, SAME_FIELD, samesOf } from '../choice-fields.js';
import type { Mark, Marks } from '../marks.js';
import type { NextStep } from '../planned.js';
import type { Agreement } from '../review.js';

/** What stands in the form. */
export interface FormValues
  extends Pick<
    Agreement,
    'rating' | 'marks' | 'reason' | 'strength' | 'nextStep' | 'contradictionReasons'
  > {
  /** Ids of the evidence that is chosen to be cited too. */
  cited: readonly string[];
  added: { title: string; url: string; note: string };
  /** Who takes the next step, and until when, for the plan. */
  step: { owner: string; due: string };
}

/** The fields of new evidence as they are opened. */
const NOTHING_ADDED = { title: '', url: '', note: '' };

/** The form as it is opened. */
export const valuesOf = (agreement: Agreement): FormValues => ({
  ...agreement,
  cited: [],
  added: NOTHING_ADDED,
  step: { owner: '', due: '' },
});

export const keepField = (contradiction: string) => `keep-${contradiction}`;

/** The button that removes evidence from the statement, by the id of the evidence. */
export const UNLINK_FIELD = 'unlink';

/** The fields of new evidence and of the plan, which only their own buttons take. */
export const isAdded = (name: string): boolean => /^(evidence|step)-/.test(name);

/** The form as it was typed, right or wrong. */
export function valuesTyped(typed: Typed): FormValues {
  return {
    rating: ratingOfValue(one(typed, 'level')),
    marks: marksTyped(typed),
    reason: one(typed, 'reason'),
    strength: one(typed, 'strength'),
    nextStep: one(typed, 'next-step'),
    contradictionReasons: Object.fromEntries(beginning(typed, 'keep-')),
    cited: all(typed, 'cited'),
    added: {
      title: one(typed, 'evidence-title'),
      url: one(typed, 'evidence-url'),
      note: one(typed, 'evidence-note'),
    },
    step: { owner: one(typed, 'step-owner'), due: one(typed, 'step-due') },
  };
}

const MARKS: readonly string[] = ['met', 'partly', 'not-yet'] satisfies Mark[];

/** The marks, with those of criteria that stand at several levels and are marked once. */
function marksTyped(typed: Typed): Marks {
  const marks = Object.fromEntries(
    beginning(typed, markField('')).filter((each): each is [string, Mark] =>
      MARKS.includes(each[1]),
    ),
  );
  const same = samesOf(one(typed, SAME_FIELD)).flatMap(([id, at]) => {
    const mark = marks[at];
    return mark ? [[id, mark]] : [];
  });
  return { ...marks, ...Object.fromEntries(same) };
}

/** The fields whose names begin so, by the rest of their names. */
function beginning(typed: Typed, start: string): [string, string][] {
  return Object.keys(typed)
    .filter((name) => name.startsWith(start))
    .map((name) => [name.slice(start.length), one(typed, name)]);
}

/** What the form asks to be saved. */
export interface Asked {
  input: AgreementInput;
  evidence: { cite: string[]; uncite: string[]; added: NewEvidence | null };
  /** The version that the form was filled in for; null where it changes only what it names. */
  version: number | null;
}

/** A form for the evidence alone says nothing of the agreement, so it cannot overwrite what somebody said of it. */
const isEvidenceAlone = (typed: Typed) =>
  ['level', 'reason', VERSION_FIELD].every((name) => typed[name] === undefined);

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
    marks: beginning(typed, markField('')).length > 0 ? values.marks : undefined,
    contradictionReasons: values.contradictionReasons,
  });
  const added = isDraft ? null : addedBy(values.added);
  const evidence = { cite: [...values.cited], uncite: all(typed, UNLINK_FIELD), added };
  return { input, evidence, version: isEvidenceAlone(typed) ? null : versionOf(typed) };
}

/**
 * The next step that the button for it puts into the plan; null where another button was pressed.
 * @throws Problem 422 for a due date that is none
 */
export function stepTyped(
  typed: Typed,
  { review, code }: { review: string; code: string },
): NextStep | null {
  if (one(typed, 'go') !== 'plan') return null;
  const due = one(typed, 'step-due').trim();
  const dueOn = due === '' ? null : readDay(due);
  if (due !== '' && dueOn === null) {
    const sentence = 'Enter the due date like 4 December 2026';
    throw invalid('form.invalid', `${sentence}.`, { 'step-due': sentence });
  }
  return { review, statement: code, ownerId: one(typed, 'step-owner'), dueOn };
}

/** How the fields of a refusal are called in this form. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  nextStep: 'next-step',
  ownerId: 'step-owner',
  title: 'next-step',
};

/** The same refusal with the names of this form's fields. */
export function onForm(problem: Problem): Problem {
  const { status, code, message, fields } = problem;
  const named = Object.entries(fields).map(([name, sentence]) => [
    FIELD_NAMES[name] ?? name,
    sentence,
  ]);
  return new Problem(status, code, message, Object.fromEntries(named) as Record<string, string>);
}

/** What an autosave says of a refusal: the choice between two texts, and the box that answers a question, come with Save. */
export function asDraft(problem: Problem): Problem {
  const { status, code, message, fields } = problem;
  const sentence = message
    .replace('say below that it names none', 'press Save, and say there that it names none')
    .replace('Here are both. Choose one, or combine both.', 'Press Save to see both.');
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
