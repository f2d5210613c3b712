/** Personal API tokens: made on a page, shown once, never wider than their person, and gone when they should be. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const { rows } = await context.superuser.query(
  'SELECT p.id AS person, o.id AS school FROM persons p CROSS JOIN organisations o',
);
const { person, school } = rows[0] as { person: string; school: string };

const form = (fields: Record<string, string> = {}) => ({
  _key: context.id(),
  name: 'Dashboard',
  organisation: school,
  'scope-reviews': 'read',
  days: '30',
  ...fields,
});
const tokenIn = (page: string) => /waymark_[\w-]{43}/.exec(page)?.[0] ?? '';

/** Makes a token on the page. */
async function made(fields: Record<string, string> = {}): Promise<string> {
  const answer = await maya.post('/account/tokens', form(fields));
  const token = tokenIn(await answer.text());
  assert.notEqual(token, '');
  return token;
}

const ask = (token: string, path = '/api/reviews', more: RequestInit = {}, from = '127.0.0.1') =>
  context.app.request(
    `http://localhost${path}`,
    { ...more, headers: { Host: 'localhost', Authorization: `Bearer ${token}`, ...more.headers } },
    { incoming: { socket: { remoteAddress: from } } },
  );
const codeOf = async (answer: Response) => {
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  return ((await answer.json()) as { code: string }).code;
};
const count = async (what: string) =>
  (await context.superuser.query(`SELECT 1 FROM ${what}`)).rowCount;

