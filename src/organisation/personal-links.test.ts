import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { linksIn } from '../../tests/support/demo.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import { installation } from '../platform/storage/transaction.js';

const {
  context,
  schools: [school, elsewhere],
} = await openTestDemo({ now: ORDINARY_MORNING });
let leader: Visitor;
let leaderName: string;
let newSession: (person?: string) => Promise<string>;
let review: string;
let closed: string;

before(async () => {
  assert.ok(school);
  const careersLeader = Object.values(school.people).find(({ role }) => role === 'careers leader');
  assert.ok(careersLeader);
  leader = newVisitor(context);
  leaderName = careersLeader.person.name;
  newSession = (person = careersLeader.person.id) =>
    context.storage.write(installation, (db) => openSession(db, context, person, 'Test'));
  leader.cookies.set('__Host-waymark', await newSession());
  closed = school.reviews[0] ?? '';
  const { rows } = await context.superuser.query(
    'SELECT id FROM reviews WHERE organisation_id = $1 AND closed_at IS NULL',
    [school.organisation.id],
  );
  review = rows[0]?.id;
  assert.ok(review, 'the cast has an open review');
});

const make = async (name: string) => {
  const answer = await leader.post('/people/links', { review, name, title: 'SENCo', days: '14' });
  return linksIn(await answer.text())[0] ?? '';
};

describe('a personal link', () => {
  it('opens one review to somebody without a password, and nothing else', async () => {
    const link = await make('Jo Marsh');
    const jo = newVisitor(context);
    assert.match(await jo.read(link), /Continue as Jo Marsh/);
    assert.equal(jo.cookies.size, 0, 'looking at it opens nothing');
    const answer = await jo.post(link, {});
    assert.equal(answer.headers.get('location'), `/reviews/${review}`);
    assert.equal((await jo.get(`/reviews/${review}`)).status, 200);
    assert.equal((await jo.get(`/reviews/${review}/statements/2.4`)).status, 200);
    for (const path of ['/people', '/reviews', `/reviews/${closed}`, '/school', '/account']) {
      assert.equal((await jo.get(path)).status, 403, path);
    }
    assert.equal((await jo.get('/')).headers.get('location'), `/reviews/${review}`);
    await jo.post('/leave', {});
    assert.equal((await jo.get(`/reviews/${review}`)).status, 303);
    await jo.post(link, {});
    assert.equal(
      (await jo.get(`/reviews/${review}`)).status,
      200,
      'it opens again while it is good',
    );
  });

  it('asks somebody who is signed in as whom to go on, and changes nothing before', async () => {
    const link = await make('Kim Vale');
    const maya = newVisitor(context);
    for (const [name, value] of leader.cookies) maya.cookies.set(name, value);
    const page = await maya.read(link);
    assert.match(page, new RegExp(`You are signed in as ${leaderName}`));
    assert.match(page, new RegExp(`href="/reviews/${review}"[^>]*>Continue as ${leaderName}<`));
    assert.match(page, /Sign out, and continue as Kim Vale/);
    const asked = await maya.post(link, {});
    assert.equal(asked.headers.get('location'), link, 'a form without the answer asks first');
    assert.equal(maya.cookies.has('__Host-waymark-link'), false);
    assert.equal((await maya.get('/account')).status, 200);

    const session = await newSession();
    maya.cookies.set('__Host-waymark', session);
    assert.equal((await maya.post(link, { as: 'link' })).status, 303);
    assert.match(await maya.read(`/reviews/${review}`), /Kim Vale/);
    assert.equal((await maya.get('/account')).status, 403, 'only the review is open');
    const back = newVisitor(context);
    back.cookies.set('__Host-waymark', session);
    assert.equal((await back.get('/account')).status, 303, 'the session has ended');
  });

  it('asks whoever came by the link of another person', async () => {
    const [first, second] = [await make('Ola Ray'), await make('Tia Moss')];
    const both = newVisitor(context);
    await both.post(first, {});
    assert.match(await both.read(first), />Continue as Ola Ray</);
    assert.doesNotMatch(await both.read(first), /You are signed in/);
    assert.match(await both.read(second), /You are taking part as Ola Ray/);
    assert.equal((await both.post(second, {})).headers.get('location'), second);
    assert.equal((await both.post(second, { as: 'link' })).status, 303);
    assert.match(await both.read(`/reviews/${review}`), /Tia Moss/);
  });

  it('leads somebody of another school to their own', async () => {
    const link = await make('Una Reed');
    const stranger = newVisitor(context);
    const other = Object.values(elsewhere?.people ?? {})[0]?.person.id ?? '';
    stranger.cookies.set('__Host-waymark', await newSession(other));
    assert.match(await stranger.read(link), /href="\/"[^>]*>Continue as /);
  });

  it('keeps drafts of the forms of its review, and of no other', async () => {
    const jo = newVisitor(context);
    await jo.post(await make('Jo Drafts'), {});
    const owner = / data-owner="([^"]+)"/.exec(await jo.read(`/reviews/${review}`))?.[1] ?? '';
    const write = (of: string, key = context.id()) =>
      jo.post('/drafts', {
        ...{ _owner: owner, _form: `/reviews/${of}/remarks`, _key: key, _step: '1', words: 'Hm' },
      });
    const read = (of: string) =>
      jo.get(`/drafts?${new URLSearchParams({ owner, form: `/reviews/${of}/remarks` })}`);
    assert.equal((await write(review)).status, 200);
    const { drafts } = (await (await read(review)).json()) as { drafts: { fields: object }[] };
    assert.deepEqual(
      drafts.map(({ fields }) => fields),
      [[['words', 'Hm']]],
    );
    assert.equal((await write(closed)).status, 403);
    assert.equal((await read(closed)).status, 403);
    const others = await leader.get(
      `/drafts?${new URLSearchParams({ owner, form: `/reviews/${review}/remarks` })}`,
    );
    assert.equal(others.status, 403, 'nobody asks in the name of somebody else');
  });

  it('that is taken back opens nothing, and whoever came by it is out at once', async () => {
    const link = await make('Al Reed');
    const al = newVisitor(context);
    await al.post(link, {});
    assert.equal((await al.get(`/reviews/${review}`)).status, 200);
    const { rows } = await context.superuser.query(
      "SELECT l.id FROM personal_links l JOIN persons p ON p.id = l.person_id WHERE p.name = 'Al Reed'",
    );
    await leader.post(`/people/links/${rows[0].id}/revoke`, {});
    assert.equal((await al.get(`/reviews/${review}`)).status, 303);
    assert.equal((await newVisitor(context).get(link)).status, 404);
    const renewed = await leader.post(`/people/links/${rows[0].id}/renew`, {});
    const [fresh = ''] = linksIn(await renewed.text());
    assert.equal((await newVisitor(context).get(link)).status, 404);
    assert.equal((await al.post(fresh, {})).status, 303);
    assert.equal((await al.get(`/reviews/${review}`)).status, 200);
  });

  it('ends by itself', async () => {
    const link = await make('Pat Bell');
    const pat = newVisitor(context);
    await pat.post(link, {});
    context.setClock('2026-12-07T09:00:01Z');
    const late = await newVisitor(context).get(link);
    assert.equal(late.status, 404);
    assert.match(await late.text(), /Ask your school’s careers leader for a new one/);
    assert.equal((await pat.get(`/reviews/${review}`)).status, 303);
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('is made once by a form that is sent twice, and the second answer says where to get a new one', async () => {
    const form = { review, name: 'Twice Sent', title: 'SENCo', days: '14', _key: context.id() };
    const first = await leader.post('/people/links', form);
    assert.equal(linksIn(await first.text()).length, 1);
    const second = await leader.post('/people/links', form);
    assert.equal(second.headers.get('location'), '/people');
    const people = await leader.read('/people');
    assert.match(people, /You have already created the link for Twice Sent/);
    assert.equal(people.split('<b>Twice Sent</b>').length, 2, 'one link');
  });

  it('is not made for a closed review, and says what is missing [S-10]', async () => {
    const refused = await leader.post('/people/links', { review: closed, name: 'X Y', days: '14' });
    assert.equal(refused.status, 409);
    const empty = await leader.post('/people/links', { review, name: '', days: '15' });
    const html = await empty.text();
    assert.match(html, /Enter the name of the person who takes part/);
    assert.match(html, /Choose when the link expires/);
  });

  it('says what has become of it, and is handed over only while it is good', async () => {
    const names = ['Link Waits', 'Link Opened', 'Link Revoked', 'Link Ended'];
    const links: string[] = [];
    for (const name of names) links.push(await make(name));
    await newVisitor(context).post(links[1] ?? '', {});
    const { rows } = await context.superuser.query(
      `SELECT p.name, l.id FROM personal_links l JOIN persons p ON p.id = l.person_id WHERE p.name = ANY($1)`,
      [names],
    );
    const idOf = (name: string) => rows.find((row) => row.name === name)?.id;
    await leader.post(`/people/links/${idOf('Link Revoked')}/revoke`, {});
    await context.superuser.query(
      "UPDATE personal_links SET expires_at = '2026-07-31T23:30:00Z' WHERE id = $1",
      [idOf('Link Ended')],
    );
    const html = await leader.read('/people');
    const about = (page: string, name: string) =>
      new RegExp(`<b>${name}</b>, SENCo[^:]*: ([^<]*)<`).exec(page)?.[1];
    assert.deepEqual(
      names.map((name) => about(html, name)),
      [
        'expires on 7 December 2026, not opened yet',
        'expires on 7 December 2026, first opened 23 November 2026',
        'turned off on 23 November 2026',
        'expired on 1 August 2026',
      ],
    );
    const messages = await leader.read('/people/messages');
    assert.deepEqual(
      names.map((name) => about(messages, name) !== undefined),
      [true, true, false, false],
    );
  });
});

