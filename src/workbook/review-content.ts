/** A review as a workbook. */
import { type Framework, statementsOf, themeOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import type { Member } from '../platform/access/member.js';
import { Problem } from '../platform/problems.js';
import type { Db } from '../platform/storage/transaction.js';
import { assertMay } from '../review/permissions.js';
import { levelTitle } from '../review/rating.js';
import { findReadableWhole } from '../review/readable.js';
import { agreementOf, reviewName } from '../review/review.js';
import type { WholeReview } from '../review/whole-review.js';
import type { BookRow, PlannedSheet } from './book.js';
import type { WorkbookContent } from './content.js';
import type { Column } from './fields.js';
import { reviewFields, reviewValues } from './review-fields.js';

const KEY_TITLE = 'Code';

const locked = (title: string, width: number): Column => ({ title, width, kind: 'locked' });

/** @throws Problem 404 `review.not-found` */
export async function reviewContent(db: Db, member: Member, id: string): Promise<WorkbookContent> {
  const { whole, framework } = await findReadableWhole(db, member, id);
  return reviewContentOf(member, whole, framework);
}

/** The same of a review that was read. */
export function reviewContentOf(
  member: Member,
  { review, agreements }: Pick<WholeReview, 'review' | 'agreements'>,
  framework: Framework,
): WorkbookContent {
  const fields = reviewFields(framework);
  const rows = statementsOf(framework).map(
    (statement): BookRow => ({
      key: statement.id,
      id: statement.id,
      title: `${statement.id} ${statement.title}`,
      values: reviewValues(agreementOf(agreements, statement.id)),
    }),
  );
  const answers: PlannedSheet = {
    name: 'Review',
    columns: [
      ...[locked('Theme', 16), locked(KEY_TITLE, 7), locked('Statement', 24)],
      ...fields.flatMap(({ columns }) => columns),
    ],
    rows: () =>
      statementsOf(framework).map(({ id: code, title }, at) => [
        ...[themeOf(framework, code)?.title ?? '', code, title],
        ...fields.flatMap((field) => field.write(rows[at]?.values[field.key] ?? '')),
      ]),
  };
  return {
    of: { kind: 'review', organisation: member.organisation.id, record: review.id, framework },
    name: reviewName(review),
    school: member.organisation.name,
    language: framework.language,
    keyTitle: KEY_TITLE,
    ...{ fields, rows, sheets: [answers, wordingSheet(framework)] },
    help: [
      `${reviewName(review)}, ${member.organisation.name}`,
      'On the sheet “Review”, choose the level that fits best for each statement, and write the reason, a strength and a next step. Do not write anything about individual learners.',
      'Grey cells are locked. The sheet “Wording” has the descriptors to read.',
      'When you have finished, save the file as an Excel workbook (.xlsx). Open the review in Waymark, choose “Fill in a workbook”, and load the file there.',
      'If a text does not fit, make its row higher. You see every change before it is saved.',
    ],
    fileName: `careers-review-${academicYear(review.academicYear).replace('/', '-')}-workbook`,
    refusal: refusalOf(() => assertMay(member, 'review.agree', review)),
    settle: (compared) => compared,
  };
}

/** The Problem that something throws, or null. */
export function refusalOf(ask: () => void): Problem | null {
  try {
    ask();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The descriptors, to read. */
const wordingSheet = (framework: Framework): PlannedSheet => ({
  name: 'Wording',
  columns: [
    ...[locked(KEY_TITLE, 7), locked('Statement', 26)],
    ...framework.levels.map(({ level }) => locked(levelTitle(framework, level), 46)),
  ],
  rows: () =>
    statementsOf(framework).map(({ id, title, levels }) => [
      ...[id, title],
      ...framework.levels.map(({ level }) => {
        const descriptor = levels.find((each) => each.level === level);
        return descriptor?.summary ?? descriptor?.missing ?? '';
      }),
    ]),
});
