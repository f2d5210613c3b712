/** Reviews: started, agreed, closed, opened again, deleted and restored. */
import { lineFrom, wordsFrom } from './pick.js';
import {
  type Answer,
  blank,
  HIGHEST,
  isDecided,
  type Mark,
  type Person,
  type Rating,
  type Review,
  type School,
} from './school.js';
import { type MakeStep, refusalsOf, type Step, somebody } from './step.js';

const isLeader = ({ role }: Person) => role === 'careers leader';
/** Who sets agreed levels, with reasons and points: whoever may change a review at all. */
const mayAgree = (by: Person): boolean => by.role === 'careers leader';
export const isEditor = ({ role }: Person) => role === 'careers leader' || role === 'contributor';

/** Why a change of a review in this state is refused: what is deleted is there for careers leaders only. */
export function refusedIn(
  school: School,
  review: Review,
  by: Person,
  {
    may,
    in: states,
  }: { may: (by: Person) => boolean; in: readonly ('open' | 'closed' | 'deleted')[] },
): number[] {
  const state = review.deletedAt ? 'deleted' : review.closedAt ? 'closed' : 'open';
  return refusalsOf(
    !may(by) && 403,
    state === 'deleted' && !isLeader(by) && 404,
    state === 'deleted' && states.includes('deleted') && school.isGone(review) && 404,
    !states.includes(state) && 409,
  );
}

/** What stands in the way of closing a review complete. */
export function gapsOf(school: School, review: Review) {
  const codes = school.statements.map(({ code }) => code);
  const of = (code: string) => school.answer(review, code);
  return {
    notRecorded: codes.filter((code) => of(code).rating === null),
    notConfirmed: codes.filter((code) => of(code).isCarried && of(code).rating !== null),
    withoutReason: codes.filter((code) => isDecided(of(code)) && of(code).reason === ''),
  };
}

export const startReview: MakeStep = (school, pick) => {
  if (school.reviews.length > 6) return null;
  const by = somebody(school, pick, 'careers leader');
  const from = school.reviews.length > 0 && pick.chance(0.6) ? pick.of(school.reviews) : null;
  const year = school.year - 1 + pick.int(3);
  const title = lineFrom(pick);
  const participants = pick.some(['SENCo', 'Head & Deputy'], 0.5).map((role) => ({
    ...{ name: lineFrom(pick), role },
  }));
  const json = { academic_year: year, title, participants, answers_from: from?.id ?? null };
  return {
    says: `${by.name} starts “${title}” of ${year} from ${from?.title ?? 'nothing'}`,
    by,
    ask: { method: 'POST', path: '/api/reviews', json },
    refusals: refusalsOf(!isLeader(by) && 403, from?.deletedAt !== null && from !== null && 422),
    done: ({ id }) => {
      const closed = school.reviews
        .filter(({ closedAt, deletedAt }) => closedAt && !deletedAt)
        .sort((a, b) => b.year - a.year || b.startedAt.getTime() - a.startedAt.getTime());
      const before =
        closed.find((each) => each.year < year) ?? closed.find((each) => each.year === year);
      const review: Review = {
        ...{ id: String(id), title, year, startedBy: by.name, startedAt: school.now },
        previous: from?.id ?? before?.id ?? null,
        ...{ closedAt: null, signedOffAs: null, gapsReason: null, deletedAt: null },
        participants: participants.map((each) => ({ id: '', ...each })),
        answers: new Map(
          [...(from?.answers ?? [])].map(([code, answer]) => [code, carried(school, answer, by)]),
        ),
      };
      school.reviews.push(review);
      school.tell(by, () => `started ${school.nameOf(review)}`);
    },
  };
};

/** An answer as a new review takes it over: marked until somebody confirms it, citing what is still there. */
const carried = (school: School, answer: Answer, by: Person): Answer => ({
  ...answer,
  marks: { ...answer.marks },
  isCarried: answer.rating !== null,
  cites: new Map(
    school.shown(answer).map(({ id }) => [id, new Set(answer.cites.get(id) ?? [])] as const),
  ),
  ...{ updatedBy: by.name, version: 1 },
});

