import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestDemo } from '../../tests/support/app.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import { installation } from '../platform/storage/transaction.js';

const {
  context,
  schools: [school],
} = await openTestDemo();
assert.ok(school);

const browserOf = async (role: string) => {
  const person = Object.values(school.people).find((each) => each.role === role)?.person.id ?? '';
  const visitor = newVisitor(context);
  const token = await context.storage.write(installation, (db) =>
    openSession(db, context, person, 'Test'),
  );
  visitor.cookies.set('__Host-waymark', token);
  return visitor;
};

describe('the handover', () => {
  it('tells a successor what is open, why each level was agreed, what falls due and whom to ask', async () => {
    await context.superuser.query(
      `INSERT INTO actions (organisation_id, id, academic_year, title, status, due_on, owner_name, created_at, updated_at)
       VALUES ($1, $2, 2026, 'Map the learning journey', 'planned', '2027-01-15', 'Anita Shah', now(), now())`,
      [school.organisation.id, context.id()],
    );
    const html = await (await browserOf('careers leader')).read('/handover');
    assert.match(html, /Map the learning journey/);
    assert.match(html, /<b>15 January 2027<\/b>: Map the learning journey/);
    assert.match(html, /with Anita Shah/);
    for (const { person, email } of Object.values(school.people)) {
      assert.ok(html.includes(person.name) && html.includes(email), person.name);
    }
    const { rows } = await context.superuser.query(
      `SELECT j.statement, j.reason FROM agreements j WHERE j.organisation_id = $1
       AND j.review_id = (SELECT id FROM reviews WHERE organisation_id = $1 AND deleted_at IS NULL ORDER BY started_at DESC LIMIT 1)
       AND j.level IS NOT NULL AND j.reason <> '' LIMIT 1`,
      [school.organisation.id],
    );
    const plain = html.replace(/&#39;|&quot;|&amp;/g, '·');
    assert.ok(plain.includes(rows[0].reason.replace(/['"&]/g, '·')), 'a reason stands in full');
    assert.match(html, new RegExp(`${rows[0].statement} \\w`), 'with the name of its statement');
  });

  it('tells each statement as it was agreed last, and an action that goes on once', async () => {
    const html = await (await browserOf('careers leader')).read('/handover');
    const levels = html.match(/class="handover-level"/g) ?? [];
    assert.equal(levels.length, 32, 'the newest closed review, and over it what the open one has');
    assert.match(
      html,
      /2025\/26, closed on [^,]+, updated with what [^<]+2026\/27 has agreed so far/,
    );
    const { rows } = await context.superuser.query(
      `SELECT a.title FROM actions a JOIN actions g ON g.carried_from = a.id
       WHERE a.organisation_id = $1 AND a.status IN ('planned', 'under way')`,
      [school.organisation.id],
    );
    assert.ok(rows.length > 0);
    const due = /<h2>Open actions<\/h2>[\s\S]*?<\/section>/.exec(html)?.[0] ?? html;
    for (const { title } of rows) assert.equal(due.split(title).length - 1, 1, title);
  });

  it('lists the questions that wait for an answer, each with the way to it, and no other', async () => {
    const html = await (await browserOf('careers leader')).read('/handover');
    const part = /<h2>Open questions<\/h2>[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    assert.equal(
      part.match(/<li/g)?.length,
      1,
      'what is answered and what is a comment is not open',
    );
    const [, path = ''] =
      /<a href="(\/reviews\/[^"]+)">Question from Helen Marsh, governor<\/a>/.exec(part)!;
    assert.match(
      part,
      /On 1\.5 [^<]+, Internal leadership review 2026\/27\. Asked on 19 November 2026, no reply yet\./,
    );
    assert.match(part, /What will the spring report show us/);
    assert.match(html, /Answer the open questions below, or agree who will/);
    const maya = await browserOf('careers leader');
    assert.match(await maya.read(path), /What will the spring report show us/);
    const [, base = '', remark = ''] = /^(.*)\/remarks\/(.*)$/.exec(path)!;
    const answer = { remark: 'The spring report shows it.', answer: 'yes', _key: context.id() };
    assert.equal((await maya.post(`${base}/remarks/${remark}/replies`, answer)).status, 303);
    const after = await maya.read('/handover');
    assert.match(after, /No question is open\./);
    assert.doesNotMatch(after, /Answer the open questions below/);
  });

  it('is for those who look after the school', async () => {
    assert.equal((await (await browserOf('contributor')).get('/handover')).status, 403);
  });
});
