import assert from 'node:assert/strict';
import { scrypt } from 'node:crypto';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { forgetKeys } from '../../tests/support/derived-keys.js';
import { runs } from '../../tests/support/runs.js';
import { MAYAS_PASSWORD, newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { installation } from '../platform/storage/transaction.js';
import { countAttempts, LIMITS } from './attempt-limits.js';
import { liveSessions, openSession, sessionIsLive } from './sessions.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const WRONG = 'not the password at all';
const SESSION = '__Host-waymark';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });

/** A new network address for each stranger. */
let strangers = 0;
function stranger() {
  strangers += 1;
  return newVisitor(context, { from: `192.0.2.${strangers}` });
}
const without = (html: string) =>
  html.replace(/value="[^"]*"/g, '').replace(/at \d\d:\d\d|in [^,]+,/g, '');

const signIn = (visitor: Visitor, password: string) =>
  visitor.post('/sign-in', { email: EMAIL, password });

/** Uses up what a network may try wrongly. */
async function holdNetwork(who: string): Promise<void> {
  for (let each = 0; each < LIMITS.address.free; each += 1)
    await countAttempts(context, [{ kind: 'address', who }]);
}

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

  it('lets a known browser in while its network has to wait, and nobody else', async () => {
    const from = '203.0.113.20';
    const own = newVisitor(context, { from });
    assert.equal((await signIn(own, MAYAS_PASSWORD)).status, 303);
    own.cookies.delete(SESSION);
    await holdNetwork(from);
    assert.equal((await signIn(newVisitor(context, { from }), MAYAS_PASSWORD)).status, 429);
    const other = newVisitor(context, { from });
    for (const [name, value] of (await somebodyElse()).cookies)
      if (name !== SESSION) other.cookies.set(name, value);
    assert.equal(
      (await signIn(other, MAYAS_PASSWORD)).status,
      429,
      'a browser that somebody else is known by',
    );
    assert.equal((await signIn(own, MAYAS_PASSWORD)).status, 303);
    own.cookies.delete(SESSION);
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) statuses.push((await signIn(own, WRONG)).status);
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429], 'its own count goes on');
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

  it('makes a hash of an earlier cost anew at the next right password, and at no wrong one', async () => {
    await context.superuser.query('DELETE FROM attempts');
    const own = 'person_id = (SELECT id FROM persons WHERE email = $1)';
    const hash = async (): Promise<string> =>
      (await context.superuser.query(`SELECT hash FROM passwords WHERE ${own}`, [EMAIL])).rows[0]
        .hash;
    const keep = (made: string) =>
      context.superuser.query(`UPDATE passwords SET hash = $2 WHERE ${own}`, [EMAIL, made]);
    const before = await hash();
    const salt = Buffer.from('0123456789abcdef');
    const key = await new Promise<Buffer>((resolve, reject) => {
      scrypt(MAYAS_PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 }, (error, made) =>
        error ? reject(error) : resolve(made),
      );
    });
    const old = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
    await keep(old);
    assert.equal((await signIn(stranger(), WRONG)).status, 422);
    assert.equal(await hash(), old);
    assert.equal((await signIn(stranger(), MAYAS_PASSWORD)).status, 303);
    const fresh = await hash();
    assert.equal(fresh.split('$').slice(0, 4).join('$'), before.split('$').slice(0, 4).join('$'));
    assert.equal((await signIn(stranger(), MAYAS_PASSWORD)).status, 303);
    assert.equal(await hash(), fresh, 'made anew once');
    for (const broken of ['scrypt$1024$8$1$$', `scrypt$1024$8$1$c2FsdA$${'A'.repeat(43)}A`]) {
      await keep(broken);
      assert.equal((await signIn(stranger(), MAYAS_PASSWORD)).status, 422, broken);
    }
    await keep(fresh);
  });

  it('takes as long for an unknown address as for a known one', async () => {
    // Each at its quickest: other work on the machine only adds to it. More rounds only while it does.
    const quickest = { known: Infinity, unknown: Infinity };
    const isAlike = (ratio: number) => ratio > 0.6 && ratio < 1.7;
    let ratio = 0;
    for (let round = 0; round < 20 && (round < runs(3, 7) || !isAlike(ratio)); round += 1) {
      for (const kind of ['known', 'unknown'] as const) {
        const email = kind === 'known' ? EMAIL : 'nobody@otterbridge.example';
        await context.superuser.query('DELETE FROM attempts');
        const visitor = stranger();
        forgetKeys();
        const from = performance.now();
        const { status } = await visitor.post('/sign-in', { email, password: WRONG });
        quickest[kind] = Math.min(quickest[kind], performance.now() - from);
        assert.equal(status, 422);
      }
      ratio = quickest.known / quickest.unknown;
    }
    assert.ok(isAlike(ratio), `known/unknown = ${ratio.toFixed(2)}`);
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
    assert.deepEqual(await liveSessions(context, []), new Set(), 'of none, none');
    assert.equal((await desk.get('/account')).status, 200);
  });

  it('of somebody else cannot be ended', async () => {
    const { rows } = await context.superuser.query(
      'SELECT s.id FROM sessions s JOIN persons p ON p.id = s.person_id WHERE p.email = $1 LIMIT 1',
      [EMAIL],
    );
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
      ['/sign-out', '/'],
      ['/prove?next=/prove', '/'],
      ['/sign-in?next=/account', '/'],
      ['/sign-invitations', '/sign-invitations'],
      ['', '/'],
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

describe('what somebody had typed when their session ended', () => {
  const typed = {
    note: ['Two\nlines'],
    _key: ['k'],
    level: ['2'],
    password: ['secret'],
    code: ['1'],
  };
  const kept = JSON.stringify(typed);
  const signInWith = async (fields: Record<string, string>) => {
    const visitor = newVisitor(context, { from: '198.51.100.11' });
    const given = { email: EMAIL, password: MAYAS_PASSWORD, ...fields };
    return (await visitor.post('/sign-in', given)).text();
  };

  it('is shown and sent on to where it was going, whole', async () => {
    const html = await signInWith({ next: '/plan/actions', kept });
    assert.match(html, /<h1[^>]*>What you typed is saved/);
    assert.match(html, /You are signed in again\./);
    assert.match(html, /<form method="post" action="\/plan\/actions"/);
    const sent = [...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    assert.deepEqual(sent.map(([, name, value]) => [name, value]).slice(0, 3), [
      ['note', 'Two\nlines'],
      ['_key', 'k'],
      ['level', '2'],
    ]);
    const shown = [...html.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, name]) => name);
    assert.deepEqual(shown.slice(0, 2), ['note', 'level']);
  });

  it('is kept while the password is wrong, and not when it is no form or leads nowhere', async () => {
    const wrong = await signInWith({ next: '/plan/actions', kept, password: WRONG });
    assert.match(wrong, /name="kept" value="[^"]*Two/);
    assert.match(wrong, /name="next" value="\/plan\/actions"/);
    for (const fields of [
      { next: '/plan/actions', kept: 'no form' },
      { next: '/plan/actions', kept: '{"note":"text"}' },
      { next: '/sign-out', kept },
    ])
      assert.doesNotMatch(await signInWith(fields), /Two|<form/, JSON.stringify(fields));
  });
});

describe('the page for signing in', () => {
  it('leads on whoever is signed in, on this site alone', async () => {
    const visitor = newVisitor(context, { from: '198.51.100.12' });
    assert.equal((await visitor.get('/sign-in')).status, 200);
    await signIn(visitor, MAYAS_PASSWORD);
    for (const [next, to] of [
      ['/account/name', '/account/name'],
      ['//evil.example', '/'],
      ['', '/'],
    ] as const)
      assert.equal(
        (await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`)).headers.get('location'),
        to,
      );
  });
});

async function somebodyElse() {
  const email = 'sam.reid@otterbridge.example';
  await context.superuser.query(
    "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', $2, now()) ON CONFLICT DO NOTHING",
    [context.id(), email],
  );
  await context.superuser.query(
    `INSERT INTO passwords (person_id, hash, changed_at)
     SELECT p.id, w.hash, now() FROM persons p, passwords w WHERE p.email = $1 LIMIT 1 ON CONFLICT DO NOTHING`,
    [email],
  );
  const sam = newVisitor(context, { from: '198.51.100.10' });
  await sam.post('/sign-in', { email, password: MAYAS_PASSWORD });
  return sam;
}
