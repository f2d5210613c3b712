/** One's own account by its pages: name, address, password, proofs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { runCommand } from '../../tests/support/command.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { askForNewEmail } from './account-changes.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const FRESH = 'eleven herons by the weir';
const { context, maya } = await openTestSchool({
  now: ORDINARY_MORNING,
  env: { SMTP_URL: 'smtp://localhost:2525', WAYMARK_URL: 'https://waymark.example' },
});

async function mailsTo(address: string): Promise<string[]> {
  const { rows } = await context.superuser.query(
    'SELECT words FROM mails WHERE recipient = $1 ORDER BY id',
    [address],
  );
  return rows.map(({ words }) => words);
}

describe('the account page', () => {
  it('says who one is, what is new of it and how one signs in, in four queries', async () => {
    await maya.read('/account');
    const before = context.storage.queries();
    const html = await maya.read('/account');
    assert.ok(context.storage.queries() - before <= 4);
    for (const words of [
      'Maya Okafor',
      EMAIL,
      'Set on 23 November 2026',
      'this device',
      'Sign out',
    ]) {
      assert.ok(html.includes(words), words);
    }
  });

  it('signs other devices out, all or one, and says how many that were', async () => {
    const [{ id }] = (await context.superuser.query('SELECT id FROM persons')).rows;
    const said = async (which: string) => {
      await maya.post('/account/sessions', { which });
      return /(\d+ other devices? [^.<]+|That [^.<]+)\./.exec(await maya.read('/account'))?.[1];
    };
    for (const [devices, words] of [
      [0, '0 other devices are signed out'],
      [1, '1 other device is signed out'],
      [2, '2 other devices are signed out'],
    ] as const) {
      for (let each = 0; each < devices; each += 1) await signInAs(context, id, 'Test');
      assert.equal(await said('others'), words);
    }
    await signInAs(context, id, 'Test');
    const { rows } = await context.superuser.query('SELECT id FROM sessions ORDER BY id DESC');
    assert.equal(await said(rows[0].id), 'That device is signed out');
    assert.equal(await said(rows[0].id), 'That device was already signed out');
    assert.equal(await said('all'), 'That device was already signed out');
  });

  it('leads on to what there is and to what can be added', async () => {
    const counted = async () =>
      [
        ...(await maya.read('/account')).matchAll(
          /key">(Passkeys|API tokens)<\/dt>\s*<dd[^>]*>([^<]*)</g,
        ),
      ].map(([, name, words]) => `${name}: ${words}`);
    assert.deepEqual(await counted(), ['Passkeys: None', 'API tokens: None']);
    const rows = async () =>
      [
        ...(await maya.read('/account')).matchAll(
          /href="(\/account\/\w+)"[^>]*>\s*(Change|Add|Set)/g,
        ),
      ]
        .map(([, href, does]) => `${href}: ${does}`)
        .filter((row) => /tokens|passkeys|codes/.test(row));
    assert.deepEqual(await rows(), [
      '/account/passkeys: Add',
      '/account/codes: Add',
      '/account/tokens: Add',
    ]);
    await context.superuser.query(
      `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
       SELECT 'one' || word, id, word, '\\x00', 0, word = 'Phone', now() FROM persons, (VALUES ('Key'), ('Phone')) AS names (word)`,
    );
    await context.superuser.query(
      `INSERT INTO api_tokens (id, token_hash, person_id, organisation_id, name, scopes, created_at, expires_at)
       SELECT $1, '\\x01', p.id, o.id, 'Export', 'plan:read', $2, $2::timestamptz + interval '7 days'
       FROM persons p, organisations o`,
      [context.id(), context.clock()],
    );
    assert.deepEqual(await rows(), [
      '/account/passkeys: Change',
      '/account/codes: Add',
      '/account/tokens: Change',
    ]);
    assert.deepEqual(await counted(), ['Passkeys: 2 passkeys', 'API tokens: 1 token']);
    const passkeys = await maya.read('/account/passkeys');
    assert.match(passkeys, /<b>Key<\/b>[^<]*<p[^>]*>[^<]*, on one device/);
    assert.match(passkeys, /<b>Phone<\/b>[^<]*<p[^>]*>[^<]*, kept in your password manager/);
    for (const table of ['passkeys', 'api_tokens'])
      await context.superuser.query(`DELETE FROM ${table}`);
  });

  it('leads to the administration of Waymark for whoever looks after it alone', async () => {
    const jo = context.id();
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Jo Field', 'jo.field@otterbridge.example', now())",
      [jo],
    );
    const other = newVisitor(context);
    other.cookies.set('__Host-waymark', await signInAs(context, jo, 'Test'));
    assert.match(await maya.read('/account'), /href="\/administration\/jobs"/);
    assert.doesNotMatch(await other.read('/account'), /administration/i);
  });

  it('is for somebody signed in', async () => {
    const answer = await newVisitor(context).get('/account');
    assert.equal(answer.headers.get('location'), '/sign-in?next=%2Faccount');
    const filtered = await newVisitor(context).get('/plan?owner=me&status=done');
    assert.equal(
      filtered.headers.get('location'),
      '/sign-in?next=%2Fplan%3Fowner%3Dme%26status%3Ddone',
      'with what was asked for there',
    );
  });

  it('changes the name, and a second window loses nothing silently', async () => {
    const version =
      /name="_version" value="(\d+)"/.exec(await maya.read('/account/name'))?.[1] ?? '';
    const first = await maya.post('/account/name', { name: 'Maya Okafor-Reid', _version: version });
    assert.equal(first.status, 303);
    const second = await maya.post('/account/name', { name: 'M Okafor', _version: version });
    assert.equal(second.status, 409);
    const html = await second.text();
    assert.match(html, /value="M Okafor"/);
    assert.match(html, /was changed to &quot;Maya Okafor-Reid&quot;/);
  });
});

describe('changing the password', () => {
  it('asks for the one in use, and tells why a new one is weak [S-26]', async () => {
    const wrong = await maya.post('/account/password', { current: 'nonsense', fresh: FRESH });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /The password is not right/);
    const weak = await maya.post('/account/password', {
      current: MAYAS_PASSWORD,
      fresh: 'Otterbridge School 1',
    });
    assert.equal(weak.status, 422);
    assert.match(await weak.text(), /href="#fresh"/);
  });

  it('signs every other device out at once, renews this one, and tells by mail [S-42]', async () => {
    const phone = newVisitor(context, { from: '192.0.2.1' });
    await phone.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const old = maya.cookies.get('__Host-waymark');
    const answer = await maya.post('/account/password', {
      current: MAYAS_PASSWORD,
      fresh: FRESH,
    });
    assert.equal(answer.status, 303);
    assert.equal((await phone.get('/account')).status, 303);
    assert.notEqual(maya.cookies.get('__Host-waymark'), old);
    assert.equal((await maya.get('/account')).status, 200);
    const copy = newVisitor(context);
    copy.cookies.set('__Host-waymark', old ?? '');
    assert.equal((await copy.get('/account')).status, 303, 'the old token is worth nothing');
    assert.match((await mailsTo(EMAIL)).join(), /every other device was signed out/);
  });

  it('cannot be used to guess the password of a browser that was left open', async () => {
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      const answer = await maya.post('/account/password', {
        current: `guess ${each}`,
        fresh: FRESH,
      });
      statuses.push(answer.status);
    }
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    await runCommand(context, ['person unlock', EMAIL]);
    const right = await maya.post('/account/password', {
      current: FRESH,
      fresh: 'twelve otters under the bridge',
    });
    assert.equal(right.status, 303);
  });
});

describe('showing that it is you', () => {
  const NOW = 'twelve otters under the bridge';

  it('is asked before something dangerous, and then leads on [S-45]', async () => {
    context.setClock('2026-11-23T09:30:00Z');
    const asked = await maya.get('/account/passkeys');
    assert.equal(asked.headers.get('location'), '/prove?next=%2Faccount%2Fpasskeys');
    const wrong = await maya.post('/prove', { with: 'password', password: 'no', next: '/account' });
    assert.equal(wrong.status, 422);
    const old = maya.cookies.get('__Host-waymark');
    const right = await maya.post('/prove', {
      with: 'password',
      password: NOW,
      next: '/account/passkeys',
    });
    assert.equal(right.headers.get('location'), '/account/passkeys');
    assert.notEqual(maya.cookies.get('__Host-waymark'), old);
    assert.equal((await maya.get('/account/passkeys')).status, 200);
  });

  it('keeps what was being sent, but no secret', async () => {
    context.setClock('2026-11-23T10:00:00Z');
    const asked = await maya.post('/account/passkeys/change', {
      id: 'abc',
      does: 'name',
      name: 'office computer',
      password: 'never to be shown',
    });
    const html = await asked.text();
    assert.match(html, /office computer/);
    assert.doesNotMatch(html, /never to be shown/);
    const kept = /name="kept" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const next = /name="next" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const after = await maya.post('/prove', { with: 'password', password: NOW, next, kept });
    const again = await after.text();
    assert.match(again, /action="\/account\/passkeys\/change"/);
    assert.match(again, /<input type="hidden" name="name" value="office computer"/);
  });

  it('is not opened by forged onward addresses', async () => {
    for (const next of ['//evil.example', 'javascript:alert(1)', '/prove?next=/prove']) {
      const answer = await maya.post('/prove', { with: 'password', password: NOW, next });
      assert.equal(answer.headers.get('location'), '/');
    }
  });
});

describe('changing the email address', () => {
  const NEW = 'maya@harbour.example';

  it('needs the link that is mailed to the new address, opened by the same person', async () => {
    assert.equal((await maya.post('/account/email', { email: NEW })).status, 303);
    const [words = ''] = await mailsTo(NEW);
    const link = /https:\/\/waymark\.example(\/\S+)/.exec(words)?.[1] ?? '';
    assert.match(await maya.read('/account'), new RegExp(EMAIL));
    assert.match(await maya.read(link), /Change my address/);
    assert.match(await maya.read('/account'), new RegExp(EMAIL), 'looking changes nothing');
    assert.equal((await newVisitor(context).post(link, {})).status, 200, 'asks to sign in');
    assert.equal((await maya.post(link, {})).status, 303);
    assert.match(await maya.read('/account'), new RegExp(NEW));
    assert.match((await mailsTo(EMAIL)).join(), /another email address/);
    assert.equal((await maya.post(link, {})).status, 404, 'works once');
  });

  it('is not changed by a link that was mailed for somebody else', async () => {
    const ask = await maya.post('/account/email', { email: 'mo@harbour.example' });
    assert.equal(ask.status, 303);
    const [words = ''] = await mailsTo('mo@harbour.example');
    const link = /https:\/\/waymark\.example(\/\S+)/.exec(words)?.[1] ?? '';
    const jo = context.id();
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Jo Marsh', 'jo@otterbridge.example', now())",
      [jo],
    );
    const other = newVisitor(context);
    other.cookies.set('__Host-waymark', await signInAs(context, jo, 'Test'));
    assert.match(await other.read('/account'), /jo@otterbridge\.example/);
    assert.equal((await other.post(link, {})).status, 404);
    assert.match(await other.read('/account'), /jo@otterbridge\.example/);
    assert.equal((await maya.post(link, {})).status, 303, 'and the link still works for its owner');
    assert.match(await maya.read('/account'), /mo@harbour\.example/);
    await runCommand(context, ['person change-email', 'mo@harbour.example', NEW]);
  });

  it('is asked for three times by one person, whatever the addresses, and then has to wait', async () => {
    const person = { id: context.id(), name: 'Ada Lowe', email: null };
    await context.superuser.query(
      "INSERT INTO persons (id, name, created_at) VALUES ($1, 'Ada Lowe', now())",
      [person.id],
    );
    for (const each of [1, 2, 3])
      await askForNewEmail(context, person, `ada.${each}@harbour.example`);
    await assert.rejects(askForNewEmail(context, person, 'ada.4@harbour.example'), {
      status: 429,
      code: 'attempts.throttled',
    });
    assert.deepEqual(await mailsTo('ada.4@harbour.example'), []);
    await context.superuser.query('DELETE FROM one_time_links');
  });

  it('is asked for of the administrator where no mail is sent', async () => {
    const { context: mailless } = await openTestSchool({ now: ORDINARY_MORNING });
    const person = { id: mailless.id(), name: 'Maya Okafor', email: EMAIL };
    await assert.rejects(askForNewEmail(mailless, person, NEW), { code: 'mail.none' });
    const { rows } = await mailless.superuser.query('SELECT count(*)::integer AS n FROM mails');
    assert.equal(rows[0].n, 0);
  });

  it('says nothing about addresses that belong to others, on the page or by error', async () => {
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', 'sam@otterbridge.example', now())",
      [context.id()],
    );
    const taken = await maya.post('/account/email', { email: 'sam@otterbridge.example' });
    assert.equal(taken.status, 303);
    assert.match(
      (await mailsTo('sam@otterbridge.example')).join(),
      /already belongs to an account/,
    );
    const { rows } = await context.superuser.query(
      'SELECT count(*)::integer AS n FROM one_time_links',
    );
    assert.equal(rows[0].n, 0);
  });

  it('by an administrator is told, and refused when somebody has the address', async () => {
    await assert.rejects(
      runCommand(context, ['person change-email', NEW, 'sam@otterbridge.example']),
      {
        code: 'e-mail.taken',
      },
    );
    await runCommand(context, ['person change-email', NEW, EMAIL]);
    assert.match(await maya.read('/account'), new RegExp(EMAIL));
  });

  it('what an administrator does to an account is in its history as a command, of nobody', async () => {
    await runCommand(context, ['person unlock', EMAIL]);
    const [{ id }] = (
      await context.superuser.query('SELECT id FROM persons WHERE email = $1', [EMAIL])
    ).rows;
    const { rows } = await context.superuser.query(
      "SELECT verb, body::json AS body FROM history WHERE body::json->>'channel' = 'command'",
    );
    assert.deepEqual([...new Set(rows.map(({ verb }) => verb))].sort(), [
      'e-mail.changed',
      'sign-in.unlocked',
    ]);
    for (const { body } of rows)
      assert.deepEqual([body.person, body.subject], [null, { kind: 'person', id }]);
  });

  it('an administrator can sign somebody out everywhere [S-44]', async () => {
    assert.equal(
      await runCommand(context, ['person end-sessions', EMAIL]),
      '1 session has ended. API tokens are revoked, and calendar addresses no longer work.',
    );
    assert.equal((await maya.get('/account')).status, 303);
    const [{ id }] = (
      await context.superuser.query('SELECT id FROM persons WHERE email = $1', [EMAIL])
    ).rows;
    for (const count of [2, 0]) {
      for (let each = 0; each < count; each += 1) await signInAs(context, id, 'Test');
      assert.match(
        await runCommand(context, ['person end-sessions', EMAIL]),
        new RegExp(`^${count} sessions have ended\\.`),
      );
    }
  });
});
