/** Inviting and accepting, with the wall of the database down: the verbs' own checks are all there is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { A_PASSWORD } from '../../tests/support/demo.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import type { Member } from '../platform/access/member.js';
import { acceptAsNew, acceptAsSelf } from './invitation-acceptance.js';
import { inviteAll, resendInvitation, revokeInvitation } from './invitation-changes.js';
import { listWaiting } from './invitation-store.js';
import type { Invitee } from './invitees.js';
import { addSchool } from './organisations.js';

const { context, maya: browser } = await openTestSchool({
  now: ORDINARY_MORNING,
  isAuthorizationOff: true,
});
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
        resendInvitation(context, maya, id, { key: null, confirm: () => {} }),
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
    await assert.rejects(acceptAsSelf(context, token, self as never), {
      code: 'e-mail.unverified',
    });
    await superuser.query('UPDATE persons SET email_verified_at = now() WHERE id = $1', [id]);
    assert.equal(await acceptAsSelf(context, token, self as never), school.name);
    const again = await tokenOf(maya, anAddress());
    await assert.rejects(acceptAsSelf(context, again, self as never), {
      code: 'invitation.member-already',
    });
  });
});

/** An invitation with nothing left out. */
const CHAIR = { name: 'Ada Head', role: 'governor', title: 'Chair', isOwner: true } as const;
async function inviteChair(email: string): Promise<string> {
  const asked = { key: null, confirm: () => {} };
  const [invited] = await inviteAll(context, maya, [{ email, ...CHAIR }], asked);
  return invited?.token ?? '';
}
const membershipOf = async (email: string) =>
  (
    await superuser.query(
      `SELECT p.name, m.role, m.title, m.is_owner, m.started_at, m.ended_at, m.version
       FROM memberships m JOIN persons p ON p.id = person_id WHERE email = $1 AND organisation_id = $2`,
      [email, school.id],
    )
  ).rows[0];

describe('an invitation that is sent again', () => {
  it('is the same invitation with a new link, for a fortnight from now', async () => {
    const email = anAddress();
    context.setClock('2026-11-23T09:00:00Z');
    const old = await inviteChair(email);
    context.setClock('2026-12-01T09:00:00Z');
    const [first] = await invitationsTo(email);
    let proofs = 0;
    const confirm = () => {
      proofs += 1;
    };
    const { token } = await resendInvitation(context, maya, first?.id ?? '', {
      key: null,
      confirm,
    });
    assert.equal(proofs, 1, 'an owner is invited');
    const [was, is, ...more] = (
      await superuser.query(
        'SELECT email, name, role, title, is_owner, invited_by FROM invitations WHERE email = $1 ORDER BY id',
        [email],
      )
    ).rows;
    assert.deepEqual([is, more], [was, []]);
    const { rows } = await superuser.query(
      'SELECT sent_at, expires_at FROM invitations WHERE email = $1 AND revoked_at IS NULL',
      [email],
    );
    assert.deepEqual(rows, [
      {
        sent_at: new Date('2026-12-01T09:00:00Z'),
        expires_at: new Date('2026-12-15T09:00:00Z'),
      },
    ]);
    const input = { name: 'Ada Head', password: A_PASSWORD, device: 'Test' };
    await assert.rejects(acceptAsNew(context, old, input), { code: 'invitation.closed' });
    await acceptAsNew(context, token ?? '', input);
    const { role, title, is_owner } = await membershipOf(email);
    assert.deepEqual([role, title, is_owner], ['governor', 'Chair', true]);
  });
});

describe('whoever accepts', () => {
  it('is in the school as they were invited, from now on, also when they had left it', async () => {
    const [fresh, back] = [anAddress(), anAddress()];
    const id = await somebody(back, school.id, context.clock());
    context.setClock('2026-12-02T09:00:00Z');
    const [forFresh, forBack] = [await inviteChair(fresh), await inviteChair(back)];
    await acceptAsNew(context, forFresh, { name: 'New', password: A_PASSWORD, device: 'Test' });
    const session = { id: context.id(), confirmedAt: context.clock() };
    await acceptAsSelf(context, forBack, { person: { ...person, id, name: 'Sam Reid' }, session });
    const at = context.clock();
    const joined = {
      role: 'governor',
      title: 'Chair',
      is_owner: true,
      started_at: at,
      ended_at: null,
    };
    assert.deepEqual(await membershipOf(fresh), { name: 'New', ...joined, version: 1 });
    assert.deepEqual(await membershipOf(back), { name: 'Sam Reid', ...joined, version: 2 });
  });

  it('chooses no password that anybody could guess', async () => {
    const token = await tokenOf(ines, 'rosa.finch@weirside.example');
    for (const password of ['Sandmartin School 2026', 'Rosa Finch 1990', 'rosa.finch.weirside'])
      await assert.rejects(
        acceptAsNew(context, token, { name: 'Rosa Finch', password, device: 'Test' }),
        { code: 'password.weak', message: /words that others can guess/ },
        password,
      );
  });
});

