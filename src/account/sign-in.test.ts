import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { forgetKeys } from '../../tests/support/derived-keys.js';
import { runs } from '../../tests/support/runs.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { installation } from '../platform/storage/transaction.js';
import { countAttempts, LIMITS } from './attempt-limits.js';
import { liveSessions, openSession, sessionIsLive } from './sessions.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const WRONG = 'not the password at all';
const SESSION = '__Host-waymark';

const { context } = await openTestSchool();

/** A new network address for each stranger. */
let strangers = 0;
function stranger() {
  strangers += 1;
  return newVisitor(context, { from: `192.0.2.${strangers}` });
}
const without = (html: string) =>
  html.replace(/value="[^"]*"/g, '').replace(/at \d\d:\d\d|in [^,]+,/g, '');

async function historyVerbs(verb: string): Promise<number> {
  const { rows } = await context.superuser.query(
    'SELECT count(*)::integer AS n FROM history WHERE verb = $1',
    [verb],
  );
  return rows[0].n;
}

describe('signing in by password', () => {
  it('answers an unknown address and a wrong password alike, held or not', async () => {
    const known = stranger();
    const unknown = stranger();
    for (let each = 1; each <= 7; each += 1) {
      const a = await known.post('/sign-in', { email: EMAIL, password: WRONG });
      const b = await unknown.post('/sign-in', {
        email: 'no@otterbridge.example',
        password: WRONG,
      });
      assert.equal(a.status, each <= 5 ? 422 : 429);
      assert.equal(b.status, a.status);
      assert.equal(without(await a.text()), without(await b.text()));
    }
  });

  it('keeps the address closed to strangers even with the right password, and says until when [S-23]', async () => {
    const answer = await stranger().post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.equal(answer.status, 429);
    assert.match(await answer.text(), /Try again in a minute, at 09:01/);
  });

  it('lets the person herself in meanwhile, from a browser that she has used before', async () => {
    context.setClock('2026-11-23T09:02:00Z');
    const own = newVisitor(context, { from: '198.51.100.1' });
    assert.equal(
      (await own.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD })).status,
      303,
    );
    own.cookies.delete(SESSION);
    const attacker = stranger();
    for (let each = 0; each < 6; each += 1) {
      await attacker.post('/sign-in', { email: EMAIL, password: WRONG });
    }
    assert.equal(
      (await stranger().post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD })).status,
      429,
    );
    assert.equal(
      (await own.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD })).status,
      303,
    );
  });

  it('gives a known browser no more guesses than anybody else', async () => {
    const own = newVisitor(context, { from: '198.51.100.2' });
    context.setClock('2026-11-23T11:00:00Z');
    await own.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    own.cookies.delete(SESSION);
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      statuses.push((await own.post('/sign-in', { email: EMAIL, password: WRONG })).status);
    }
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
  });

  it('holds a network that tries many addresses', async () => {
    const sprayer = newVisitor(context, { from: '203.0.113.9' });
    const address = { kind: 'address', who: '203.0.113.9' } as const;
    for (let each = 0; each < LIMITS.address.free - 2; each += 1) {
      await countAttempts(context, [address]);
    }
    const statuses: number[] = [];
    for (let each = 0; each < 3; each += 1) {
      const email = `somebody${each}@otterbridge.example`;
      statuses.push((await sprayer.post('/sign-in', { email, password: 'x' })).status);
    }
    assert.deepEqual(statuses, [422, 422, 429]);
  });

  it('tells the history once that somebody was held, without passwords or addresses [S-64]', async () => {
    const throttled = await historyVerbs('sign-in.throttled');
    assert.ok(throttled >= 3 && throttled <= 8, String(throttled));
    const { rows } = await context.superuser.query(
      "SELECT string_agg(body, '') AS all FROM history",
    );
    for (const secret of [WRONG, MAYAS_PASSWORD, EMAIL, 'somebody2@']) {
      assert.ok(!rows[0].all.includes(secret), secret);
    }
  });

  it('takes as long for an unknown address as for a known one', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < runs(3, 7); round += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const email = kind === 'known' ? EMAIL : 'nobody@otterbridge.example';
        await context.superuser.query('DELETE FROM attempts');
        const visitor = stranger();
        forgetKeys();
        const from = performance.now();
        const { status } = await visitor.post('/sign-in', { email, password: WRONG });
        times[kind].push(performance.now() - from);
        assert.equal(status, 422);
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    const ratio = median(times.known) / median(times.unknown);
    assert.ok(ratio > 0.6 && ratio < 1.7, `known/unknown = ${ratio.toFixed(2)}`);
  });
});

