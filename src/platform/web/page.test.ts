/** The frame of every page: its title, where one is, and whose page it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../../tests/support/app.js';
import { newVisitor } from '../../../tests/support/visitor.js';

const { context, maya } = await openTestSchool();
const titleOf = (html: string) => /<title>([^<]*)<\/title>/.exec(html)?.[1];

describe('a page', () => {
  it('says first in its title that a form was refused, and then whose it is', async () => {
    assert.equal(
      titleOf(await maya.read('/account/name')),
      'Your name - Otterbridge School - Waymark',
    );
    const refused = await maya.post('/account/name', { name: '' });
    assert.equal(refused.status, 422);
    assert.equal(titleOf(await refused.text()), 'Error: Your name - Otterbridge School - Waymark');
    const stranger = newVisitor(context);
    assert.equal(titleOf(await stranger.read('/model')), 'The model - Waymark');
  });

  it('marks the part of Waymark that it belongs to, and no other', async () => {
    for (const path of ['/reviews', '/plan', '/evidence', '/model', '/people', '/search']) {
      const nav = /<nav class="nav in-row"[\s\S]*?<\/nav>/.exec(await maya.read(path))?.[0] ?? '';
      assert.deepEqual(
        [...nav.matchAll(/href="([^"]+)" aria-current="page"/g)].map(([, href]) => href),
        [path],
      );
    }
    const account = await maya.read('/account');
    assert.doesNotMatch(
      /<nav class="nav in-row"[\s\S]*?<\/nav>/.exec(account)?.[0] ?? '',
      /aria-current/,
    );
  });

  it('offers a switch to whoever is in two schools', async () => {
    assert.doesNotMatch(await maya.read('/account'), /href="\/switch"/);
    const other = context.id();
    await context.superuser.query(
      "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Sandmartin School', 'school', now())",
      [other],
    );
    await context.superuser.query(
      `INSERT INTO memberships (organisation_id, person_id, role, started_at)
       SELECT $1, id, 'viewer', now() FROM persons`,
      [other],
    );
    assert.match(await maya.read('/account'), /href="\/switch"/);
    await context.superuser.query('UPDATE memberships SET ended_at = now() WHERE role = $1', [
      'viewer',
    ]);
    assert.doesNotMatch(await maya.read('/account'), /href="\/switch"/);
  });
});

describe('a page that refuses', () => {
  it('says so in its heading where too much was sent', async () => {
    const answer = await maya.post('/account/name', { name: 'x'.repeat(1024 * 1024) });
    assert.equal(answer.status, 413);
    assert.match(await answer.text(), /<h1>That is too much to send<\/h1>/);
  });

  it('knows no address with a sign that no text can hold', async () => {
    const answer = await maya.get('/plan?owner=a%00b');
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /This address has a character that cannot be read\./);
  });
});