describe('the page of an invitation', () => {
  const read = async (token: string, as = newVisitor(context)) =>
    (await as.read(`/invitations/${token}`)).replace(/\s+/g, ' ');

  it('says who asks, for which school and as what', async () => {
    const html = await read(await inviteChair(anAddress()));
    assert.match(html, /<h1>Join Otterbridge School/);
    assert.match(
      html,
      /Maya Okafor invites you to take part in [^,]*, as governor and account owner\. A governor reads and asks questions\. An account owner can/,
    );
    const viewer = await read(await tokenOf(maya, anAddress()));
    assert.match(viewer, /as viewer\. A viewer reads\.</);
    assert.doesNotMatch(viewer, /An owner also/);
  });

  it('lets somebody new make an account for that address, and leads whoever has one to sign in', async () => {
    const email = anAddress();
    const fresh = await inviteChair(email);
    const html = await read(fresh);
    assert.match(html, new RegExp(`name="email"[^>]* value="${email}"[^>]* readonly`));
    assert.match(html, /name="name"[^>]* value="Ada Head"/);
    assert.match(html, /Join Otterbridge School<\/button>/);
    await somebody(email, other.id, null);
    const known = await read(fresh);
    assert.match(known, new RegExp(`${email} already has a Waymark account`));
    assert.ok(known.includes(`href="/sign-in?next=%2Finvitations%2F${fresh}"`));
    assert.doesNotMatch(known, /name="password"/);
  });

  it('lets somebody who is signed in join as who they are, whatever address it went to', async () => {
    const email = anAddress();
    const id = await somebody(email, other.id, null);
    await superuser.query('UPDATE persons SET email_verified_at = now() WHERE id = $1', [id]);
    const own = newVisitor(context);
    const token = await context.storage.write(
      { organisation: null, person: null, isInstallation: true },
      (db) => openSession(db, context, id, 'Test'),
    );
    own.cookies.set('__Host-waymark', token);
    const [invited, toOther] = [anAddress(), anAddress()];
    const html = await read(await inviteChair(invited), own);
    assert.match(
      html,
      new RegExp(
        `signed in as Sam Reid \\(${email}\\)\\. The invitation was sent to ${invited}\\.`,
      ),
    );
    const link = `/invitations/${await inviteChair(toOther)}`;
    const joined = await own.post(link, { as: 'self' });
    assert.equal(joined.headers.get('location'), '/');
    assert.match(await own.read('/people'), /You have joined Otterbridge School\./);
    assert.equal((await membershipOf(email)).role, 'governor');
    assert.equal(await membershipOf(toOther), undefined);
    await superuser.query('UPDATE memberships SET ended_at = now() WHERE person_id = $1', [id]);
  });
});

describe('the invitations that wait', () => {
  it('are those of this school that are open or too old, newest first', async () => {
    await superuser.query('DELETE FROM invitations');
    const sent: string[] = [];
    for (const day of ['01', '10', '20']) {
      context.setClock(`2026-12-${day}T09:00:00Z`);
      sent.unshift(anAddress());
      await invite(maya, sent[0] ?? '');
    }
    const [revoked, accepted] = [anAddress(), anAddress()];
    await invite(ines, anAddress());
    await invite(maya, revoked);
    await revokeInvitation(context, maya, (await invitationsTo(revoked))[0]?.id ?? '');
    const token = await tokenOf(maya, accepted);
    await acceptAsNew(context, token, { name: 'New', password: A_PASSWORD, device: 'Test' });
    const waiting = await context.storage.read({ organisation: school.id, person: null }, (db) =>
      listWaiting(db, school.id),
    );
    assert.deepEqual(
      waiting.map(({ email }) => email),
      sent,
    );
    browser.cookies.set(
      '__Host-waymark',
      await context.storage.write(
        { organisation: null, person: null, isInstallation: true },
        (db) => openSession(db, context, person.id, 'Test'),
      ),
    );
    const html = (await browser.read('/people')).split('Invited')[1] ?? '';
    const states = [...html.matchAll(/Sent ([^<]*)/g)].map(([, words]) => words);
    assert.deepEqual(states.slice(0, 3), [
      '20 December 2026, expires on 3 January 2027',
      '10 December 2026, expires on 24 December 2026',
      '1 December 2026, expired',
    ]);
  });
});

describe('a further school', () => {
  const session = { id: context.id(), confirmedAt: context.clock() };
  const input = { organisation: 'Heron School', kind: 'special school', urn: '654321' } as const;
  const rowsOf = async (table: string, columns: string, id: string) =>
    (await superuser.query(`SELECT ${columns} FROM ${table} WHERE organisation_id = $1`, [id]))
      .rows;

  for (const leader of ['', 'nia@heron.example'])
    it(`is led by ${leader || 'the administrator, where nobody else is named'}`, async () => {
      const added = await addSchool(
        context,
        { person, session },
        { ...input, leader },
        { key: null },
      );
      const { rows } = await superuser.query(
        'SELECT name, kind, urn FROM organisations WHERE id = $1',
        [added.id],
      );
      assert.deepEqual(rows, [{ name: 'Heron School', kind: 'special school', urn: '654321' }]);
      assert.deepEqual(
        await rowsOf('memberships', 'person_id, role, is_owner', added.id),
        leader ? [] : [{ person_id: person.id, role: 'careers leader', is_owner: true }],
      );
      assert.deepEqual(
        await rowsOf('invitations', 'email, role, is_owner, invited_by', added.id),
        leader
          ? [{ email: leader, role: 'careers leader', is_owner: true, invited_by: person.id }]
          : [],
      );
      assert.deepEqual([added.token !== null, added.isMailed], [leader !== '', false]);
    });
});
