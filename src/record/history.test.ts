import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { A_PASSWORD, joinAs, personId } from '../../tests/support/demo.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { grantAccess } from '../organisation/organisation-cli.js';
import { HISTORY_PAGE } from '../platform/history/store.js';

const { context, maya } = await openTestSchool();
const SAM = 'sam.reid@otterbridge.example';
let sam: Visitor;

before(async () => {
  sam = await joinAs(context, maya, { name: 'Sam Reid', email: SAM, role: 'careers leader' });
});

describe('the history of a school', () => {
  it('is told in sentences, newest first [S-62]', async () => {
    const html = await maya.read('/history');
    assert.match(html, /<b>Sam Reid<\/b> joined as careers leader/);
    assert.match(html, /<b>Maya Okafor<\/b> invited somebody as careers leader/);
    assert.ok(html.indexOf('joined as') < html.indexOf('invited somebody as'));
  });

  it('is filtered by person, by what it is about and by day [S-01]', async () => {
    const id = await personId(context, SAM);
    const byPerson = await maya.read(`/history?person=${id}`);
    assert.match(byPerson, /joined as/);
    assert.doesNotMatch(byPerson, /invited somebody/);
    const byArea = await maya.read('/history?area=People+and+access');
    assert.match(byArea, /invited somebody/);
    assert.match(await maya.read('/history?area=The+plan'), /Nothing in the history fits/);
    assert.match(byArea, /<option value="Data protection">/);
    assert.match(await maya.read('/history?until=2026-11-22'), /Nothing in the history fits/);
    assert.match(await maya.read('/history?from=2026-11-23&until=2026-11-23'), /joined as/);
    assert.match(await maya.read("/history?person=x'&area=%3Cscript%3E&from=x"), /joined as/);
  });

  it('is read page by page, each entry once', async () => {
    for (let each = 0; each < HISTORY_PAGE + 5; each += 1) {
      await maya.post('/people/invitations', {
        people: `p${each}@otterbridge.example`,
        role: 'viewer',
      });
    }
    const first = await maya.read('/history');
    const [, next = ''] = /href="(\/history\?[^"]*before=\d+)"/.exec(first) ?? [];
    const second = await maya.read(next.replaceAll('&amp;', '&'));
    const count = (html: string) => (html.match(/<time/g) ?? []).length;
    assert.equal(count(first), HISTORY_PAGE);
    assert.equal(count(first) + count(second), HISTORY_PAGE + 5 + 2);
    assert.doesNotMatch(second, /before=/);
  });

  it('costs three queries a page at most', async () => {
    await maya.read('/history');
    const start = context.storage.queries();
    await maya.read('/history');
    assert.ok(context.storage.queries() - start <= 3);
  });

  it('is not for a governor, and tells of the administrator who let somebody back in', async () => {
    const lee = await joinAs(context, maya, {
      name: 'Lee Gov',
      email: 'lee@otterbridge.example',
      role: 'governor',
    });
    assert.equal((await lee.get('/history')).status, 403);
    const { rows } = await context.superuser.query('SELECT id FROM organisations');
    const id = await personId(context, SAM);
    await maya.post(`/people/${id}/remove`, {});
    assert.equal((await sam.get('/people')).status, 403);
    const name = await grantAccess(context, {
      email: SAM,
      school: rows[0].id,
      role: 'careers leader',
      isOwner: true,
    });
    assert.equal(name, 'Sam Reid');
    const back = newVisitor(context);
    await back.post('/sign-in', { email: SAM, password: A_PASSWORD });
    assert.match(
      await back.read('/history'),
      /<b>The administrator<\/b> restored access to the school, as careers leader/,
    );
    await assert.rejects(
      grantAccess(context, {
        email: 'nobody@x.example',
        school: rows[0].id,
        role: 'viewer',
        isOwner: false,
      }),
      /Nobody here has the address/,
    );
  });

  it('holds no names and no addresses in the text that cannot be changed [S-63]', async () => {
    const { rows } = await context.superuser.query(
      "SELECT string_agg(body, ' ') AS all FROM history",
    );
    for (const words of ['Sam', 'Maya', 'Lee', '@']) {
      assert.ok(!rows[0].all.includes(words), words);
    }
  });
});