describe('sessions', () => {
  it('begin anew at every sign-in, and the one before ends [S-40]', async () => {
    await context.superuser.query('DELETE FROM attempts');
    context.setClock('2026-11-30T09:00:00Z');
    const visitor = newVisitor(context, { from: '198.51.100.3' });
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const first = visitor.cookies.get(SESSION) ?? '';
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const second = visitor.cookies.get(SESSION) ?? '';
    assert.notEqual(first, second);
    visitor.cookies.set(SESSION, first);
    assert.equal((await visitor.get('/account')).status, 303);
    visitor.cookies.set(SESSION, second);
    assert.equal((await visitor.get('/account')).status, 200);
  });

  it('are listed in words, with this device marked, and can be ended one by one [S-46]', async () => {
    const phone = newVisitor(context, {
      from: '198.51.100.4',
      agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1',
    });
    const desk = newVisitor(context, {
      from: '198.51.100.5',
      agent: 'Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0',
    });
    await phone.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    await desk.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const html = await desk.read('/account');
    assert.match(html, /Firefox on Windows<\/b><span class="chip here">this device/);
    const id = /Safari on an iPhone[\s\S]*?name="which" value="([0-9a-f-]{36})"/.exec(html)?.[1];
    assert.ok(id);
    assert.equal(await sessionIsLive(context, id), true);
    await desk.post('/account/sessions', { which: id });
    assert.equal((await phone.get('/account')).status, 303);
    assert.equal(await sessionIsLive(context, id), false);
    assert.equal((await desk.get('/account')).status, 200);
  });

  it('of somebody else cannot be ended', async () => {
    const { rows } = await context.superuser.query('SELECT id FROM sessions LIMIT 1');
    const other = await somebodyElse();
    await other.post('/account/sessions', { which: rows[0].id });
    assert.equal((await liveSessions(context, [rows[0].id])).size, 1);
  });

  it('end after twelve hours without use, and after a week however much they are used [S-37]', async () => {
    context.setClock('2026-12-07T08:00:00Z');
    const visitor = newVisitor(context, { from: '198.51.100.6' });
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    for (let hours = 10; hours < 7 * 24; hours += 10) {
      context.setClock(new Date(Date.UTC(2026, 11, 7, 8 + hours)).toISOString());
      assert.equal((await visitor.get('/account')).status, 200, `${hours} hours`);
    }
    context.setClock('2026-12-14T08:00:01Z');
    assert.equal((await visitor.get('/account')).status, 303);

    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    context.setClock('2026-12-14T20:00:02Z');
    assert.equal((await visitor.get('/account')).status, 303);
  });

  it('number at most twenty: the one unused longest makes room [S-38]', async () => {
    const { rows: found } = await context.superuser.query(
      'SELECT id FROM persons WHERE email = $1',
      [EMAIL],
    );
    for (let each = 0; each < 22; each += 1) {
      await context.storage.write(installation, (db) =>
        openSession(db, context, found[0].id, 'Test'),
      );
    }
    const { rows } = await context.superuser.query(
      'SELECT count(*)::integer AS n FROM sessions s JOIN persons p ON p.id = s.person_id WHERE p.email = $1',
      [EMAIL],
    );
    assert.equal(rows[0].n, 20);
  });

  it('are gone from the database once signed out [S-39]', async () => {
    const visitor = newVisitor(context, { from: '198.51.100.8' });
    await visitor.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    const token = visitor.cookies.get(SESSION) ?? '';
    const answer = await visitor.post('/sign-out', {});
    assert.match(answer.headers.get('clear-site-data') ?? '', /storage/);
    visitor.cookies.set(SESSION, token);
    assert.equal((await visitor.get('/account')).status, 303);
  });

  it('lead back to where the person was going, and never off this site [S-21]', async () => {
    const visitor = newVisitor(context, { from: '198.51.100.9' });
    for (const [next, wanted] of [
      ['/account/name', '/account/name'],
      ['//evil.example/x', '/'],
      ['https://evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/sign-in/second', '/'],
    ] as const) {
      const answer = await visitor.post('/sign-in', {
        email: EMAIL,
        password: MAYAS_PASSWORD,
        next,
      });
      assert.equal(answer.headers.get('location'), wanted);
    }
  });
});

async function somebodyElse() {
  const { rows } = await context.superuser.query('SELECT hash FROM passwords LIMIT 1');
  const id = context.id();
  await context.superuser.query(
    "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', 'sam.reid@otterbridge.example', now())",
    [id],
  );
  await context.superuser.query(
    'INSERT INTO passwords (person_id, hash, changed_at) VALUES ($1, $2, now())',
    [id, rows[0].hash],
  );
  const sam = newVisitor(context, { from: '198.51.100.10' });
  await sam.post('/sign-in', { email: 'sam.reid@otterbridge.example', password: MAYAS_PASSWORD });
  return sam;
}
