import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listCitedEvidence } from '../../evidence/store.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { listHistoryOf } from '../../platform/history/history.js';
import { Problem } from '../../platform/problems.js';
import type { AgreementInput } from '../agreement.js';
import { findAgreement } from '../agreement-store.js';
import { openSchool } from '../testing/school.js';
import { agree } from './agree.js';
import { closeReview } from './close.js';
import { addLevelSetter, removeLevelSetter } from './level-setters.js';

const school = await openSchool();
const { context, maya } = school;

const say = (
  review: string,
  input: AgreementInput,
  {
    version = null as number | null,
    key = null as string | null,
    by = maya,
    statement = '2.4',
  } = {},
) => agree(context, by, { review, statement, input, version, key });

const read = (review: string, by: Member = maya, statement = '2.4') =>
  context.storage.read(scopeOf(by), (db) =>
    findAgreement(db, by.organisation.id, review, statement),
  );

const historyOf = (review: string, statement = '2.4') =>
  context.storage.read(scopeOf(maya), (db) =>
    listHistoryOf(db, maya.organisation.id, {
      kind: 'agreement',
      id: `${review}/${statement}`,
    }),
  );

const problem = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return true;
};

describe('judging a statement', () => {
  it('saves the level, the words and the marks, and writes what changed into the history', async () => {
    const review = await school.review();
    await say(review, {
      rating: 3,
      reason: 'Leavers tell us in October.',
      marks: { '2.4.2b': 'partly', '2.4.1a': 'met' },
    });
    await say(review, { rating: 2 });
    const saved = await read(review);
    assert.equal(saved?.rating, 2);
    assert.equal(saved?.reason, 'Leavers tell us in October.');
    assert.deepEqual(saved?.marks, { '2.4.1a': 'met', '2.4.2b': 'partly' });
    assert.equal(saved?.version, 2);
    const [latest] = await historyOf(review);
    assert.equal(latest?.verb, 'agreement.set');
    assert.deepEqual([latest?.before, latest?.after], [{ rating: 3 }, { rating: 2 }]);
  });

  it('keeps not yet at level 1 and not recorded apart from every level', async () => {
    const review = await school.review();
    await say(review, { rating: 'not-yet' });
    assert.equal((await read(review))?.rating, 'not-yet');
    await say(review, { rating: null });
    assert.equal((await read(review))?.rating, null);
  });

  it('takes the two levels whose wording is missing', async () => {
    const review = await school.review();
    await say(review, { rating: 1 }, { statement: '3.2' });
    await say(review, { rating: 1 }, { statement: '6.1' });
    assert.equal((await read(review, maya, '6.1'))?.rating, 1);
  });

  it('refuses a level, a point and a statement that the framework does not have', async () => {
    const review = await school.review();
    await assert.rejects(say(review, { rating: 5 }), problem(422, 'agreement.unknown-level'));
    await assert.rejects(
      say(review, { marks: { '2.5.1a': 'met' } }),
      problem(422, 'agreement.unknown-criterion'),
    );
    await assert.rejects(
      say(review, { rating: 1 }, { statement: '7.1' }),
      problem(404, 'statement.not-found'),
    );
    assert.equal(await read(review), undefined);
  });

  it('leaves no trace of a change that changes nothing', async () => {
    const review = await school.review();
    await say(review, { rating: 3 });
    const again = await say(review, { rating: 3, reason: '' });
    assert.equal(again.version, 1);
    assert.equal((await historyOf(review)).length, 1);
  });

  it('has one effect when the same form is sent twice', async () => {
    const review = await school.review();
    const key = context.id();
    const added = { title: 'Learning journey', url: null, note: '' };
    const sending = { review, statement: '2.1', input: { rating: 2 }, evidence: { added } };
    const [first, second] = await Promise.all([
      agree(context, maya, { ...sending, version: 0, key }),
      agree(context, maya, { ...sending, version: 0, key }),
    ]);
    assert.deepEqual(first, second);
    const cited = await context.storage.read(scopeOf(maya), (db) =>
      listCitedEvidence(db, maya.organisation.id, review),
    );
    assert.equal(cited.length, 1);
    assert.equal((await historyOf(review, '2.1')).length, 1);
  });

  it('tells the second of two people about the first, and saves nothing of theirs', async () => {
    const review = await school.review();
    const sam = await school.colleague('Sam Reid', 'careers leader');
    await say(review, { reason: 'From Sam' }, { version: 0, by: sam });
    await assert.rejects(
      say(review, { reason: 'From Maya' }, { version: 0 }),
      (error: unknown) =>
        problem(409, 'agreement.conflict')(error) && /Sam Reid/.test((error as Error).message),
    );
    assert.equal((await read(review))?.reason, 'From Sam');
  });

  it('takes an answer that says the same as what somebody else saved', async () => {
    const review = await school.review();
    await say(review, { rating: 3 }, { version: 0 });
    const same = await say(review, { rating: 3 }, { version: 0 });
    assert.equal(same.version, 1);
  });

  it('cites what the school has, takes citations back, and refuses what is not the school’s', async () => {
    const review = await school.review();
    const cited = async () =>
      (
        await context.storage.read(scopeOf(maya), (db) =>
          listCitedEvidence(db, maya.organisation.id, review),
        )
      ).map(({ statement, title }) => `${statement} ${title}`);
    const added = { title: 'Leaver survey', url: 'https://otterbridge.example/s', note: 'Autumn' };
    const base = { review, input: {}, version: null, key: null };
    await agree(context, maya, { ...base, statement: '2.4', evidence: { added } });
    assert.deepEqual(await cited(), ['2.4 Leaver survey']);
    const { rows } = await context.superuser.query(
      "SELECT id FROM evidence WHERE title = 'Leaver survey'",
    );
    const id = (rows[0] as { id: string }).id;
    await agree(context, maya, { ...base, statement: '2.5', evidence: { cited: [id] } });
    await agree(context, maya, { ...base, statement: '2.4', evidence: { cited: [] } });
    assert.deepEqual(await cited(), ['2.5 Leaver survey']);
    await assert.rejects(
      agree(context, maya, { ...base, statement: '2.5', evidence: { cited: [id, context.id()] } }),
      problem(422, 'evidence.unknown'),
    );
  });
});

