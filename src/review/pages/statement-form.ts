/** The form of a statement: what it holds at first, and what was typed into it. */
import { evidenceInput, type NewEvidence } from '../../evidence/evidence.js';
import { invalid, Problem } from '../../platform/problems.js';
import { all, one, parse, type Typed, VERSION_FIELD, versionOf } from '../../platform/web/form.js';
import { type AgreementInput, agreementInput } from '../agreement.js';
import { markField, ratingOfValue } from '../choice-fields.js';
import type { Mark, Marks } from '../marks.js';
import type { Agreement } from '../review.js';

/** What stands in the form. */
export interface FormValues
  extends Pick<
    Agreement,
    'rating' | 'marks' | 'reason' | 'strength' | 'nextStep' | 'contradictionReasons'
  > {
  /** Ids of the evidence that is cited. */
  cited: readonly string[];
  added: { title: string; url: string; note: string };
}

/** The fields of new evidence as they are opened. */
const NOTHING_ADDED = { title: '', url: '', note: '' };

/** The form as it is opened. */
export const valuesOf = (agreement: Agreement, cited: readonly string[]): FormValues => ({
  ...agreement,
  cited,
  added: NOTHING_ADDED,
});

export const keepField = (contradiction: string) => `keep-${contradiction}`;

/** The fields of new evidence, which only its own button adds. */
export const isAdded = (name: string): boolean => name.startsWith('evidence-');

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
  };
}

const MARKS: readonly string[] = ['met', 'partly', 'not-yet'] satisfies Mark[];

const marksTyped = (typed: Typed): Marks =>
  Object.fromEntries(
    beginning(typed, markField('')).filter((each): each is [string, Mark] =>
      MARKS.includes(each[1]),
    ),
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
  evidence: { cited?: string[]; cite?: string[]; uncite?: string[]; added: NewEvidence | null };
  /** The version that the form was filled in for; null where it changes only what it names. */
  version: number | null;
}

/** Beside the boxes of evidence, so that a form with none ticked differs from one without any. */
export const CITED_FIELD = '_cited';

/** What was cited when a form for the evidence alone was opened: only what was ticked or unticked since changes. */
export const SEEN_FIELD = '_seen-cited';

const isEvidenceAlone = (typed: Typed) =>
  typed[CITED_FIELD] !== undefined &&
  typed.level === undefined &&
  typed[VERSION_FIELD] === undefined;

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
  if (isEvidenceAlone(typed)) {
    const seen = all(typed, SEEN_FIELD);
    const cite = values.cited.filter((id) => !seen.includes(id));
    const uncite = seen.filter((id) => !values.cited.includes(id));
    return { input, evidence: { cite, uncite, added }, version: null };
  }
  const cited = given(CITED_FIELD) ? { cited: [...values.cited] } : {};
  return { input, evidence: { ...cited, added }, version: versionOf(typed) };
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

/** What an autosave says of a refusal: the choice between two texts, and the box that answers a question, come with Save. */
export function asDraft(problem: Problem): Problem {
  const { status, code, message, fields } = problem;
  const sentence = message
    .replace('say below that it names none', 'press Save, and say there that it names none')
    .replace('Here are both. Choose one, or bring them together.', 'Press Save to see both.');
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
