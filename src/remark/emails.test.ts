import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionInput } from '../plan/action-input.js';
import { addAction } from '../plan/changes/add.js';
import { deleteAction } from '../plan/changes/remove.js';
import { actionTarget } from '../plan/remarks.js';
import type { Member } from '../platform/access/member.js';
import { reviewTarget } from '../review/remarks.js';
import { reply as replyTo, setAnswered, writeRemark } from './changes.js';
import { answeredEmail, askedEmail } from './emails.js';
import { openAsking } from './testing/asking.js';

const asking = await openAsking();
const { addressOf, answerBy, context, helen, how, letters, maya, priya, ruth } = asking;
const { sam, school, superuser, withdraw, write } = asking;

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

describe('who gets a mail', () => {
  const reply = (by: Member, isAnswer: boolean) => (review: string, remark: string) =>
    answerBy(review, remark, by, isAnswer);
  const set = (by: Member, isAnswered: boolean) => (id: string, remark: string) =>
    setAnswered(context, by, reviewTarget, { id, remark, isAnswered }, how());
  type Step = (review: string, remark: string) => Promise<unknown>;
  /** Who asked, what happened since, what is done now, and who hears of that. */
  const cases: [string, Member, Step[], Step, Member[]][] = [
    ['a careers leader answers', helen, [], reply(maya, true), [helen]],
    ['a careers leader says that it is answered', helen, [], set(maya, true), [helen]],
    ['the asker says that it is answered', helen, [], set(helen, true), []],
    ['a careers leader who asked says so', maya, [], set(maya, true), []],
    ['a careers leader who asked adds to it', maya, [], reply(maya, true), []],
    ['another careers leader answers the first', maya, [], reply(ruth, true), [maya]],
    ['a careers leader replies, and leaves it open', helen, [], reply(maya, false), []],
    ['a contributor replies', helen, [], reply(sam, true), []],
    ['the asker adds to what is open', helen, [], reply(helen, false), []],
    ['a second answer comes', helen, [reply(maya, true)], reply(ruth, true), []],
    ['it is marked once more', helen, [set(maya, true)], set(ruth, true), []],
    ['the asker opens it again', helen, [set(maya, true)], set(helen, false), [maya, ruth]],
    ['the asker asks further', helen, [set(maya, true)], reply(helen, false), [maya, ruth]],
    ['a careers leader asks further', maya, [set(ruth, true)], reply(maya, false), [ruth]],
    ['a careers leader opens it again', helen, [set(maya, true)], set(ruth, false), []],
    ['it is taken back', helen, [], (review, remark) => withdraw(review, remark, helen), []],
  ];
  for (const [what, by, before, act, heard] of cases)
    it(`when ${what}`, async () => {
      const review = await school.review();
      const remark = await write(review, { by });
      for (const step of before) await step(review, remark);
      await letters();
      await act(review, remark);
      const sent = await letters();
      const addresses = await Promise.all(heard.map(addressOf));
      assert.deepEqual(sent.map(({ to }) => to).sort(), addresses.sort());
      for (const { words } of sent)
        assert.ok(words.includes(`https://waymark.example/reviews/${review}/remarks/${remark}`));
    });

  it('says who did it, and in which school', async () => {
    const review = await school.review();
    const remark = await write(review);
    await letters();
    await answerBy(review, remark, ruth);
    const [answered] = await letters();
    const plain = answered?.words.replace(/[\u2066-\u2069]/g, '') ?? '';
    assert.match(plain, /^Ruth Adeyemi has answered your question about 2\.4 /m);
    assert.match(plain, /\(Internal leadership review[^)]* 2026\/27, Otterbridge School\)/);
    await answerBy(review, remark, helen);
    const [again] = await letters();
    const asked = again?.words.replace(/[\u2066-\u2069]/g, '') ?? '';
    assert.match(asked, /^Helen Marsh asks a question about 2\.4 /m);
  });
});

describe('what is said of a question on an action, where no mail is sent', () => {
  it('is handed over no more once the action is deleted', async () => {
    const input = actionInput.parse({ title: 'Ask leavers', academicYear: '2026' });
    const { id } = await addAction(school.context, maya, input, how());
    const at = { id, statement: null, kind: 'question', words: 'When?' } as const;
    const remark = (await writeRemark(school.context, helen, actionTarget, at, how())).id;
    const answer = { id, remark, words: 'In spring.', isAnswer: true };
    await replyTo(school.context, maya, actionTarget, answer, how());
    const waiting = async () =>
      (await superuser.query("SELECT 1 FROM notices WHERE subject LIKE '%Ask leavers%'")).rows;
    assert.equal((await waiting()).length, 3, 'for two careers leaders, and for who asked');
    await deleteAction(school.context, maya, id, how());
    assert.equal((await waiting()).length, 0);
  });
});

describe('a letter of an installation without an address', () => {
  it('leads along the first page', () => {
    const remarked = {
      place: { review: 'r', statement: null, action: null },
      name: 'the results as a whole',
      within: 'Internal leadership review 2026/27',
    };
    const message = {
      to: 'a@b.example',
      who: 'Helen',
      school: 'Otterbridge',
      remarked,
      link: null,
    };
    for (const letter of [askedEmail(message), answeredEmail(message)]) {
      assert.match(letter.text, /in Waymark\. It is on your home page\./);
      assert.doesNotMatch(letter.text, /null|http/);
    }
  });
});
