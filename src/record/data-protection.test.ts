import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import type { Played } from '../demo/make.js';
import { peopleEvents } from '../organisation/events.js';
import { listMemberships } from '../organisation/organisation-store.js';
import { exportHistory, verifyExport } from '../platform/history/export.js';
import { record } from '../platform/history/history.js';
import { installation } from '../platform/storage/transaction.js';
import { erasePerson } from './data-protection.js';
import { dueOn } from './data-requests.js';
import { FIRST_RETENTION, previewRetention, type Retention } from './retention.js';

const {
  context,
  schools: [first, second],
} = await openTestDemo({ now: ORDINARY_MORNING });
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
    await me.post('/plan/calendar', {});
    const answer = await me.post('/account/data/copy', {});
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
    const text = await answer.text();
    const data = JSON.parse(text);
    assert.equal(data.person.email, leaving.email);
    assert.equal(data.schools[0].name, school.organisation.name);
    assert.ok(data['history (person_id)'].length > 0, 'what they did');
    assert.ok(data['agreements (updated_by)'].length > 0, 'what they wrote');
    assert.ok(data['sessions (person_id)'].length > 0, 'where they are signed in');
    assert.ok(data['calendar_feeds (person_id)'].length > 0, 'what others may read by an address');
    assert.doesNotMatch(text, /scrypt|token_hash|"hash"/);
    const stranger = Object.values(school.people).find(
      ({ person }) => person.id !== leaving.person.id,
    );
    assert.ok(!text.includes(stranger?.email ?? 'none'));
  });

  it('comes from every school that they were in, and from no other', async () => {
    const { person } = leaving;
    const other = first?.organisation.id ?? '';
    await context.superuser.query(
      "INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at) VALUES ($1, $2, 'viewer', '2020-01-01', '2020-02-01')",
      [other, person.id],
    );
    await context.storage.write({ organisation: other, person: person.id }, (db) =>
      record(db, context, peopleEvents, {
        ...{ organisation: other, person: person.id, verb: 'membership.left' },
        subject: { kind: 'person', id: person.id },
        before: { role: 'viewer', is_owner: false },
      }),
    );
    const me = await browserOf(person.id);
    const data = JSON.parse(await (await me.post('/account/data/copy', {})).text());
    assert.deepEqual(
      data.schools.map(({ id, role }: { id: string; role: string }) => [id, role]).sort(),
      [
        [other, 'viewer'],
        [school.organisation.id, 'contributor'],
      ].sort(),
    );
    const chains = new Set(
      data['history (person_id)'].map(
        ({ organisation_id }: { organisation_id: string }) => organisation_id,
      ),
    );
    assert.ok(chains.has(other) && chains.has(school.organisation.id));
    assert.ok(data['memberships (person_id)'].some((row: { ended_at: unknown }) => row.ended_at));
    const rows = Object.values(data).flatMap((each) =>
      Array.isArray(each) ? each : [],
    ) as object[];
    const names = [...new Set(rows.flatMap(Object.keys))];
    assert.deepEqual(
      names.filter((name) => /hash|secret|salt|key|token|signature/.test(name)),
      [],
    );
    const { rows: told } = await context.superuser.query(
      "SELECT person_id FROM history WHERE verb = 'person.exported' ORDER BY at DESC LIMIT 1",
    );
    assert.equal(told[0].person_id, person.id, 'and the history of the installation says so');
    await context.superuser.query(
      'DELETE FROM memberships WHERE organisation_id = $1 AND person_id = $2',
      [other, person.id],
    );
  });

  it('is not erased by mistake', async () => {
    const me = await browserOf(leaving.person.id);
    const refused = await me.post('/account/data/erase', {});
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Confirm that you are sure/);
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
    const feeds = 'SELECT 1 FROM calendar_feeds WHERE person_id = $1';
    assert.equal((await context.superuser.query(feeds, [person.id])).rowCount, 0);
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
      /at least one account owner/,
    );
    assert.ok((await placesOf(owner.person.name)).length > 0, 'nothing was half erased');
  });
});

