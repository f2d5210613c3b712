import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { openPostbox } from '../../tests/support/postbox.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { dayAt, daysLater, dayWords } from '../platform/days.js';
import { mailServer, sendDue } from '../platform/mail/sender.js';
import { actionInput } from './action-input.js';
import { addAction } from './changes/add.js';
import { changeWords, closeAction } from './changes/change.js';
import { deleteAction } from './changes/remove.js';
import { carryOver } from './changes/years.js';
import { listPlan } from './list-store.js';
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
  it('come where all that is due is under way, on the last day of the 14 too', async () => {
    const id = await add('Under way', '2026-12-07');
    const set = (what: string) =>
      context.superuser.query(`UPDATE actions SET ${what} WHERE id = $1`, [id]);
    await set("status = 'under way'");
    assert.equal((await sent()).queued, 1);
    await set('deleted_at = now()');
  });

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

/** Whoever else was in the school has left by now: what is mailed is about her actions. */
describe('reminders from 15 days before a due day to two days after it', () => {
  const priya: Member = { ...sam, person: { id: context.id(), name: 'Priya Nair' } };
  before(async () => {
    await context.superuser.query(
      "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Priya Nair', 'priya.nair@otterbridge.example', now())",
      [priya.person.id],
    );
    await context.superuser.query(
      "INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'contributor', now())",
      [maya.organisation.id, priya.person.id],
    );
  });

  /** What was mailed at a moment about an action of Priya's; null when nothing was. */
  const toldAt = async (moment: string): Promise<string | null> => {
    context.setClock(moment);
    const { queued, letters } = await sent();
    assert.equal(letters.length, queued);
    const about = letters.map(({ to, text }) => {
      assert.deepEqual(to, ['priya.nair@otterbridge.example']);
      return (
        /(Overdue|Due in the next 14 days)\s+- .?Due.?: (.*)/.exec(text)?.slice(1).join(': ') ??
        text
      );
    });
    assert.ok(about.length <= 1);
    return about[0] ?? null;
  };
  /** What is noted as mailed: the stage of each due day. */
  const notedOf = async (id: string): Promise<string[]> => {
    const { rows: noted } = await context.superuser.query<{ stage: string; due_on: string }>(
      'SELECT stage, due_on::text FROM reminders WHERE action_id = $1 ORDER BY at',
      [id],
    );
    return noted.map(({ stage, due_on }) => `${stage} ${due_on}`);
  };
  const due = async (day: string, work: (id: string) => Promise<void>) => {
    context.setClock(`${daysLater(day, -20)}T09:00:00Z`);
    const id = await add('Due', day, priya.person.id);
    try {
      await work(id);
    } finally {
      await deleteAction(context, maya, id, how);
    }
  };
  const countsAt = async (moment: string) => {
    const asked = { academicYear: 2026, owner: priya.person.id };
    const { counts } = await context.storage.read(scopeOf(maya), (db) =>
      listPlan(db, maya.organisation.id, asked, {
        by: 'due',
        page: 1,
        today: dayAt(new Date(moment)),
      }),
    );
    return [counts.overdue, counts.dueSoon];
  };

  // A Sunday, a day after which the clocks change, and one before which a leap day lies.
  for (const day of ['2027-06-13', '2027-03-27', '2028-03-01'])
    it(`come 14 days before ${dayWords(day)} and the day after it, and on no other day`, async () => {
      await due(day, async (id) => {
        for (const from of [-15, -14, -13, -7, -1, 0, 1, 2]) {
          const today = daysLater(day, from);
          const about = await toldAt(`${today}T07:00:00Z`);
          const expected: Record<number, string> = {
            [-14]: `Due in the next 14 days: due on ${dayWords(day)}, in 14 days`,
            1: `Overdue: was due on ${dayWords(day)}`,
          };
          assert.equal(about, expected[from] ?? null, `${from} days from it`);
          assert.equal(await toldAt(`${today}T22:30:00Z`), null, `again ${from} days from it`);
          const stages = [from >= -14 && `due soon ${day}`, from >= 1 && `overdue ${day}`];
          assert.deepEqual(await notedOf(id), stages.filter(Boolean), `${from} days from it`);
          assert.deepEqual(
            await countsAt(`${today}T07:00:00Z`),
            [from >= 1 ? 1 : 0, from >= -14 && from <= 0 ? 1 : 0],
            'the plan counts as the mails do',
          );
        }
      });
    });

  for (const [from, expected, stage] of [
    [-15, null, null],
    [-14, 'Due in the next 14 days: due on 14 June 2027, in 14 days', 'due soon'],
    [-2, 'Due in the next 14 days: due on 14 June 2027, in 2 days', 'due soon'],
    [-1, 'Due in the next 14 days: due tomorrow', 'due soon'],
    [0, 'Due in the next 14 days: due today', 'due soon'],
    [1, 'Overdue: was due on 14 June 2027', 'overdue'],
    [40, 'Overdue: was due on 14 June 2027', 'overdue'],
  ] as const)
    it(`looked for first ${from} days from the day, note what they say, so that overdue is still told`, async () => {
      const day = '2027-06-14';
      await due(day, async (id) => {
        assert.equal(await toldAt(`${daysLater(day, from)}T09:00:00Z`), expected);
        assert.deepEqual(await notedOf(id), stage ? [`${stage} ${day}`] : []);
        const later = await toldAt(`${daysLater(day, 41)}T09:00:00Z`);
        assert.equal(later, from > 0 ? null : 'Overdue: was due on 14 June 2027');
      });
    });

  it('tell of a day by the clocks of England, in summer and in winter', async () => {
    for (const [day, before, after] of [
      ['2027-06-14', '2027-06-14T22:59:00Z', '2027-06-14T23:00:00Z'],
      ['2027-01-14', '2027-01-14T23:59:00Z', '2027-01-15T00:00:00Z'],
    ] as const)
      await due(day, async () => {
        assert.match((await toldAt(before)) ?? '', /due today/);
        assert.match((await toldAt(after)) ?? '', /^Overdue/);
      });
  });

  it('are for the new day once the action is moved, before it and after it', async () => {
    await due('2027-06-14', async (id) => {
      const typed = { title: 'Due', academicYear: '2026', ownerId: priya.person.id };
      const move = (dueOn: string) =>
        changeWords(context, maya, id, actionInput.parse({ ...typed, dueOn }), how);
      assert.match((await toldAt('2027-06-14T09:00:00Z')) ?? '', /due today/);
      await move('2027-06-15');
      assert.match((await toldAt('2027-06-14T10:00:00Z')) ?? '', /due tomorrow/);
      assert.equal(await toldAt('2027-06-15T09:00:00Z'), null);
      assert.match((await toldAt('2027-06-16T09:00:00Z')) ?? '', /^Overdue: was due on 15 June/);
      await move('2027-07-01');
      assert.equal(await toldAt('2027-06-16T10:00:00Z'), null);
      assert.match((await toldAt('2027-06-17T09:00:00Z')) ?? '', /in 14 days/);
      assert.equal(await toldAt('2027-07-01T09:00:00Z'), null);
      assert.match((await toldAt('2027-07-02T09:00:00Z')) ?? '', /^Overdue: was due on 1 July/);
    });
  });
});
