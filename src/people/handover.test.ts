import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newVisitor } from '../../tests/support/visitor.js';
import { openTestWorld } from '../../tests/support/world.js';
import { makeCast } from '../cast/make.js';
import { installation } from '../storage/transaction.js';
import { openSession } from './sessions.js';

const world = await openTestWorld();
const [school] = await makeCast(world);
assert.ok(school);

const browserOf = async (role: string) => {
  const person = Object.values(school.people).find((each) => each.role === role)?.person.id ?? '';
  const visitor = newVisitor(world);
  const token = await world.storage.write(installation, (db) =>
    openSession(db, world, person, 'Test'),
  );
  visitor.cookies.set('__Host-waymark', token);
  return visitor;
};

describe('the handover', () => {
  it('tells a successor what is open, why each level was agreed, what falls due and whom to ask', async () => {
    await world.superuser.query(
      `INSERT INTO actions (organisation_id, id, academic_year, title, status, due_on, owner_name, created_at, updated_at)
       VALUES ($1, $2, 2026, 'Map the learning journey', 'planned', '2027-01-15', 'Anita Shah', now(), now())`,
      [school.organisation.id, world.id()],
    );
    const html = await (await browserOf('careers leader')).read('/handover');
    assert.match(html, /Map the learning journey/);
    assert.match(html, /<b>15 January 2027<\/b>: Map the learning journey/);
    assert.match(html, /with Anita Shah/);
    for (const { person, email } of Object.values(school.people)) {
      assert.ok(html.includes(person.name) && html.includes(email), person.name);
    }
    const { rows } = await world.superuser.query(
      `SELECT j.statement, j.reason FROM agreed_judgements j WHERE j.organisation_id = $1
       AND j.review_id = (SELECT id FROM reviews WHERE organisation_id = $1 AND deleted_at IS NULL ORDER BY started_at DESC LIMIT 1)
       AND j.level IS NOT NULL AND j.reason <> '' LIMIT 1`,
      [school.organisation.id],
    );
    const plain = html.replace(/&#39;|&quot;|&amp;/g, '·');
    assert.ok(plain.includes(rows[0].reason.replace(/['"&]/g, '·')), 'a reason stands in full');
    assert.match(html, new RegExp(`${rows[0].statement} \\w`), 'with the name of its statement');
  });

  it('is for those who look after the school', async () => {
    assert.equal((await (await browserOf('contributor')).get('/handover')).status, 403);
  });
});
