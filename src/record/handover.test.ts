import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { openTestDemo } from '../../tests/support/app.js';
import { newVisitor } from '../../tests/support/visitor.js';
import { openSession } from '../account/sessions.js';
import { installation } from '../platform/storage/transaction.js';

const { context, schools } = await openTestDemo();
const [school] = schools;
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
    assert.match(html, /owner Anita Shah/);
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
      /2025\/26, closed on [^,]+, updated with the levels agreed so far in [^<]+2026\/27/,
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

  it('says where no reason was written, and that its one review is in progress', async () => {
    const { id } = school.organisation;
    const closed = 'WHERE organisation_id = $1 AND closed_at IS NOT NULL';
    await context.superuser.query(`UPDATE reviews SET deleted_at = now() ${closed}`, [id]);
    const { rows } = await context.superuser.query(
      `UPDATE agreements SET reason = '' WHERE organisation_id = $1 AND statement = '2.7'
       RETURNING statement`,
      [id],
    );
    assert.ok(rows.length > 0);
    const html = await (await browserOf('careers leader')).read('/handover');
    await context.superuser.query(`UPDATE reviews SET deleted_at = NULL ${closed}`, [id]);
    assert.match(html, /<p class="quiet">[^<,]+2026\/27, in progress<\/p>/);
    assert.match(html, /<dt>\s*2\.7 [^<]*<\/dt>\s*<dd>No reason was written\.<\/dd>/);
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
    assert.match(after, /There are no open questions\./);
    assert.doesNotMatch(after, /Answer the open questions below/);
  });

  it('leaves out what is done, deleted, answered, another school’s, and who has left', async () => {
    const { id } = school.organisation;
    const q = context.superuser.query.bind(context.superuser);
    const action = (
      title: string,
      more: { status?: string; due?: string | null; of?: string } = {},
    ) =>
      q(
        `INSERT INTO actions (organisation_id, id, academic_year, title, status, due_on, closed_on, owner_name, created_at, updated_at)
         VALUES ($1, $2, 2026, $3, $4, $5, $6, '', now(), now())`,
        [
          more.of ?? id,
          context.id(),
          title,
          more.status ?? 'planned',
          more.due ?? null,
          ['done', 'stopped'].includes(more.status ?? '') ? '2026-11-01' : null,
        ],
      );
    await action('Heron without a day');
    await action('Heron under way', { status: 'under way', due: '2029-02-02' });
    await action('Heron first', { due: '2029-02-01' });
    await action('Heron done', { status: 'done', due: '2029-02-01' });
    await action('Heron stopped', { status: 'stopped', due: '2029-02-01' });
    await action('Heron deleted', { due: '2029-02-01' });
    await q("UPDATE actions SET deleted_at = now() WHERE title = 'Heron deleted'");
    await action('Heron elsewhere', { due: '2029-02-01', of: schools[1]?.organisation.id ?? '' });
    const request = (kind: string, due: string, answered: string | null, of = id) =>
      q(
        `INSERT INTO data_requests (organisation_id, id, kind, who, received_on, due_on, answered_on, recorded_at)
         VALUES ($1, $2, $3, 'Heron Asker', '2029-01-01', $4, $5, now())`,
        [of, context.id(), kind, due, answered],
      );
    await request('erasure', '2029-01-31', null);
    await request('objection', '2029-01-30', '2029-01-02');
    await request('complaint', '2029-01-30', null, schools[1]?.organisation.id);
    const left = context.id();
    await q(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Heron Leaver', 'heron@x.example', now())",
      [left],
    );
    await q(
      "INSERT INTO memberships (organisation_id, person_id, role, started_at, ended_at) VALUES ($1, $2, 'viewer', now(), now())",
      [id, left],
    );
    const html = await (await browserOf('careers leader')).read('/handover');
    const part = (title: string) =>
      new RegExp(`<h2>${title}</h2>[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';
    const herons = (text: string) =>
      [...text.matchAll(/Heron [a-z ]+/g)].map(([words]) => words.trim());
    assert.deepEqual(herons(part('Open actions')), [
      ...['Heron first', 'Heron under way', 'Heron without a day'],
    ]);
    const due = [...part('What is due').matchAll(/<b>([^<]+)<\/b>: ([^<]+)/g)].map(
      ([, day, what]) => `${day}: ${what?.trim()}`,
    );
    assert.deepEqual(
      due.filter((each) => / 2029:/.test(each)),
      [
        '31 January 2029: Answer to a request: Their data to be erased',
        '1 February 2029: Heron first',
        '2 February 2029: Heron under way',
      ],
    );
    assert.match(part('Open actions'), /In progress, no owner/);
    assert.doesNotMatch(html, /Heron Asker|Heron Leaver|heron@x/);
  });

  it('leaves out questions that were taken back, or stand where everything was deleted', async () => {
    const { id } = school.organisation;
    const q = context.superuser.query.bind(context.superuser);
    const { rows: plans } = await q(
      "SELECT id FROM actions WHERE organisation_id = $1 AND title = ANY ('{Heron first,Heron deleted}') ORDER BY title DESC",
      [id],
    );
    const ask = async (
      words: string,
      action: string,
      more: { taken?: boolean; to?: string } = {},
    ) => {
      const remark = context.id();
      await q(
        `INSERT INTO remarks (organisation_id, id, kind, replies_to, action_id, words, written_by, written_as, written_at, withdrawn_at)
         SELECT $1, $2, $3, $4, $5, $6, id, 'governor', '2026-11-20T09:00Z', $7 FROM persons WHERE name = 'Helen Marsh' LIMIT 1`,
        [
          id,
          remark,
          more.to ? 'reply' : 'question',
          more.to ?? null,
          action,
          words,
          more.taken ? '2026-11-21' : null,
        ],
      );
      return remark;
    };
    const asked = await ask('Heron asks this', plans[0].id);
    await ask('Heron is answered so far', plans[0].id, { to: asked });
    await ask('Heron took this back', plans[0].id, { taken: true });
    await ask('Heron asks of what is gone', plans[1].id);
    const html = await (await browserOf('careers leader')).read('/handover');
    const part = /<h2>Open questions<\/h2>[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    assert.match(part, /Heron asks this/);
    assert.doesNotMatch(part, /withdrew this|what is gone|answered so far/);
    assert.match(
      part,
      /On “Heron first”, Careers plan 2026\/27\. Asked on 20 November 2026, 1 reply so far\./,
    );
  });

  it('comes as PDF and as a Word file, with what its page says', async () => {
    const leader = await browserOf('careers leader');
    const pdf = await leader.get('/handover.pdf');
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.match(pdf.headers.get('content-disposition') ?? '', /filename=".*handover.*\.pdf"/);
    const input = Buffer.from(await pdf.arrayBuffer());
    const words = execFileSync('pdftotext', ['-', '-'], { input, encoding: 'utf8' });
    const word = await leader.get('/handover.docx');
    const parts = unzipSync(new Uint8Array(await word.arrayBuffer()));
    const inWord = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    for (const said of ['Map the learning journey', 'Anita Shah', 'Answer the open questions']) {
      assert.ok(words.replace(/\s+/g, ' ').includes(said), `PDF: ${said}`);
      assert.ok(inWord.includes(said), `Word: ${said}`);
    }
  });

  it('is for those who look after the school', async () => {
    const contributor = await browserOf('contributor');
    for (const path of ['/handover', '/handover.pdf', '/handover.docx'])
      assert.equal((await contributor.get(path)).status, 403, path);
  });
});
