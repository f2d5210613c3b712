/** A review as lines of text, for the command line. */

import type { Framework } from '../framework/framework.js';
import { dateWords } from '../platform/days.js';
import { authorOf, type Remark, titleOf } from '../remark/remark.js';
import { describe } from './rating.js';
import { agreementOf, reviewName } from './review.js';
import type { WholeReview } from './whole-review.js';

/** The heading, a line for each statement with its level and the reason beneath, then what was asked and said. */
export function wholeReviewText(
  { review, agreements }: WholeReview,
  framework: Framework,
  remarks: readonly Remark[] = [],
): string {
  const state = review.closedAt
    ? `closed on ${dateWords(review.closedAt)}, signed off by ${review.signedOffAs}`
    : 'open';
  const lines = [`${reviewName(review)}, ${state}`];
  for (const theme of framework.themes) {
    lines.push('', `${theme.id}. ${theme.title}`);
    for (const { id, title } of theme.statements) {
      const { rating, reason, isCarried } = agreementOf(agreements, id);
      const level = describe(rating, framework) + (isCarried ? ' (to confirm)' : '');
      lines.push(`  ${id}  ${level.padEnd(20)}  ${title}`);
      if (reason !== '') lines.push(indented(reason));
    }
  }
  if (remarks.length > 0) lines.push('', 'Questions and comments', ...remarks.flatMap(remarkLines));
  return lines.join('\n');
}

function remarkLines(remark: Remark): string[] {
  const where = remark.place.statement ?? 'The results';
  const state = remark.kind === 'comment' ? '' : remark.answeredAt ? ', answered' : ', open';
  return [
    `  ${where}  ${titleOf(remark)}, ${dateWords(remark.at)}${state}`,
    indented(remark.words),
    ...remark.replies.flatMap((reply) => [
      `       ${authorOf(reply)}, ${dateWords(reply.at)}:`,
      indented(reply.words),
    ]),
  ];
}

const indented = (words: string) => `       ${words.replaceAll('\n', '\n       ')}`;