describe('an API token', () => {
  it('is shown once, and only its hash is kept', async () => {
    const sent = form();
    const token = tokenIn(await (await maya.post('/account/tokens', sent)).text());
    assert.match(token, /^waymark_/);
    const again = await maya.post('/account/tokens', sent);
    assert.equal(again.status, 409, 'sent twice, one token');
    assert.equal(tokenIn(await again.text()), '');
    const list = await maya.read('/account/tokens');
    assert.match(list, /Dashboard/);
    assert.ok(!list.includes(token));
    const { rows: kept } = await context.superuser.query('SELECT t::text AS row FROM api_tokens t');
    assert.equal(kept.length, 1);
    assert.ok(!kept[0].row.includes(token));
    assert.equal((await ask(token)).status, 200);
  });

  it('says when it was used last', async () => {
    await made({ name: 'Not used' });
    assert.match(await maya.read('/account/tokens'), /Not used[\s\S]*?not used yet/);
    const token = await made({ name: 'Used' });
    await ask(token);
    assert.match(await maya.read('/account/tokens'), /Used[\s\S]*?last used 23 November 2026/);
  });

  it('needs a name, something to do, one of the offered lives and a school of one’s own', async () => {
    const before = await count('api_tokens');
    for (const [fields, sentence] of [
      [{ name: ' ' }, /Enter a name for the token/],
      [{ 'scope-reviews': '' }, /Choose what the token can do/],
      [{ 'scope-reviews': 'delete' }, /Choose from the list/],
      [{ days: '366' }, /Choose when the token expires/],
      [{ organisation: context.id() }, /Choose one of your schools/],
    ] as const) {
      const answer = await maya.post('/account/tokens', form(fields));
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), sentence);
    }
    assert.equal(await count('api_tokens'), before);
  });

  it('that is wrong, expired or revoked gets 401, whatever cookie comes with it', async () => {
    const cookie = `__Host-waymark=${maya.cookies.get('__Host-waymark')}`;
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
    for (const wrong of ['waymark_wrong', `waymark_${'x'.repeat(43)}`, '']) {
      const answer = await ask(wrong, '/api/reviews', { headers });
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
      assert.deepEqual([answer.status, await codeOf(answer)], [401, 'token.refused']);
    }
    const basic = await context.app.request('http://localhost/api/reviews', {
      headers: { ...headers, Host: 'localhost', Authorization: 'Basic bWF5YTp4' },
    });
    assert.equal(basic.status, 401);
    const token = await made();
    context.setClock('2026-12-23T08:59:00Z');
    assert.equal((await ask(token)).status, 200, 'on the last day');
    context.setClock('2026-12-23T09:01:00Z');
    assert.equal((await ask(token)).status, 401, 'expired');
    context.setClock('2026-11-23T09:00:00Z');
    const { rows: ids } = await context.superuser.query(
      'SELECT id FROM api_tokens ORDER BY id DESC LIMIT 1',
    );
    await maya.post('/account/tokens/revoke', { id: ids[0].id });
    assert.equal((await ask(token)).status, 401, 'revoked');
  });

  it('opens the API alone: a page asks for a sign-in', async () => {
    const answer = await ask(await made(), '/reviews');
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get('location') ?? '', /^\/sign-in/);
  });

  it('needs no cookie and no page of this site for a change, and sets no cookie', async () => {
    const token = await made({ 'scope-reviews': 'change' });
    const path = `/api/reviews/${context.id()}/statements/1.1/agreement`;
    const body = JSON.stringify({ level: 2 });
    const foreign = {
      'If-Match': '*',
      'Sec-Fetch-Site': 'cross-site',
      Origin: 'https://evil.example',
    };
    const answer = await ask(token, path, { method: 'PUT', body, headers: foreign });
    assert.deepEqual([answer.status, await codeOf(answer)], [404, 'review.not-found']);
    assert.deepEqual(answer.headers.getSetCookie(), []);
  });

  it('does what its scopes say and no more', async () => {
    const reading = await made();
    const path = `/api/reviews/${context.id()}/statements/1.1/agreement`;
    const change = await ask(reading, path, {
      method: 'PUT',
      body: '{}',
      headers: { 'If-Match': '*' },
    });
    assert.deepEqual([change.status, await codeOf(change)], [403, 'token.scope']);
    const other = await made({ 'scope-reviews': '', 'scope-plan': 'change' });
    assert.equal((await ask(other)).status, 403);
  });

  it('is never wider than its person: their role is looked up each time', async () => {
    const token = await made({ 'scope-reviews': 'change' });
    const path = `/api/reviews/${context.id()}/statements/1.1/agreement`;
    const put = () => ask(token, path, { method: 'PUT', body: '{}', headers: { 'If-Match': '*' } });
    await context.superuser.query("UPDATE memberships SET role = 'viewer'");
    assert.equal(await codeOf(await put()), 'access.denied');
    await context.superuser.query('UPDATE memberships SET ended_at = now()');
    assert.equal((await put()).status, 401, 'has left the school');
    await context.superuser.query(
      "UPDATE memberships SET ended_at = NULL, role = 'careers leader'",
    );
    await context.superuser.query('UPDATE persons SET erased_at = now()');
    assert.equal((await put()).status, 401, 'erased');
    await context.superuser.query('UPDATE persons SET erased_at = NULL');
    assert.equal((await put()).status, 404);
  });

  it('is in the history by ids alone', async () => {
    const { rows: entries } = await context.superuser.query(
      "SELECT body FROM history WHERE verb LIKE 'token.%' ORDER BY id",
    );
    assert.ok(entries.length > 5);
    const first = JSON.parse(entries[0].body);
    assert.deepEqual(Object.keys(first.after), ['token', 'organisation', 'scopes', 'until']);
    assert.equal(first.person, person);
    assert.ok(entries.every(({ body }) => !/Dashboard|Maya/.test(body)));
  });

  it('waits after many wrong ones from one network, while the good ones there go on', async () => {
    const token = await made();
    let status = 401;
    for (let attempts = 0; attempts < 25 && status === 401; attempts += 1)
      status = (await ask(`waymark_${'y'.repeat(43)}`, '/api/reviews', {}, '203.0.113.9')).status;
    assert.equal(status, 429);
    assert.equal((await ask(token, '/api/reviews', {}, '203.0.113.9')).status, 200);
  });

  it('of somebody else cannot be revoked', async () => {
    const stranger = context.id();
    await context.superuser.query(
      `INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Kit', 'kit@x.example', now())`,
      [stranger],
    );
    const { rows: kept } = await context.superuser.query(
      'UPDATE api_tokens SET person_id = $1 WHERE id = (SELECT max(id::text)::uuid FROM api_tokens) RETURNING id',
      [stranger],
    );
    await maya.post('/account/tokens/revoke', { id: kept[0].id });
    assert.equal(await count(`api_tokens WHERE id = '${kept[0].id}'`), 1);
  });

  it('ends with a new password, as other sessions do', async () => {
    const token = await made();
    const other = newVisitor(context);
    const fresh = 'seven otters at the bridge';
    const answer = await maya.post('/account/password', { current: MAYAS_PASSWORD, fresh });
    assert.equal(answer.status, 303);
    assert.equal((await ask(token)).status, 401);
    assert.equal(await count(`api_tokens WHERE person_id = '${person}'`), 0);
    assert.equal((await other.get('/account/tokens')).status, 303);
  });

  it('is one of fifty at most; they are listed newest first, with what has become of each', async () => {
    const insert = (name: string, age: number) =>
      context.superuser.query(
        `INSERT INTO api_tokens (id, token_hash, person_id, organisation_id, name, scopes, created_at, expires_at)
         VALUES ($1, $7, $2, $3, $4, 'plan:read people:change',
           $5::timestamptz - $6 * interval '1 day', $5::timestamptz + (30 - $6) * interval '1 day')`,
        [context.id(), person, school, name, context.clock(), age, Buffer.from(name)],
      );
    await insert('Old', 30);
    await insert('Younger', 29);
    for (let each = 0; each < 47; each += 1) await insert(`Token ${each}`, 40 + each);
    const most = await made({ name: 'The fiftieth' });
    const refused = await maya.post('/account/tokens', form());
    assert.equal(refused.status, 409);
    assert.match(await refused.text(), /Revoke one first: you can have 50 tokens/);
    const list = (await maya.read('/account/tokens'))
      .split('<li>')
      .slice(1, 4)
      .map((item) => item.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '));
    assert.match(
      list[0] ?? '',
      /^ The fiftieth [^e]*Otterbridge School: Reviews and agreed levels \(read\) /,
    );
    assert.match(
      list[1] ?? '',
      /^ Younger Otterbridge .*: The careers plan \(read\), People and invitations \(read and change\) /,
    );
    assert.match(list[1] ?? '', /Expires on 24 November 2026/);
    assert.match(list[2] ?? '', /^ Old expired .*Expired on 23 November 2026/);
    await context.superuser.query("DELETE FROM api_tokens WHERE name <> 'The fiftieth'");
    await context.superuser.query('UPDATE memberships SET ended_at = now()');
    assert.match(await maya.read('/account/tokens'), /A school you have left: Reviews/);
    await context.superuser.query('UPDATE memberships SET ended_at = NULL');
    assert.equal((await ask(most)).status, 200);
  });
});
