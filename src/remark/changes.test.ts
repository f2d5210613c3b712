import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { erasePerson, exportPerson } from '../people/data-protection.js';
import { type Member, scopeOf } from '../people/people.js';
import { Problem } from '../problems.js';
import { closeReview, deleteReview, restoreReview } from '../review/changes/close.js';
import { reviewGround } from '../review/remarks.js';
import { openSchool } from '../review/testing/school.js';
import { exportHistory, verifyExport } from '../storage/history-export.js';
import type { World } from '../storage/world.js';
import { type How, reply, setAnswered, setWithdrawn, writeRemark } from './changes.js';
import { forgetWithdrawn } from './keeping.js';
import { answeredLetter, askedLetter } from './letters.js';
import type { RemarkKind } from './remark.js';
import { findRemark, listRemarks } from './store.js';
import { listRemarksToTell } from './telling-store.js';

const school = await openSchool();
const { maya } = school;
/** With a mail server that nobody empties: what is queued can be looked at. */
const world: World = {
  ...school.world,
  config: {
    ...school.world.config,
    smtpUrl: 'smtp://localhost:9',
    publicUrl: 'https://waymark.example',
  },
};
const { superuser, setClock } = school.world;
const helen = await school.colleague('Helen Marsh', 'governor');
const priya = await school.colleague('Priya Nair', 'adviser');
const sam = await school.colleague('Sam Reid', 'contributor');
const ruth = await school.colleague('Ruth Adeyemi', 'careers leader');
const vera = await school.colleague('Vera Blythe', 'viewer');

const how = (more: Partial<How> = {}): How => ({
  key: null,
  ...more,
});
interface Asked {
  by?: Member;
  kind?: RemarkKind;
  statement?: string | null;
  words?: string;
  key?: string | null;
}
const write = async (review: string, { by = helen, key = null, ...asked }: Asked = {}) => {
  const { kind = 'question', statement = '2.4', words = 'What has changed?' } = asked;
  const written = { id: review, statement, kind, words };
  return (await writeRemark(world, by, reviewGround, written, how({ key }))).id;
};
const answerBy = (review: string, remark: string, by = maya, isAnswer = true, key?: string) =>
  reply(
    world,
    by,
    reviewGround,
    { id: review, remark, words: 'It has.', isAnswer },
    how({ key: key ?? null }),
  );
const withdraw = (review: string, remark: string, by: Member, isWithdrawn = true, of = remark) =>
  setWithdrawn(world, by, reviewGround, { id: review, remark, written: of, isWithdrawn }, how());
const found = (review: string, remark: string, by = maya) =>
  world.storage.read(scopeOf(by), (db) =>
    findRemark(
      db,
      by.organisation.id,
      { column: 'review_id', id: review, remark },
      { person: by.person.id, now: world.clock() },
    ),
  );
const listed = (review: string, by = maya) =>
  world.storage.read(scopeOf(by), (db) =>
    listRemarks(
      db,
      by.organisation.id,
      review,
      { show: 'all', statements: null, before: null },
      { person: by.person.id, now: world.clock() },
    ),
  );

const letters = async (): Promise<{ to: string; subject: string; words: string }[]> => {
  const { rows } = await superuser.query(
    'SELECT recipient AS "to", subject, words FROM mails ORDER BY queued_at, recipient',
  );
  await superuser.query('DELETE FROM mails');
  return rows;
};
const addressOf = async ({ person }: Member): Promise<string> =>
  (await superuser.query('SELECT email FROM persons WHERE id = $1', [person.id])).rows[0].email;
