/**
 * Reminders by mail: one mail a person when something of theirs has become due within 14 days or overdue, listing all
 * that is. Each action is mailed once when it is due soon and once when it is overdue, for each due day.
 */

import { sql } from 'kysely';
import { type Member, scopeOf } from '../platform/access/member.js';
import { dayAt, daysBetween, daysLater, dayWords } from '../platform/days.js';
import { queueMail } from '../platform/mail/outbox.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';
import { SOON_DAYS } from './plan.js';
import { HAS_GONE_ON, IS_OPEN_ACTION } from './store.js';

/** From this hour in England on, so that nobody is written to at night. */
const FROM_HOUR = 7;

interface DueRow {
  id: string;
  title: string;
  due_on: string;
  person_id: string;
  person_name: string;
  email: string;
}

/**
 * Queues the reminders that are due today, in every school. Gives how many mails were queued. Any number of processes
 * may run it at once: what one of them has mailed, no other mails again.
 */
export async function remind(context: AppContext): Promise<number> {
  const today = dayAt(context.clock());
  const until = daysLater(today, SOON_DAYS);
  const { rows: schools } = await context.storage.read(installation, (db) =>
    sql<{ organisation_id: string }>`
      SELECT organisation_id FROM waymark_schools_due(${until}::date)`.execute(db),
  );
  let queued = 0;
  for (const { organisation_id: organisation } of schools) {
    queued += await context.storage.write({ organisation, person: null }, (db) =>
      remindSchool(db, context, organisation, today),
    );
  }
  return queued;
}

async function remindSchool(
  db: Db,
  context: AppContext,
  organisation: string,
  today: string,
): Promise<number> {
  const due = await listDue(db, organisation, daysLater(today, SOON_DAYS));
  const news = await takeNews(db, context, organisation, due, today);
  if (news.size === 0) return 0;
  const { name: school } = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow();
  let queued = 0;
  for (const person of news) {
    const theirs = due.filter(({ person_id }) => person_id === person);
    const isQueued = await queueMail(
      db,
      context,
      reminderEmail(school, theirs, today, context.config.publicUrl),
    );
    if (isQueued) queued += 1;
  }
  return queued;
}

/** What is open and due by a day, for people at work in the school who have an address and want reminders. */
async function listDue(db: Db, organisation: string, until: string): Promise<DueRow[]> {
  return db
    .selectFrom('actions as a')
    .innerJoin('memberships as m', (on) =>
      on
        .onRef('m.organisation_id', '=', 'a.organisation_id')
        .onRef('m.person_id', '=', 'a.owner_id')
        .on('m.ended_at', 'is', null),
    )
    .innerJoin('persons as p', 'p.id', 'a.owner_id')
    .leftJoin('reminders_off as f', (on) =>
      on
        .onRef('f.organisation_id', '=', 'a.organisation_id')
        .onRef('f.person_id', '=', 'a.owner_id'),
    )
    .select([
      'a.id',
      'a.title',
      'a.due_on',
      'p.id as person_id',
      'p.name as person_name',
      'p.email',
    ])
    .where('a.organisation_id', '=', organisation)
    .where('a.deleted_at', 'is', null)
    .where(IS_OPEN_ACTION)
    .where((where) => where.not(HAS_GONE_ON))
    .where('a.due_on', '<=', until)
    .where('p.email', 'is not', null)
    .where('f.person_id', 'is', null)
    .orderBy('a.due_on')
    .orderBy('a.id')
    .$narrowType<{ due_on: string; email: string }>()
    .execute();
}

/** Notes what is mailed now for the first time. Gives the people who have had no mail about something yet. */
async function takeNews(
  db: Db,
  context: AppContext,
  organisation: string,
  due: readonly DueRow[],
  today: string,
): Promise<Set<string>> {
  if (due.length === 0) return new Set();
  const rows = await db
    .insertInto('reminders')
    .values(
      due.map((each) => ({
        organisation_id: organisation,
        action_id: each.id,
        person_id: each.person_id,
        stage: stageOf(each.due_on, today),
        due_on: each.due_on,
        at: context.clock(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

const stageOf = (dueOn: string, today: string) => (dueOn < today ? 'overdue' : 'due soon');

/** The letter that tells one person what is overdue and what is due soon. */
function reminderEmail(
  school: string,
  due: readonly Pick<DueRow, 'id' | 'title' | 'due_on' | 'person_name' | 'email'>[],
  today: string,
  origin: string | null,
) {
  const { person_name: name, email } = due[0]!;
  const overdue = due.filter(({ due_on }) => due_on < today);
  const soon = due.filter(({ due_on }) => due_on >= today);
  const parts = [
    listWords('Overdue', overdue, ({ due_on }) => `was due on ${dayWords(due_on)}`),
    listWords('Due in the next 14 days', soon, ({ due_on }) => dueWords(due_on, today)),
  ];
  const where = origin ? `here: ${origin}/plan/mine` : 'in Waymark, under Plan, My actions.';
  return {
    to: email,
    subject: subjectFor(overdue.length, soon.length, school),
    about: [...overdue, ...soon].map(({ id }) => id),
    text: `Dear ${isolated(name)},

These are your actions in the careers plan of ${isolated(school)}.

${parts.filter(Boolean).join('\n\n')}

You can add a progress note or change the due date ${where}

You can turn these reminders off on the same page.
`,
  };
}

type Line = Pick<DueRow, 'title' | 'due_on'>;

function listWords<T extends Line>(heading: string, list: readonly T[], when: (each: T) => string) {
  if (list.length === 0) return '';
  return `${heading}\n${list.map((each) => `- ${isolated(oneLine(each.title))}: ${when(each)}`).join('\n')}`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function dueWords(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'due today';
  return days === 1 ? 'due tomorrow' : `due on ${dayWords(day)}, in ${days} days`;
}

function subjectFor(overdue: number, soon: number, school: string): string {
  const parts = [overdue > 0 && `${overdue} overdue`, soon > 0 && `${soon} due soon`].filter(
    Boolean,
  );
  return `Careers plan of ${school}: ${parts.join(', ')}`;
}

/** Turns a person's reminders from this school off, or on again. */
export async function wantReminders(
  context: AppContext,
  member: Member,
  isWanted: boolean,
): Promise<void> {
  const place = { organisation_id: member.organisation.id, person_id: member.person.id };
  await context.storage.write(scopeOf(member), async (db) => {
    if (isWanted) {
      await db
        .deleteFrom('reminders_off')
        .where('organisation_id', '=', place.organisation_id)
        .where('person_id', '=', place.person_id)
        .execute();
    } else {
      await db
        .insertInto('reminders_off')
        .values({ ...place, since: context.clock() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** True from seven in the morning in England on. Without a mail server reminders wait to be handed over. */
export const mayRemindNow = ({ clock }: Pick<AppContext, 'clock'>): boolean =>
  Number(HOUR.format(clock())) >= FROM_HOUR;
