/** Where no mail is sent: everything that would be mailed waits on a page, to be handed over by people. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayRemindNow, remind } from '../src/plan/reminders.js';
import { listNotices } from '../src/platform/mail/notices.js';
import { openTestSchool } from './support/app.js';
import { ORDINARY_MORNING } from './support/clocks.js';
import { runCommand } from './support/command.js';
import { inviteFor, joinAs } from './support/demo.js';
import { MAYAS_PASSWORD, newVisitor } from './support/visitor.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
const sam = await joinAs(context, maya, {
  name: 'Sam Reid',
  email: 'sam.reid@otterbridge.example',
  role: 'governor',
});
const SCHOOL = '/people/messages';
const ACCOUNTS = '/administration/messages';

/** The id that the form beside a message sends. */
const idBeside = (html: string, words: string) =>
  new RegExp(`${words}[\\s\\S]*?name="id" value="([^"]+)"`).exec(html)?.[1] ?? '';

describe('without a mail server', () => {
  it('reminders wait on the school’s page, once', async () => {
    assert.equal(mayRemindNow(context), true);
    await maya.post('/plan/actions', {
      ...{ title: 'Map the visits', academicYear: '2026', _key: context.id(), dueOn: '2026-11-30' },
      ownerId: await personOf(EMAIL),
    });
    await remind(context);
    await remind(context);
    const html = await maya.read(SCHOOL);
    assert.equal(html.split('Map the visits').length, 2, 'one message');
    assert.match(html, /maya\.okafor@otterbridge\.example/);
    const [, address = ''] = /href="(mailto:[^"]+)"/.exec(html) ?? [];
    assert.match(address, /^mailto:maya\.okafor@otterbridge\.example\?subject=[^+]+$/);
    const [subject, body] = address.split('&amp;').map((part) => decodeURIComponent(part));
    assert.match(subject ?? '', /subject=\S+ \S+/);
    assert.match(body ?? '', /^body=[\s\S]*Map the visits/);
  });

  it('questions and answers wait there too', async () => {
    const [action] = (await context.superuser.query('SELECT id FROM actions')).rows;
    const asked = await sam.post(`/plan/actions/${action.id}/remarks`, {
      ...{ remark: 'Who pays for it?', kind: 'question', _key: context.id() },
    });
    assert.ok(asked.status < 400, String(asked.status));
    assert.match(await maya.read(SCHOOL), /Sam Reid asks about/);
  });

  it('a removed action takes its own messages with it, and none of another of the same title', async () => {
    const [owner, title] = [await personOf(EMAIL), 'Two of one title'];
    for (const dueOn of ['2026-11-28', '2026-11-29']) {
      const fields = { title, academicYear: '2026', _key: context.id(), dueOn, ownerId: owner };
      await maya.post('/plan/actions', fields);
    }
    const { rows } = await context.superuser.query(
      'SELECT id FROM actions WHERE title = $1 ORDER BY due_on',
      [title],
    );
    for (const { id } of rows)
      await sam.post(`/plan/actions/${id}/remarks`, {
        ...{ remark: 'Who pays for it?', kind: 'question', _key: context.id() },
      });
    await remind(context);
    const before = await maya.read(SCHOOL);
    assert.equal(before.split('asks about “Two of one title”</h2>').length, 3);
    const [gone] = rows;
    await maya.post(`/plan/actions/${gone.id}/delete`, { _key: context.id() });
    const html = await maya.read(SCHOOL);
    assert.equal(html.split('asks about “Two of one title”</h2>').length, 2);
    assert.match(html, /- Deleted since: [^\n]*28 November/);
    assert.match(html, /- Two of one title: [^\n]*29 November/);
    await maya.post(`/plan/actions/${rows[1].id}/delete`, { _key: context.id() });
    const none = await maya.read(SCHOOL);
    assert.doesNotMatch(none, /Two of one title/);
    assert.match(none, /Map the visits/);
  });

  it('invitations and personal links are there with a button for a new link, and no token is kept', async () => {
    const [link = ''] = await inviteFor(maya, { email: 'ada@otterbridge.example', role: 'viewer' });
    const html = await maya.read(SCHOOL);
    assert.match(
      html,
      /ada@otterbridge\.example[\s\S]*action="\/people\/invitations\/[^"]+\/resend"/,
    );
    const token = link.split('/').at(-1) ?? 'none';
    const { rows } = await context.superuser.query('SELECT notices::text AS row FROM notices');
    assert.ok(!JSON.stringify(rows).includes(token) && !html.includes(token));
  });

  it('a new way into an account is told to its person at the next sign-in and on their page, until they have seen it', async () => {
    await runCommand(context, ['person reset-link', EMAIL]);
    const own = newVisitor(context, { from: '192.0.2.9' });
    await own.post('/sign-in', { email: EMAIL, password: MAYAS_PASSWORD });
    assert.match(await own.read('/plan'), /A link to reset your Waymark password was created/);
    assert.match(await own.read('/account'), /created a link to reset your password/);
    assert.doesNotMatch(await sam.read('/account'), /created a link to reset/);
    await own.post('/account/notices', {});
    assert.doesNotMatch(await own.read('/account'), /created a link to reset/);
  });

  it('and is on the administrator’s page, whatever its person has seen', async () => {
    const html = await maya.read(ACCOUNTS);
    assert.match(html, /A link to reset your Waymark password was created/);
    assert.doesNotMatch(html, /Map the visits/, 'what belongs to a school stays there');
    assert.doesNotMatch(await maya.read(SCHOOL), /A link to reset your Waymark password/);
  });

  it('a message goes once it was handed over', async () => {
    for (const [path, words] of [
      [SCHOOL, 'Sam Reid asks about'],
      [ACCOUNTS, 'A link to reset'],
    ] as const) {
      const id = idBeside(await maya.read(path), words);
      assert.ok(id, words);
      assert.equal((await sam.post(path, { id })).status, 403);
      assert.equal((await maya.post(path, { id })).status, 303);
      assert.doesNotMatch(await maya.read(path), new RegExp(`<h2>${words}`));
    }
  });

  it('the pages are for careers leaders and for the administrator', async () => {
    for (const path of [SCHOOL, ACCOUNTS]) assert.equal((await sam.get(path)).status, 403);
    assert.match(await maya.read('/people'), /href="\/people\/messages"/);
    assert.match(await maya.read('/account'), /href="\/administration\/messages"/);
    assert.doesNotMatch(await sam.read('/people'), /\/people\/messages/);
  });

  it('a message of one school is nobody else’s', async () => {
    const [here, there] = [await organisationId(), context.id()];
    await context.superuser.query(
      "INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Larkfield', 'school', now())",
      [there],
    );
    await context.superuser.query(
      `INSERT INTO notices (id, organisation_id, recipient, subject, words, made_at)
       VALUES ($1, $2, 'x@x.example', 'Only there', 'Only there', now())`,
      [context.id(), there],
    );
    const of = (organisation: string | null) =>
      context.storage.read({ organisation, person: null, isInstallation: true }, (db) =>
        listNotices(db, organisation),
      );
    const names = async (organisation: string | null) =>
      (await of(organisation)).map(({ subject }) => subject);
    assert.deepEqual(await names(there), ['Only there']);
    for (const other of [here, null]) assert.ok(!(await names(other)).includes('Only there'));
    assert.doesNotMatch(await maya.read(SCHOOL), /Only there/);
    const { rows } = await context.superuser.query(
      "SELECT id FROM notices WHERE subject = 'Only there'",
    );
    for (const path of [SCHOOL, ACCOUNTS]) await maya.post(path, { id: rows[0].id });
    assert.deepEqual(await names(there), ['Only there']);
  });
});

describe('with a mail server', () => {
  it('nothing waits to be handed over', async () => {
    const mailing = await openTestSchool({
      env: { SMTP_URL: 'smtp://localhost:2525', WAYMARK_URL: 'https://waymark.example' },
    });
    await runCommand(mailing.context, ['person reset-link', EMAIL]);
    const { rowCount } = await mailing.context.superuser.query('SELECT 1 FROM notices');
    assert.equal(rowCount, 0);
    assert.doesNotMatch(await mailing.maya.read('/people'), /\/people\/messages/);
  });
});

const organisationId = async () =>
  (await context.superuser.query('SELECT id FROM organisations LIMIT 1')).rows[0].id;
const personOf = async (email: string) =>
  (await context.superuser.query('SELECT id FROM persons WHERE email = $1', [email])).rows[0].id;
