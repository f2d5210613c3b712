/** What was asked and said of a review, and what the school replied, as the report tells it. */
import { dateWords } from '../platform/days.js';
import { authorOf, isOpen, type Written } from '../remark/remark.js';
import type { RemarkOfYear } from './remarks-store.js';

/** Something that somebody wrote, with who and when. */
export interface SummaryWords {
  words: string;
  /** "Helen Marsh, governor" */
  by: string;
  /** "12 November 2026" */
  on: string;
}

export interface SummaryRemark extends SummaryWords {
  /** "Question" or "Comment" */
  kind: string;
  /** "Open", "Answered on 16 November 2026"; null for a comment. */
  state: string | null;
  /** In the order in which they were written. */
  replies: SummaryWords[];
}

/** The remarks that belong to no statement; null when all of them are left out. */
export type SummaryRemarks = {
  results: SummaryRemark[];
  /** Action by action, in the order in which they were first spoken of. */
  actions: { title: string; remarks: SummaryRemark[] }[];
} | null;

const wordsOf = (written: Written): SummaryWords => ({
  words: written.words.trim(),
  by: authorOf(written),
  on: dateWords(written.at),
});

function message(remark: RemarkOfYear): SummaryRemark {
  const answered = remark.answeredAt && `Answered on ${dateWords(remark.answeredAt)}`;
  return {
    ...wordsOf(remark),
    kind: remark.kind === 'question' ? 'Question' : 'Comment',
    state: isOpen(remark) ? 'Open' : answered,
    replies: remark.replies.map(wordsOf),
  };
}

/** What was asked and said of one statement. */
export const remarksOn = (remarks: readonly RemarkOfYear[] | null, statement: string) =>
  (remarks ?? []).filter(({ place }) => place.statement === statement).map(message);

/** What was asked and said of the results as a whole and of the plan. `codes` are the statements of the framework. */
export function remarksBeside(
  remarks: readonly RemarkOfYear[] | null,
  codes: ReadonlySet<string>,
): SummaryRemarks {
  if (remarks === null) return null;
  const actions = new Map<string, { title: string; remarks: SummaryRemark[] }>();
  const results: SummaryRemark[] = [];
  for (const remark of remarks) {
    const { statement, action } = remark.place;
    if (action !== null) {
      const held = actions.get(action) ?? { title: remark.action ?? '', remarks: [] };
      held.remarks.push(message(remark));
      actions.set(action, held);
      // A statement that this wording does not have: what was said of it is not lost.
    } else if (statement === null || !codes.has(statement)) results.push(message(remark));
  }
  return { results, actions: [...actions.values()] };
}
