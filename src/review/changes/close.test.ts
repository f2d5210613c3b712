import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { scopeOf } from '../../platform/access/member.js';
import { Problem } from '../../platform/problems.js';
import type { AgreementInput } from '../agreement.js';
import { listReviewHistory } from '../history-rows.js';
import { findReview, listReviews } from '../store.js';
import { openSchool } from '../testing/school.js';
import { agree } from './agree.js';
import { citeEvidence } from './cite.js';
import { closeReview, deleteReview, reopenReview, restoreReview } from './close.js';
import { addLevelSetter } from './level-setters.js';
import { addParticipant, changeDetails, removeParticipant } from './participants.js';
import { startReview } from './start.js';

const school = await openSchool({ now: ORDINARY_MORNING });
const { context, maya } = school;
const once = { key: null };
const SIGNED = { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' };

const read = (id: string) =>
  context.storage.read(scopeOf(maya), (db) => findReview(db, maya.organisation.id, id));
const verbs = async (review: string) =>
  (
    await context.storage.read(scopeOf(maya), (db) =>
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
      closeReview(context, maya, id, { ...SIGNED, gapsReason: '' }, once),
      problem(422, 'review.gaps'),
    );
    await closeReview(context, maya, id, SIGNED, once);
    const closed = await read(id);
    assert.equal(closed.signedOffAs, 'Jo Whitaker');
    assert.equal(closed.gapsReason, 'A short year');
    assert.deepEqual(closed.closedAt, context.clock());
    assert.equal(closed.closedBy?.name, 'Maya Okafor');
  });

  it('keeps no reason for gaps when there are none', async () => {
    const id = await school.review();
    for (const statement of school.codes) {
      const input = { rating: 2, reason: 'Because' };
      await agree(context, maya, { review: id, statement, input, version: null, key: null });
    }
    await closeReview(context, maya, id, SIGNED, once);
    assert.equal((await read(id)).gapsReason, null);
  });

  it('refuses every change afterwards with a sentence', async () => {
    const id = await school.review();
    await closeReview(context, maya, id, SIGNED, once);
    const person = { name: 'Sam Reid', role: 'SENCo' };
    const details = { title: 'Another name', academicYear: 2027 };
    const changes = [
      () =>
        agree(context, maya, {
          review: id,
          statement: '1.1',
          input: { rating: 1 },
          version: null,
          key: null,
        }),
      () => addParticipant(context, maya, id, person, once),
      () => removeParticipant(context, maya, id, context.id(), once),
      () => changeDetails(context, maya, id, details, once),
      () => closeReview(context, maya, id, SIGNED, once),
    ];
    for (const change of changes) await assert.rejects(change, problem(409, 'review.closed'));
    await assert.rejects(
      closeReview(context, maya, id, SIGNED, once),
      /already closed\. It was signed off by Jo/,
    );
    assert.deepEqual(await verbs(id), ['review.closed', 'review.started']);
  });

  it('has one effect when the form is sent twice', async () => {
    const id = await school.review();
    const key = context.id();
    await closeReview(context, maya, id, SIGNED, { key });
    await closeReview(context, maya, id, SIGNED, { key });
    assert.deepEqual(await verbs(id), ['review.closed', 'review.started']);
  });

  it('is for the careers leader', async () => {
    const id = await school.review();
    for (const role of ['contributor', 'governor', 'adviser', 'viewer'] as const) {
      const other = await school.colleague(`The ${role}`, role);
      await assert.rejects(
        closeReview(context, other, id, SIGNED, once),
        problem(403, 'review.denied'),
      );
    }
  });
});

describe('opening a review again', () => {
  it('takes a reason, keeps the sign-off in the history, and lets people judge again', async () => {
    const id = await school.review();
    await closeReview(context, maya, id, SIGNED, once);
    await reopenReview(context, maya, id, { reason: 'New destinations data' }, once);
    const open = await read(id);
    assert.deepEqual([open.closedAt, open.signedOffAs, open.gapsReason], [null, null, null]);
    const [latest] = await context.storage.read(scopeOf(maya), (db) =>
      listReviewHistory(db, maya.organisation.id, { review: id, most: 1 }),
    );
    assert.equal(latest?.after?.reason, 'New destinations data');
    assert.equal(latest?.before?.closedAt, context.clock().toISOString());
    await agree(context, maya, {
      review: id,
      statement: '1.1',
      input: { rating: 1 },
      version: null,
      key: null,
    });
  });

  it('is refused for one that is open already', async () => {
    const id = await school.review();
    await assert.rejects(
      reopenReview(context, maya, id, { reason: 'Why not' }, once),
      problem(409, 'review.open'),
    );
  });
});

