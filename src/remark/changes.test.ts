import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Member } from '../platform/access/member.js';
import { closeReview, deleteReview, restoreReview } from '../review/changes/close.js';
import { reviewTarget } from '../review/remarks.js';
import { setAnswered } from './changes.js';
import { openAsking } from './testing/asking.js';

const {
  answerBy,
  found,
  helen,
  how,
  letters,
  listed,
  maya,
  priya,
  refused,
  ruth,
  sam,
  school,
  vera,
  verbsOf,
  withdraw,
  context,
  write,
} = await openAsking();

describe('asking and commenting', () => {
  it('is for whom the table says, and leaves nothing when it is refused', async () => {
    const review = await school.review();
    await refused(write(review, { by: priya }), 'question.not-yours');
    await refused(write(review, { by: helen, kind: 'comment' }), 'comment.not-yours');
    await refused(write(review, { by: vera }), 'review.denied');
    assert.deepEqual((await listed(review)).shown, []);
    for (const [by, kind] of [
      [helen, 'question'],
      [priya, 'comment'],
      [sam, 'comment'],
      [maya, 'question'],
    ] as const) {
      await write(review, { by, kind });
    }
    assert.deepEqual((await listed(review)).counts, {
      all: 4,
      open: 2,
      questions: 2,
      comments: 2,
    });
  });

  it('is on a statement that the framework has, or on the results as a whole', async () => {
    const review = await school.review();
    await refused(write(review, { statement: '9.9' }), 'statement.not-found');
    await refused(write(context.id()), 'review.not-found');
    await refused(write('nothing'), 'review.not-found');
    const remark = await write(review, { statement: null });
    assert.deepEqual((await found(review, remark)).place, {
      review,
      statement: null,
      action: null,
    });
  });

  it('sent twice has one effect', async () => {
    const review = await school.review();
    await letters();
    const key = context.id();
    assert.equal(await write(review, { key }), await write(review, { key }));
    assert.equal((await listed(review)).counts.all, 1);
    assert.equal((await letters()).length, 2, 'one mail to each careers leader');
  });

  it('goes on after the review is closed, and not in one that is deleted', async () => {
    const review = await school.review();
    const signing = { signedOffAs: 'Jo', gapsReason: 'A short year' };
    await closeReview(context, maya, review, signing, how());
    const remark = await write(review);
    await answerBy(review, remark);
    assert.ok((await found(review, remark)).answeredAt);
    await deleteReview(context, maya, review, how());
    await refused(write(review), 'review.not-found');
    await refused(write(review, { by: maya }), 'review.deleted');
    await refused(answerBy(review, remark), 'review.deleted');
    await restoreReview(context, maya, review, how());
    await write(review);
  });
});

describe('replying and answering', () => {
  it('is for careers leaders, for contributors on a statement, and for the asker', async () => {
    const review = await school.review();
    const [onStatement, onResults] = [
      await write(review),
      await write(review, { statement: null }),
    ];
    await answerBy(review, onStatement, sam);
    await refused(answerBy(review, onResults, sam), 'remark.reply-not-yours');
    await refused(answerBy(review, onStatement, priya), 'remark.reply-not-yours');
    await refused(answerBy(review, onStatement, vera), 'review.denied');
    await answerBy(review, onResults, helen);
    await answerBy(review, onResults, ruth);
    const { answeredAt, replies } = await found(review, onStatement);
    assert.equal(answeredAt, null, 'a contributor replies, and the question stays open');
    assert.deepEqual(
      replies.map(({ by, as }) => [by.name, as]),
      [['Sam Reid', 'contributor']],
    );
    assert.ok((await found(review, onResults)).answeredAt);
  });

  it('opens again when the asker asks further', async () => {
    const review = await school.review();
    const remark = await write(review);
    await answerBy(review, remark);
    assert.equal((await found(review, remark)).answeredBy, 'Maya Okafor');
    await answerBy(review, remark, helen);
    assert.equal((await found(review, remark)).answeredAt, null);
    assert.deepEqual(await verbsOf(remark), [
      ...['remark.written', 'remark.written', 'remark.answered'],
      ...['remark.written', 'remark.reopened'],
    ]);
  });

  it('can be done without a word, by a careers leader or the asker, and leaves no trace when it is so', async () => {
    const review = await school.review();
    const remark = await write(review);
    const set = (by: Member, isAnswered: boolean) =>
      setAnswered(context, by, reviewTarget, { id: review, remark, isAnswered }, how());
    await refused(set(sam, true), 'question.answer-not-yours');
    await set(maya, true);
    await set(ruth, true);
    await set(ruth, false);
    await set(helen, true);
    assert.deepEqual(await verbsOf(remark), [
      ...['remark.written', 'remark.answered', 'remark.reopened', 'remark.answered'],
    ]);
    const comment = await write(review, { by: priya, kind: 'comment' });
    await refused(
      setAnswered(
        context,
        maya,
        reviewTarget,
        { id: review, remark: comment, isAnswered: true },
        how(),
      ),
      'remark.not-found',
    );
  });

  it('two leaders at once answer once', async () => {
    const review = await school.review();
    const remark = await write(review);
    await letters();
    await Promise.all([answerBy(review, remark, maya), answerBy(review, remark, ruth)]);
    const verbs = await verbsOf(remark);
    assert.equal(verbs.filter((verb) => verb === 'remark.answered').length, 1);
    assert.equal((await letters()).length, 1, 'the asker is told once');
  });

  it('of another review is not found', async () => {
    const [one, other] = [await school.review(), await school.review()];
    const remark = await write(one);
    await refused(answerBy(other, remark), 'remark.not-found');
    await refused(withdraw(other, remark, helen), 'remark.not-found');
    await refused(answerBy(one, 'nothing'), 'thing.unknown');
  });
});
