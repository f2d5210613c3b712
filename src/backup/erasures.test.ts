/** Who was erased stays erased after a restore, and what an erasure leaves: unusual contents, each by itself. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { makeLink } from '../organisation/personal-links.js';
import { erasePerson } from '../record/data-protection.js';
import { openSchool } from '../review/testing/school.js';
import { eraseAgain, listErased, rememberErased } from './erasures.js';

const school = await openSchool();
const { context, maya } = school;
const { superuser } = context;
const by = { person: null, channel: 'command' } as const;
const colleague = async (name: string) => (await school.colleague(name, 'viewer')).person.id;

it('whoever is still to be erased after one restore, and after another, is erased once', async () => {
  const [gone, first, second, stays] = [
    await colleague('Gone'),
    await colleague('First'),
    await colleague('Second'),
    await colleague('Stays'),
  ];
  await erasePerson(context, gone, by);
  assert.deepEqual(await listErased(superuser), [gone]);
  await rememberErased(superuser, [gone, context.id()]);
  assert.deepEqual(await listErased(superuser), [gone]);
  await rememberErased(superuser, [first]);
  await rememberErased(superuser, [second]);
  assert.deepEqual(await listErased(superuser), [gone, first, second].sort());
  assert.deepEqual(await eraseAgain(context), { erased: 2, refused: [] });
  assert.deepEqual(await eraseAgain(context), { erased: 0, refused: [] });
  assert.deepEqual(await listErased(superuser), [gone, first, second].sort());
  const { rows } = await superuser.query('SELECT name FROM persons WHERE id = $1', [stays]);
  assert.equal(rows[0].name, 'Stays');
});

it('whoever cannot be erased waits for the next start, and who is not there any more does not', async () => {
  const [nobody, erasable] = [context.id(), await colleague('Third')];
  const administrator = maya.person.id;
  await superuser.query(
    "INSERT INTO settings (name, value) VALUES ('erased before the restore', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [JSON.stringify([nobody, administrator, erasable])],
  );
  const { erased, refused } = await eraseAgain(context);
  assert.equal(erased, 1);
  assert.deepEqual(
    refused.map(({ person }) => person),
    [administrator],
  );
  assert.match(refused[0]?.why ?? '', /is the Waymark administrator/);
  const waits = async () =>
    (await superuser.query("SELECT value FROM settings WHERE name = 'erased before the restore'"))
      .rows[0].value;
  assert.deepEqual(await waits(), [administrator]);
  assert.equal((await eraseAgain(context)).refused.length, 1);
  assert.deepEqual(await waits(), [administrator]);
  await superuser.query("DELETE FROM settings WHERE name = 'erased before the restore'");
});

it('an erasure takes the invitations of a person, whatever address they were sent to, and no other', async () => {
  const [person, other] = [await colleague('Sam Reid'), await colleague('Tom Bell')];
  const invited = (email: string, acceptedBy: string | null) =>
    superuser.query(
      `INSERT INTO invitations (organisation_id, id, email, role, token_hash, invited_by, invited_at, sent_at,
                                expires_at, accepted_at, accepted_by)
       VALUES ($1, $2, $3, 'viewer', $4, $5, now(), now(), now(), $6, $7)`,
      [
        ...[maya.organisation.id, context.id(), email, Buffer.from(email), maya.person.id],
        ...[acceptedBy && context.clock(), acceptedBy],
      ],
    );
  await invited('an.old.address@x.example', person);
  await invited(`${person}@otterbridge.example`, null);
  await invited('tom@x.example', other);
  await erasePerson(context, person, by);
  const { rows } = await superuser.query('SELECT email FROM invitations');
  assert.deepEqual(rows, [{ email: 'tom@x.example' }]);
});

it('an erasure leaves no title at a personal link, which opens nothing any more, and leaves those of others', async () => {
  const review = await school.review();
  const input = { review, title: 'Governor for careers', email: '', days: 14 } as const;
  const { personId } = await makeLink(context, maya, { ...input, name: 'Ann Lee' });
  await makeLink(context, maya, { ...input, name: 'Tom Lee' });
  await erasePerson(context, personId, by);
  const { rows } = await superuser.query(
    'SELECT person_id = $1 AS is_hers, title, revoked_at IS NULL AS is_open FROM personal_links ORDER BY 1',
    [personId],
  );
  assert.deepEqual(rows, [
    { is_hers: false, title: 'Governor for careers', is_open: true },
    { is_hers: true, title: '', is_open: false },
  ]);
});
