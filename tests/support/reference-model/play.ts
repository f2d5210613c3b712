/** Random steps, played on the product and on the model, which must agree after each and at the end. */
import assert from 'node:assert/strict';
import { statementsOf } from '../../../src/framework/framework.js';
import { schoolsModel } from '../../../src/framework/testing/schools-model.js';
import type { TestApp } from '../app.js';
import { hasAllRuns } from '../runs.js';
import {
  compareFirstPages,
  compareHistory,
  compareHistoryOfDays,
  compareLibrary,
  comparePlan,
  learnIds,
} from './compare-rest.js';
import {
  compareReport,
  compareReviewPages,
  compareReviews,
  newestFirst,
} from './compare-reviews.js';
import { addItem, changeItem, citeItem, deleteItem, restoreItem } from './library-steps.js';
import { later, leaveOrReturn } from './people-steps.js';
import { type Pick, pickFrom } from './pick.js';
import * as plan from './plan-steps.js';
import { newSchool, Product } from './product.js';
import * as remark from './remark-steps.js';
import * as review from './review-steps.js';
import { School, type StatementWords } from './school.js';
import type { MakeStep, Step } from './step.js';

/** Each kind of step as often as it comes up. */
const STEPS: readonly MakeStep[] = [
  ...[review.startReview, review.agree, review.agree, review.agree, review.agree],
  ...[review.changeReview, review.closeReview, review.reopenReview, review.deleteReview],
  ...[review.restoreReview, review.restoreReview, review.changeParticipants],
  ...[addItem, addItem, changeItem, deleteItem, restoreItem, citeItem, citeItem, citeItem],
  ...[plan.addAction, plan.addAction, plan.addNextStep, plan.changeAction, plan.setStatus],
  ...[plan.closeAction, plan.goOn, plan.goOn, plan.deleteAction, plan.restoreAction],
  ...[plan.carryOver, plan.carryOver, plan.archiveYear],
  ...[remark.ask, remark.ask, remark.ask, remark.reply, remark.reply, remark.settle],
  ...[remark.withdraw, remark.withdraw, leaveOrReturn],
];

/** When a run begins: on an ordinary day, and where a day in London is another than in UTC. */
const BEGINNINGS = [
  '2026-11-23T09:00:00Z',
  '2026-05-31T23:30:00Z',
  '2026-08-31T23:30:00Z',
  '2028-02-29T09:00:00Z',
];

/** Minutes from one step to the next: the history tells what one person saves on one thing within ten as one change. */
const APART = 11;

const PEOPLE = [
  ['Maya Okafor', 'careers leader'],
  ['Ruth O’Neill & Co', 'careers leader'],
  ['Sam Reid', 'contributor'],
  ['Anita Shah', 'contributor'],
  ['Helen Marsh', 'governor'],
  ['Priya Nair', 'adviser'],
  ['Vera Blythe', 'viewer'],
] as const;

/** The wording of the model, as far as the rules need it. */
const statements: StatementWords[] = schoolsModel.themes.flatMap(({ title: theme, statements }) =>
  statements.map(({ id: code, title, levels, evidence, buildsOn }) => ({
    ...{ code, title, theme, evidence: [...evidence] },
    points: Object.fromEntries(
      levels.map(({ level, criteria }) => [
        level,
        criteria.map(({ id, optional }) => ({ id, isOptional: optional })),
      ]),
    ),
    summaries: Object.fromEntries(levels.map(({ level, summary }) => [level, summary ?? ''])),
    buildsOn: buildsOn.map(({ level, needs }) => ({
      ...{ level, statement: needs.statement, needs: needs.level },
    })),
  })),
);
assert.equal(statements.length, statementsOf(schoolsModel).length);

/**
 * Plays `steps` random steps and holds the product against the model every so often. `seed` decides everything.
 * @throws an error that tells the seed, the steps and where the two differ
 */
