import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import type { Played } from '../demo/make.js';
import { listMemberships } from '../organisation/organisation-store.js';
import { exportHistory, verifyExport } from '../platform/history/export.js';
import { installation } from '../platform/storage/transaction.js';
import { erasePerson } from './data-protection.js';
import { dueOn } from './data-requests.js';

const {
  context,
  schools: [first, second],
} = await openTestDemo();
let school: Played;
let leader: Visitor;
let leaderId: string;
let leaving: Played['people'][string];

const browserOf = async (person: string) => {
  const visitor = newVisitor(context);
  const token = await context.storage.write(installation, (db) =>
    openSession(db, context, person, 'Test'),
  );
  visitor.cookies.set('__Host-waymark', token);
  return visitor;
};

/** Every place in the database, tables of every kind, where some words stand. */
async function placesOf(words: string): Promise<string[]> {
  const { rows } = await context.superuser.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'json', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rowCount } = await context.superuser.query(
      `SELECT 1 FROM "${table}" WHERE "${column}"::text ILIKE $1 LIMIT 1`,
      [`%${words}%`],
    );
    if (rowCount) found.push(`${table}.${column}`);
  }
  return found;
}

before(async () => {
  assert.ok(first && second);
  // Not the administrator's school: its careers leader is an ordinary person.
  school = second;
  const people = Object.values(school.people);
  const careersLeader = people.find(({ role }) => role === 'careers leader');
  const contributor = people.find(({ role }) => role === 'contributor');
  assert.ok(careersLeader && contributor);
  leaving = contributor;
  leaderId = careersLeader.person.id;
  leader = await browserOf(leaderId);
});

describe("a person's own data", () => {
  it('is all in one file, and nothing in it opens anything [S-60]', async () => {
    const me = await browserOf(leaving.person.id);
    const answer = await me.post('/account/data/copy', {});
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
    const text = await answer.text();
    const data = JSON.parse(text);
    assert.equal(data.person.email, leaving.email);
    assert.equal(data.schools[0].name, school.organisation.name);
    assert.ok(data['history (person_id)'].length > 0, 'what they did');
    assert.ok(data['agreements (updated_by)'].length > 0, 'what they wrote');
    assert.ok(data['sessions (person_id)'].length > 0, 'where they are signed in');
    assert.doesNotMatch(text, /scrypt|token_hash|"hash"/);
    const stranger = Object.values(school.people).find(
      ({ person }) => person.id !== leaving.person.id,
    );
    assert.ok(!text.includes(stranger?.email ?? 'none'));
  });

  it('is not erased by mistake', async () => {
    const me = await browserOf(leaving.person.id);
    const refused = await me.post('/account/data/erase', {});
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Say that you are sure/);
  });

  it('is gone from every table once erased; what they did stays under a role, and the history verifies [S-03]', async () => {
    const { person, email } = leaving;
    assert.ok((await placesOf(person.name)).length > 0);
    const me = await browserOf(person.id);
    const before = await context.superuser.query(
      'SELECT count(*)::int AS n FROM agreements WHERE updated_by = $1',
      [person.id],
    );
    assert.equal((await me.post('/account/data/erase', { sure: 'yes' })).status, 303);
    assert.deepEqual(await placesOf(person.name), []);
    assert.deepEqual(await placesOf(email), []);
    const after = await context.superuser.query(
      'SELECT count(*)::int AS n FROM agreements WHERE updated_by = $1',
      [person.id],
    );
    assert.equal(after.rows[0].n, before.rows[0].n);
    assert.equal((await me.get('/account')).status, 303, 'signed out');
    const members = await context.storage.read(
      { organisation: school.organisation.id, person: leaderId },
      (db) => listMemberships(db, school.organisation.id),
    );
    const row = members.find(({ personId }) => personId === person.id);
    assert.equal(row?.name, 'Former contributor');
    assert.ok(row?.endedAt);
    const file = await exportHistory(context, school.organisation.id);
    assert.deepEqual(verifyExport(file).faults, []);
    assert.equal((await leader.get('/history')).status, 200);
  });

  it('of the last owner stays until somebody else owns the school', async () => {
    const owner = Object.values(school.people).find(({ isOwner }) => isOwner);
    assert.ok(owner);
    await context.superuser.query(
      'UPDATE memberships SET is_owner = (person_id = $1) WHERE organisation_id = $2',
      [owner.person.id, school.organisation.id],
    );
    await assert.rejects(
      erasePerson(context, owner.person.id, { person: null, channel: 'command' }),
      /at least one owner/,
    );
    assert.ok((await placesOf(owner.person.name)).length > 0, 'nothing was half erased');
  });
});

