import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agree } from '../review/changes/agree.js';
import { citeEvidence } from '../review/changes/cite.js';
import { openChanging } from './testing/changing.js';

const { add, callum, coded, how, maya, read, sam, school, context } = await openChanging();

describe('citing', () => {
  it('reaches many statements and points at once, and only changes what was asked', async () => {
    const review = await school.review();
    const [first = '', second = '', third = ''] = school.codes;
    const id = await add(maya);
    const other = await add(maya, { title: 'Other' });
    const criterion = `${third}.1a`;
    await citeEvidence(
      context,
      maya,
      { review, evidence: other, cite: [first], uncite: [], name: [], unname: [] },
      how,
    );
    const citing = {
      review,
      evidence: id,
      cite: [first, second],
      uncite: [],
      name: [criterion],
      unname: [],
    };
    assert.deepEqual(await citeEvidence(context, sam, citing, how), { statements: 3 });
    await citeEvidence(context, maya, { ...citing, cite: [], uncite: [first], name: [] }, how);
    const { citations } = await read(id);
    assert.deepEqual(
      citations.map(({ statement, criteria }) => [statement, criteria]),
      [
        [second, []],
        [third, [criterion]],
      ],
    );
    assert.deepEqual(
      (await read(other)).citations.map(({ statement }) => statement),
      [first],
    );
  });

  it('takes single points back, of this item in this review alone, and the statement goes on citing it', async () => {
    const [review, elsewhere] = [await school.review(), await school.review()];
    const [code = ''] = school.codes;
    const [id, other] = [await add(maya), await add(maya, { title: 'Other' })];
    const named = [`${code}.1a`, `${code}.2a`];
    const citing = { review, evidence: id, cite: [], uncite: [], name: named, unname: [] };
    await citeEvidence(context, maya, citing, how);
    await citeEvidence(context, maya, { ...citing, evidence: other }, how);
    await citeEvidence(context, maya, { ...citing, review: elsewhere }, how);
    const unname = { ...citing, name: [], unname: [`${code}.1a`] };
    await citeEvidence(context, maya, unname, how);
    const pointsOf = async (evidence: string) =>
      (await read(evidence)).citations
        .map(({ reviewId, criteria }) => [reviewId === review, criteria.join()])
        .sort();
    assert.deepEqual(await pointsOf(id), [
      [false, named.join()],
      [true, `${code}.2a`],
    ]);
    assert.deepEqual(await pointsOf(other), [[true, named.join()]]);
    await citeEvidence(context, maya, { ...unname, unname: [`${code}.2a`] }, how);
    assert.deepEqual(await pointsOf(id), [
      [false, named.join()],
      [true, ''],
    ]);
  });

  it('is not undone by a statement’s form that was opened before', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      context,
      sam,
      { review, evidence: id, cite: [code], uncite: [], name: [], unname: [] },
      how,
    );
    const stale = {
      review,
      statement: code,
      input: { reason: 'Mine' },
      evidence: { cited: [] },
      version: 0,
      key: null,
    };
    await assert.rejects(agree(context, maya, stale), coded('agreement.conflict'));
    assert.equal((await read(id)).citations.length, 1);
  });

  it('is for open reviews, those who judge, and what is there', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const evidence = await add(maya);
    const citing = { review, evidence, cite: [code], uncite: [], name: [], unname: [] };
    const governor = await school.colleague('Helen Marsh', 'governor');
    await assert.rejects(citeEvidence(context, governor, citing, how), coded('review.denied'));
    await assert.rejects(citeEvidence(context, callum, citing, how), coded('review.not-found'));
    await assert.rejects(
      citeEvidence(context, maya, { ...citing, cite: ['9.9'] }, how),
      coded('statement.not-found'),
    );
    await assert.rejects(
      citeEvidence(context, maya, { ...citing, name: ['9.9.1a'] }, how),
      coded('agreement.unknown-criterion'),
    );
    await context.superuser.query('UPDATE reviews SET closed_at = now() WHERE id = $1', [review]);
    await assert.rejects(citeEvidence(context, maya, citing, how), coded('review.closed'));
  });

  it('is carried into the next year with its points', async () => {
    const review = await school.review(null, 2027);
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      context,
      maya,
      { review, evidence: id, cite: [], uncite: [], name: [`${code}.1a`], unname: [] },
      how,
    );
    const next = await school.review(review, 2028);
    const carried = (await read(id)).citations.find(({ reviewId }) => reviewId === next);
    assert.deepEqual(carried?.criteria, [`${code}.1a`]);
  });
});
