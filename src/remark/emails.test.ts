import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answeredLetter, askedLetter } from './emails.js';
import { openAsking } from './testing/asking.js';

const { addressOf, answerBy, helen, letters, maya, priya, ruth, sam, school, superuser, write } =
  await openAsking();

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
    const message = {
      to: 'a@b.example',
      who: 'Helen',
      school: 'Otterbridge',
      remarked,
      link: null,
    };
    for (const letter of [askedLetter(message), answeredLetter(message)]) {
      assert.match(letter.text, /in Waymark: it is on your first page\./);
      assert.doesNotMatch(letter.text, /null|http/);
    }
  });
});
