/** Belonging to a school, with the wall of the database down: the verbs' own checks are all there is. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openTestApp } from '../../tests/support/app.js';
import { runCommand } from '../../tests/support/command.js';
import { actingMember } from '../platform/access/cli-actor.js';
import type { Member } from '../platform/access/member.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import {
  changeMembership,
  type MembershipInput,
  removeMember,
  restoreMember,
  takeOver,
} from './membership-changes.js';
import { countOwners, listMemberships, listOwnSchools } from './organisation-store.js';

const context = await openTestApp({ isAuthorizationOff: true });
const { superuser } = context;
const here = { id: context.id(), name: 'Otterbridge School', kind: 'school' as const };
const there = { id: context.id(), name: 'Sandmartin School', kind: 'school' as const };
for (const { id, name } of [here, there])
  await superuser.query(
    "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, $2, 'school', now())",
    [id, name],
  );

const people: Record<string, string> = {};
for (const name of ['owner', 'leader', 'viewer', 'other']) {
  people[name] = context.id();
  await superuser.query(
    'INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())',
    [people[name], name, `${name}@otterbridge.example`],
  );
}
const idOf = (name: string) => people[name] ?? '';

async function joins(name: string, school: string, role: RoleWord, isOwner = false): Promise<void> {
  await superuser.query(
    `INSERT INTO memberships (organisation_id, person_id, role, is_owner, started_at)
     VALUES ($1, $2, $3, $4, now())`,
    [school, idOf(name), role, isOwner],
  );
}

const as = (name: string, role: RoleWord, isOwner = false, organisation = here): Member => ({
  person: { id: idOf(name), name },
  organisation,
  role,
  isOwner,
});
const owner = as('owner', 'viewer', true);
const leader = as('leader', 'careers leader');
const viewer = as('viewer', 'viewer');

let proofs = 0;
const confirm = () => {
  proofs += 1;
};
const input = (role: RoleWord, isOwner = false): MembershipInput => ({
  role,
  title: null,
  owner: isOwner,
});
const change = (by: Member, name: string, to: MembershipInput, version = 1) =>
  changeMembership(context, by, idOf(name), to, version, confirm);

interface Row {
  role: RoleWord;
  is_owner: boolean;
  version: number;
  ended_at: Date | null;
}
async function rating(name: string, school = here.id): Promise<Row | undefined> {
  const { rows } = await superuser.query<Row>(
    `SELECT role, is_owner, version, ended_at FROM memberships
     WHERE person_id = $1 AND organisation_id = $2`,
    [idOf(name), school],
  );
  return rows[0];
}
/** Everybody here and there, so that a change which reaches too far is seen. */
const everybody = async () =>
  (
    await superuser.query(
      'SELECT organisation_id, person_id, role, is_owner, ended_at FROM memberships ORDER BY 1, 2',
    )
  ).rows;

beforeEach(async () => {
  proofs = 0;
  await superuser.query('DELETE FROM memberships');
  await joins('owner', here.id, 'viewer', true);
  await joins('leader', here.id, 'careers leader');
  await joins('viewer', here.id, 'viewer');
  await joins('viewer', there.id, 'governor', true);
  await joins('other', there.id, 'careers leader', true);
});

