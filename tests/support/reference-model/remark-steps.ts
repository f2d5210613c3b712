/** Questions and comments: asked, replied to, answered, taken back and put back. */
import { type Pick, wordsFrom } from './pick.js';
import type { Person, Remark, Review, School, Written } from './school.js';
import { type MakeStep, refusalsOf, somebody } from './step.js';

const isReview = (on: Remark['on']): on is Review => 'answers' in on;
const isLeader = ({ role }: Person) => role === 'careers leader';

/** "a question on 2.4", "a comment on an action"; what was taken back, or stands on what is deleted, is named no more. */
const named = ({ kind, on, statement, withdrawnAt }: Remark) =>
  withdrawnAt || on.deletedAt
    ? 'a question or a comment'
    : `a ${kind} on ${isReview(on) ? (statement ?? 'the results') : 'an action'}`;

const pathTo = (on: Remark['on']) =>
  isReview(on) ? `/api/reviews/${on.id}/remarks` : `/api/plan/actions/${on.id}/remarks`;

/** What is deleted takes no remarks: careers leaders are told that a review is, all others find none. */
function refusedOn(on: Remark['on'], by: Person): number[] {
  if (!on.deletedAt) return [];
  return refusalsOf(isReview(on) && isLeader(by) ? 409 : 404);
}

export const ask: MakeStep = (school, pick) => {
  const places = [...school.reviews, ...school.actions];
  if (places.length === 0) return null;
  const by = somebody(school, pick, 'governor', 'adviser');
  const on = pick.of(places);
  const kind = pick.chance(0.6) ? 'question' : 'comment';
  const statement = isReview(on) && pick.chance(0.7) ? pick.of(school.busy).code : null;
  const roles =
    kind === 'question'
      ? ['careers leader', 'contributor', 'governor']
      : ['careers leader', 'contributor', 'adviser'];
  const words = wordsFrom(pick);
  return {
    says: `${by.name} leaves a ${kind} on ${isReview(on) ? (statement ?? 'the results') : 'an action'} of “${on.title}”`,
    by,
    ask: { method: 'POST', path: pathTo(on), json: { kind, words, statement } },
    refusals: refusalsOf(!roles.includes(by.role) && 403, ...refusedOn(on, by)),
    done: ({ id }) => {
      const remark: Remark = {
        ...{ id: String(id), words, by, as: by.role, at: school.now, withdrawnAt: null },
        ...{ kind, on, statement, answeredAt: null, replies: [] },
      };
      school.remarks.push(remark);
      school.tell(by, () => `${kind === 'comment' ? 'left' : 'asked'} ${named(remark)}`);
    },
  };
};

/** What was taken back is there for its author alone, and for 30 days. */
const refusedAs = (school: School, remark: Remark, by: Person, ifOwn: number | false) =>
  remark.withdrawnAt
    ? refusalsOf(
        remark.by === by && !school.isGone({ deletedAt: remark.withdrawnAt }) ? ifOwn : 404,
      )
    : [];

const aRemark = (school: School, pick: Pick) =>
  school.remarks.length > 0 ? pick.of(school.remarks) : null;

const mayReply = (by: Person, { on, statement, by: asker }: Remark) =>
  isLeader(by) ||
  (by === asker && by.role !== 'viewer') ||
  (by.role === 'contributor' && !(isReview(on) && statement === null));

export const reply: MakeStep = (school, pick) => {
  const remark = aRemark(school, pick);
  if (!remark) return null;
  const by = somebody(school, pick, 'careers leader', remark.by.role);
  const isAnswer = pick.chance(0.5);
  const words = wordsFrom(pick);
  return {
    says: `${by.name} replies to ${named(remark)}${isAnswer ? ' and answers it' : ''}`,
    by,
    ask: {
      method: 'POST',
      path: `${pathTo(remark.on)}/${remark.id}/replies`,
      json: { words, is_answer: isAnswer },
    },
    refusals: refusalsOf(
      by.role === 'viewer' && 403,
      !mayReply(by, remark) && 403,
      ...refusedAs(school, remark, by, 409),
      ...refusedOn(remark.on, by),
    ),
    done: (answer) => {
      const replies = (answer.replies ?? []) as { id: string }[];
      const id = replies.find((each) => !remark.replies.some((known) => known.id === each.id))?.id;
      remark.replies.push({
        ...{ id: id ?? '', words, by, as: by.role, at: school.now, withdrawnAt: null },
      });
      school.tell(by, () => `replied to ${named(remark)}`);
      if (by === remark.by) answered(school, remark, by, false);
      else if (isAnswer && remark.kind === 'question' && isLeader(by))
        answered(school, remark, by, true);
    },
  };
};

