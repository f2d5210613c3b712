/** About how long a text is on paper: setting it twice to know would double the work of the whole report. */
import type { SummaryRemark } from './summary-remarks.js';
import type { SummaryStatement } from './summary-statements.js';

/** A page holds some 46 lines; what is longer than this may go over its edge. */
const MOST_LINES = 28;
const LETTERS_A_LINE = 80;

/** True for a statement that would fill most of a page by itself. */
export function isLongStatement(statement: SummaryStatement): boolean {
  const { descriptor, reason, strength, nextStep, evidence, remarks } = statement;
  const texts = [descriptor ?? '', reason, strength, nextStep, ...remarks.flatMap(textsOf)];
  return (
    linesOf([...texts, ...evidence.map(({ title, note }) => `${title}: ${note}`)]) > MOST_LINES
  );
}

/** True for a question or a comment that would, with its replies. */
export const isLongRemark = (remark: SummaryRemark): boolean =>
  linesOf(textsOf(remark)) > MOST_LINES;

/** Each with the line that says who wrote it and when. */
const textsOf = ({ words, by, replies }: SummaryRemark): string[] => [
  ...[words, by],
  ...replies.flatMap((each) => [each.words, each.by]),
];

const linesOf = (texts: readonly string[]): number =>
  texts
    .flatMap((text) => text.split('\n'))
    .map((line) => Math.ceil(line.length / LETTERS_A_LINE))
    .reduce((sum, lines) => sum + Math.max(1, lines), 0);