describe('changing what somebody may do', () => {
  it('changes it for this person in this school, and for nobody else', async () => {
    const before = await everybody();
    await change(leader, 'viewer', input('contributor'));
    const after = await everybody();
    const changed = after.filter((row, at) => row.role !== before[at].role);
    assert.deepEqual(
      changed.map(({ person_id, organisation_id, role }) => [person_id, organisation_id, role]),
      [[idOf('viewer'), here.id, 'contributor']],
    );
    assert.equal((await rating('viewer'))?.version, 2);
    assert.equal(proofs, 0);
  });

  it('is for careers leaders and owners', async () => {
    const before = await everybody();
    await assert.rejects(change(viewer, 'viewer', input('careers leader')), {
      status: 403,
      code: 'membership.not-yours',
    });
    assert.deepEqual(await everybody(), before);
  });

  it('of owners and to owners is for owners who have just shown who they are', async () => {
    const before = await everybody();
    const refusal = { status: 403, code: 'owner.only-owners' };
    await assert.rejects(change(leader, 'viewer', input('viewer', true)), refusal);
    await assert.rejects(change(leader, 'owner', input('governor', true)), refusal);
    assert.deepEqual(await everybody(), before);
    await change(owner, 'viewer', input('viewer', true));
    assert.equal(proofs, 1);
    await change(owner, 'owner', input('governor', true));
    assert.equal(proofs, 2);
    const unverified = () => {
      throw new Error('not now');
    };
    await assert.rejects(
      changeMembership(context, owner, idOf('leader'), input('viewer', true), 1, unverified),
      /not now/,
    );
    assert.equal((await rating('leader'))?.is_owner, false);
  });

  it('leaves the school an owner who is here, at work and somebody else', async () => {
    const last = { status: 409, code: 'membership.last-owner' };
    await assert.rejects(change(owner, 'owner', input('viewer')), last);
    await joins('other', here.id, 'viewer', true);
    await superuser.query(
      'UPDATE memberships SET ended_at = now() WHERE person_id = $1 AND organisation_id = $2',
      [idOf('other'), here.id],
    );
    await assert.rejects(change(owner, 'owner', input('viewer')), last);
    assert.equal((await rating('owner'))?.is_owner, true);
    await superuser.query('UPDATE memberships SET ended_at = NULL');
    await change(owner, 'owner', input('viewer'));
    assert.equal((await rating('owner'))?.is_owner, false);
  });

  it('is told apart from what somebody else has just changed, and from what has ended', async () => {
    await assert.rejects(change(leader, 'viewer', input('governor'), 7), {
      status: 409,
      code: 'membership.changed',
    });
    await superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      idOf('viewer'),
    ]);
    await assert.rejects(change(leader, 'viewer', input('governor')), {
      status: 409,
      code: 'membership.ended',
    });
    assert.equal((await rating('viewer'))?.role, 'viewer');
  });

  it('knows nobody who is in another school only', async () => {
    await assert.rejects(change(leader, 'other', input('viewer')), { status: 404 });
    assert.equal((await rating('other', there.id))?.role, 'careers leader');
  });
});

describe('removing somebody', () => {
  const remove = (by: Member, name: string) => removeMember(context, by, idOf(name), confirm);

  it('ends their part in this school alone', async () => {
    await remove(leader, 'viewer');
    assert.ok((await rating('viewer'))?.ended_at);
    assert.equal((await rating('viewer', there.id))?.ended_at, null);
    assert.equal((await rating('leader'))?.ended_at, null);
    await remove(leader, 'viewer');
    assert.equal((await rating('viewer'))?.version, 2, 'a second time, nothing happens');
  });

  it('is for careers leaders; of an owner, for owners; and everybody may leave', async () => {
    await assert.rejects(remove(viewer, 'leader'), { status: 403, code: 'membership.not-yours' });
    await assert.rejects(remove(leader, 'owner'), { status: 403, code: 'owner.only-owners' });
    assert.equal((await rating('leader'))?.ended_at, null);
    assert.equal((await rating('owner'))?.ended_at, null);
    await remove(viewer, 'viewer');
    assert.ok((await rating('viewer'))?.ended_at);
  });

  it('takes a proof for an owner, and leaves the school one', async () => {
    await assert.rejects(remove(owner, 'owner'), { status: 409, code: 'membership.last-owner' });
    await joins('other', here.id, 'viewer', true);
    proofs = 0;
    await remove(owner, 'other');
    assert.equal(proofs, 1);
    assert.deepEqual(
      [(await rating('other'))?.is_owner, (await rating('other', there.id))?.is_owner],
      [false, true],
    );
  });
});

describe('letting somebody back in', () => {
  beforeEach(() =>
    superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [
      idOf('viewer'),
    ]),
  );

  it('opens this school to them, and no other', async () => {
    await restoreMember(context, leader, idOf('viewer'));
    assert.equal((await rating('viewer'))?.ended_at, null);
    assert.ok((await rating('viewer', there.id))?.ended_at);
  });

  it('is for careers leaders and owners', async () => {
    await assert.rejects(restoreMember(context, viewer, idOf('viewer')), {
      status: 403,
      code: 'membership.not-yours',
    });
    assert.ok((await rating('viewer'))?.ended_at);
  });

  it('is for those who are out, and not erased', async () => {
    await assert.rejects(restoreMember(context, leader, idOf('owner')), {
      status: 409,
      code: 'membership.running',
    });
    await superuser.query('UPDATE persons SET email = NULL WHERE id = $1', [idOf('viewer')]);
    await assert.rejects(restoreMember(context, leader, idOf('viewer')), {
      status: 409,
      code: 'person.erased',
    });
    assert.ok((await rating('viewer'))?.ended_at);
    await superuser.query("UPDATE persons SET email = 'viewer@otterbridge.example' WHERE id = $1", [
      idOf('viewer'),
    ]);
  });
});

