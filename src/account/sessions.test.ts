/** Sessions in the database: whose they are, how many, and when they are over. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { createApp } from '../app.js';
import { Problem } from '../platform/problems.js';
import { installation } from '../platform/storage/transaction.js';
import { listSessions, liveSessions, openSession, renewSession } from './sessions.js';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const { superuser } = context;
const maya: string = (await superuser.query('SELECT id FROM persons')).rows[0].id;
const school: string = (await superuser.query('SELECT id FROM organisations')).rows[0].id;
const sam = await person('Sam Reid');

const START = Date.parse('2026-11-23T09:00:00Z');
const HOUR = 60 * 60 * 1000;
const at = (hours: number) => context.setClock(new Date(START + hours * HOUR).toISOString());

async function person(name: string): Promise<string> {
  const id = context.id();
  await superuser.query(
    'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
    [id, name, `${id}@otterbridge.example`],
  );
  return id;
}

/** Puts somebody into a school from one day until another, or until today. */
async function joins(who: string, organisation: string, from: string, until: string | null) {
  await superuser.query(
    `INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at)
     VALUES ($1, $2, 'viewer', $3, $4)`,
    [organisation, who, from, until],
  );
}

const open = (who: string) =>
  context.storage.write(installation, (db) => openSession(db, context, who, 'Test'));
const sessionsOf = async (who: string): Promise<{ id: string; organisation_id: string | null }[]> =>
  (
    await superuser.query(
      'SELECT id, organisation_id FROM sessions WHERE person_id = $1 ORDER BY id',
      [who],
    )
  ).rows;
const idsOf = async (who: string) => (await sessionsOf(who)).map(({ id }) => id);

beforeEach(async () => {
  await superuser.query('DELETE FROM sessions');
  at(0);
});

describe('a new session', () => {
  it('opens the school that the person joined first of those that they are in still', async () => {
    const [left, joined] = [context.id(), context.id()];
    for (const id of [left, joined])
      await superuser.query(
        `INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Another', 'school', now())`,
        [id],
      );
    const ines = await person('Ines Alvarez');
    await joins(ines, left, '2020-09-01', '2024-08-31');
    await open(ines);
    await joins(ines, joined, '2024-09-01', null);
    await joins(ines, school, '2025-09-01', null);
    await open(ines);
    const opened = (await sessionsOf(ines)).map((each) => each.organisation_id);
    assert.deepEqual(opened, [null, joined]);
  });

  it('makes room among the person’s own alone, however many others have', async () => {
    for (let each = 0; each < 15; each += 1) await open(maya);
    at(1);
    for (let each = 0; each < 15; each += 1) await open(sam);
    at(2);
    await open(maya);
    assert.deepEqual([(await idsOf(maya)).length, (await idsOf(sam)).length], [16, 15]);
  });

  it('ends, with the 21st, the one that was used longest ago, whenever it was begun', async () => {
    for (let each = 0; each < 20; each += 1) {
      at(each / 60);
      await open(maya);
    }
    const begun = await idsOf(maya);
    // Each is used again, in an order in which neither the first begun nor the last is the one left longest.
    const used = [...begun.slice(12), ...begun.slice(0, 12)];
    for (const [place, id] of used.entries())
      await superuser.query('UPDATE sessions SET seen_at = $2 WHERE id = $1', [
        id,
        new Date(START + HOUR + place * 60_000),
      ]);
    for (const extra of [1, 2, 3]) {
      at(2 + extra / 60);
      await open(maya);
      const left = new Set(await idsOf(maya));
      assert.equal(left.size, 20);
      const ended = begun.filter((id) => !left.has(id));
      assert.deepEqual(ended.sort(), used.slice(0, extra).sort());
    }
  });

  it('sweeps away what is over of the person, and leaves what is over of others to them', async () => {
    await open(maya);
    await open(sam);
    const [ofSam] = await idsOf(sam);
    at(13);
    await open(maya);
    assert.equal((await idsOf(maya)).length, 1);
    assert.deepEqual(await idsOf(sam), [ofSam]);
  });
});

