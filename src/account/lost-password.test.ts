/** The story of a lost password, with mail and without. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool, type TestApp } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { runCommand } from '../../tests/support/command.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { rememberAddress } from '../platform/served-address.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const FRESH = 'eleven herons by the weir';

async function mailsTo(context: TestApp, address: string): Promise<string[]> {
  const { rows } = await context.superuser.query(
    'SELECT words FROM mails WHERE recipient = $1 ORDER BY id',
    [address],
  );
  return rows.map(({ words }) => words);
}
const linkIn = (words = '') => /https:\/\/waymark\.example(\/\S+)/.exec(words)?.[1] ?? '';

const mailing = await openTestSchool({
  now: ORDINARY_MORNING,
  env: { SMTP_URL: 'smtp://localhost:2525', WAYMARK_URL: 'https://waymark.example' },
});
const mailless = await openTestSchool({ now: ORDINARY_MORNING });

describe('a lost password, with mail', async () => {
  const { context, maya } = mailing;
  const somebody = newVisitor(context, { from: '192.0.2.1' });

  it('is answered alike for everybody, by page and by time', async () => {
    const ask = async (email: string) => {
      const from = performance.now();
      const answer = await somebody.post('/lost-password', { email });
      return { html: await answer.text(), status: answer.status, ms: performance.now() - from };
    };
    const known = await ask(EMAIL);
    const unknown = await ask('nobody@otterbridge.example');
    assert.equal(known.status, 200);
    assert.equal(
      known.html.replaceAll(EMAIL, 'X'),
      unknown.html.replaceAll('nobody@otterbridge.example', 'X'),
    );
    assert.ok(known.ms > 240 && unknown.ms > 240);
    assert.equal((await mailsTo(context, EMAIL)).length, 1);
    assert.deepEqual(await mailsTo(context, 'nobody@otterbridge.example'), []);
  });

  it('mails nothing to somebody who was erased', async () => {
    const gone = 'gone@otterbridge.example';
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at, erased_at) VALUES ($1, 'Gone', $2, now(), now())",
      [context.id(), gone],
    );
    assert.equal((await somebody.post('/lost-password', { email: gone })).status, 200);
    assert.deepEqual(await mailsTo(context, gone), []);
  });

  it('mails a link of this installation, whatever host the request names', async () => {
    await context.app.request('http://evil.example/lost-password', {
      method: 'POST',
      headers: { Host: 'evil.example', 'Sec-Fetch-Site': 'same-origin' },
      body: new URLSearchParams({ email: EMAIL }),
    });
    const mails = await mailsTo(context, EMAIL);
    assert.equal(mails.length, 2);
    for (const words of mails) {
      assert.match(words, /https:\/\/waymark\.example\/new-password\//);
      assert.doesNotMatch(words, /evil/);
    }
  });

  it('opens a page that says what comes, and a weak password is told why', async () => {
    const link = linkIn((await mailsTo(context, EMAIL)).at(-1));
    assert.match(await somebody.read(link), /Choose a new password/);
    const answer = await somebody.post(link, { fresh: 'maya okafor 2026' });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /words that others can guess/);
  });

  it('ends with the new password: every session has ended, the link works no more [S-29]', async () => {
    const [older, newer] = (await mailsTo(context, EMAIL)).map(linkIn);
    assert.equal((await somebody.get(older ?? '')).status, 404, 'the newer link took its place');
    assert.equal((await somebody.post(newer ?? '', { fresh: FRESH })).status, 303);
    assert.equal((await maya.get('/account')).status, 303, 'signed out at once');
    assert.equal(
      (await somebody.post(newer ?? '', { fresh: 'another heron on the weir' })).status,
      404,
    );
    const old = await somebody.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.equal(old.status, 422);
    const fresh = await somebody.post('/sign-in', { email: EMAIL, password: FRESH });
    assert.equal(fresh.status, 303);
    assert.match((await mailsTo(context, EMAIL)).at(-1) ?? '', /signed out/);
  });

  it('opens an account again that was held', async () => {
    const attacker = newVisitor(context, { from: '192.0.2.66' });
    for (let each = 0; each < 6; each += 1) {
      await attacker.post('/sign-in', { email: EMAIL, password: 'guess after guess' });
    }
    await somebody.post('/lost-password', { email: EMAIL });
    const link = linkIn(
      (await mailsTo(context, EMAIL)).filter((w) => /new-password/.test(w)).at(-1),
    );
    assert.equal((await somebody.post(link, { fresh: FRESH })).status, 303);
    const elsewhere = newVisitor(context, { from: '192.0.2.3' });
    assert.equal((await elsewhere.post('/sign-in', { email: EMAIL, password: FRESH })).status, 303);
  });

  it('leaves the second step in place', async () => {
    await context.superuser.query('INSERT INTO second_steps SELECT id, now() FROM persons');
    const path = await runCommand(context, ['person reset-link', EMAIL]);
    assert.equal((await somebody.post(linkIn(path), { fresh: FRESH })).status, 422);
    const answer = await somebody.post('/sign-in', { email: EMAIL, password: FRESH });
    assert.equal(answer.headers.get('location'), '/sign-in/second');
    await context.superuser.query('DELETE FROM second_steps');
  });

  it('mails an address three times, then waits', async () => {
    const before = (await mailsTo(context, EMAIL)).length;
    const answer = await somebody.post('/lost-password', { email: EMAIL });
    assert.equal(answer.status, 429);
    assert.equal((await mailsTo(context, EMAIL)).length, before);
  });

  it('is too old after an hour', async () => {
    context.setClock('2026-11-25T09:00:00Z');
    await somebody.post('/lost-password', { email: EMAIL });
    const link = linkIn((await mailsTo(context, EMAIL)).at(-1));
    context.setClock('2026-11-25T10:00:01Z');
    assert.equal((await somebody.post(link, { fresh: FRESH })).status, 404);
  });

  it('leaves no token in the database or the history [S-54]', async () => {
    const token =
      linkIn((await mailsTo(context, EMAIL)).at(-1))
        .split('/')
        .at(-1) ?? 'none';
    const { rows } = await context.superuser.query(
      "SELECT (SELECT string_agg(body, '') FROM history) || (SELECT string_agg(l::text, '') FROM one_time_links l) AS all",
    );
    assert.ok(token.length > 20 && !rows[0].all.includes(token));
  });
});

describe('a lost password, without mail', async () => {
  const { context } = mailless;
  const maya = newVisitor(context, { from: '192.0.2.1' });

  it('says whom to ask', async () => {
    const html = await maya.read('/lost-password');
    assert.match(html, /Ask a careers leader/);
    assert.match(html, /waymark person reset-link/);
  });

  it('ends well with the link that an administrator prints', async () => {
    const printed = await runCommand(context, ['person reset-link', EMAIL]);
    const path = /http:\/\/localhost:3000(\/new-password\/\S+)/.exec(printed)?.[1] ?? '';
    assert.equal((await maya.post(path, { fresh: FRESH })).status, 303);
    assert.equal((await maya.post('/sign-in', { email: EMAIL, password: FRESH })).status, 303);
  });

  it('leads to the address that is served, whatever port the command is told', async () => {
    const { context: served } = await openTestSchool({ now: ORDINARY_MORNING });
    await rememberAddress(served, 'http://careers.local:4123');
    assert.match(
      await runCommand(served, ['person reset-link', EMAIL]),
      /^http:\/\/careers\.local:4123\/new-password\//,
    );
    await rememberAddress(served, 'http://localhost:4567');
    assert.match(
      await runCommand(served, ['person reset-link', EMAIL]),
      /^http:\/\/localhost:4567\//,
    );
    const printed = await runCommand(mailing.context, ['person reset-link', EMAIL]);
    assert.match(printed, /^https:\/\/waymark\.example\//, 'WAYMARK_URL goes before it');
  });

  it('is a plain sentence for an address that nobody has', async () => {
    await assert.rejects(runCommand(context, ['person reset-link', 'nobody@x.example']), {
      code: 'person.missing',
    });
  });
});
