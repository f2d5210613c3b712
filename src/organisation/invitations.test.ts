/** Inviting and accepting, with the wall of the database down: the verbs' own checks are all there is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { A_PASSWORD } from '../../tests/support/demo.js';
import { openSession } from '../account/sessions.js';
import type { Member } from '../platform/access/member.js';
import { acceptAsNew, acceptAsSelf } from './invitation-acceptance.js';
import { inviteAll, resendInvitation, revokeInvitation } from './invitation-changes.js';
import type { Invitee } from './invitees.js';

const { context } = await openTestSchool({ isAuthorizationOff: true });
const { superuser } = context;
const [school] = (await superuser.query('SELECT id, name FROM organisations')).rows;
const [person] = (await superuser.query('SELECT id, name, email FROM persons')).rows;
const other = { id: context.id(), name: 'Sandmartin School' };
await superuser.query(
  "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, $2, 'school', now())",
  [other.id, other.name],
);

const leader = (organisation: { id: string; name: string }): Member => ({
  person,
  organisation: { ...organisation, kind: 'school' },
  role: 'careers leader',
  isOwner: true,
});
const [maya, ines] = [leader(school), leader(other)];

let count = 0;
/** An address that nobody had before. */
const anAddress = () => {
  count += 1;
  return `person${count}@otterbridge.example`;
};

async function invite(by: Member, email: string) {
  const invitee: Invitee = { email, name: '', role: 'viewer', title: null, isOwner: false };
  const [invited] = await inviteAll(context, by, [invitee], { key: null, confirm: () => {} });
  assert.ok(invited);
  return invited;
}
const tokenOf = async (by: Member, email: string) => (await invite(by, email)).token ?? '';

interface Row {
  id: string;
  organisation_id: string;
  accepted_at: Date | null;
  revoked_at: Date | null;
}
/** Every invitation to an address, oldest first. */
const invitationsTo = async (email: string): Promise<Row[]> =>
  (await superuser.query('SELECT * FROM invitations WHERE email = $1 ORDER BY id', [email])).rows;

async function somebody(email: string, organisation: string, ended: Date | null) {
  const id = context.id();
  await superuser.query(
    "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', $2, now())",
    [id, email],
  );
  await superuser.query(
    `INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at)
     VALUES ($1, $2, 'viewer', now(), $3)`,
    [organisation, id, ended],
  );
  return id;
}

/** Puts an invitation of the other school beside ours, under the same id. */
async function twinOf({ id }: Row, email: string): Promise<void> {
  await superuser.query(
    `INSERT INTO invitations (organisation_id, id, email, role, token_hash, invited_at, sent_at, expires_at)
     VALUES ($1, $2, $3, 'viewer', $4, now(), now(), now())`,
    [other.id, id, email, Buffer.from(id)],
  );
}
const ofOther = (rows: Row[]) => rows.filter((row) => row.organisation_id === other.id);

describe('inviting an address again', () => {
  it('takes back the open invitation of this school, and no other', async () => {
    const email = anAddress();
    await invite(ines, email);
    await invite(maya, email);
    await invite(maya, email);
    const rows = await invitationsTo(email);
    assert.deepEqual(
      rows.map((row) => [row.organisation_id === school.id, row.revoked_at !== null]),
      [
        [false, false],
        [true, true],
        [true, false],
      ],
    );
  });

  it('leaves what was accepted, and the day on which one was taken back', async () => {
    const email = anAddress();
    context.setClock('2026-11-23T09:00:00Z');
    await invite(maya, email);
    const [{ id = '' } = {}] = await invitationsTo(email);
    await revokeInvitation(context, maya, id);
    const token = await tokenOf(maya, email);
    await acceptAsNew(context, token, { name: 'New', password: A_PASSWORD, device: 'Test' });
    await superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id <> $1', [
      person.id,
    ]);
    const before = await invitationsTo(email);
    context.setClock('2026-11-24T09:00:00Z');
    await invite(maya, email);
    const after = await invitationsTo(email);
    assert.equal(after.length, 3);
    assert.deepEqual(after.slice(0, 2), before);
    assert.deepEqual(
      after.map((row) => [row.accepted_at !== null, row.revoked_at !== null]),
      [
        [false, true],
        [true, false],
        [false, false],
      ],
    );
  });
});