describe('a session that is over', () => {
  it('is not renewed, not live and not listed; neither is one of an erased person live', async () => {
    await open(maya);
    await open(sam);
    const [[ofMaya = ''], [ofSam = '']] = [await idsOf(maya), await idsOf(sam)];
    const live = async () => [...(await liveSessions(context, [ofMaya, ofSam]))].sort();
    const listed = (who: string) =>
      context.storage.read(installation, (db) => listSessions(db, context, who));
    const renew = (id: string) =>
      context.storage.write(installation, (db) => renewSession(db, context, id));
    assert.deepEqual(await live(), [ofMaya, ofSam].sort());
    assert.deepEqual(
      (await listed(maya)).map(({ id }) => id),
      [ofMaya],
    );

    await superuser.query('UPDATE persons SET erased_at = now() WHERE id = $1', [sam]);
    assert.deepEqual(await live(), [ofMaya]);
    await superuser.query('UPDATE persons SET erased_at = NULL WHERE id = $1', [sam]);

    at(13);
    assert.deepEqual(await live(), []);
    assert.deepEqual(await listed(maya), []);
    assert.equal(await renew(ofMaya), null);
    assert.equal((await idsOf(maya)).includes(ofMaya), true);
    at(11);
    assert.match((await renew(ofMaya)) ?? '', /^[\w-]{43}$/);
    assert.equal((await idsOf(maya)).includes(ofMaya), false);
  });

  it('is over a week after the sign-in, however often it was renewed', async () => {
    await open(maya);
    const DAYS = 24;
    for (let hours = 10; hours < 7 * DAYS; hours += 10) {
      at(hours);
      const [id = ''] = await idsOf(maya);
      const renewed = await context.storage.write(installation, (db) =>
        renewSession(db, context, id),
      );
      assert.ok(renewed, `after ${hours} hours`);
    }
    at(7 * DAYS);
    assert.equal((await liveSessions(context, await idsOf(maya))).size, 0);
  });
});

describe('a session that goes on', () => {
  const rowOf = async (id: string) =>
    (await superuser.query('SELECT * FROM sessions WHERE id = $1', [id])).rows[0];

  it('under a new token is the same: whose, in which school, on which device, since when', async () => {
    const other = context.id();
    await superuser.query(
      "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Another', 'school', now())",
      [other],
    );
    await open(maya);
    const [id = ''] = await idsOf(maya);
    await superuser.query("UPDATE sessions SET organisation_id = $1, device = 'Firefox'", [other]);
    const before = await rowOf(id);
    at(2);
    await context.storage.write(installation, (db) => renewSession(db, context, id));
    const [renewed = ''] = await idsOf(maya);
    const { id: _, token_hash, seen_at, confirmed_at, expires_at, ...after } = await rowOf(renewed);
    for (const [name, value] of Object.entries(after)) assert.deepEqual(value, before[name], name);
    assert.deepEqual(Object.keys(after).sort(), [
      ...['created_at', 'device', 'organisation_id', 'person_id'],
    ]);
    assert.notDeepEqual(token_hash, before.token_hash);
    assert.deepEqual([seen_at, confirmed_at], [context.clock(), context.clock()]);
    assert.equal(expires_at.getTime(), START + 14 * HOUR);
  });

  it('is listed by when it was last used, written down every five minutes', async () => {
    const tokens = [await open(maya), await open(maya), await open(maya)];
    const [first, second, third] = await idsOf(maya);
    const ask = (token = '') =>
      context.app.request('http://localhost/account', {
        headers: { cookie: `__Host-waymark=${token}`, host: 'localhost' },
      });
    const seen = async () =>
      (await context.storage.read(installation, (db) => listSessions(db, context, maya))).map(
        ({ id, seenAt }) => [id, (seenAt.getTime() - START) / HOUR],
      );
    at(4 / 60);
    await ask(tokens[1]);
    assert.deepEqual(new Set((await seen()).map(([, hours]) => hours)), new Set([0]));
    at(1);
    await ask(tokens[1]);
    at(2);
    await ask(tokens[0]);
    assert.deepEqual(await seen(), [
      [first, 2],
      [second, 1],
      [third, 0],
    ]);
  });
});

describe('saying that a session is in use', () => {
  const failing = (error: Error) =>
    createApp({ ...context, storage: { ...context.storage, write: () => Promise.reject(error) } });
  const asked = async (error: Error) => {
    at(0);
    const token = await open(maya);
    at(1);
    const headers = { cookie: `__Host-waymark=${token}`, host: 'localhost' };
    return (await failing(error).request('/account', { headers })).status;
  };

  it('is left out where the disk is full, and nothing else that fails is', async () => {
    assert.equal(await asked(new Problem(503, 'storage.full', 'Full.')), 200);
    assert.equal(await asked(new Problem(503, 'storage.away', 'Away.')), 503);
    assert.equal(await asked(new Error('Something else')), 500);
  });
});
