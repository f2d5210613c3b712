import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeOf } from '../../platform/access/member.js';
import { Problem } from '../../platform/problems.js';
import { listReviewHistory } from '../history-rows.js';
import { findReview, listReviews } from '../store.js';
import { openSchool } from '../testing/school.js';
import { closeReview, deleteReview, reopenReview, restoreReview } from './close.js';
import { judge } from './judge.js';
import { addParticipant, changeDetails, removeParticipant } from './participants.js';
import { startReview } from './start.js';

const school = await openSchool();
const { world, maya } = school;
const once = { key: null };
const SIGNED = { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' };

const read = (id: string) =>
  world.storage.read(scopeOf(maya), (db) => findReview(db, maya.organisation.id, id));
const verbs = async (review: string) =>
  (
    await world.storage.read(scopeOf(maya), (db) =>
      listReviewHistory(db, maya.organisation.id, { review, most: 100 }),
    )
  ).map(({ verb }) => verb);
const problem = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return true;
};

describe('closing a review', () => {
  it('asks why when something is missing, and locks it with name and time', async () => {
    const id = await school.review();
    await assert.rejects(
      closeReview(world, maya, id, { ...SIGNED, gapsReason: '' }, once),
      problem(422, 'review.gaps'),
    );
    await closeReview(world, maya, id, SIGNED, once);
    const closed = await read(id);
    assert.equal(closed.signedOffAs, 'Jo Whitaker');
    assert.equal(closed.gapsReason, 'A short year');
    assert.deepEqual(closed.closedAt, world.clock());
    assert.equal(closed.closedBy?.name, 'Maya Okafor');
  });

  it('keeps no reason for gaps when there are none', async () => {
    const id = await school.review();
    for (const statement of school.codes) {
      const input = { standing: 2, reason: 'Because' };
      await judge(world, maya, { review: id, statement, input, version: null, key: null });
    }
    await closeReview(world, maya, id, SIGNED, once);
    assert.equal((await read(id)).gapsReason, null);
  });

  it('refuses every change afterwards with a sentence', async () => {
    const id = await school.review();
    await closeReview(world, maya, id, SIGNED, once);
    const person = { name: 'Sam Reid', role: 'SENCo' };
    const details = { title: 'Another name', academicYear: 2027 };
    const changes = [
      () =>
        judge(world, maya, {
          review: id,
          statement: '1.1',
          input: { standing: 1 },
          version: null,
          key: null,
        }),
      () => addParticipant(world, maya, id, person, once),
      () => removeParticipant(world, maya, id, world.id(), once),
      () => changeDetails(world, maya, id, details, once),
      () => closeReview(world, maya, id, SIGNED, once),
    ];
    for (const change of changes) await assert.rejects(change, problem(409, 'review.closed'));
    await assert.rejects(closeReview(world, maya, id, SIGNED, once), /already, signed off by Jo/);
    assert.deepEqual(await verbs(id), ['review.closed', 'review.started']);
  });

  it('has one effect when the form is sent twice', async () => {
    const id = await school.review();
    const key = world.id();
    await closeReview(world, maya, id, SIGNED, { key });
    await closeReview(world, maya, id, SIGNED, { key });
    assert.deepEqual(await verbs(id), ['review.closed', 'review.started']);
  });

  it('is for the careers leader', async () => {
    const id = await school.review();
    for (const role of ['contributor', 'governor', 'adviser', 'viewer'] as const) {
      const other = await school.colleague(`The ${role}`, role);
      await assert.rejects(
        closeReview(world, other, id, SIGNED, once),
        problem(403, 'review.denied'),
      );
    }
  });
});

describe('opening a review again', () => {
  it('takes a reason, keeps the sign-off in the history, and lets people judge again', async () => {
    const id = await school.review();
    await closeReview(world, maya, id, SIGNED, once);
    await reopenReview(world, maya, id, { reason: 'New destinations data' }, once);
    const open = await read(id);
    assert.deepEqual([open.closedAt, open.signedOffAs, open.gapsReason], [null, null, null]);
    const [latest] = await world.storage.read(scopeOf(maya), (db) =>
      listReviewHistory(db, maya.organisation.id, { review: id, most: 1 }),
    );
    assert.equal(latest?.after?.reason, 'New destinations data');
    assert.equal(latest?.before?.closedAt, world.clock().toISOString());
    await judge(world, maya, {
      review: id,
      statement: '1.1',
      input: { standing: 1 },
      version: null,
      key: null,
    });
  });

  it('is refused for one that is open already', async () => {
    const id = await school.review();
    await assert.rejects(
      reopenReview(world, maya, id, { reason: 'Why not' }, once),
      problem(409, 'review.open'),
    );
  });
});