describe('the people of a school, with who was invited, who comes by a link and who has left', () => {
  it('are shown in full to those who look after them, and the colleagues alone to others', async () => {
    const people = Object.values(school?.people ?? {});
    await leader.post('/people/invitations', { people: 'waits@x.example', role: 'viewer' });
    await make('Link Somebody');
    const gone = await context.superuser.query(
      `INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Zoe Gone', 'zoe@x.example', now()) RETURNING id`,
      [context.id()],
    );
    await context.superuser.query(
      `INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at)
       VALUES ($1, $2, 'viewer', now(), '2026-06-30T23:30:00Z')`,
      [school?.organisation.id, gone.rows[0].id],
    );
    const roles = new Set<string>();
    for (const { person, role, isOwner } of people) {
      roles.add(role);
      const visitor = newVisitor(context);
      visitor.cookies.set('__Host-waymark', await newSession(person.id));
      const html = await visitor.read('/people');
      const isLeader = role === 'careers leader' || isOwner;
      for (const words of [
        'waits@x.example',
        'Link Somebody',
        'Viewer until 1 July 2026',
        'href="/people/invite"',
      ])
        assert.equal(html.includes(words), isLeader, `${role}: ${words}`);
      for (const each of people) assert.ok(html.includes(each.person.name), each.person.name);
      assert.ok(html.includes(`${people.length} people have access.`));
      assert.ok(html.includes(`${person.name} (you)`));
    }
    assert.ok(roles.size > 3, 'several roles are looked at');
  });
});
