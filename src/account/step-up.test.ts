/** Before anything dangerous somebody shows again who they are: every one of these addresses asks, and by itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { installation } from '../platform/storage/transaction.js';
import { codeAt, newSecret, stepAt } from './totp.js';

const { context } = await openTestSchool({
  now: ORDINARY_MORNING,
  env: { SMTP_URL: 'smtp://localhost:1', WAYMARK_URL: 'http://localhost' },
});
const { rows } = await context.superuser.query('SELECT id FROM persons');
const maya: string = rows[0].id;
/** Somebody without a password, who can set one. */
const kit = context.id();
await context.storage.write(installation, (db) =>
  db
    .insertInto('persons')
    .values({ id: kit, name: 'Kit', email: 'kit@otterbridge.example', created_at: context.clock() })
    .execute(),
);

/** A colleague, who owns the school as well, and an invitation as owner. */
const ada = context.id();
const waiting = context.id();
const { rows: schools } = await context.superuser.query('SELECT id FROM organisations');
await context.superuser.query(
  'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
  [...[ada, 'Ada Head', 'head@otterbridge.example']],
);
await context.superuser.query(
  `INSERT INTO memberships (organisation_id, person_id, role, is_owner, started_at)
   VALUES ($1, $2, 'contributor', true, now())`,
  [schools[0].id, ada],
);
await context.superuser.query(
  `INSERT INTO invitations (organisation_id, id, email, role, is_owner, token_hash, invited_at, sent_at, expires_at)
   VALUES ($1, $2, 'deputy@otterbridge.example', 'contributor', true, 'x', now(), now(), now() + interval '9 days')`,
  [schools[0].id, waiting],
);

/** The address, for how many minutes a proof is good there, by whom (Maya), and what is sent. */
const DANGEROUS: [string, string, number, string?, Record<string, string>?][] = [
  ['GET', '/account/email', 10],
  ['POST', '/account/email', 10],
  ['GET', '/account/password', 10, kit],
  ['POST', '/account/password', 10, kit],
  ['GET', '/account/passkeys', 10],
  ['POST', '/account/passkeys', 10],
  ['POST', '/account/passkeys/options', 10],
  ['POST', '/account/passkeys/change', 10],
  ['GET', '/account/codes', 10],
  ['GET', '/account/codes/new', 10],
  ['POST', '/account/codes/new', 10],
  ['POST', '/account/codes/first', 10],
  ['POST', '/account/codes/remove', 10],
  ['GET', '/account/second-step', 10],
  ['POST', '/account/second-step', 10],
  ['POST', '/account/recovery-codes', 10],
  ['GET', '/account/identities', 10],
  ['POST', '/account/identities/with/none', 10],
  ['POST', '/account/identities/remove', 10],
  ['GET', '/account/tokens', 10],
  ['POST', '/account/tokens', 10],
  ['POST', '/account/tokens/revoke', 10],
  ['POST', '/account/sessions', 60],
  ['POST', '/account/data/copy', 15],
  ['POST', '/account/data/erase', 15],
  ['POST', '/history/export', 15],
  ['POST', '/retention/apply', 15],
  [
    'POST',
    '/people/invitations',
    15,
    maya,
    { people: 'o@x.example', role: 'viewer', owner: 'yes' },
  ],
  ['POST', `/people/invitations/${waiting}/resend`, 15],
  // An owner goes on as one, stops being one, and is removed.
  ['POST', `/people/${ada}/role`, 15, maya, { role: 'governor', owner: 'yes', _version: '1' }],
  ['POST', `/people/${ada}/role`, 15, maya, { role: 'governor', _version: '2' }],
  ['POST', `/people/${ada}/role`, 15, maya, { role: 'governor', owner: 'yes', _version: '3' }],
  ['POST', `/people/${ada}/remove`, 15],
];

/** Next to those: about people and history as well, and asked of nobody. */
const ORDINARY: [string, string, Record<string, string>?][] = [
  ['POST', '/people/invitations', { people: 'p@x.example', role: 'viewer' }],
  ['POST', `/people/${ada}/restore`],
  ['POST', `/people/${ada}/role`, { role: 'viewer', _version: '6' }],
  ['POST', `/people/${ada}/remove`],
  ['GET', '/history'],
  ['GET', '/retention'],
];