function answered(school: School, remark: Remark, by: Person, isAnswered: boolean): void {
  if ((remark.answeredAt !== null) === isAnswered) return;
  remark.answeredAt = isAnswered ? school.now : null;
  school.tell(by, () =>
    isAnswered ? `marked ${named(remark)} answered` : `reopened ${named(remark)}`,
  );
}

export const settle: MakeStep = (school, pick) => {
  const remark = aRemark(school, pick);
  if (!remark) return null;
  const by = somebody(school, pick, 'careers leader', remark.by.role);
  const isAnswered = pick.chance(0.6);
  return {
    says: `${by.name} says that ${named(remark)} is ${isAnswered ? '' : 'not '}answered`,
    by,
    ask: {
      method: 'PUT',
      path: `${pathTo(remark.on)}/${remark.id}/answered`,
      json: { is_answered: isAnswered },
    },
    refusals: refusalsOf(
      by.role === 'viewer' && 403,
      remark.kind === 'comment' && 404,
      !isLeader(by) && by !== remark.by && 403,
      ...refusedAs(school, remark, by, 409),
      ...refusedOn(remark.on, by),
    ),
    done: () => answered(school, remark, by, isAnswered),
  };
};

export const withdraw: MakeStep = (school, pick) => {
  const remark = aRemark(school, pick);
  if (!remark) return null;
  const written: Written =
    remark.replies.length > 0 && pick.chance(0.4) ? pick.of(remark.replies) : remark;
  const by = written.by.isHere && pick.chance(0.8) ? written.by : somebody(school, pick);
  const isWithdrawn = written.withdrawnAt === null ? pick.chance(0.8) : pick.chance(0.2);
  const isReply = written !== remark;
  /** A reply that another took back is not there. */
  const isUnseen =
    isReply &&
    written.withdrawnAt !== null &&
    (written.by !== by || school.isGone({ deletedAt: written.withdrawnAt }));
  return {
    says: `${by.name} ${isWithdrawn ? 'takes' : 'puts'} ${isReply ? 'a reply to ' : ''}${named(remark)} back`,
    by,
    ask: {
      method: 'PUT',
      path: `${pathTo(remark.on)}/${remark.id}/withdrawn`,
      json: { is_withdrawn: isWithdrawn, ...(isReply ? { written: written.id } : {}) },
    },
    refusals: refusalsOf(
      by.role === 'viewer' && 403,
      written.by !== by && 403,
      isUnseen && 404,
      ...refusedAs(school, remark, by, false),
      ...refusedOn(remark.on, by),
    ),
    done: () => {
      if ((written.withdrawnAt !== null) === isWithdrawn) return;
      written.withdrawnAt = isWithdrawn ? school.now : null;
      const thing = `a ${remark.kind} on ${isReview(remark.on) ? (remark.statement ?? 'the results') : 'an action'}`;
      school.tell(by, () => {
        if (!isReply) return isWithdrawn ? `withdrew ${thing}` : `restored ${named(remark)}`;
        return isWithdrawn
          ? `withdrew a reply to ${named(remark)}`
          : `restored a reply to ${named(remark)}`;
      });
    },
  };
};

/** The remarks of a place as this person sees them, newest first, with the replies that they see. */
export function seenBy(school: School, on: Remark['on'], by: Person): Remark[] {
  const isSeen = (written: Written) =>
    written.withdrawnAt === null ||
    (written.by === by && !school.isGone({ deletedAt: written.withdrawnAt }));
  return school.remarks
    .filter((each) => each.on === on && isSeen(each))
    .map((each) => ({ ...each, replies: each.replies.filter(isSeen) }))
    .reverse();
}

export const isOpenQuestion = ({ kind, answeredAt, withdrawnAt }: Remark): boolean =>
  kind === 'question' && answeredAt === null && withdrawnAt === null;