describe('who may judge', () => {
  it('a careers leader may, and nobody else', async () => {
    const review = await school.review();
    const inRole = async (role: Member['role']) => {
      const by = await school.colleague(`The ${role}`, role);
      return say(review, { rating: 2 }, { by });
    };
    for (const role of ['contributor', 'governor', 'adviser', 'viewer'] as const) {
      await assert.rejects(inRole(role), problem(403, 'review.denied'));
    }
    await inRole('careers leader');
  });

  it('a contributor may once a careers leader names them for the review, and in no other review', async () => {
    const [review, other] = [await school.review(), await school.review()];
    const sam = await school.colleague('Sam Reid', 'contributor');
    const how = { key: null };
    await assert.rejects(
      addLevelSetter(context, sam, review, { person: sam.person.id }, how),
      problem(403, 'review.denied'),
    );
    await addLevelSetter(context, maya, review, { person: sam.person.id }, how);
    await addLevelSetter(context, maya, review, { person: sam.person.id }, how);
    await say(review, { rating: 2 }, { by: sam });
    await assert.rejects(say(other, { rating: 2 }, { by: sam }), problem(403, 'review.denied'));
    await removeLevelSetter(context, maya, review, sam.person.id, how);
    await assert.rejects(say(review, { rating: 3 }, { by: sam }), problem(403, 'review.denied'));
    const { rows } = await context.superuser.query(
      "SELECT verb FROM history WHERE verb LIKE 'level-setter.%' ORDER BY position",
    );
    assert.deepEqual(
      rows.map(({ verb }) => verb),
      ['level-setter.added', 'level-setter.removed'],
    );
  });

  it('only a contributor, or who has a link to the review, can be named', async () => {
    const review = await school.review();
    const gina = await school.colleague('Gina Bell', 'governor');
    for (const person of [gina.person.id, context.id()]) {
      await assert.rejects(
        addLevelSetter(context, maya, review, { person }, { key: null }),
        problem(422, 'level-setter.unknown'),
      );
    }
  });

  it('a contributor who may not set it cites evidence all the same, and changes nothing else', async () => {
    const review = await school.review();
    const sam = await school.colleague('Sam Reid', 'contributor');
    const added = { title: 'Careers week', url: null, note: '' };
    const base = { review, statement: '2.4', input: {}, version: null, key: null };
    await agree(context, sam, { ...base, evidence: { added } });
    const [cited] = await school.evidence(review);
    assert.equal(cited?.title, 'Careers week');
    for (const input of [{ reason: 'Mine' }, { marks: { '2.4.1a': 'met' } } as const]) {
      await assert.rejects(agree(context, sam, { ...base, input }), problem(403, 'review.denied'));
    }
    await agree(context, sam, { ...base, evidence: { uncite: [cited?.id ?? ''] } });
    assert.deepEqual(await school.evidence(review), []);
    assert.equal((await read(review))?.reason, '');
  });

  it('nobody may once the review is closed', async () => {
    const review = await school.review();
    await closeReview(
      context,
      maya,
      review,
      { signedOffAs: 'Jo Whitaker', gapsReason: 'A short year' },
      { key: null },
    );
    await assert.rejects(say(review, { rating: 2 }), problem(409, 'review.closed'));
  });

  it('nobody of another school may even know of it', async () => {
    const review = await school.review();
    const stranger: Member = {
      ...maya,
      organisation: { ...maya.organisation, id: context.id() },
    };
    await assert.rejects(
      say(review, { rating: 2 }, { by: stranger }),
      problem(404, 'review.not-found'),
    );
  });
});
