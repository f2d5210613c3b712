/** The commands of reviews: the same verbs as the pages. */

import { evidenceInput } from '../evidence/evidence.js';
import { listCitedEvidence } from '../evidence/store.js';
import { academicYear, academicYearAt } from '../platform/academic-year.js';
import {
  acting,
  actor,
  confirming,
  howOf,
  operandsOf,
  said,
  textSaid,
} from '../platform/access/command-helpers.js';
import { scopeOf } from '../platform/access/member.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid } from '../platform/problems.js';
import { parse } from '../platform/web/form.js';
import { listReportedRemarks } from '../remark/reported-remarks-store.js';
import { agreementInput } from './agreement.js';
import { agree } from './changes/agree.js';
import { closeInput, closeReview } from './changes/close.js';
import { reviewInput, startReview } from './changes/start.js';
import { historySentences } from './history-messages.js';
import { listReviewHistory } from './history-rows.js';
import { presentReviewInList, presentWholeReview } from './present.js';
import { findReadableWhole } from './readable.js';
import { listReviews } from './store.js';
import { wholeReviewText } from './whole-review-text.js';

const HISTORY_SHOWN = 500;

/** The commands of the review's feature. */
export const reviewCommands: Command[] = [
  { name: 'review list', summary: 'List the reviews of a school.', options: acting, run: list },
  {
    name: 'review start',
    summary: 'Start a review. Prints its id.',
    options: {
      ...acting,
      year: { type: 'string', value: 'YYYY', about: 'the year it begins in: 2026 for 2026/27' },
      title: { type: 'string', value: 'TEXT', about: 'name of the review' },
      from: { type: 'string', value: 'REVIEW', about: 'copy the answers of this review' },
    },
    run: start,
  },
  {
    name: 'review show',
    operands: 'REVIEW',
    summary: 'Print a review: every statement, what was agreed, and its history.',
    options: acting,
    run: show,
  },
  {
    name: 'review agree',
    operands: 'REVIEW STATEMENT',
    summary: 'Set what the team agrees on a statement. Anything you leave out stays as it is.',
    options: {
      ...acting,
      level: { type: 'string', value: '1-4|not-yet|none', about: 'the best fit' },
      reason: { type: 'string', value: 'TEXT', about: 'why it is the best fit' },
      strength: { type: 'string', value: 'TEXT', about: 'a strength to celebrate' },
      'next-step': { type: 'string', value: 'TEXT', about: 'the next step' },
      marks: { type: 'string', value: 'ID=MARK,…', about: 'all criteria: met, partly or not-yet' },
      evidence: { type: 'string', value: 'TITLE', about: 'new evidence to link' },
      'evidence-url': { type: 'string', value: 'URL', about: 'web address' },
      'evidence-note': { type: 'string', value: 'TEXT', about: 'what it shows' },
      ...confirming,
    },
    run: set,
  },
  {
    name: 'review close',
    operands: 'REVIEW',
    summary: 'Close and lock a review.',
    options: {
      ...acting,
      'signed-off-by': {
        type: 'string',
        value: 'NAME',
        about: 'name of the person who signs it off',
      },
      'gaps-reason': {
        type: 'string',
        value: 'TEXT',
        about: 'why some statements are not recorded',
      },
      ...confirming,
    },
    run: close,
  },
];

async function list(call: Call): Promise<void> {
  const { context, member } = await actor(call);
  const reviews = await context.storage.read(scopeOf(member), (db) =>
    listReviews(db, member.organisation.id, { now: context.clock() }),
  );
  const lines = reviews.map(
    ({ id, title, academicYear: year, closedAt, decided }) =>
      `${id}  ${academicYear(year)}  ${closedAt ? 'closed' : 'open  '}  ${String(decided).padStart(2)} agreed  ${title}`,
  );
  call.print({
    json: { reviews: reviews.map(presentReviewInList) },
    text: lines.join('\n') || 'There is no review yet.',
  });
}

async function start(call: Call): Promise<void> {
  const { context, member } = await actor(call);
  const input = parse(reviewInput, {
    academicYear: said(call, 'year') ?? academicYearAt(context.clock()),
    title: said(call, 'title') ?? 'Internal leadership review',
    participants: [],
    answersFrom: said(call, 'from') ?? null,
  });
  const { id } = await startReview(context, member, input, howOf(call));
  call.print({ json: { id }, text: id });
}

async function show(call: Call): Promise<void> {
  const [id] = operandsOf(call, 'a review');
  const { context, member } = await actor(call);
  const organisation = member.organisation.id;
  const shown = await context.storage.read(scopeOf(member), async (db) => ({
    ...(await findReadableWhole(db, member, id)),
    evidence: await listCitedEvidence(db, organisation, id),
    entries: await listReviewHistory(db, organisation, { review: id, most: HISTORY_SHOWN }),
    remarks: await listReportedRemarks(db, organisation, id),
  }));
  const { whole, framework, evidence, remarks, entries } = shown;
  const history = historySentences(framework, entries);
  call.print({
    json: presentWholeReview(whole, framework, evidence, remarks, history),
    text: wholeReviewText(whole, framework, remarks),
  });
}

async function set(call: Call): Promise<void> {
  const [review, statement] = operandsOf(call, 'a review', 'a statement');
  const title = said(call, 'evidence');
  const marks = said(call, 'marks');
  const input = parse(agreementInput, {
    rating: ratingSaid(said(call, 'level')),
    reason: said(call, 'reason'),
    strength: said(call, 'strength'),
    nextStep: said(call, 'next-step'),
    marks: marks === undefined ? undefined : marksSaid(marks),
  });
  const added = title
    ? parse(evidenceInput, {
        title,
        url: textSaid(call, 'evidence-url'),
        note: textSaid(call, 'evidence-note'),
      })
    : null;
  const { context, member } = await actor(call);
  const agreed = await agree(context, member, {
    review,
    statement,
    input,
    evidence: { added },
    version: null,
    ...howOf(call),
  });
  call.print({
    json: { statement, version: agreed.version, saved_at: agreed.savedAt },
    text: `${statement} is saved.`,
  });
}

/** @throws Problem 422 `agreement.unknown-level` */
function ratingSaid(level: string | undefined) {
  if (level === undefined || level === 'not-yet') return level;
  if (level === 'none') return null;
  if (/^\d$/.test(level)) return Number(level);
  throw invalid('agreement.unknown-level', 'Enter the level as its number, not-yet or none.');
}

function marksSaid(marks: string): Record<string, string> {
  return Object.fromEntries(
    marks
      .split(',')
      .filter((each) => each.trim() !== '')
      .map((each) => each.split('=').map((part) => part.trim())),
  );
}

async function close(call: Call): Promise<void> {
  const [id] = operandsOf(call, 'a review');
  const input = parse(closeInput, {
    signedOffAs: textSaid(call, 'signed-off-by'),
    gapsReason: textSaid(call, 'gaps-reason'),
  });
  const { context, member } = await actor(call);
  await closeReview(context, member, id, input, howOf(call));
  call.print({
    json: { id, state: 'closed', signed_off_as: input.signedOffAs },
    text: `The review is closed, signed off by ${input.signedOffAs}.`,
  });
}
