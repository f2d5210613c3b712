/** Who is here and what their page needs, in one journey: `Storage.enter`. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { setUpSchool } from '../../tests/support/visitor.js';
import { openTestWorld, type TestWorld } from '../../tests/support/world.js';
import { openSession } from '../people/sessions.js';
import { installation } from './transaction.js';

const world = await openTestWorld();
await setUpSchool(world);
const first = (await world.superuser.query('SELECT organisation_id, person_id FROM memberships'))
  .rows[0] as Whose;
const second = await anotherSchool(world);

interface Whose {
  organisation_id: string;
  person_id: string;
}

/** A second school with one person, put there past everything that schools go through. */
async function anotherSchool({ superuser, id, clock }: TestWorld): Promise<Whose> {
  const whose = { organisation_id: id(), person_id: id() };
  const { organisation_id: organisation, person_id: person } = whose;
  await superuser.query(
    `INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Sandmartin School', 'school', $2)`,
    [organisation, clock()],
  );
  await superuser.query(
    `INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Ines Alvarez', 'ines@sandmartin.example', $2)`,
    [person, clock()],
  );
  await superuser.query(
    `INSERT INTO memberships (organisation_id, person_id, role, is_owner, started_at)
     VALUES ($1, $2, 'careers leader', true, $3)`,
    [organisation, person, clock()],
  );
  return whose;
}

/** The hash of a new session's token. */
async function sessionOf({ person_id }: Whose): Promise<Buffer> {
  const opening = world.storage.write(installation, (db) =>
    openSession(db, world, person_id, 'Test'),
  );
  return createHash('sha256')
    .update(await opening)
    .digest();
}

/** Whose work it is, and which schools and people of schools can be seen. */
const WHOSE = {
  name: 'waymark-test-whose',
  text: `SELECT json_build_object('organisation', waymark_organisation(), 'person', waymark_person(),
    'installation', waymark_is_installation(),
    'schools', (SELECT json_agg(id ORDER BY id) FROM organisations),
    'members', (SELECT json_agg(person_id) FROM memberships))`,
  values: [],
};
const FAILING = { name: 'waymark-test-failing', text: 'SELECT to_json(1 / 0)', values: [] };

const enter = (hash: Buffer, ahead = WHOSE, now = world.clock()) =>
  world.storage.enter(hash, now, ahead);

const seenBy = ({ organisation_id, person_id }: Whose) => ({
  organisation: organisation_id,
  person: person_id,
  installation: false,
  schools: [organisation_id],
  members: [person_id],
});
const SEEN_BY_NOBODY = {
  organisation: null,
  person: null,
  installation: false,
  schools: null,
  members: null,
};

describe('entering with a session', () => {
  it('tells who it is, and what is asked ahead is asked in their name', async () => {
    for (const whose of [first, second, first]) {
      const { here, ahead } = await enter(await sessionOf(whose));
      assert.deepEqual(
        { organisation_id: here?.organisation_id, person_id: here?.person_id },
        whose,
      );
      assert.deepEqual(ahead, [seenBy(whose)]);
    }
  });

  it('asks nothing ahead when there is nothing to ask', async () => {
    const hash = await sessionOf(first);
    const before = world.storage.queries();
    const { here, ahead } = await world.storage.enter(hash, world.clock(), null);
    assert.deepEqual([here?.person_id, ahead], [first.person_id, null]);
    assert.equal(world.storage.queries(), before + 1);
  });

  it('that nobody has, or that is over, shows nothing; after leaving, nothing of the school', async () => {
    const hash = await sessionOf(second);
    await enter(hash);
    const inAMonth = new Date(world.clock().getTime() + 30 * 24 * 60 * 60 * 1000);
    for (const [token, now] of [
      [createHash('sha256').update('nobody').digest(), world.clock()],
      [hash, inAMonth],
    ] as const) {
      assert.deepEqual(await enter(token, WHOSE, now), { here: null, ahead: [SEEN_BY_NOBODY] });
      await enter(hash);
    }
    await world.superuser.query('UPDATE memberships SET ended_at = $1 WHERE person_id = $2', [
      world.clock(),
      second.person_id,
    ]);
    const { here, ahead } = await enter(hash);
    assert.equal(here?.organisation_id, null);
    const person = second.person_id;
    assert.deepEqual(ahead, [{ ...SEEN_BY_NOBODY, person, members: [person] }]);
    await world.superuser.query('UPDATE memberships SET ended_at = NULL WHERE person_id = $1', [
      second.person_id,
    ]);
  });

  it('leaves no name on the connection for the next who asks', async () => {
    const [ofFirst, ofSecond] = [await sessionOf(first), await sessionOf(second)];
    const readAs = ({ organisation_id: organisation, person_id: person }: Whose) =>
      world.storage.read({ organisation, person }, async (db) => {
        const { rows } = await sql<{ id: string }>`SELECT id FROM organisations`.execute(db);
        return rows.map((row) => row.id);
      });
    for (let round = 0; round < 20; round += 1) {
      const [enters, reads] = round % 2 === 0 ? [ofFirst, second] : [ofSecond, first];
      await enter(enters);
      assert.deepEqual(await readAs(reads), [reads.organisation_id]);
      assert.deepEqual(await readAs(first), [first.organisation_id]);
    }
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, each) => {
        const whose = each % 2 === 0 ? first : second;
        const { ahead } = await enter(each % 2 === 0 ? ofFirst : ofSecond);
        assert.deepEqual(await readAs(whose), [whose.organisation_id]);
        return [ahead, [seenBy(whose)]];
      }),
    );
    for (const [got, due] of all) assert.deepEqual(got, due);
  });

  it('fails as a whole when what its page needs does, and leaves the connection in no wrong name', async () => {
    const [ofFirst, ofSecond] = [await sessionOf(first), await sessionOf(second)];
    for (let round = 0; round < 20; round += 1) {
      await enter(ofFirst);
      await assert.rejects(enter(ofSecond, FAILING), { code: '22012' });
      const scope = { organisation: second.organisation_id, person: second.person_id };
      const seen = await world.storage.read(scope, async (db) => {
        const { rows } = await sql<{ id: string }>`SELECT id FROM organisations`.execute(db);
        return rows.map((row) => row.id);
      });
      assert.deepEqual(seen, [second.organisation_id]);
      assert.deepEqual((await enter(ofSecond)).ahead, [seenBy(second)]);
    }
  });
});
