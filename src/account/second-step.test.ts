/** The second step, and the story of a lost phone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { runCommand } from '../../tests/support/command.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { codeAt, stepAt } from './totp.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });

let secret: Buffer = Buffer.alloc(0);
let recovery: string[] = [];
const code = (apart = 0) => codeAt(secret, stepAt(context.clock()) + apart);

/** Base 32 without its spaces, back to bytes. */
function bytesOf(letters: string): Buffer {
  const bits = [...letters.replaceAll(' ', '')]
    .map((letter) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
    )
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
const codesIn = (html: string) =>
  [...html.matchAll(/<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})<\/code>/g)].map(
    ([, one]) => one ?? '',
  );

let browsers = 0;
/** A browser that has given the right password and stands before the second step. */
async function halfway() {
  browsers += 1;
  const visitor = newVisitor(context, { from: `192.0.2.${browsers}` });
  const answer = await visitor.post('/sign-in', {
    email: EMAIL,
    password: MAYAS_PASSWORD,
    next: '/account/name',
  });
  assert.equal(answer.headers.get('location'), '/sign-in/second');
  return visitor;
}

describe('an authenticator app', () => {
  it('is added with a picture and the same in letters, once its first code is right', async () => {
    assert.equal((await maya.post('/account/codes/new', {})).status, 303);
    const html = await maya.read('/account/codes/new');
    assert.match(html, /<svg class="qr" role="img"/);
    secret = bytesOf(/class="secret">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '');
    assert.equal(secret.length, 20);
    const wrong = await maya.post('/account/codes/first', { code: '000000' });
    assert.equal(wrong.status, 422);
    const right = await maya.post('/account/codes/first', { code: code() });
    assert.equal(right.status, 200);
    const shown = await right.text();
    recovery = codesIn(shown);
    assert.equal(new Set(recovery).size, 10);
    assert.match(shown, /download="waymark-recovery-codes.txt"/);
    assert.match(await maya.read('/account'), /10 recovery codes left/);
  });

  it('is asked for after the password, and leads on to where the person was going [S-28]', async () => {
    context.setClock('2026-11-23T09:05:00Z');
    const visitor = await halfway();
    assert.equal((await visitor.get('/account')).status, 303, 'not signed in yet');
    assert.match(await visitor.read('/sign-in/second'), /Enter a code from your app/);
    const answer = await visitor.post('/sign-in/second', { code: code() });
    assert.equal(answer.headers.get('location'), '/account/name');
    assert.equal((await visitor.get('/account')).status, 200);
  });

  it('gives codes that work once, also when two come at the same moment [S-31]', async () => {
    const used = await halfway();
    assert.equal((await used.post('/sign-in/second', { code: code() })).status, 422);
    context.setClock('2026-11-23T09:06:00Z');
    const [a, b] = [await halfway(), await halfway()];
    const answers = await Promise.all(
      [a, b].map((each) => each.post('/sign-in/second', { code: code() })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });

  it('takes the code just before, and refuses one before that', async () => {
    context.setClock('2026-11-23T09:10:00Z');
    const visitor = await halfway();
    assert.equal((await visitor.post('/sign-in/second', { code: code(-2) })).status, 422);
    assert.equal((await visitor.post('/sign-in/second', { code: code(-1) })).status, 303);
  });

  it('cannot be guessed at: five tries, then waiting, in any browser [S-33]', async () => {
    context.setClock('2026-11-23T09:20:00Z');
    const visitor = await halfway();
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      statuses.push((await visitor.post('/sign-in/second', { code: `11111${each}` })).status);
    }
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    const other = await halfway();
    assert.equal((await other.post('/sign-in/second', { code: code() })).status, 429);
    context.setClock('2026-11-23T09:22:00Z');
    assert.equal((await other.post('/sign-in/second', { code: code() })).status, 303);
  });

  it('or a passkey is asked for of whoever has both, and a passkey only where the browser can use it', async () => {
    await context.superuser.query(
      `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
       SELECT 'one', id, 'Phone', '\\x00', 0, false, now() FROM persons`,
    );
    const visitor = await halfway();
    const html = await visitor.read('/sign-in/second');
    assert.match(html, /Use your passkey, or enter a code from your app\./);
    assert.match(html, /action="\/sign-in\/second\/passkey"/);
    assert.doesNotMatch(html, /does not work here/);
    const cookies = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    for (const [host, canBeUsed] of [
      ['192.0.2.1', false],
      ['waymark.example', false],
      ['localhost:3000', true],
    ] as const) {
      const answer = await context.app.request(`http://${host}/sign-in/second`, {
        headers: {
          Cookie: host.startsWith('localhost') ? cookies : cookies.replaceAll('__Host-', ''),
          Host: host,
        },
      });
      const page = await answer.text();
      assert.equal(/Your passkey does not work here/.test(page), !canBeUsed, host);
      assert.equal(page.includes('action="/sign-in/second/passkey"'), canBeUsed, host);
    }
    await context.superuser.query('DELETE FROM passkeys');
  });

  it('waits ten minutes for the second step, and no longer', async () => {
    const visitor = await halfway();
    context.setClock('2026-11-23T09:32:01Z');
    const answer = await visitor.post('/sign-in/second', { code: code() });
    assert.equal(answer.headers.get('location'), '/sign-in');
  });

  it('is not passed by with a ceremony that belongs to somebody else’s browser [S-11]', async () => {
    const stranger = newVisitor(context, { from: '203.0.113.1' });
    const answer = await stranger.post('/sign-in/second', { code: code() });
    assert.equal(answer.headers.get('location'), '/sign-in');
    assert.ok(!stranger.cookies.has('__Host-waymark'));
  });
});

describe('the setting of the second step', () => {
  it('cannot be turned on by whoever has nothing to answer it with, and says so on the page', async () => {
    const id = context.id();
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Jo Marsh', 'jo@otterbridge.example', now())",
      [id],
    );
    const jo = newVisitor(context);
    jo.cookies.set('__Host-waymark', await signInAs(context, id, 'Test'));
    const refused = await jo.post('/account/second-step', { asks: 'yes' });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Add a <a href="\/account\/codes">authenticator app/);
    await context.superuser.query('DELETE FROM persons WHERE id = $1', [id]);
  });
});