describe('deleting a review', () => {
  it('hides it from everybody but the careers leader, who can restore it as it was', async () => {
    const id = await school.review();
    const sam = await school.colleague('Sam Reid', 'contributor');
    await deleteReview(world, maya, id, once);
    const sending = { review: id, statement: '1.1', input: { standing: 1 }, version: null };
    await assert.rejects(
      judge(world, sam, { ...sending, key: null }),
      problem(404, 'review.not-found'),
    );
    await restoreReview(world, maya, id, once);
    assert.equal((await read(id)).deletedAt, null);
    await judge(world, sam, { ...sending, key: null });
  });

  it('can be taken back for 30 days and no longer', async () => {
    const id = await school.review();
    const list = () =>
      world.storage.read(scopeOf(maya), (db) =>
        listReviews(db, maya.organisation.id, { now: world.clock(), withDeleted: true }),
      );
    await deleteReview(world, maya, id, once);
    world.setClock('2026-12-23T08:59:00Z');
    assert.ok((await list()).some((each) => each.id === id));
    world.setClock('2026-12-23T09:00:00Z');
    assert.ok(!(await list()).some((each) => each.id === id));
    await assert.rejects(restoreReview(world, maya, id, once), problem(404, 'review.not-found'));
    world.setClock('2026-11-23T09:00:00Z');
  });
});

describe('starting a review', () => {
  it('takes answers and evidence over when asked, each to be confirmed', async () => {
    const first = await school.review(null, 2025);
    const added = { title: 'Leaver survey', url: null, note: '' };
    await judge(world, maya, {
      review: first,
      statement: '2.4',
      input: { standing: 3, reason: 'Because', marks: { '2.4.1a': 'met' } },
      evidence: { added },
      version: null,
      key: null,
    });
    const second = await school.review(first);
    const whole = await school.read(second);
    const carried = whole.judgements.get('2.4');
    assert.deepEqual(
      [carried?.standing, carried?.reason, carried?.isCarried, carried?.version],
      [3, 'Because', true, 1],
    );
    assert.equal((await school.evidence(second)).length, 1);
    await judge(world, maya, {
      review: second,
      statement: '2.4',
      input: { standing: 3 },
      version: 1,
      key: null,
    });
    assert.equal((await school.read(second)).judgements.get('2.4')?.isCarried, false);
    assert.equal((await school.read(first)).judgements.get('2.4')?.version, 1);
  });

  it('blank, remembers the newest closed review of a year before', async () => {
    const before = await school.review(null, 2020);
    await closeReview(world, maya, before, SIGNED, once);
    const now = await school.review(null, 2021);
    assert.equal((await read(now)).previousReviewId, before);
    assert.equal((await school.read(now)).judgements.size, 0);
  });

  it('is for the careers leader, and never from another school’s review', async () => {
    const input = { academicYear: 2026, title: 'Review', participants: [], answersFrom: null };
    const sam = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(startReview(world, sam, input, once), problem(403, 'review.denied'));
    await assert.rejects(
      startReview(world, maya, { ...input, answersFrom: world.id() }, once),
      problem(422, 'review.unknown-start'),
    );
  });

  it('says who takes part, and that can change while it is open', async () => {
    const participants = [{ name: 'Anita Shah', role: 'SENCo' }];
    const input = { academicYear: 2026, title: 'Review', participants, answersFrom: null };
    const { id } = await startReview(world, maya, input, once);
    await addParticipant(world, maya, id, { name: 'Tom Bell', role: 'Head of Year' }, once);
    const [anita] = (await school.read(id)).participants;
    await removeParticipant(world, maya, id, anita?.id ?? '', once);
    const left = (await school.read(id)).participants.map(({ name }) => name);
    assert.deepEqual(left, ['Tom Bell']);
    await assert.rejects(
      removeParticipant(world, maya, id, anita?.id ?? '', once),
      problem(404, 'participant.not-found'),
    );
    await changeDetails(world, maya, id, { title: 'Spring review', academicYear: 2027 }, once);
    assert.equal((await read(id)).title, 'Spring review');
  });
});
