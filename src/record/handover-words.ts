/** The words of the handover, on its page and in its files. */
import { dateWords } from '../platform/days.js';
import { reviewName } from '../review/review.js';
import { REQUEST_KINDS } from './data-requests.js';
import type { Handover, HandoverLevel, HandoverReview } from './handover-store.js';

export const levelWords = ({ level, isNotYet }: HandoverLevel): string =>
  isNotYet ? 'Not yet at level 1' : `Level ${level}`;

/** "Internal leadership review 2025/26, closed on 3 December 2025, updated with what … has agreed so far" */
export function drawnFrom(reviews: readonly HandoverReview[]): string {
  const named = (review: HandoverReview) =>
    `${reviewName(review)}${review.closedAt ? `, closed on ${dateWords(review.closedAt)}` : ', in progress'}`;
  const [newest, beneath] = reviews;
  if (!newest) return '';
  if (!beneath) return named(newest);
  return `${named(beneath)}, updated with the levels agreed so far in ${reviewName(newest)}`;
}

/** What is due, by its day as ISO text: actions, and answers to requests for data. */
export const dueItems = ({ actions, requests }: Handover): { on: string; what: string }[] =>
  [
    ...actions.flatMap(({ dueOn, title }) => (dueOn ? [{ on: dueOn, what: title }] : [])),
    ...requests.map(({ kind, dueOn }) => ({
      on: dueOn,
      what: `Answer to a request: ${REQUEST_KINDS.find((each) => each.kind === kind)?.says ?? kind}`,
    })),
  ].sort((one, other) => one.on.localeCompare(other.on));

/** What to do before one leaves, in order. */
export const beforeLeaving = (hasQuestions: boolean): string[] => [
  'Invite your successor as careers leader, or give the role to a colleague already on Waymark.',
  'Make them or the headteacher an account owner on the People page.',
  'Give each open action below a new owner.',
  ...(hasQuestions ? ['Answer the open questions below, or agree who will.'] : []),
  'Go through these notes together.',
  'Leave the school on your own page under People. What you wrote stays.',
];