describe('deleting a review', () => {
  it('hides it from everybody but the careers leader, who can restore it as it was', async () => {
    const id = await school.review();
    const sam = await school.colleague('Sam Reid', 'contributor');
    await addLevelSetter(context, maya, id, { person: sam.person.id }, once);
    await deleteReview(context, maya, id, once);
    const sending = { review: id, statement: '1.1', input: { rating: 1 }, version: null };
    await assert.rejects(
      agree(context, sam, { ...sending, key: null }),
      problem(404, 'review.not-found'),
    );
    await restoreReview(context, maya, id, once);
    assert.equal((await read(id)).deletedAt, null);
    await agree(context, sam, { ...sending, key: null });
  });

  it('frees its name, and is told apart from who took it when it is restored', async () => {
    const title = 'Internal leadership review';
    const id = await school.review(null, 2050);
    await deleteReview(context, maya, id, once);
    const other = await school.review(null, 2050);
    await restoreReview(context, maya, id, once);
    assert.deepEqual(
      [(await read(id)).title, (await read(other)).title],
      [`${title}, second review`, title],
    );
    await deleteReview(context, maya, id, once);
    await restoreReview(context, maya, id, once);
    assert.equal((await read(id)).title, `${title}, second review`);
  });

  it('can be taken back for 30 days and no longer', async () => {
    const id = await school.review();
    const list = () =>
      context.storage.read(scopeOf(maya), (db) =>
        listReviews(db, maya.organisation.id, { now: context.clock(), withDeleted: true }),
      );
    await deleteReview(context, maya, id, once);
    context.setClock('2026-12-23T08:59:00Z');
    assert.ok((await list()).some((each) => each.id === id));
    context.setClock('2026-12-23T09:00:00Z');
    assert.ok(!(await list()).some((each) => each.id === id));
    await assert.rejects(restoreReview(context, maya, id, once), problem(404, 'review.not-found'));
    context.setClock('2026-11-23T09:00:00Z');
  });
});