describe('erasing', () => {
  const by = { person: null, channel: 'command' } as const;

  it('is refused for nobody, for who is erased already, and for who looks after the installation', async () => {
    for (const unknown of [context.id(), leaving.person.id])
      await assert.rejects(erasePerson(context, unknown, by), { code: 'person.unknown' });
    const { rows } = await context.superuser.query<{ id: string; name: string }>(
      'SELECT id, name FROM persons WHERE is_administrator',
    );
    const [administrator] = rows;
    assert.ok(administrator);
    await assert.rejects(erasePerson(context, administrator.id, by), {
      code: 'person.administrator',
    });
    assert.ok((await placesOf(administrator.name)).length > 0);
  });

  it('of somebody who was in no school leaves a former member', async () => {
    const id = context.id();
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Zoran Quill', 'zoran@x.example', now())",
      [id],
    );
    await erasePerson(context, id, by);
    assert.deepEqual([...(await placesOf('Zoran')), ...(await placesOf('zoran@x'))], []);
    const { rows } = await context.superuser.query('SELECT name FROM persons WHERE id = $1', [id]);
    assert.equal(rows[0].name, 'Former member');
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
    assert.match(
      await leader.read('/requests'),
      /Answered on 23 November 2026[\s\S]*Sent by post\./,
    );
    const none = await leader.post(`/requests/${context.id()}/answer`, { answer: 'Sent.' });
    assert.equal(none.status, 404);
  });

  it('are overdue from the day after, and stand in the order in which they fall due', async () => {
    const ask = (who: string, received_on: string, kind = 'access') =>
      leader.post('/requests', { kind, who, received_on, about: `About ${who}` });
    await ask('Third', '2026-11-20');
    await ask('First', '2026-10-22', 'correction');
    await ask('Second', '2026-10-23');
    const html = await leader.read('/requests');
    const shown = [
      ...html.matchAll(
        /<b>([^<]+)<\/b>, from (\w+)[\s\S]*?(Was due|Due|Answered) (?:by|on) ([^.]+)\./g,
      ),
    ];
    assert.deepEqual(
      shown.slice(0, 3).map((each) => each.slice(1)),
      [
        ['A correction', 'First', 'Was due', '22 November 2026'],
        ['A copy of their data', 'Second', 'Due', '23 November 2026'],
        ['A copy of their data', 'Third', 'Due', '20 December 2026'],
      ],
    );
    assert.equal(html.match(/This is overdue/g)?.length, 1);
    assert.match(html, /About Second/);
    const [, path = ''] = /action="(\/requests\/[^"]+\/answer)"/.exec(html) ?? [];
    context.setClock('2026-10-24T23:30:00Z');
    const summer = await browserOf(leaderId);
    assert.equal((await summer.post(path, { answer: 'Put right.' })).status, 303);
    const after = await summer.read('/requests');
    assert.match(after, /from First[\s\S]*?Answered on 25 October 2026/, 'the day in London');
    assert.match(after, /Put right\./);
    context.setClock(ORDINARY_MORNING);
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
    assert.match(preview, new RegExp(`Names and addresses of 1 person: ${gone.person.name}\\.`));
    assert.ok((await placesOf(gone.email)).length > 0, 'looking deletes nothing');
    const [, version = ''] = /name="_version" value="(\d+)"/.exec(preview) ?? [];
    const fields = {
      left_months: '36',
      invitation_months: '6',
      link_months: '',
      request_months: '',
    };
    await leader.post('/retention', { ...fields, _version: version });
    const kept = await leader.read('/retention');
    assert.doesNotMatch(kept, new RegExp(gone.person.name));
    assert.match(kept.match(/<input[^>]* name="left_months"[^>]*>/)?.[0] ?? '', / value="36"/);
    await leader.post('/retention', { ...fields, left_months: '24', _version: '1' });
    assert.equal(
      (await leader.post('/retention', { ...fields, left_months: '1', _version: '1' })).status,
      409,
    );
    for (const [months, status] of [
      ['0', 422],
      ['1', 409],
      ['120', 409],
      ['121', 422],
    ] as const) {
      const typed = { ...fields, left_months: months, _version: '1' };
      assert.equal((await leader.post('/retention', typed)).status, status, `${months} months`);
    }
    await leader.post('/retention/apply', {});
    assert.deepEqual(await placesOf(gone.email), []);
    assert.match(await leader.read('/retention'), /There is nothing to delete/);
    assert.match(
      await leader.read('/history'),
      /deleted data older than the school keeps: 1 person</,
    );
  });

  it('is counted in days of London, whatever day it is for the database', async () => {
    const { id } = school.organisation;
    const request = (answeredOn: string) =>
      context.superuser.query(
        `INSERT INTO data_requests (organisation_id, id, kind, who, received_on, due_on, answered_on, recorded_at)
         VALUES ($1, $2, 'access', $3, '2027-03-01', '2027-04-01', $3::text::date, now())`,
        [id, context.id(), answeredOn],
      );
    for (const day of ['2027-04-30', '2027-05-01']) await request(day);
    const invitation = (sentTo: string, expiresAt: string) =>
      context.superuser.query(
        `INSERT INTO invitations (organisation_id, id, email, name, role, token_hash, invited_by, invited_at, sent_at, expires_at)
         VALUES ($1, $2, $3, $3, 'viewer', $4, $5, now(), now(), $6)`,
        [id, context.id(), sentTo, Buffer.from(sentTo), leaderId, expiresAt],
      );
    await invitation('april@x.example', '2027-04-30T22:59:59Z');
    await invitation('may@x.example', '2027-04-30T23:00:00Z');
    const kept: Retention = { ...FIRST_RETENTION, request_months: 1, invitation_months: 1 };
    const overdueAt = (moment: string) =>
      context.storage.read({ organisation: id, person: null }, (db) =>
        previewRetention(db, id, kept, new Date(moment)),
      );
    // 31 May and 1 June: midnight in London lies between them, and in no other zone that a database may be in.
    const before = await overdueAt('2027-05-31T22:30:00Z');
    const after = await overdueAt('2027-05-31T23:30:00Z');
    assert.equal(after.requests, before.requests + 1);
    assert.equal(after.invitations, before.invitations + 1);
  });

  it('goes by the edge of each day, with what is set to nothing kept, and nobody who is elsewhere', async () => {
    const { id } = school.organisation;
    const q = context.superuser.query.bind(context.superuser);
    const [before, at] = ['2027-04-30T22:59:59Z', '2027-04-30T23:00:00Z'];
    const personOf = async (name: string, more = '') => {
      const person = context.id();
      await q(`INSERT INTO persons (id, name, email, created_at) VALUES ($1, $2, $3, now())`, [
        person,
        name,
        `${person}@x.example`,
      ]);
      if (more) await q(`UPDATE persons SET ${more} WHERE id = $1`, [person]);
      return person;
    };
    const left = async (name: string, endedAt: string | null, more = '', organisation = id) => {
      const person = await personOf(name, more);
      await q(
        `INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at) VALUES ($1, $2, 'viewer', '2026-01-01', $3)`,
        [organisation, person, endedAt],
      );
      return person;
    };
    const { rows: reviews } = await q('SELECT id FROM reviews WHERE organisation_id = $1', [id]);
    const linked = async (name: string, expiresAt: string) => {
      const person = await personOf(name);
      for (const token of ['a', 'b'])
        await q(
          `INSERT INTO personal_links (organisation_id, id, review_id, person_id, token_hash, made_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, '2026-01-01', $6)`,
          [id, context.id(), reviews[0].id, person, Buffer.from(name + token), expiresAt],
        );
      return person;
    };
    const gone = await left('Retained Left Before', before);
    const elsewhere = await left('Retained Also Elsewhere', before);
    const stays = [
      elsewhere,
      await left('Retained Left At', at),
      await left('Retained Is Here', null),
      await left('Retained Administrator', before, 'is_administrator = true'),
      await left('Retained Of Another School', before, '', first?.organisation.id),
      await linked('Retained Link At', at),
    ];
    await q(
      `INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'viewer', now())`,
      [first?.organisation.id, elsewhere],
    );
    const link = await linked('Retained Link Before', before);
    await q(
      `INSERT INTO invitations (organisation_id, id, email, name, role, token_hash, invited_at, sent_at, expires_at, accepted_at)
       VALUES ($1, $2, 'taken@x.example', 'x', 'viewer', $3, now(), now(), $4, now())`,
      [id, context.id(), Buffer.from('taken'), before],
    );
    const none = {
      left_months: null,
      invitation_months: null,
      link_months: null,
      request_months: null,
    };
    const one = { left_months: 1, invitation_months: 1, link_months: 1, request_months: 1 };
    const overdue = (kept: object) =>
      context.storage.read({ organisation: id, person: null }, (db) =>
        previewRetention(db, id, { version: 0, ...none, ...kept }, context.clock()),
      );
    context.setClock('2027-05-31T23:30:00Z');
    const nothing = { people: [], invitations: 0, links: [], requests: 0 };
    assert.deepEqual(await overdue({}), nothing);
    const named = (people: { name: string }[]) =>
      people.map(({ name }) => name).filter((name) => name.startsWith('Retained'));
    const found = await overdue(one);
    assert.deepEqual(named(found.people), ['Retained Also Elsewhere', 'Retained Left Before']);
    assert.deepEqual(named(found.links), ['Retained Link Before']);
    const { rowCount: requests } = await q(
      "SELECT 1 FROM data_requests WHERE organisation_id = $1 AND answered_on < '2027-05-01'",
      [id],
    );
    assert.deepEqual([found.invitations, found.requests], [1, requests]);
    for (const [kind, of] of [
      ['left_months', 'people'],
      ['invitation_months', 'invitations'],
      ['link_months', 'links'],
      ['request_months', 'requests'],
    ] as const)
      assert.deepEqual(await overdue({ [kind]: 1 }), { ...nothing, [of]: found[of] }, kind);

    const keep = async (months: Record<string, number | null>) =>
      q(
        'UPDATE retentions SET left_months = $2, invitation_months = $3, link_months = $4, request_months = $5 WHERE organisation_id = $1',
        [id, ...Object.values(months)],
      );
    const later = await browserOf(leaderId);
    const counted = async () => {
      const { rows } = await q(
        `SELECT (SELECT count(*)::int FROM invitations WHERE organisation_id = $1) AS invitations,
           (SELECT count(*)::int FROM data_requests WHERE organisation_id = $1) AS requests,
           (SELECT count(*)::int FROM persons WHERE erased_at IS NOT NULL) AS erased`,
        [id],
      );
      return rows[0];
    };
    await keep(none);
    const was = await counted();
    await later.post('/retention/apply', {});
    assert.deepEqual(await counted(), was, 'nothing is set to go');
    await keep(one);
    assert.equal((await later.post('/retention/apply', {})).status, 303);
    const { rows } = await q(
      "SELECT body FROM history WHERE organisation_id = $1 AND verb = 'retention.applied' ORDER BY position DESC LIMIT 1",
      [id],
    );
    assert.deepEqual(JSON.parse(rows[0].body).after, {
      ...{ people: found.people.length, links: found.links.length },
      ...{ invitations: found.invitations, requests: found.requests },
    });
    const now = await counted();
    assert.deepEqual(
      [was.invitations - now.invitations, was.requests - now.requests],
      [found.invitations, found.requests],
    );
    const isErased = async (person: string) =>
      (await q('SELECT erased_at FROM persons WHERE id = $1', [person])).rows[0].erased_at !== null;
    assert.deepEqual([await isErased(gone), await isErased(link)], [true, true]);
    for (const person of stays) assert.equal(await isErased(person), false);
  });
});
