/** The verbs of remarks: write, reply, answer, take back, put back. */
import { assertNoLearnerData } from '../platform/access/learner-data.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { queueMail } from '../platform/mail/outbox.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { findAddress, listLeadersAddresses } from './addresses-store.js';
import { answeredEmail, askedEmail } from './emails.js';
import { remarkEvents } from './events.js';
import { assertMay } from './permissions.js';
import {
  baseOf,
  isOwn,
  isWithdrawn,
  mayAnswer,
  noRemark,
  type Place,
  type Remark,
  type Remarked,
  type RemarkKind,
  WORDS,
  type Written,
} from './remark.js';
import { changeRemark, lockRemark, saveRemark } from './saving-store.js';
import { type Column, findRemark } from './store.js';

/** Something that remarks are left on, as the feature knows it that owns it. */
export interface RemarkTarget {
  column: Column;
  /**
   * Finds it through the person. `statement` narrows a review; `toWrite` when something is about to be written.
   * @throws Problem 404 when it is not there or not theirs, 409 when it has been deleted
   */
  find(
    db: Db,
    member: Member,
    asked: { id: string; statement: string | null; toWrite: boolean },
  ): Promise<Remarked>;
}

/** Where something is written: the id of a review or an action, and the statement. */
export interface At {
  id: string;
  statement: string | null;
}

/** What is at hand while something changes. */
interface Work {
  db: Db;
  context: AppContext;
  member: Member;
  remarked: Remarked;
}

/**
 * Asks a question or leaves a comment. The careers leaders get a mail about a question. Gives its id.
 * @throws Problem 403 by the table of permissions; 404, 409 as the place says; 422 `learner-data.doubt`
 */
export async function writeRemark(
  context: AppContext,
  member: Member,
  target: RemarkTarget,
  { id, statement, kind, words }: At & { kind: RemarkKind; words: string },
  how: How,
): Promise<{ id: string }> {
  return changeIdempotently(context, member, how.key, async (db) => {
    const act = kind === 'question' ? 'question.ask' : 'comment.leave';
    const remarked = await target.find(db, member, { id, statement, toWrite: true });
    assertMay(member, act);
    questionWords(context, words, how);
    const work = { db, context, member, remarked };
    const remark = context.id();
    await save(work, { id: remark, kind, repliesTo: null, words });
    await message(work, 'remark.written', remark, kind);
    if (kind === 'question') await mailLeaders(work, remark);
    return { id: remark };
  });
}

/** A remark of a place that is about to change. */
export interface Of {
  /** Of the review or the action. */
  id: string;
  remark: string;
}

/**
 * Replies. What the asker adds to an answered question opens it again; `isAnswer` of a careers leader answers it.
 * @throws Problem 403 by the table of permissions; 404 `remark.not-found`; 409 `remark.withdrawn`; 422
 * `learner-data.doubt`
 */
export async function reply(
  context: AppContext,
  member: Member,
  target: RemarkTarget,
  { words, isAnswer, ...of }: Of & { words: string; isAnswer: boolean },
  how: How,
): Promise<void> {
  await changing(context, member, target, { ...of, ...how }, async (work, remark) => {
    assertMay(member, 'remark.reply', remark);
    questionWords(context, words, how);
    await save(work, { id: context.id(), kind: 'reply', repliesTo: remark.id, words });
    await message(work, 'remark.written', remark.id, 'reply', remark.kind);
    const isAskers = isOwn(remark, member);
    if (isAskers && remark.answeredAt !== null) await answer(work, remark, false);
    if (!isAskers && isAnswer && mayAnswer(member, remark)) await answer(work, remark, true);
  });
}

/**
 * Says that a question is answered, or opens it again.
 * @throws Problem 403 by the table of permissions; 404 `remark.not-found`; 409 `remark.withdrawn`
 */
export async function setAnswered(
  context: AppContext,
  member: Member,
  target: RemarkTarget,
  { isAnswered, ...of }: Of & { isAnswered: boolean },
  how: How,
): Promise<void> {
  await changing(context, member, target, { ...of, ...how }, async (work, remark) => {
    if (remark.kind !== 'question') throw noRemark();
    assertMay(member, 'question.answer', remark);
    await answer(work, remark, isAnswered);
  });
}

/** Once answered the asker hears of it; opened again, the careers leaders do. What is so already stays as it is. */
async function answer(work: Work, remark: Remark, isAnswered: boolean): Promise<void> {
  if ((remark.answeredAt !== null) === isAnswered) return;
  const { db, context, member } = work;
  await changeRemark(db, member.organisation.id, remark.id, {
    answered_at: isAnswered ? context.clock() : null,
    answered_by: isAnswered ? member.person.id : null,
  });
  await message(work, isAnswered ? 'remark.answered' : 'remark.reopened', remark.id, remark.kind);
  const isAskers = isOwn(remark, member);
  if (isAnswered && !isAskers) await mailAsker(work, remark);
  if (!isAnswered && isAskers) await mailLeaders(work, remark.id);
}