describe('taking over', () => {
  it('makes an owner careers leader, here', async () => {
    await assert.rejects(takeOver(context, viewer), { status: 403, code: 'owner.only-owners' });
    assert.equal((await rating('viewer'))?.role, 'viewer');
    await takeOver(context, owner);
    assert.equal((await rating('owner'))?.role, 'careers leader');
    assert.equal((await rating('viewer'))?.role, 'viewer');
  });
});

const ended = (name: string, school = here.id) =>
  superuser.query(
    `UPDATE memberships SET ended_at = now() WHERE person_id = $1 AND organisation_id = $2`,
    [idOf(name), school],
  );

describe('who comes back', () => {
  it('was an owner, and is none any more', async () => {
    await joins('other', here.id, 'governor', true);
    await removeMember(context, owner, idOf('other'), confirm);
    await superuser.query("UPDATE memberships SET started_at = '2020-01-01'");
    await restoreMember(context, leader, idOf('other'));
    const { rows } = await superuser.query(
      'SELECT role, is_owner, started_at FROM memberships WHERE person_id = $1 AND organisation_id = $2',
      [idOf('other'), here.id],
    );
    assert.deepEqual(rows, [{ role: 'governor', is_owner: false, started_at: context.clock() }]);
  });
});

describe('a part in a school that a command grants', () => {
  beforeEach(async () => {
    await superuser.query("UPDATE memberships SET started_at = '2020-01-01'");
    await superuser.query("UPDATE organisations SET urn = '123456' WHERE id = $1", [here.id]);
  });
  const school = here.name;
  const grant = (name: string, options: Record<string, string | boolean> = {}) =>
    runCommand(context, ['person grant', `${name.toUpperCase()}@otterbridge.example `], options);

  for (const [options, role, isOwner] of [
    [{ school }, 'careers leader', false],
    [{ school: 'OTTERBRIDGE school' }, 'careers leader', false],
    [{ school: '123456' }, 'careers leader', false],
    [{ school: here.id, role: 'governor' }, 'governor', false],
    [{ school, owner: true }, 'careers leader', true],
    [{ school, role: 'adviser', owner: true }, 'adviser', true],
  ] as const)
    it(`is what its options say: ${Object.keys(options)}, ${role}${isOwner ? ' and account owner' : ''}`, async () => {
      const before = (await everybody()).length;
      const words = `other is now ${role}${isOwner ? ' and account owner' : ''} of Otterbridge School.`;
      assert.ok((await grant('other', options)).startsWith(words));
      const { version, ...row } = (await rating('other')) ?? {};
      assert.deepEqual(row, { role, is_owner: isOwner, ended_at: null });
      assert.equal((await everybody()).length, before + 1);
      assert.equal((await rating('other', there.id))?.role, 'careers leader');
    });

  it('leaves an owner at work one, and makes none of an owner who had left', async () => {
    const since = async () =>
      (
        await superuser.query(
          'SELECT started_at FROM memberships WHERE person_id = $1 AND organisation_id = $2',
          [idOf('owner'), here.id],
        )
      ).rows[0].started_at.getTime();
    await grant('owner', { school, role: 'adviser' });
    assert.equal((await rating('owner'))?.is_owner, true);
    assert.notEqual(await since(), context.clock().getTime());
    await ended('owner');
    await grant('owner', { school, role: 'viewer' });
    const row = await rating('owner');
    assert.deepEqual([row?.role, row?.is_owner, row?.ended_at], ['viewer', false, null]);
    assert.equal(await since(), context.clock().getTime(), 'back since now');
  });

  it('is refused where the school, the person or the role is not clear', async () => {
    const before = await everybody();
    await assert.rejects(grant('other'), (error: Error) => {
      assert.match(
        error.message,
        /^More than one school fits[\s\S]*Otterbridge School \(URN 123456\)/,
      );
      return error.message.includes(`Sandmartin School (${there.id})`);
    });
    await assert.rejects(grant('other', { school: '654321' }), { code: 'school.unknown' });
    await assert.rejects(grant('nobody', { school }), { code: 'person.missing' });
    await assert.rejects(grant('other', { school, role: 'owner' }), { code: 'role.unknown' });
    assert.deepEqual(await everybody(), before);
  });
});

