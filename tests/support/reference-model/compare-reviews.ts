/** What reads, pages and exports say of reviews, held against the model. */
import assert from 'node:assert/strict';
import { dayIn, dayWords } from './london.js';
import type { Json, Product } from './product.js';
import { isOpenQuestion, seenBy } from './remark-steps.js';
import { gapsOf } from './review-steps.js';
import {
  type Answer,
  isDecided,
  type Person,
  type Rating,
  type Remark,
  type Review,
  type School,
  yearWords,
} from './school.js';

const stateOf = ({ closedAt, deletedAt }: Review) =>
  deletedAt ? 'deleted' : closedAt ? 'closed' : 'open';

/** What the API says of a review. */
const read = (review: Review) => ({
  id: review.id,
  title: review.title,
  academic_year: yearWords(review.year),
  state: stateOf(review),
  previous_review_id: review.previous,
  started_by: review.startedBy,
  started_at: review.startedAt.toISOString(),
  closed_at: review.closedAt?.toISOString() ?? null,
  signed_off_as: review.signedOffAs,
  gaps_reason: review.gapsReason,
});

/** Only what the model speaks of. */
const only = (json: Json, like: object): Json =>
  Object.fromEntries(Object.keys(like).map((name) => [name, json[name]]));

const readAnswer = (school: School, code: string, answer: Answer) => ({
  statement: code,
  level: typeof answer.rating === 'number' ? answer.rating : null,
  rating: typeof answer.rating === 'number' ? 'level' : (answer.rating ?? 'not-recorded'),
  is_carried: answer.isCarried,
  reason: answer.reason,
  strength: answer.strength,
  next_step: answer.nextStep,
  marks: answer.marks,
  evidence: school
    .shown(answer)
    .map(({ id, kind, title, url, note }) => ({ id, kind, title, url, note }))
    .sort((a, b) => (a.id < b.id ? -1 : 1)),
  updated_by: answer.updatedBy,
  version: answer.version,
});

/** What a remark says, with its replies. */
export const readRemark = (remark: Remark) => {
  const written = ({ id, words, by, as, at }: Remark['replies'][number]) => ({
    ...{ id, words: words.trim(), written_by: by.name, role: as, written_at: at.toISOString() },
  });
  return {
    ...written(remark),
    kind: remark.kind,
    statement: remark.statement,
    answered_at: remark.answeredAt?.toISOString() ?? null,
    replies: remark.replies.map(written),
  };
};

/** What nobody took back: what is told to many at once. */
const reported = (school: School, on: Remark['on']) =>
  school.remarks
    .filter((each) => each.on === on && !each.withdrawnAt)
    .map((each) => ({ ...each, replies: each.replies.filter(({ withdrawnAt }) => !withdrawnAt) }))
    .reverse();

export const newestFirst = (school: School): Review[] =>
  school.reviews
    .filter(({ deletedAt }) => !deletedAt)
    .sort((a, b) => b.year - a.year || b.startedAt.getTime() - a.startedAt.getTime());

/** Every review as a program reads it. */
export async function compareReviews(school: School, product: Product, by: Person): Promise<void> {
  const listed = await product.items(by, '/reviews');
  const expected = newestFirst(school).map((review) => ({
    ...read(review),
    decided: school.statements.filter(({ code }) => isDecided(school.answer(review, code))).length,
  }));
  assert.deepEqual(
    listed.map((each, at) => only(each, expected[at] ?? {})),
    expected,
    'the list of reviews',
  );
  for (const review of school.reviews) await compareReview(school, product, by, review);
}

async function compareReview(school: School, product: Product, by: Person, review: Review) {
  const json = await product.json(by, `/reviews/${review.id}`);
  const isThere = !review.deletedAt || by.role === 'careers leader';
  assert.equal(json !== null, isThere, `whether ${by.name} finds “${review.title}”`);
  if (!json) return;
  const head = {
    ...read(review),
    participants: review.participants.map(({ name, role }) => ({ name, role })),
  };
  assert.deepEqual(only(json.review as Json, head), head, `the review “${review.title}”`);
  const answers = school.statements.map(({ code }) =>
    readAnswer(school, code, school.answer(review, code)),
  );
  assert.deepEqual(
    (json.agreements as (Json & { evidence: { id: string }[] })[]).map((each, at) => ({
      ...only(each, answers[at] ?? {}),
      evidence: each.evidence.sort((a, b) => (a.id < b.id ? -1 : 1)),
    })),
    answers,
    `the answers of “${review.title}”`,
  );
  assert.deepEqual(
    json.remarks,
    reported(school, review).map(readRemark),
    `the remarks of “${review.title}”`,
  );
  for (const [show, isIn] of SHOWN) {
    const found = await product.items(by, `/reviews/${review.id}/remarks?show=${show}`);
    const due = seenBy(school, review, by).filter(isIn).map(readRemark);
    assert.deepEqual(found, due, `${show} remarks of “${review.title}” for ${by.name}`);
  }
  if (review.deletedAt) return;
  const people = await product.items(by, `/reviews/${review.id}/participants`);
  for (const [at, { id }] of people.entries())
    Object.assign(review.participants[at] ?? {}, { id: String(id) });
}

const SHOWN: readonly [string, (remark: Remark) => boolean][] = [
  ['all', () => true],
  ['open', isOpenQuestion],
  ['comments', ({ kind }) => kind === 'comment'],
];

const levelWords = (rating: Rating) =>
  rating === null
    ? 'Not recorded'
    : rating === 'not-yet'
      ? 'Not yet at level 1'
      : `Level ${rating}`;