export async function play(context: TestApp, seed: number, steps: number): Promise<void> {
  const pick = pickFrom(seed);
  const { id, people } = await newSchool(context, PEOPLE);
  const school = new School(id, statements, new Date(pick.of(BEGINNINGS)));
  school.people = people;
  const product = new Product(context);
  const done: string[] = [];
  try {
    product.setNow(school.now);
    await begin(school, product, pick, done);
    await compareHistoryOfDays(school, product, people[0]!);
    for (let step = 0; step < steps; step += 1) {
      const minutes = APART + pick.int(90);
      later(school, pick.chance(0.06) ? pick.of([1440, 14 * 1440, 31 * 1440]) : minutes);
      product.setNow(school.now);
      await playStep(school, product, pick.of(STEPS)(school, pick), done);
      if (step % 15 === 14) await compare(school, product, pick, 0.4);
    }
    await compare(school, product, pick);
    await compareHistory(school, product, people[0]!);
    if (hasAllRuns) await compareReport(school, product, people[0]!);
  } catch (error) {
    const last = done.slice(-12).join('\n');
    throw new Error(
      `Seed ${seed}, in ${done.length} steps: ${(error as Error).message.slice(0, 3000)}\n\nThe last steps were\n${last}`,
      { cause: error },
    );
  }
}

/** A review with every answer, from which others can begin, and the first things of each kind. */
async function begin(school: School, product: Product, pick: Pick, done: string[]) {
  const leader = school.people[0]!;
  const soon = () => {
    later(school, APART);
    product.setNow(school.now);
  };
  while (school.reviews.length === 0)
    await playStep(school, product, review.startReview(school, pick), done);
  for (const step of review.agreeAll(school, school.reviews[0]!, leader))
    await playStep(school, product, step, done);
  for (const make of [addItem, addItem, addItem, plan.addAction, plan.addAction, remark.ask])
    await playStep(school, product, make(school, pick), done);
  // What seldom meets by chance: a second review of the first one's answers, something deleted that both cite, an action
  // that goes on in the next year, a question with a reply that was taken back.
  for (const make of UNTIDY) {
    for (let tries = 0; tries < 30; tries += 1) {
      const step = make(school, pick);
      if (!step || step.refusals.length > 0) continue;
      // No two reviews are started at one moment: which of them is newer could not be told.
      soon();
      await playStep(school, product, step, done);
      break;
    }
  }
}

const UNTIDY: readonly MakeStep[] = [
  ...[citeItem, citeItem, citeItem, review.startReview, review.agree, review.agree],
  ...[deleteItem, plan.carryOver, remark.ask, remark.reply, remark.reply, remark.withdraw],
  ...[plan.closeAction, plan.deleteAction],
];

async function playStep(school: School, product: Product, step: Step | null, done: string[]) {
  if (!step) return;
  const { status, answer } = await product.do(step);
  const isRefused = status >= 400;
  done.push(`${school.now.toISOString()} ${status} ${step.says}`);
  if (step.refusals.length === 0)
    assert.ok(!isRefused, `${step.says}: refused with ${status} ${JSON.stringify(answer)}`);
  else
    assert.ok(
      step.refusals.includes(status),
      `${step.says}: ${status}, where ${step.refusals} was due`,
    );
  if (!isRefused) step.done(answer);
  await learnIds(school, product);
}

/** Everything that can be read, by a careers leader and by somebody else; on the way, some of it. */
async function compare(school: School, product: Product, pick: Pick, share = 1): Promise<void> {
  const leader = school.people[0]!;
  const other = pick.of(school.people.filter(({ isHere }) => isHere));
  const reviews = newestFirst(school);
  const comparisons = [
    () => comparePlan(school, product, leader),
    () => compareFirstPages(school, product, leader),
    () => compareFirstPages(school, product, other),
    () => compareLibrary(school, product, other),
    () => compareReviews(school, product, leader),
    () => compareReviews(school, product, other),
    async () => {
      if (reviews.length > 0) await compareReviewPages(school, product, leader, pick.of(reviews));
    },
  ];
  for (const each of pick.some(comparisons, share)) await each();
}