describe('in whose name a command runs', () => {
  const found = async (as?: string, school?: string) => {
    const email = as && `${as}@otterbridge.example`;
    const { person, organisation, role, isOwner } = await actingMember(context, {
      as: email,
      school,
    });
    return [person.name, organisation.name, role, isOwner];
  };
  beforeEach(() =>
    superuser.query("UPDATE organisations SET urn = '234567' WHERE id = $1", [there.id]),
  );

  it('is told by address and, where they are in several, by the school', async () => {
    const atThere = ['viewer', there.name, 'governor', true];
    assert.deepEqual(await found('Owner'), ['owner', here.name, 'viewer', true]);
    assert.deepEqual(await found('other'), ['other', there.name, 'careers leader', true]);
    for (const school of ['sandmartin SCHOOL', '234567', ' 234567 '])
      assert.deepEqual(await found('viewer', school), atThere);
    assert.deepEqual(await found('viewer', here.name), ['viewer', here.name, 'viewer', false]);
    await ended('viewer');
    assert.deepEqual(await found('viewer'), atThere, 'the only one that is left');
  });

  it('is asked for where it is not clear', async () => {
    await assert.rejects(found('viewer'), {
      code: 'command.school',
      message: /viewer is in Otterbridge School, Sandmartin School\. Name one with --school/,
    });
    await assert.rejects(found('leader', there.name), { code: 'command.school' });
    await ended('leader');
    await assert.rejects(found('leader'), { message: /leader does not belong to a school/ });
    await assert.rejects(found('nobody'), { code: 'command.person', message: /nobody@/ });
  });

  it('is the first administrator who was not erased, where nobody is named', async () => {
    await assert.rejects(found(), { code: 'command.person', message: /Set Waymark up first/ });
    const set = (name: string, what: string) =>
      superuser.query(`UPDATE persons SET ${what} WHERE id = $1`, [idOf(name)]);
    await set('leader', "is_administrator = true, created_at = '2026-01-02'");
    await set('other', "is_administrator = true, created_at = '2026-01-01'");
    assert.equal((await found())[0], 'other');
    await set('other', 'erased_at = now()');
    assert.equal((await found())[0], 'leader');
    await assert.rejects(found('other'), { code: 'command.person' });
    await superuser.query('UPDATE persons SET is_administrator = false, erased_at = NULL');
  });
});

describe('the people of a school', () => {
  const reading = <T>(work: Parameters<typeof context.storage.read<T>>[1]) =>
    context.storage.read({ organisation: null, person: null, isInstallation: true }, work);

  it('are listed by whether they are there, by role, owners first, by name; owners are counted', async () => {
    await superuser.query('DELETE FROM memberships WHERE organisation_id = $1', [here.id]);
    await joins('viewer', here.id, 'viewer');
    await joins('owner', here.id, 'contributor', true);
    await joins('leader', here.id, 'contributor');
    await joins('other', here.id, 'careers leader', true);
    const names = async () =>
      (await reading((db) => listMemberships(db, here.id))).map(({ name }) => name);
    assert.deepEqual(await names(), ['other', 'owner', 'leader', 'viewer']);
    assert.equal(await reading((db) => countOwners(db, here.id)), 2);
    await ended('other');
    assert.deepEqual(await names(), ['owner', 'leader', 'viewer', 'other']);
    assert.equal(await reading((db) => countOwners(db, here.id)), 1);
  });

  it('go to schools that they are in still, by name', async () => {
    const schools = async () =>
      (await reading((db) => listOwnSchools(db, idOf('viewer')))).map((each) => [
        each.name,
        each.role,
      ]);
    assert.deepEqual(await schools(), [
      [here.name, 'viewer'],
      [there.name, 'governor'],
    ]);
    await ended('viewer');
    assert.deepEqual(await schools(), [[there.name, 'governor']]);
  });
});
