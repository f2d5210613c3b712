/** What a successor needs to know of remarks: the questions that wait for an answer, longest waiting first. */

import { academicYear } from '../platform/academic-year.js';
import { dateWords } from '../platform/days.js';
import type { Db } from '../platform/storage/transaction.js';
import { pathOf, titleOf } from '../remark/remark.js';
import { listOpenQuestions, type OpenQuestion } from './open-questions-store.js';

/** Something that is open and waits for whoever comes next. */
export interface HandoverItem {
  /** "Question from Helen Marsh, governor" */
  title: string;
  /** Its page. */
  path: string;
  /** "On 2.4 Destinations data, Internal leadership review 2026/27. Asked on 12 November 2026, no reply yet." */
  about: string;
  /** What was written, as it was typed. */
  words: string;
}

/** The questions of a school that nobody has answered, longest waiting first. */
export const readOpenQuestions = async (db: Db, organisation: string): Promise<HandoverItem[]> =>
  (await listOpenQuestions(db, organisation)).map(itemOf);

const itemOf = (question: OpenQuestion): HandoverItem => ({
  title: titleOf(question),
  path: pathOf(question),
  about: `On ${placeOf(question)}. Asked on ${dateWords(question.at)}, ${repliesOf(question)}.`,
  words: question.words,
});

/** "2.4 Destinations data, Internal leadership review 2026/27", "“Ask leavers”, Careers plan 2026/27" */
function placeOf({ place, named, within }: OpenQuestion): string {
  const year = academicYear(within.academicYear);
  if (place.action !== null) return `“${named}”, Careers plan ${year}`;
  const on = place.statement === null ? 'the results as a whole' : `${place.statement} ${named}`;
  return `${on.trim()}, ${within.title} ${year}`;
}

function repliesOf({ replies }: OpenQuestion): string {
  if (replies.length === 0) return 'no reply yet';
  return replies.length === 1 ? '1 reply so far' : `${replies.length} replies so far`;
}