describe('a lost phone', () => {
  it('ends well with a recovery code, which works once', async () => {
    context.setClock('2026-11-23T10:00:00Z');
    const [first = ''] = recovery;
    const visitor = await halfway();
    const typed = first.toUpperCase().replaceAll('-', ' ');
    assert.equal((await visitor.post('/sign-in/second', { code: typed })).status, 303);
    assert.match(await visitor.read('/account'), /9 recovery codes left/);
    assert.match(
      await visitor.read('/account/second-step'),
      /9 of your recovery codes are left\. Each lets you sign in/,
    );
    await context.superuser.query(
      'UPDATE recovery_codes SET used_at = now() WHERE hash <> (SELECT max(hash) FROM recovery_codes WHERE used_at IS NULL)',
    );
    assert.match(
      await visitor.read('/account/second-step'),
      /1 of your recovery codes is left\. Each lets you sign in/,
    );
    const again = await halfway();
    assert.equal((await again.post('/sign-in/second', { code: first })).status, 422);
    assert.equal((await visitor.post('/account/codes/remove', {})).status, 303);
    assert.match(await visitor.read('/account'), /Off: you sign in/);
    const plain = await newVisitor(context, { from: '203.0.113.2' }).post('/sign-in', {
      email: EMAIL,
      password: MAYAS_PASSWORD,
    });
    assert.equal(plain.headers.get('location'), '/');
  });

  it('ends well through an administrator when the codes are lost too [S-30]', async () => {
    await maya.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    await maya.post('/account/codes/new', {});
    const html = await maya.read('/account/codes/new');
    secret = bytesOf(/class="secret">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '');
    const shown = await maya.post('/account/codes/first', { code: code() });
    recovery = codesIn(await shown.text());
    const stuck = await halfway();
    const printed = await runCommand(context, ['person clear-second-factor', EMAIL]);
    assert.match(printed, /Maya Okafor now signs in with the password only/);
    assert.equal((await maya.get('/account')).status, 303, 'every session has ended');
    const answer = await newVisitor(context, { from: '203.0.113.3' }).post('/sign-in', {
      email: EMAIL,
      password: MAYAS_PASSWORD,
    });
    assert.equal(answer.headers.get('location'), '/');
    const late = await stuck.post('/sign-in/second', { code: recovery[0] ?? '' });
    assert.notEqual(late.headers.get('location'), '/account/name');
    const { rows } = await context.superuser.query(
      "SELECT body::json->>'channel' AS channel FROM history WHERE verb = 'second-step.cleared'",
    );
    assert.deepEqual(rows, [{ channel: 'command' }]);
  });

  it('leaves no code and no secret in the history or, in the clear, in the database [S-32]', async () => {
    const { rows } = await context.superuser.query(
      "SELECT (SELECT string_agg(body, '') FROM history) || coalesce((SELECT string_agg(r::text, '') FROM recovery_codes r), '') AS all",
    );
    for (const each of [...recovery, ...recovery.map((one) => one.replaceAll('-', ''))]) {
      assert.ok(!rows[0].all.includes(each));
    }
  });
});
