/** A review as lines of text, for the command line. */
import { academicYear } from '../chart/academic-year.js';
import type { Framework } from '../framework/framework.js';
import { judgementOf } from './review.js';
import { describe } from './standing.js';
import type { WholeReview } from './whole-review.js';
import { dateWords } from './words.js';

/** The heading, then a line for each statement with its level and the reason beneath. */
export function wholeReviewText({ review, judgements }: WholeReview, framework: Framework): string {
  const state = review.closedAt
    ? `closed on ${dateWords(review.closedAt)}, signed off by ${review.signedOffAs}`
    : 'open';
  const lines = [`${review.title} ${academicYear(review.academicYear)}, ${state}`];
  for (const theme of framework.themes) {
    lines.push('', `${theme.id}. ${theme.title}`);
    for (const { id, title } of theme.statements) {
      const { standing, reason, isCarried } = judgementOf(judgements, id);
      const level = describe(standing, framework) + (isCarried ? ' (to confirm)' : '');
      lines.push(`  ${id}  ${level.padEnd(20)}  ${title}`);
      if (reason !== '') lines.push(`       ${reason.replaceAll('\n', '\n       ')}`);
    }
  }
  return lines.join('\n');
}