describe('starting a review', () => {
  it('takes answers and evidence over when asked, each to be confirmed', async () => {
    const first = await school.review(null, 2025);
    const added = { title: 'Leaver survey', url: null, note: '' };
    await agree(context, maya, {
      review: first,
      statement: '2.4',
      input: { rating: 3, reason: 'Because', marks: { '2.4.1a': 'met' } },
      evidence: { added },
      version: null,
      key: null,
    });
    const second = await school.review(first);
    const whole = await school.read(second);
    const carried = whole.agreements.get('2.4');
    assert.deepEqual(
      [carried?.rating, carried?.reason, carried?.isCarried, carried?.version],
      [3, 'Because', true, 1],
    );
    assert.equal((await school.evidence(second)).length, 1);
    await agree(context, maya, {
      review: second,
      statement: '2.4',
      input: { rating: 3 },
      version: 1,
      key: null,
    });
    assert.equal((await school.read(second)).agreements.get('2.4')?.isCarried, false);
    assert.equal((await school.read(first)).agreements.get('2.4')?.version, 1);
  });

  it('blank, remembers the newest closed review of a year before', async () => {
    const before = await school.review(null, 2020);
    await closeReview(context, maya, before, SIGNED, once);
    const now = await school.review(null, 2021);
    assert.equal((await read(now)).previousReviewId, before);
    assert.equal((await school.read(now)).agreements.size, 0);
  });

  it('takes over every part of an answer and of what it cites, but for evidence that was deleted', async () => {
    const first = await school.review(null, 2025);
    const set = (statement: string, input: AgreementInput, title: string | null = null) =>
      agree(context, maya, {
        ...{ review: first, statement, input, version: null, key: null },
        evidence: { added: title === null ? null : { title, url: null, note: '' } },
      });
    const words = { reason: 'Own reason', strength: 'Own strength', nextStep: 'Own next step' };
    const contradictionReasons = { '3.1@3>2.1@3': 'Own note' };
    await set('3.1', { rating: 3, ...words, contradictionReasons }, 'Kept');
    await set('3.2', { rating: 'not-yet' }, 'Thrown away');
    await set('3.3', { reason: 'No level yet' });
    const [kept, gone] = await Promise.all(
      ['Kept', 'Thrown away'].map(
        async (title) =>
          (await school.evidence(first)).find((each) => each.title === title)?.id ?? '',
      ),
    );
    const citing = { review: first, cite: [], uncite: [], unname: [] };
    await citeEvidence(context, maya, { ...citing, evidence: kept!, name: ['3.1.1a'] }, once);
    await citeEvidence(context, maya, { ...citing, evidence: gone!, name: ['3.2.2a'] }, once);
    await context.superuser.query('UPDATE evidence SET deleted_at = now() WHERE id = $1', [gone]);
    const second = await school.review(first);
    const { agreements } = await school.read(second);
    const { updatedBy, updatedAt, ...told } = agreements.get('3.1')!;
    assert.deepEqual(
      [told.rating, told.reason, told.strength, told.nextStep, told.contradictionReasons],
      [3, ...Object.values(words), contradictionReasons],
    );
    assert.deepEqual([updatedBy?.name, updatedAt], ['Maya Okafor', context.clock()]);
    const brief = (code: string) => [agreements.get(code)?.rating, agreements.get(code)?.isCarried];
    assert.deepEqual(
      [brief('3.2'), brief('3.3')],
      [
        ['not-yet', true],
        [null, false],
      ],
    );
    const { rows } = await context.superuser.query(
      `SELECT c.statement, c.evidence_id, k.criterion FROM citations c LEFT JOIN criterion_citations k
       USING (organisation_id, review_id, statement, evidence_id) WHERE review_id = $1`,
      [second],
    );
    assert.deepEqual(rows, [{ statement: '3.1', evidence_id: kept, criterion: '3.1.1a' }]);
  });

  it('knows the review before: the one it begins from, else the newest that is closed, of a year before where there is one', async () => {
    const closed = async (year: number) => {
      const id = await school.review(null, year);
      await closeReview(context, maya, id, SIGNED, once);
      return id;
    };
    const before = async (year: number, from: string | null = null) =>
      (await read(await school.review(from, year))).previousReviewId;
    const first = await closed(2010);
    const open = await school.review(null, 2012);
    const deleted = await closed(2011);
    await deleteReview(context, maya, deleted, once);
    assert.equal(await before(2013), first, 'neither what is open nor what is deleted');
    assert.equal(await before(2010), first, 'one of the same year, when there is none before');
    assert.equal(await before(2010), first, 'and never one of it that is open');
    assert.equal(await before(2013, open), open, 'what it begins from, though it is open');
    const newer = await closed(2012);
    assert.equal(await before(2013), newer);
    assert.equal(await before(2012), first, 'a year before counts for more than the same year');
    await assert.rejects(before(2013, deleted), problem(422, 'review.unknown-start'));
  });

  it('is for the careers leader, and never from another school’s review', async () => {
    const input = { academicYear: 2026, title: 'Review', participants: [], answersFrom: null };
    const sam = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(startReview(context, sam, input, once), problem(403, 'review.denied'));
    await assert.rejects(
      startReview(context, maya, { ...input, answersFrom: context.id() }, once),
      problem(422, 'review.unknown-start'),
    );
  });

  it('says who takes part, and that can change while it is open', async () => {
    const participants = [{ name: 'Anita Shah', role: 'SENCo' }];
    const input = { academicYear: 2026, title: 'Review', participants, answersFrom: null };
    const { id } = await startReview(context, maya, input, once);
    await addParticipant(context, maya, id, { name: 'Tom Bell', role: 'Head of Year' }, once);
    const [anita] = (await school.read(id)).participants;
    await removeParticipant(context, maya, id, anita?.id ?? '', once);
    const left = (await school.read(id)).participants.map(({ name }) => name);
    assert.deepEqual(left, ['Tom Bell']);
    await assert.rejects(
      removeParticipant(context, maya, id, anita?.id ?? '', once),
      problem(404, 'participant.not-found'),
    );
    await changeDetails(context, maya, id, { title: 'Spring review', academicYear: 2027 }, once);
    const saved = await read(id);
    assert.deepEqual([saved.title, saved.academicYear], ['Spring review', 2027]);
    const again = { title: 'Spring review', academicYear: 2026 };
    await assert.rejects(
      changeDetails(context, maya, id, again, { ...once, version: saved.version - 1 }),
      problem(409, 'review.conflict'),
    );
    const isSame = { title: 'Spring review', academicYear: 2027 };
    await changeDetails(context, maya, id, isSame, { ...once, version: 1 });
    assert.equal((await read(id)).version, saved.version, 'what changes nothing leaves no trace');
    await changeDetails(context, maya, id, again, { ...once, version: saved.version });
    assert.equal((await read(id)).academicYear, 2026);
    const [latest] = await context.storage.read(scopeOf(maya), (db) =>
      listReviewHistory(db, maya.organisation.id, { review: id, most: 1 }),
    );
    assert.deepEqual([latest?.before, latest?.after], [isSame, again]);
  });
});