const verbsOf = async (remark: string): Promise<string[]> => {
  const { rows } = await superuser.query(
    "SELECT verb FROM history WHERE subject_kind = 'remark' AND subject_id LIKE $1 ORDER BY position",
    [`%${remark}`],
  );
  return rows.map(({ verb }) => verb);
};
const refused = (work: Promise<unknown>, code: string) =>
  assert.rejects(work, (error) => error instanceof Problem && error.code === code, code);

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
    await refused(write(world.id()), 'review.not-found');
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
    const key = world.id();
    assert.equal(await write(review, { key }), await write(review, { key }));
    assert.equal((await listed(review)).counts.all, 1);
    assert.equal((await letters()).length, 2, 'one mail to each careers leader');
  });

  it('goes on after the review is closed, and not in one that is deleted', async () => {
    const review = await school.review();
    const signing = { signedOffAs: 'Jo', gapsReason: 'A short year' };
    await closeReview(world, maya, review, signing, how());
    const remark = await write(review);
    await answerBy(review, remark);
    assert.ok((await found(review, remark)).answeredAt);
    await deleteReview(world, maya, review, how());
    await refused(write(review), 'review.not-found');
    await refused(write(review, { by: maya }), 'review.deleted');
    await refused(answerBy(review, remark), 'review.deleted');
    await restoreReview(world, maya, review, how());
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
      setAnswered(world, by, reviewGround, { id: review, remark, isAnswered }, how());
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
        world,
        maya,
        reviewGround,
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

describe('the mail of a question', () => {
  it('goes to each careers leader but the asker, with the place and the way, and none of the words', async () => {
    const review = await school.review();
    await letters();
    const remark = await write(review, { words: 'What about the boy in 10C?' });
    const sent = await letters();
    assert.deepEqual(
      sent.map(({ to }) => to).sort(),
      [await addressOf(maya), await addressOf(ruth)].sort(),
    );
    for (const { subject, words } of sent) {
      assert.match(subject, /^Helen Marsh asks about 2\.4 /);
      assert.match(
        words,
        new RegExp(`https://waymark\\.example/reviews/${review}/remarks/${remark}\\b`),
      );
      assert.match(words, /Internal leadership review 2026\/27, Otterbridge School/);
      assert.doesNotMatch(words, /10C/);
    }
    await write(review, { by: maya });
    assert.deepEqual(
      (await letters()).map(({ to }) => to),
      [await addressOf(ruth)],
    );
  });

  it('goes to the asker once it is answered, and to the leaders when it is asked further', async () => {
    const review = await school.review();
    const remark = await write(review);
    await letters();
    await answerBy(review, remark, sam);
    assert.deepEqual(await letters(), [], 'a reply that leaves it open is read on the page');
    await answerBy(review, remark, maya);
    const [answer, ...others] = await letters();
    assert.deepEqual(others, []);
    assert.equal(answer?.to, await addressOf(helen));
    assert.match(answer?.subject ?? '', /^Your question about 2\.4 .* is answered$/);
    assert.doesNotMatch(answer?.words ?? '', /It has\./);
    await answerBy(review, remark, helen);
    assert.equal((await letters()).length, 2);
  });

  it('is sent for no comment, and to nobody who has left', async () => {
    const review = await school.review();
    const gone = await school.colleague('Gone Soon', 'governor');
    const remark = await write(review, { by: gone });
    await letters();
    await write(review, { by: priya, kind: 'comment' });
    await superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      gone.person.id,
    ]);
    await answerBy(review, remark);
    assert.deepEqual(await letters(), []);
  });
});

describe('a letter of an installation without an address', () => {
  it('leads along the first page', () => {
    const remarked = {
      place: { review: 'r', statement: null, action: null },
      name: 'the results as a whole',
      within: 'Internal leadership review 2026/27',
    };
    const told = { to: 'a@b.example', who: 'Helen', school: 'Otterbridge', remarked, link: null };
    for (const letter of [askedLetter(told), answeredLetter(told)]) {
      assert.match(letter.text, /in Waymark: it is on your first page\./);
      assert.doesNotMatch(letter.text, /null|http/);
    }
  });
});

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
    await refused(withdraw(review, remark, sam, true, world.id()), 'remark.not-found');
  });

  it('is for good after 30 days: nobody sees it, and its words are gone with its replies', async () => {
    const review = await school.review();
    const [gone, kept] = [await write(review, { words: 'Forget the herons' }), await write(review)];
    await answerBy(review, gone);
    await withdraw(review, gone, helen);
    setClock('2026-12-23T08:59:00Z');
    assert.equal(await forgetWithdrawn(world), 0);
    assert.ok((await found(review, gone, helen)).withdrawnAt);
    setClock('2026-12-23T09:00:00Z');
    await refused(withdraw(review, gone, helen, false), 'remark.not-found');
    assert.ok((await forgetWithdrawn(world)) >= 1);
    setClock('2026-11-23T09:00:00Z');
    const { rows } = await superuser.query('SELECT id FROM remarks WHERE review_id = $1', [review]);
    assert.deepEqual(
      rows.map(({ id }) => id),
      [kept],
    );
    const told = await superuser.query("SELECT 1 FROM history WHERE body LIKE '%herons%'");
    assert.equal(told.rowCount, 0, 'the history says that it was asked, and never what');
  });
});

describe('what programs are told', () => {
  it('leaves out what was taken back', async () => {
    const review = await school.review();
    const [shown, taken] = [await write(review), await write(review)];
    await withdraw(review, taken, helen);
    const told = await world.storage.read(scopeOf(maya), (db) =>
      listRemarksToTell(db, maya.organisation.id, review),
    );
    assert.deepEqual(
      told.map(({ id }) => id),
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
    const copy = JSON.stringify(await exportPerson(world, nell.person.id));
    assert.match(copy, /Nell Farrow asks this/);
    await erasePerson(world, nell.person.id, { person: maya.person.id, door: 'page' });
    const { by, as, words } = await found(review, remark);
    assert.deepEqual([by.name, by.isErased, as], ['Former governor', true, 'governor']);
    assert.equal(words, 'Former governor asks this.');
    const exported = await exportHistory(world, maya.organisation.id);
    assert.deepEqual(verifyExport(exported).faults, []);
  });
});