describe('who is in the school already', () => {
  it('is not invited; who left it, or is in another school alone, is', async () => {
    const [here, gone, elsewhere] = [anAddress(), anAddress(), anAddress()];
    await somebody(here, school.id, null);
    await somebody(gone, school.id, context.clock());
    await somebody(elsewhere, other.id, null);
    const found = await Promise.all([here, gone, elsewhere].map((email) => invite(maya, email)));
    assert.deepEqual(
      found.map(({ isMember, token }) => [isMember, token !== null]),
      [
        [true, false],
        [false, true],
        [false, true],
      ],
    );
  });
});

describe('an invitation that was taken back or accepted', () => {
  it('cannot be taken back or sent again', async () => {
    const [revoked, accepted] = [anAddress(), anAddress()];
    await invite(maya, revoked);
    const token = await tokenOf(maya, accepted);
    await acceptAsNew(context, token, { name: 'New', password: A_PASSWORD, device: 'Test' });
    const [{ id: first = '' } = {}] = await invitationsTo(revoked);
    const [{ id: second = '' } = {}] = await invitationsTo(accepted);
    await revokeInvitation(context, maya, first);
    const done = { code: 'invitation.done' };
    for (const id of [first, second]) {
      await assert.rejects(revokeInvitation(context, maya, id), done);
      await assert.rejects(
        resendInvitation(context, maya, id, () => {}),
        done,
      );
    }
    assert.equal((await invitationsTo(accepted))[0]?.revoked_at, null);
  });
});

describe('an invitation of another school', () => {
  it('is neither taken back nor accepted with ours, though it has the same id', async () => {
    const [taken, accepted] = [anAddress(), anAddress()];
    await invite(maya, taken);
    const [ours] = await invitationsTo(taken);
    assert.ok(ours);
    await twinOf(ours, taken);
    await revokeInvitation(context, maya, ours.id);
    const [twin] = ofOther(await invitationsTo(taken));
    assert.equal(twin?.revoked_at, null);

    const token = await tokenOf(maya, accepted);
    const [mine] = await invitationsTo(accepted);
    assert.ok(mine);
    await twinOf(mine, accepted);
    await acceptAsNew(context, token, { name: 'New', password: A_PASSWORD, device: 'Test' });
    const rows = await invitationsTo(accepted);
    assert.equal(ofOther(rows)[0]?.accepted_at, null);
    assert.notEqual(rows.find((row) => row.organisation_id === school.id)?.accepted_at, null);
  });
});

describe('accepting an invitation', () => {
  it('is refused with a weak password, for an address that has an account, and to a member', async () => {
    const email = anAddress();
    const token = await tokenOf(maya, email);
    const accept = (password: string) =>
      acceptAsNew(context, token, { name: 'New Person', password, device: 'Test' });
    await assert.rejects(accept('password123'), { code: 'password.weak' });

    const id = await somebody(email, other.id, null);
    await assert.rejects(accept(A_PASSWORD), { code: 'invitation.account-exists' });

    const session = { id: context.id(), confirmedAt: context.clock() };
    const self = { person: { ...person, id, name: 'Sam Reid' }, session };
    await context.storage.write({ organisation: null, person: null, isInstallation: true }, (db) =>
      openSession(db, context, id, 'Test'),
    );
    assert.equal(await acceptAsSelf(context, token, self as never), school.name);
    const again = await tokenOf(maya, anAddress());
    await assert.rejects(acceptAsSelf(context, again, self as never), {
      code: 'invitation.member-already',
    });
  });
});
