/** Sessions in the database: whose they are, how many, and when they are over. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { createApp } from '../app.js';
import { Problem } from '../platform/problems.js';
import { installation } from '../platform/storage/transaction.js';
import { listSessions, liveSessions, openSession, renewSession } from './sessions.js';

const { context } = await openTestSchool();
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