describe('requests about data', () => {
  const cases: [Parameters<typeof dueOn>[0], string, string][] = [
    ['access', '2026-11-23', '2026-12-23'],
    ['access', '2027-01-31', '2027-02-28'],
    ['erasure', '2028-01-31', '2028-02-29'],
    ['access', '2026-12-31', '2027-01-31'],
    ['objection', '2026-08-31', '2026-09-30'],
    ['complaint', '2026-11-23', '2026-12-23'],
    ['complaint', '2027-02-10', '2027-03-12'],
  ];
  for (const [kind, received, due] of cases) {
    it(`of ${received} (${kind}) are due by ${due}`, () =>
      assert.equal(dueOn(kind, received), due));
  }

  it('are written down with their day, shown as overdue, and answered once', async () => {
    const wrong = await leader.post('/requests', { kind: 'access', who: '', received_on: 'x' });
    assert.equal(wrong.status, 422);
    await leader.post('/requests', {
      kind: 'access',
      who: 'A former colleague',
      received_on: '2026-10-20',
    });
    const html = await leader.read('/requests');
    assert.match(html, /A former colleague[\s\S]*Was due by 20 November 2026/);
    const [, path = ''] = /action="(\/requests\/[^"]+\/answer)"/.exec(html) ?? [];
    assert.equal((await leader.post(path, { answer: '' })).status, 422);
    assert.equal((await leader.post(path, { answer: 'Sent by post.' })).status, 303);
    assert.equal((await leader.post(path, { answer: 'Again.' })).status, 409);
    assert.match(await leader.read('/requests'), /Answered on 23 November 2026/);
  });
});

describe('how long things are kept', () => {
  it('is shown before anything goes, and then done [S-05]', async () => {
    const gone = Object.values(school.people).find(
      ({ role, person }) => role === 'contributor' && person.id !== leaving.person.id,
    );
    assert.ok(gone);
    await context.superuser.query(
      "UPDATE memberships SET ended_at = '2024-01-01', is_owner = false WHERE organisation_id = $1 AND person_id = $2",
      [school.organisation.id, gone.person.id],
    );
    const preview = await leader.read('/retention');
    assert.match(preview, new RegExp(gone.person.name));
    assert.ok((await placesOf(gone.email)).length > 0, 'looking deletes nothing');
    const [, version = ''] = /name="_version" value="(\d+)"/.exec(preview) ?? [];
    const fields = {
      left_months: '36',
      invitation_months: '6',
      link_months: '',
      request_months: '',
    };
    await leader.post('/retention', { ...fields, _version: version });
    assert.doesNotMatch(await leader.read('/retention'), new RegExp(gone.person.name));
    await leader.post('/retention', { ...fields, left_months: '24', _version: '1' });
    assert.equal(
      (await leader.post('/retention', { ...fields, left_months: '1', _version: '1' })).status,
      409,
    );
    assert.equal((await leader.post('/retention', { ...fields, left_months: '999' })).status, 422);
    await leader.post('/retention/apply', {});
    assert.deepEqual(await placesOf(gone.email), []);
    assert.match(await leader.read('/retention'), /Nothing is older than the school keeps/);
    assert.match(
      await leader.read('/history'),
      /deleted what was older than the school keeps: 1 people/,
    );
  });
});
