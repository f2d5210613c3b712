import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scopeOf } from '../platform/access/member.js';
import { exportHistory, verifyExport } from '../platform/history/export.js';
import { erasePerson, exportPerson } from '../record/data-protection.js';
import { forgetWithdrawn } from './purge.js';
import { listReportedRemarks } from './reported-remarks-store.js';
import { openAsking } from './testing/asking.js';

const {
  answerBy,
  found,
  helen,
  listed,
  maya,
  refused,
  sam,
  school,
  setClock,
  superuser,
  verbsOf,
  withdraw,
  context,
  write,
} = await openAsking();

describe('taking back', () => {
  it('is for whoever wrote it, hides it from everybody else, and puts it back as it was', async () => {
    const review = await school.review();
    const remark = await write(review);
    await answerBy(review, remark);
    await refused(withdraw(review, remark, maya), 'remark.not-yours');
    await withdraw(review, remark, helen);
    await withdraw(review, remark, helen);
    await refused(found(review, remark), 'remark.not-found');
    assert.deepEqual((await listed(review)).counts.all, 0);
    assert.ok((await found(review, remark, helen)).withdrawnAt, 'its author still sees it');
    await refused(answerBy(review, remark), 'remark.not-found');
    await refused(answerBy(review, remark, helen), 'remark.withdrawn');
    await withdraw(review, remark, helen, false);
    const { withdrawnAt, answeredAt, replies } = await found(review, remark);
    assert.deepEqual([withdrawnAt, answeredAt !== null, replies.length], [null, true, 1]);
    assert.deepEqual((await verbsOf(remark)).slice(3), ['remark.withdrawn', 'remark.restored']);
  });

  it('takes one reply, and leaves the question', async () => {
    const review = await school.review();
    const remark = await write(review);
    await answerBy(review, remark, sam);
    const [replied] = (await found(review, remark)).replies;
    assert.ok(replied);
    await refused(withdraw(review, remark, helen, true, replied.id), 'remark.not-yours');
    await withdraw(review, remark, sam, true, replied.id);
    assert.equal((await found(review, remark, helen)).replies.length, 0);
    assert.equal((await found(review, remark, sam)).replies.length, 1);
    await refused(withdraw(review, remark, sam, true, context.id()), 'remark.not-found');
  });

  it('of an answer or a comment leaves what stood beside it, and counts nothing that is hidden', async () => {
    const review = await school.review();
    const [open, answered] = [await write(review), await write(review)];
    await answerBy(review, answered);
    const comment = await write(review, { by: sam, kind: 'comment' });
    const counts = async (by = maya) => (await listed(review, by)).counts;
    const all = { all: 3, open: 1, questions: 2, comments: 1 };
    assert.deepEqual(await counts(), all);
    await withdraw(review, open, helen);
    assert.deepEqual(await counts(), { ...all, all: 2, open: 0, questions: 1 });
    assert.deepEqual(await counts(helen), { ...all, open: 0 }, 'its author still counts it');
    await withdraw(review, comment, sam);
    assert.deepEqual(await counts(), { all: 1, open: 0, questions: 1, comments: 0 });
    const { replies } = await found(review, answered);
    await withdraw(review, answered, maya, true, replies[0]?.id);
    const left = await found(review, answered, helen);
    assert.deepEqual([left.answeredAt !== null, left.replies.length], [true, 0]);
    const { rows } = await superuser.query(
      "SELECT body FROM history WHERE verb = 'remark.withdrawn' AND subject_id LIKE $1",
      [`%${answered}`],
    );
    assert.deepEqual(JSON.parse(rows[0].body).after, { kind: 'reply', on: '2.4', to: 'question' });
  });

  it('is for good after 30 days: nobody sees it, and its words are gone with its replies', async () => {
    const review = await school.review();
    const [gone, kept] = [await write(review, { words: 'Forget the herons' }), await write(review)];
    await answerBy(review, gone);
    await withdraw(review, gone, helen);
    setClock('2026-12-23T08:59:00Z');
    assert.equal(await forgetWithdrawn(context), 0);
    assert.ok((await found(review, gone, helen)).withdrawnAt);
    setClock('2026-12-23T09:00:00Z');
    await refused(withdraw(review, gone, helen, false), 'remark.not-found');
    assert.ok((await forgetWithdrawn(context)) >= 1);
    setClock('2026-11-23T09:00:00Z');
    const { rows } = await superuser.query('SELECT id FROM remarks WHERE review_id = $1', [review]);
    assert.deepEqual(
      rows.map(({ id }) => id),
      [kept],
    );
    const message = await superuser.query("SELECT 1 FROM history WHERE body LIKE '%herons%'");
    assert.equal(message.rowCount, 0, 'the history says that it was asked, and never what');
  });
});

describe('what programs are told', () => {
  it('leaves out what was taken back', async () => {
    const review = await school.review();
    const [shown, taken] = [await write(review), await write(review)];
    await withdraw(review, taken, helen);
    const message = await context.storage.read(scopeOf(maya), (db) =>
      listReportedRemarks(db, maya.organisation.id, review),
    );
    assert.deepEqual(
      message.map(({ id }) => id),
      [shown],
    );
  });
});

describe('a person’s own data', () => {
  it('has what they wrote; erased, their words stay under their role, and the history still holds', async () => {
    const review = await school.review();
    const nell = await school.colleague('Nell Farrow', 'governor');
    const remark = await write(review, { by: nell, words: 'Nell Farrow asks this.' });
    await answerBy(review, remark);
    const copy = JSON.stringify(await exportPerson(context, nell.person.id));
    assert.match(copy, /Nell Farrow asks this/);
    await erasePerson(context, nell.person.id, { person: maya.person.id, channel: 'page' });
    const { by, as, words } = await found(review, remark);
    assert.deepEqual([by.name, by.isErased, as], ['Former governor', true, 'governor']);
    assert.equal(words, 'Former governor asks this.');
    const exported = await exportHistory(context, maya.organisation.id);
    assert.deepEqual(verifyExport(exported).faults, []);
  });
});
