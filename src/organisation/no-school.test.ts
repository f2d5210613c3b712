/** Somebody who is signed in and in no school: told so in words, wherever they go. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { joinAs, personId } from '../../tests/support/demo.js';

const { context, maya } = await openTestSchool();
const EMAIL = 'sam.reid@otterbridge.example';

it('a person who is in no school any more sees nothing of one, and is told whom to ask', async () => {
  const sam = await joinAs(context, maya, { name: 'Sam Reid', email: EMAIL, role: 'contributor' });
  assert.equal((await sam.get('/reviews')).status, 200);
  await maya.post(`/people/${await personId(context, EMAIL)}/remove`, {});
  for (const path of ['/reviews', '/plan', '/evidence', '/people', '/results', '/insight']) {
    const answer = await sam.get(path);
    assert.equal(answer.status, 403, path);
    const html = await answer.text();
    assert.match(html, /You do not belong to a school yet/, path);
    assert.doesNotMatch(html, /Otterbridge/, path);
  }
});