/**
 * Takes back what one wrote oneself, or puts it back within 30 days. `written` is the question, the comment or one of
 * its replies. What is so already stays as it is.
 * @throws Problem 403 `remark.not-yours`; 404 `remark.not-found`, for good after 30 days
 */
export async function setWithdrawn(
  context: AppContext,
  member: Member,
  target: RemarkTarget,
  { written, isWithdrawn: isTaken, ...of }: Of & { written: string; isWithdrawn: boolean },
  how: How,
): Promise<void> {
  const asked = { ...of, ...how, evenWithdrawn: true };
  await changing(context, member, target, asked, async (work, remark) => {
    const found: Written | undefined = [remark, ...remark.replies].find(({ id }) => id === written);
    if (!found) throw noRemark();
    assertMay(member, 'remark.withdraw', { ...remark, by: found.by });
    if ((found.withdrawnAt !== null) === isTaken) return;
    const at = isTaken ? context.clock() : null;
    await changeRemark(work.db, member.organisation.id, found.id, { withdrawn_at: at });
    const verb = isTaken ? 'remark.withdrawn' : 'remark.restored';
    if (found.id === remark.id) await message(work, verb, remark.id, remark.kind);
    else await message(work, verb, remark.id, 'reply', remark.kind);
  });
}

async function changing(
  context: AppContext,
  member: Member,
  target: RemarkTarget,
  asked: Of & How & { evenWithdrawn?: boolean },
  change: (work: Work, remark: Remark) => Promise<void>,
): Promise<void> {
  const organisation = member.organisation.id;
  const reading = { person: member.person.id, now: context.clock() };
  await changeIdempotently(context, member, asked.key, async (db) => {
    const { column } = target;
    await lockRemark(db, organisation, asked.remark);
    const remark = await findRemark(db, organisation, { ...asked, column }, reading);
    const { statement } = remark.place;
    const remarked = await target.find(db, member, { id: asked.id, statement, toWrite: true });
    if (remark.withdrawnAt !== null && !asked.evenWithdrawn) throw isWithdrawn();
    await change({ db, context, member, remarked }, remark);
    return { id: remark.id };
  });
}

/** @throws Problem 422 `learner-data.doubt` */
const questionWords = (context: AppContext, words: string, how: How): void =>
  assertNoLearnerData({ ...how, texts: { [WORDS]: words }, today: context.clock() });

const save = (
  { db, context, member, remarked }: Work,
  remark: { id: string; kind: RemarkKind | 'reply'; repliesTo: string | null; words: string },
) =>
  saveRemark(db, member.organisation.id, {
    ...remark,
    place: remarked.place,
    by: member.person.id,
    as: member.role,
    at: context.clock(),
  });

/** Where the history of a remark is found: by the place that it belongs to, then by itself. */
export const historyIdOf = ({ review, statement, action }: Place, remark: string): string =>
  review === null ? `${action}/${remark}` : `${review}/${statement ?? ''}/${remark}`;

const onWhat = ({ review, statement }: Place) =>
  review === null ? 'an action' : (statement ?? 'the results');

const message = (
  { db, context, member, remarked: { place } }: Work,
  verb: keyof typeof remarkEvents,
  remark: string,
  kind: RemarkKind | 'reply',
  /** What a reply stands under. */
  to?: RemarkKind,
) =>
  recordBy(db, context, member, remarkEvents, {
    verb,
    subject: { kind: 'remark', id: historyIdOf(place, remark) },
    after: { kind, on: onWhat(place), ...(to ? { to } : {}) },
  });

/** The link is made of the address that the installation is given: what a browser says of it is not mailed to others. */
const emailOf = ({ context, member, remarked }: Work, remark: string) => ({
  who: member.person.name,
  school: member.organisation.name,
  remarked,
  link:
    context.config.publicUrl &&
    `${context.config.publicUrl}${baseOf(remarked.place)}/remarks/${remark}`,
});

async function mailLeaders(work: Work, remark: string): Promise<void> {
  const { db, context, member } = work;
  const leaders = await listLeadersAddresses(db, member.organisation.id, member.person.id);
  for (const to of leaders) {
    await queueMail(db, context, askedEmail({ to, ...emailOf(work, remark) }));
  }
}

async function mailAsker(work: Work, { id, by }: Remark): Promise<void> {
  const { db, context, member } = work;
  if (by.id === null) return;
  for (const to of await findAddress(db, member.organisation.id, by.id)) {
    await queueMail(db, context, answeredEmail({ to, ...emailOf(work, id) }));
  }
}