/** True when the answer asks who it is. */
async function isAsked(
  method: string,
  path: string,
  person: string,
  minutes: number,
  sent: Record<string, string> = {},
) {
  context.setClock('2026-11-23T09:00:00Z');
  await context.superuser.query('DELETE FROM sessions');
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
  context.setClock(new Date(Date.parse('2026-11-23T09:00:00Z') + minutes * 60_000).toISOString());
  const answer = method === 'GET' ? await visitor.get(path) : await visitor.post(path, sent);
  const leadsThere = (answer.headers.get('location') ?? '').startsWith('/prove?');
  const words = await answer.text();
  return leadsThere || /<h1[^>]*>\s*Confirm it is you/.test(words);
}

describe('showing again who one is', () => {
  const called = (path: string) => path.replace(/[0-9a-f-]{36}/, ':id');
  for (const [method, path, minutes, person = maya, sent] of DANGEROUS) {
    const what = sent ? `${called(path)} with ${JSON.stringify(sent)}` : called(path);
    it(`is asked at ${method} ${what}, once ${minutes} minutes have passed`, async () => {
      assert.equal(await isAsked(method, path, person, minutes + 1, sent), true, 'too long ago');
      assert.equal(await isAsked(method, path, person, minutes, sent), false, 'just now');
    });
  }

  for (const [method, path, sent] of ORDINARY) {
    it(`is not asked at ${method} ${called(path)}, where no owner is meant`, async () => {
      assert.equal(await isAsked(method, path, maya, 600, sent), false);
    });
  }

  it('changes nothing before it is shown, and what was sent goes on afterwards', async () => {
    context.setClock('2026-11-23T09:00:00Z');
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', await signInAs(context, maya, 'Test'));
    context.setClock('2026-11-23T10:00:00Z');
    const exports = async () =>
      (await context.superuser.query("SELECT 1 FROM history WHERE verb = 'history.exported'"))
        .rowCount;
    const before = await exports();
    const asked = await visitor.post('/history/export', {});
    assert.match(await asked.text(), /Confirm it is you/);
    assert.equal(await exports(), before);
    const shown = await visitor.post('/prove', {
      ...{ next: '/history/export', kept: '{}' },
      ...{ with: 'password', password: MAYAS_PASSWORD },
    });
    assert.match(await shown.text(), /<form method="post" action="\/history\/export"/);
    const file = await visitor.post('/history/export', {});
    assert.match(file.headers.get('content-disposition') ?? '', /waymark-history/);
    assert.equal(await exports(), (before ?? 0) + 1);
  });

  it('takes a code from the app of whoever has one, and asks for a password only where there is one', async () => {
    const secret = newSecret();
    for (const [person, label] of [
      [maya, 'Or a code from your app'],
      [kit, 'A code from your app'],
    ] as const) {
      await context.superuser.query(
        'INSERT INTO code_apps (person_id, secret, last_step, added_at) VALUES ($1, $2, 0, now())',
        [person, secret],
      );
      context.setClock('2026-11-23T09:00:00Z');
      const visitor = newVisitor(context);
      visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
      context.setClock('2026-11-23T10:00:00Z');
      const html = await visitor.read('/prove?next=/account/codes');
      assert.match(html, new RegExp(`>${label}</label>`));
      assert.equal(/Your password/.test(html), person === maya);
      const proved = { next: '/account/codes', with: 'code' };
      const wrong = await visitor.post('/prove', { ...proved, code: '000000' });
      assert.equal(wrong.status, 422);
      assert.match(await wrong.text(), /href="#code"/);
      assert.equal((await visitor.get('/account/codes')).status, 303, 'not shown yet');
      const old = visitor.cookies.get('__Host-waymark');
      const code = codeAt(secret, stepAt(context.clock()));
      const right = await visitor.post('/prove', { ...proved, code });
      assert.equal(right.headers.get('location'), '/account/codes');
      assert.notEqual(visitor.cookies.get('__Host-waymark'), old);
      assert.equal((await visitor.get('/account/codes')).status, 200);
      await context.superuser.query('DELETE FROM code_apps');
    }
  });

  it('is asked after an upload too, of which nothing is carried along', async () => {
    context.setClock('2026-11-23T09:00:00Z');
    const token = await signInAs(context, maya, 'Test');
    context.setClock('2026-11-23T10:00:00Z');
    const body = new FormData();
    body.set('file', new File(['Kai, 9C'], 'list.csv'));
    const answer = await context.app.request('http://localhost/history/export', {
      ...{ method: 'POST', body },
      headers: {
        ...{ Cookie: `__Host-waymark=${token}`, Host: 'localhost' },
        'Sec-Fetch-Site': 'same-origin',
      },
    });
    const html = await answer.text();
    assert.match(html, /<h1[^>]*>\s*Confirm it is you/);
    assert.match(html, /name="next" value="\/history\/export"/);
    assert.doesNotMatch(html, /name="kept"|Kai/);
  });
});
