import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { linksIn } from '../../tests/support/demo.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import { installation } from '../platform/storage/transaction.js';

const {
  context,
  schools: [school],
} = await openTestDemo();
let leader: Visitor;
let review: string;
let closed: string;

before(async () => {
  assert.ok(school);
  const careersLeader = Object.values(school.people).find(({ role }) => role === 'careers leader');
  assert.ok(careersLeader);
  leader = newVisitor(context);
  leader.cookies.set(
    '__Host-waymark',
    await context.storage.write(installation, (db) =>
      openSession(db, context, careersLeader.person.id, 'Test'),
    ),
  );
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
    assert.match(await jo.read(link), /Go on as Jo Marsh/);
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
    assert.match(await late.text(), /Ask the careers leader of your school for a new one/);
    assert.equal((await pat.get(`/reviews/${review}`)).status, 303);
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('is not made for a closed review, and says what is missing [S-10]', async () => {
    const refused = await leader.post('/people/links', { review: closed, name: 'X Y', days: '14' });
    assert.equal(refused.status, 409);
    const empty = await leader.post('/people/links', { review, name: '', days: '15' });
    const html = await empty.text();
    assert.match(html, /Enter the name of the person who takes part/);
    assert.match(html, /Choose how long the link is good/);
  });
});
