import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addEvidence, setDeleted } from '../../evidence/changes.js';
import { typedItem } from '../../evidence/testing/library.js';
import { scopeOf } from '../../platform/access/member.js';
import { listHistoryOf } from '../../platform/history/history.js';
import { Problem } from '../../platform/problems.js';
import type { AgreementInput } from '../agreement.js';
import { openSchool } from '../testing/school.js';
import { agree, type EvidenceInput } from './agree.js';
import { closeReview } from './close.js';
import { undoAgreement } from './undo.js';

const school = await openSchool();
const { context, maya, browser } = school;
const how = { key: null };

const say = (review: string, input: AgreementInput, evidence: EvidenceInput = {}) =>
  agree(context, maya, { review, statement: '2.4', input, evidence, version: null, key: null });
const undo = (review: string, version: number, by = maya) =>
  undoAgreement(context, by, { review, statement: '2.4', version }, how);
const now = async (review: string) => (await school.read(review)).agreements.get('2.4');
/** Moves the clock on by so many minutes. */
const later = (minutes: number) =>
  context.setClock(new Date(context.clock().getTime() + minutes * 60_000).toISOString());
const citedIn = async (review: string) =>
  (await school.evidence(review)).map(({ id }) => id).sort();

const problem = (status: number, code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.deepEqual([error.status, error.code], [status, code]);
  return true;
};

describe('undoing the last change of a statement', () => {
  it('brings level, words and marks back, in an entry of its own', async () => {
    const review = await school.review();
    await say(review, { rating: 2, reason: 'Leavers tell us', marks: { '2.4.1a': 'met' } });
    const { version } = await say(review, { rating: 3, reason: 'All of them do', marks: {} });
    assert.deepEqual(await undo(review, version), { version: 3 });
    const is = await now(review);
    assert.deepEqual(
      [is?.rating, is?.reason, is?.marks, is?.version],
      [2, 'Leavers tell us', { '2.4.1a': 'met' }, 3],
    );
    const [entry] = await context.storage.read(scopeOf(maya), (db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'agreement', id: `${review}/2.4` }),
    );
    assert.deepEqual(
      [entry?.verb, entry?.before?.rating, entry?.after?.rating],
      ['agreement.undone', 3, 2],
    );
    const page = await browser.read(`/reviews/${review}/statements/2.4/history`);
    assert.match(page, /The last change was undone\.<\/p>/);
    assert.match(page, /<p class="typed">Level 3[^<]* became level 2[^<]*<\/p>/);
  });

  it('takes the first answer back to none, and a carried one back to not confirmed', async () => {
    const first = await school.review();
    const { version } = await say(first, { rating: 4 });
    await undo(first, version);
    assert.equal((await now(first))?.rating, null);
    await say(first, { rating: 2 });
    const next = await school.review(first, 2027);
    const confirmed = await say(next, { rating: 2 });
    assert.equal((await now(next))?.isCarried, false);
    await undo(next, confirmed.version);
    assert.equal((await now(next))?.isCarried, true);
  });

  it('cites again what was cited, as far as it is there, and keeps new evidence in the library', async () => {
    const review = await school.review();
    const [kept, gone, added] = await Promise.all(
      ['Kept', 'Gone', 'Added'].map(
        async (title) =>
          (await addEvidence(context, maya, { input: typedItem({ title }), upload: null }, how)).id,
      ),
    );
    await say(review, {}, { cited: [kept!, gone!] });
    const { version } = await say(review, { rating: 1 }, { cited: [added!] });
    await setDeleted(context, maya, { id: gone!, isDeleted: true }, how);
    await undo(review, version);
    assert.deepEqual(await citedIn(review), [kept]);
    assert.equal((await now(review))?.rating, null);
  });

  it('is for who may set the level', async () => {
    const review = await school.review();
    const { version } = await say(review, { rating: 2 });
    const contributor = await school.colleague('Sam Reid', 'contributor');
    await assert.rejects(undo(review, version, contributor), problem(403, 'review.denied'));
    const { version: cited } = await say(review, {}, { added: null, cited: [] });
    assert.equal(cited, version);
  });

  it('is one press after saving, without script, and in the history for a day', async () => {
    const review = await school.review();
    const path = `/reviews/${review}/statements/2.4`;
    const saved = await browser.post(`${path}/agreement`, {
      ...{ level: '3', go: 'next', _version: '0', _key: context.id() },
    });
    const next = await browser.read(saved.headers.get('location') ?? '');
    const form = /<form method="post" action="([^"]*\/undo)".*?<\/form>/s.exec(next);
    assert.equal(form?.[1], `${path}/undo`);
    const [, version = ''] = /name="_version" value="(\d+)"/.exec(form?.[0] ?? '') ?? [];
    assert.doesNotMatch(await browser.read(path), /\/undo"/);
    assert.match(await browser.read(`${path}/history`), /action="[^"]*\/undo"/);
    const undone = await browser.post(`${path}/undo`, { _version: version, _key: context.id() });
    assert.equal(undone.headers.get('location'), path);
    assert.match(await browser.read(path), /The last change of 2\.4 is undone\./);
    assert.equal((await now(review))?.rating, null);
    assert.doesNotMatch(await browser.read(`${path}/history`), /action="[^"]*\/undo"/);
  });

  // The last one: the session has ended by then.
  it('is refused after another change, once it has been undone, after a day, and in a closed review', async () => {
    const review = await school.review();
    const { version } = await say(review, { rating: 2 });
    await say(review, { rating: 3 });
    await assert.rejects(undo(review, version), problem(409, 'undo.too-late'));
    await undo(review, 2);
    await assert.rejects(undo(review, 3), problem(409, 'undo.too-late'));
    await assert.rejects(undo(review, 2), problem(409, 'undo.too-late'));
    assert.equal((await now(review))?.rating, 2);
    const last = await say(review, { rating: 4 });
    later(24 * 60 + 1);
    await assert.rejects(undo(review, last.version), problem(409, 'undo.too-late'));
    later(-2);
    await undo(review, last.version);
    const closed = await say(review, { rating: 1 });
    await closeReview(context, maya, review, { signedOffAs: 'Jo', gapsReason: 'x' }, how);
    await assert.rejects(undo(review, closed.version), problem(409, 'review.closed'));
  });
});