const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What counts as agreed: an answer that was taken over does not, until somebody confirms it. */
const agreedIn = (answer: Answer): Rating => (answer.isCarried ? null : answer.rating);

/** The pages of one review, in words. */
export async function compareReviewPages(
  school: School,
  product: Product,
  by: Person,
  review: Review,
): Promise<void> {
  const base = `/reviews/${review.id}`;
  const all = school.statements.map(({ code, title }) => ({
    ...{ code, title, answer: school.answer(review, code) },
  }));
  const decided = all.filter(({ answer }) => isDecided(answer)).length;
  const overview = await product.text(by, base);
  const lead =
    decided === all.length
      ? 'All of them are agreed.'
      : `${decided} agreed, ${all.length - decided} ${review.closedAt ? 'not recorded' : 'to go'}.`;
  includes(overview, lead);
  const filters = [
    [review.closedAt ? 'Not recorded' : 'To do', all.length - decided],
    ['With a next step', all.filter(({ answer }) => answer.nextStep).length],
  ] as const;
  // A filter that finds nothing is left out.
  for (const [name, count] of filters)
    if (count > 0) includes(overview, `${name} (${count})`);
    else absent(overview, `${name} (`);
  const sheet = await product.text(by, `${base}/answer-sheet`);
  for (const { code, title, answer } of all)
    includes(sheet, `${code} ${flat(title)} ${levelWords(agreedIn(answer))}`);
  const results = await product.text(by, `${base}/results`);
  const previous = school.reviews.find(({ id, deletedAt }) => id === review.previous && !deletedAt);
  for (const { code, title, answer } of all) {
    const now = levelWords(agreedIn(answer));
    // Last year's level stays hidden until this year's is chosen, so that it does not lead anybody.
    const isHidden = !review.closedAt && !isDecided(answer);
    const then =
      previous &&
      (isHidden
        ? 'Hidden until a level is chosen'
        : levelWords(agreedIn(school.answer(previous, code))));
    includes(results, `${code} ${flat(title)} ${then ? `${then} ` : ''}${now}`);
  }
  const closed = review.closedAt && dayWords(dayIn(review.closedAt));
  includes(results, closed ? `agreed on ${closed}` : 'still open');
  await compareNext(school, product, by, review);
  if (by.role === 'careers leader' && !review.closedAt) {
    const gaps = gapsOf(school, review);
    const close = await product.text(by, `${base}/close`);
    const said = (count: number, words: string) => {
      const found = new RegExp(`(\\d+) statements? ${words}`).exec(close)?.[0];
      assert.equal(found, count > 0 ? `${counted(count, 'statement')} ${words}` : undefined);
    };
    said(gaps.notRecorded.length, 'not recorded');
    said(gaps.withoutReason.length, 'without a reason');
    said(gaps.notConfirmed.length, 'copied and not confirmed');
  }
}

/** What stands between the school and the next level: the points of the next level that are not in place. */
async function compareNext(school: School, product: Product, by: Person, review: Review) {
  const next = await product.text(by, `/reviews/${review.id}/next`);
  const open = school.statements.filter(
    ({ code }) => agreedIn(school.answer(review, code)) === null,
  ).length;
  if (open > 0 && open < school.statements.length)
    includes(next, `${counted(open, 'statement')} not recorded`);
  for (const { code, title, points } of school.busy) {
    const answer = school.answer(review, code);
    const [rating, { marks }] = [agreedIn(answer), answer];
    if (rating === null || rating === 4) continue;
    const level = rating === 'not-yet' ? 1 : rating + 1;
    const asked = (points[level] ?? []).filter(
      ({ id, isOptional }) => !isOptional || marks[id] === 'met',
    );
    const met = asked.filter(({ id }) => marks[id] === 'met').length;
    const left = asked.length - met;
    const sentence =
      asked.length === 0
        ? `Level ${level} has no criteria to check.`
        : left === 0
          ? asked.length === 1
            ? `The one criterion for level ${level} is met.`
            : `All ${asked.length} criteria for level ${level} are met.`
          : met === 0
            ? `${left} ${left === 1 ? 'criterion' : 'criteria'} left for level ${level}.`
            : `${left} of ${asked.length} criteria left for level ${level}.`;
    includes(next, `${code} ${flat(title)} ${sentence}`);
  }
}

/** The report as a PDF: every level that is agreed with its reason, what it cites, and what nobody took back. */
export async function compareReport(school: School, product: Product, by: Person): Promise<void> {
  const review = newestFirst(school)[0];
  if (!review) return;
  const report = await product.pdf(by, `/reviews/${review.id}/report.pdf`);
  for (const { code } of school.statements) {
    const answer = school.answer(review, code);
    if (!isDecided(answer)) continue;
    if (answer.reason) includes(report, answer.reason);
    for (const { title } of school.shown(answer)) includes(report, title);
  }
  for (const { words, replies } of reported(school, review))
    for (const each of [words, ...replies.map((reply) => reply.words)]) includes(report, each);
  for (const remark of school.remarks)
    if (remark.on === review && remark.withdrawnAt && isTold(school, remark.words))
      absent(report, remark.words);
}

/** True for words that stand nowhere else in the school. */
const isTold = (school: School, words: string): boolean =>
  school.remarks.filter((each) => each.words.startsWith(words)).length === 1;

export const flat = (words: string): string => words.replace(/\s+/g, ' ').trim();

export function includes(text: string, words: string): void {
  if (!text.includes(flat(words))) assert.fail(`“${flat(words)}” is not said in: ${text}`);
}
export function absent(text: string, words: string): void {
  if (text.includes(flat(words))) assert.fail(`“${flat(words)}” is said in: ${text}`);
}
