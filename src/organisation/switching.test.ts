/** Going to another school of one's own, with the wall of the database down. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { switchSchool } from './membership-changes.js';
import { signInAs } from './set-up-changes.js';

const context = await openTestApp({ isAuthorizationOff: true });
const { superuser } = context;
const [here, there] = [context.id(), context.id()];
for (const id of [here, there])
  await superuser.query(
    "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'School', 'school', now())",
    [id],
  );

/** Somebody who works in these schools. */
async function somebody(name: string, ...schools: string[]) {
  const person = { id: context.id(), name, email: null, isAdministrator: false };
  await superuser.query('INSERT INTO persons (id, name, created_at) VALUES ($1, $2, now())', [
    person.id,
    name,
  ]);
  for (const school of schools)
    await superuser.query(
      `INSERT INTO memberships (organisation_id, person_id, role, started_at)
       VALUES ($1, $2, 'viewer', now())`,
      [school, person.id],
    );
  return person;
}
const both = await somebody('Vera Holt', here, there);
const one = await somebody('Sam Reid', here);

const sessionsOf = async ({ id }: { id: string }): Promise<{ id: string; school: string }[]> =>
  (
    await superuser.query(
      'SELECT id, organisation_id AS school FROM sessions WHERE person_id = $1 ORDER BY id',
      [id],
    )
  ).rows;
async function session(person: typeof both): Promise<{ id: string; confirmedAt: Date }> {
  await signInAs(context, person.id, 'Test');
  await superuser.query('UPDATE sessions SET organisation_id = $1 WHERE person_id = $2', [
    here,
    person.id,
  ]);
  return { id: (await sessionsOf(person)).at(-1)?.id ?? '', confirmedAt: new Date() };
}

describe('going to another school of one’s own', () => {
  it('moves this session, and no other', async () => {
    await session(both);
    const second = await session(both);
    const foreign = await session(one);
    await switchSchool(context, { person: both, session: second }, there);
    const schools = (await sessionsOf(both)).map(({ school }) => school);
    assert.deepEqual(schools, [here, there]);
    await switchSchool(context, { person: both, session: foreign }, there);
    assert.equal((await sessionsOf(one))[0]?.school, here, 'the session of somebody else stays');
  });

  it('knows no school that one is not in, or in no longer', async () => {
    const actor = { person: one, session: await session(one) };
    const unknown = { status: 404, code: 'school.unknown' };
    await assert.rejects(switchSchool(context, actor, there), unknown);
    await superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [one.id]);
    await assert.rejects(switchSchool(context, actor, here), unknown);
  });
});
