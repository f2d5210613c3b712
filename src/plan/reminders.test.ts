import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { openPostbox } from '../../tests/support/postbox.js';
import type { Member } from '../platform/access/member.js';
import { mailServer, sendDue } from '../platform/mail/sender.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { changeWords, closeAction } from './changes/change.js';
import { deleteAction } from './changes/remove.js';
import { carryOver } from './changes/years.js';
import { mayRemindNow, remind, wantReminders } from './reminders.js';

const postbox = await openPostbox();
const { context } = await openTestSchool({
  now: ORDINARY_MORNING,
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
const sam: Member = {
  ...maya,
  person: { id: context.id(), name: 'Sam Reid' },
  role: 'contributor',
  isOwner: false,
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

  it('say of the days around today what people say', async () => {
    const lines: Record<string, RegExp> = {
      '2026-11-23': /- Day: was due on 23 November 2026/,
      '2026-11-24': /- Day: due today/,
      '2026-11-25': /- Day: due tomorrow/,
      '2026-11-26': /- Day: due on 26 November 2026, in 2 days/,
    };
    for (const due of Object.keys(lines)) await add('Day', due);
    const text = (await sent()).letters[0]?.text ?? '';
    for (const line of Object.values(lines)) assert.match(text, line);
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

  it('tell each of two owners of their own actions alone, at their own address', async () => {
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', 'sam.reid@otterbridge.example', now())",
      [sam.person.id],
    );
    await context.superuser.query(
      "INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'contributor', now())",
      [maya.organisation.id, sam.person.id],
    );
    await add('Of Sam', '2026-11-28', sam.person.id);
    await add('Of Maya', '2026-11-28');
    const { queued, letters } = await sent();
    assert.equal(queued, 2);
    for (const [name, other] of [
      ['Sam Reid', 'Maya'],
      ['Maya Okafor', 'Sam'],
    ] as const) {
      const address = `${name.toLowerCase().replace(' ', '.')}@otterbridge.example`;
      const [letter, ...more] = letters.filter(({ to }) => to.includes(address));
      assert.deepEqual(more, []);
      assert.deepEqual(letter?.to, [address]);
      assert.match(letter!.text, new RegExp(`Dear .?${name}`));
      assert.match(letter!.text, new RegExp(`Of ${name.split(' ')[0]}`));
      assert.doesNotMatch(letter!.text, new RegExp(`Of ${other}`));
    }
  });

  it('turned off by one go on coming to another', async () => {
    await wantReminders(context, sam, false);
    await add('Unheard by Sam', '2026-11-27', sam.person.id);
    await add('Heard by Maya', '2026-11-27');
    const { letters } = await sent();
    assert.deepEqual(
      letters.map(({ to }) => to),
      [['maya.okafor@otterbridge.example']],
    );
    assert.doesNotMatch(letters[0]!.text, /Unheard/);
  });

  it('come once more for another due day or another owner, not for what is deleted or goes on', async () => {
    const typed = { title: 'Moved', academicYear: '2026', ownerId: maya.person.id };
    const move = (id: string, fields: Record<string, string>) =>
      changeWords(context, maya, id, actionInput.parse({ ...typed, ...fields }), how);
    const id = await add('Moved', '2026-11-29');
    assert.equal((await sent()).queued, 1);
    await move(id, { dueOn: '2026-11-29', cost: '£5' });
    assert.equal((await sent()).queued, 0, 'nothing that a reminder is about has changed');
    await move(id, { dueOn: '2026-11-30' });
    assert.equal((await sent()).queued, 1);
    await deleteAction(context, maya, await add('Deleted', '2026-11-29'), how);
    const gone = await add('Gone on', '2026-11-29');
    await carryOver(context, maya, { from: 2026, actions: [gone] }, how);
    assert.equal((await sent()).queued, 0);
    await move(await add('Another’s', '2026-11-29', ''), { dueOn: '2026-11-29' });
    assert.equal((await sent()).queued, 1);
  });

  it('come from seven in the morning in England, in winter and in summer', () => {
    for (const [time, may] of [
      ['2026-11-24T06:59:00Z', false],
      ['2026-11-24T07:00:00Z', true],
      ['2026-11-24T23:59:00Z', true],
      ['2026-11-25T00:00:00Z', false],
      ['2026-06-24T05:59:00Z', false],
      ['2026-06-24T06:00:00Z', true],
      ['2026-06-24T22:59:00Z', true],
      ['2026-06-24T23:00:00Z', false],
    ] as const)
      assert.equal(mayRemindNow({ clock: () => new Date(time) }), may, time);
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