export const agree: MakeStep = (school, pick) => {
  if (school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader', 'contributor');
  const review = pick.of(school.reviews);
  const statement = pick.of(school.busy);
  const { code } = statement;
  const before = school.answer(review, code);
  const rating = pick.chance(0.7)
    ? pick.of<Rating>([1, 2, 3, 4, 3, 'not-yet', null, 5])
    : undefined;
  const words = {
    ...(pick.chance(0.4) ? { reason: pick.chance(0.2) ? '' : wordsFrom(pick) } : {}),
    ...(pick.chance(0.2) ? { strength: wordsFrom(pick) } : {}),
    ...(pick.chance(0.2) ? { nextStep: pick.chance(0.3) ? '' : wordsFrom(pick) } : {}),
  };
  const points = Object.values(statement.points).flat();
  const marks = pick.chance(0.3)
    ? Object.fromEntries(
        pick
          .some(points, 0.4)
          .map(({ id }) => [id, pick.of<Mark>(['met', 'partly', 'not-yet'])] as const),
      )
    : undefined;
  const shown = school.shown(before).map(({ id }) => id);
  const cited = pick.chance(0.3)
    ? pick.some([...new Set([...shown, ...school.items.map(({ id }) => id)])], 0.4)
    : undefined;
  const added = pick.chance(0.15) ? { title: lineFrom(pick), note: 'Seen' } : undefined;
  const isStale = before.version > 0 && pick.chance(0.1);
  const coming = (cited ?? []).filter((id) => !shown.includes(id));
  const wanted = {
    ...before,
    ...words,
    ...(rating === undefined ? {} : { rating, isCarried: false }),
    ...(marks ? { marks } : {}),
  };
  const saysTheSame =
    JSON.stringify({ ...wanted, cites: 0, marks: sorted(wanted.marks) }) ===
    JSON.stringify({ ...before, cites: 0, marks: sorted(before.marks) });
  const citesTheSame =
    coming.length === 0 && !added && !(cited && shown.some((id) => !cited.includes(id)));
  const isSame = saysTheSame && citesTheSame;
  const { nextStep, ...others } = words as Partial<Answer>;
  const json = {
    ...others,
    ...(nextStep === undefined ? {} : { next_step: nextStep }),
    ...ratingSaid(rating),
    ...(marks ? { marks } : {}),
    ...(cited ? { evidence_ids: cited } : {}),
    ...(added ? { new_evidence: added } : {}),
  };
  return {
    says: `${by.name} agrees ${code} in “${review.title}”: ${JSON.stringify(json)}`,
    by,
    ask: {
      ...{ method: 'PUT', path: `/api/reviews/${review.id}/statements/${code}/agreement`, json },
      ...(isStale ? { version: before.version - 1 } : {}),
    },
    refusals: refusalsOf(
      ...refusedIn(school, review, by, { may: isEditor, in: ['open'] }),
      !saysTheSame && !mayAgree(by) && 403,
      typeof rating === 'number' && rating > HIGHEST && 422,
      coming.some((id) => school.items.find((item) => item.id === id)?.deletedAt) && 422,
      isStale && !isSame && 412,
    ),
    done: ({ evidence }) => {
      if (isSame) return;
      const answer = { ...wanted, cites: new Map(before.cites) };
      // What is deleted was not to be seen, so that nobody took its citation back.
      if (cited) for (const id of shown) if (!cited.includes(id)) answer.cites.delete(id);
      for (const id of coming) answer.cites.set(id, new Set());
      if (added)
        answer.cites.set(addCited(school, by, added, evidence as { id: string }[]), new Set());
      review.answers.set(code, { ...answer, updatedBy: by.name, version: before.version + 1 });
      school.tell(by, () =>
        review.deletedAt
          ? 'changed a statement of a review'
          : `changed ${code} in ${school.nameOf(review)}`,
      );
    },
  };
};

const sorted = (marks: Record<string, Mark>) => Object.entries(marks).sort();

const ratingSaid = (rating: Rating | undefined) => {
  if (rating === undefined) return {};
  if (rating === null) return { rating: 'not-recorded' };
  return rating === 'not-yet' ? { rating } : { level: rating };
};

/** A new item that a statement brings along: the only one of the answer that the school did not have. */
function addCited(
  school: School,
  by: Person,
  { title, note }: { title: string; note: string },
  evidence: { id: string }[],
): string {
  const id = evidence.find((each) => !school.items.some((item) => item.id === each.id))?.id ?? '';
  school.items.push({
    ...{ id, kind: 'note', title, note, url: null, about: '', effectiveOn: null, validUntil: null },
    ...{ owner: null, voice: null, figure: null, createdBy: by, deletedAt: null, version: 1 },
  });
  return id;
}

export const changeReview: MakeStep = (school, pick) => {
  if (school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(school.reviews);
  const title = pick.chance(0.2) ? review.title : lineFrom(pick);
  const year = pick.of([review.year, review.year, school.year]);
  return {
    says: `${by.name} calls “${review.title}” “${title}” of ${year}`,
    by,
    ask: {
      method: 'PUT',
      path: `/api/reviews/${review.id}`,
      json: { title, academic_year: year },
    },
    refusals: refusedIn(school, review, by, { may: isLeader, in: ['open'] }),
    done: () => {
      if (review.title === title && review.year === year) return;
      Object.assign(review, { title, year });
      school.tell(by, () =>
        review.deletedAt
          ? 'changed the details of a review'
          : `changed the details of ${school.nameOf(review)}`,
      );
    },
  };
};

export const closeReview: MakeStep = (school, pick) => {
  if (school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(school.reviews);
  const json = {
    signed_off_as: lineFrom(pick),
    gaps_reason: pick.chance(0.7) ? wordsFrom(pick) : '',
  };
  const gaps = Object.values(gapsOf(school, review)).flat();
  return {
    says: `${by.name} closes “${review.title}”`,
    by,
    ask: { method: 'POST', path: `/api/reviews/${review.id}/close`, json },
    refusals: refusalsOf(
      ...refusedIn(school, review, by, { may: isLeader, in: ['open'] }),
      gaps.length > 0 && json.gaps_reason === '' && 422,
    ),
    done: () => {
      review.closedAt = school.now;
      review.signedOffAs = json.signed_off_as;
      review.gapsReason = gaps.length > 0 ? json.gaps_reason : null;
      school.tell(by, () => `closed ${school.nameOf(review)}`);
    },
  };
};

export const reopenReview: MakeStep = (school, pick) => {
  const closed = school.reviews.filter(({ closedAt }) => closedAt);
  if (school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(closed.length > 0 && pick.chance(0.9) ? closed : school.reviews);
  return {
    says: `${by.name} opens “${review.title}” again`,
    by,
    ask: {
      method: 'POST',
      path: `/api/reviews/${review.id}/reopen`,
      json: { reason: wordsFrom(pick) },
    },
    refusals: refusedIn(school, review, by, { may: isLeader, in: ['closed'] }),
    done: () => {
      Object.assign(review, { closedAt: null, signedOffAs: null, gapsReason: null });
      school.tell(by, () => `reopened ${school.nameOf(review)}`);
    },
  };
};

export const deleteReview: MakeStep = (school, pick) => {
  if (school.reviews.length < 2) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(school.reviews);
  return {
    says: `${by.name} deletes “${review.title}”`,
    by,
    ask: { method: 'DELETE', path: `/api/reviews/${review.id}` },
    refusals: refusedIn(school, review, by, { may: isLeader, in: ['open', 'closed'] }),
    done: () => {
      review.deletedAt = school.now;
      school.tell(by, 'deleted a review');
    },
  };
};

export const restoreReview: MakeStep = (school, pick) => {
  const deleted = school.reviews.filter(({ deletedAt }) => deletedAt);
  if (deleted.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(pick.chance(0.9) ? deleted : school.reviews);
  return {
    says: `${by.name} restores “${review.title}”`,
    by,
    ask: { method: 'POST', path: `/api/reviews/${review.id}/restore` },
    refusals: refusedIn(school, review, by, { may: isLeader, in: ['deleted'] }),
    done: () => {
      review.deletedAt = null;
      school.tell(by, () => `restored ${school.nameOf(review)}`);
    },
  };
};

export const changeParticipants: MakeStep = (school, pick) => {
  if (school.reviews.length === 0) return null;
  const by = somebody(school, pick, 'careers leader');
  const review = pick.of(school.reviews);
  const known = review.participants.filter(({ id }) => id !== '');
  const refusals = refusedIn(school, review, by, { may: isLeader, in: ['open'] });
  const tell = () => school.tell(by, () => `changed who takes part in ${school.nameOf(review)}`);
  const leaving = known.length > 0 && pick.chance(0.4) ? pick.of(known) : null;
  const path = `/api/reviews/${review.id}/participants`;
  if (leaving) {
    return {
      says: `${by.name} takes ${leaving.name} out of “${review.title}”`,
      by,
      ask: { method: 'DELETE', path: `${path}/${leaving.id}` },
      refusals,
      done: () => {
        review.participants = review.participants.filter((each) => each !== leaving);
        tell();
      },
    };
  }
  const json = { name: lineFrom(pick), role: lineFrom(pick) };
  return {
    says: `${by.name} adds ${json.name} to “${review.title}”`,
    by,
    ask: { method: 'POST', path, json },
    refusals,
    done: () => {
      review.participants.push({ id: '', ...json });
      tell();
    },
  };
};

/** Every statement of a review agreed, with a reason: what a random walk would take too long for. */
export function agreeAll(school: School, review: Review, by: Person): Step[] {
  return school.statements.map(({ code }, at) => {
    const rating = ([2, 1, 3, 'not-yet', 4] as const)[at % 5] ?? 2;
    const answer = { ...blank(), rating, reason: 'Seen & agreed', updatedBy: by.name, version: 1 };
    return {
      says: `${by.name} agrees ${code}`,
      by,
      ask: {
        method: 'PUT',
        path: `/api/reviews/${review.id}/statements/${code}/agreement`,
        json: { ...ratingSaid(rating), reason: answer.reason },
      },
      refusals: [],
      done: () => {
        review.answers.set(code, answer);
        school.tell(by, () =>
          review.deletedAt
            ? 'changed a statement of a review'
            : `changed ${code} in ${school.nameOf(review)}`,
        );
      },
    };
  });
}
