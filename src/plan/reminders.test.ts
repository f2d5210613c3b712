import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { openPostbox } from '../../tests/support/postbox.js';
import type { Member } from '../platform/access/member.js';
import { mailServer, sendDue } from '../platform/mail/sender.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { closeAction } from './changes/change.js';
import { remind, wantReminders } from './reminders.js';

const postbox = await openPostbox();
const { context } = await openTestSchool({
  env: { SMTP_URL: postbox.url, WAYMARK_URL: 'https://waymark.example' },
});
const { rows } = await context.superuser.query(
  'SELECT p.id AS person, p.name, o.id, o.name AS school FROM persons p CROSS JOIN organisations o',
);
const row = rows[0] as { person: string; name: string; id: string; school: string };
const maya: Member = {
  person: { id: row.person, name: row.name },
  organisation: { id: row.id, name: row.school, kind: 'school' },
  role: 'careers leader',
  isOwner: true,
};
const how = { key: null };
const add = async (title: string, dueOn: string, ownerId = maya.person.id) =>
  (
    await addAction(
      context,
      maya,
      actionInput.parse({ title, dueOn, ownerId, academicYear: '2026' }),
      how,
    )
  ).id;
const sent = async () => {
  postbox.letters.length = 0;
  const queued = await remind(context);
  await sendDue(context, mailServer(context.config)!);
  return { queued, letters: [...postbox.letters] };
};

describe('reminders', () => {
  it('tell an owner once of what is due within 14 days and what is overdue', async () => {
    await add('Write the outcomes', '2026-12-07');
    await add('Meet Priya', '2026-11-20');
    await add('Far away', '2026-12-08');
    await add('Nobody’s', '2026-11-25', '');
    const first = await sent();
    assert.equal(first.queued, 1);
    const [letter] = first.letters;
    assert.deepEqual(letter?.to, ['maya.okafor@otterbridge.example']);
    assert.match(
      letter!.raw.replace(/\r\n /g, ' '),
      /Subject: Careers plan of Otterbridge School: 1 overdue, 1 due soon/,
    );
    assert.match(letter!.text, /Overdue\s+- Meet Priya: was due on 20 November 2026/);
    assert.match(letter!.text, /- Write the outcomes: due on 7 December 2026, in 14 days/);
    assert.match(letter!.text, /https:\/\/waymark\.example\/plan\/mine/);
    assert.doesNotMatch(letter!.text, /Far away|Nobody/);
    assert.equal((await sent()).queued, 0);
  });

  it('tell again when something is newly due or overdue', async () => {
    context.setClock('2026-11-24T09:00:00Z');
    const next = await sent();
    assert.equal(next.letters.length, 1);
    assert.match(next.letters[0]!.text, /Far away/);
  });

  it('come from one process only, however many look at once', async () => {
    await add('New', '2026-11-30');
    const counts = await Promise.all([remind(context), remind(context), remind(context)]);
    assert.equal(
      counts.reduce((sum, each) => sum + each, 0),
      1,
    );
    await sendDue(context, mailServer(context.config)!);
  });

  it('do not come for what is done, nor to somebody who turned them off, nor to somebody who left', async () => {
    const done = await add('Done', '2026-11-29');
    const closing = { status: 'done' as const, changed: 'It is', result: '', evidence: [] };
    await closeAction(context, maya, done, closing, how);
    assert.equal((await sent()).queued, 0);
    await wantReminders(context, maya, false);
    await add('Unheard', '2026-11-29');
    assert.equal((await sent()).queued, 0);
    await wantReminders(context, maya, true);
    assert.equal((await sent()).queued, 1);
    await add('After leaving', '2026-11-29');
    await context.superuser.query('UPDATE memberships SET ended_at = now()');
    assert.equal((await sent()).queued, 0);
  });
});
