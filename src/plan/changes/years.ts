/** The end of a year and the start of the next: carrying actions over, and archiving. */

import { z } from 'zod';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, recordBy } from '../../platform/access/member-changes.js';
import { daysLater } from '../../platform/days.js';
import { conflict } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { optionalText } from '../../platform/web/form.js';
import { planEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { type Action, isOpenStatus } from '../plan.js';
import { listActionsOf, lockGoingOn } from '../store.js';
import { save } from './add.js';
import type { How } from './changing.js';

export const carryInput = z.object({
  /** The year that the actions come from: 2026 for 2026/27. */
  from: z.coerce.number().int().min(2000).max(2099),
  actions: z
    .array(z.uuid('Choose from the actions of the year'))
    .min(1, 'Choose at least one action to carry over')
    .max(300),
});
export type CarryInput = z.infer<typeof carryInput>;

/**
 * Carries open actions over to the next year's plan. Each goes on there as a copy that knows where it came from; the
 * one of the old year stays as it was, with what was reached and what was not. What was carried over before is passed by,
 * in whatever year the two are by now: an action goes on in one.
 * @throws Problem 403 `plan.denied`, 409 `plan.archived` when the next year is archived, 409 `plan.nothing-to-carry`
 */
export async function carryOver(
  context: AppContext,
  member: Member,
  { from, actions: wanted }: CarryInput,
  { key }: How,
): Promise<{ carried: number }> {
  assertMay(member, 'plan.lead');
  return changeIdempotently(context, member, key, async (db) => {
    const organisation = member.organisation.id;
    await lockGoingOn(db, organisation, wanted);
    const all = await listActionsOf(db, organisation, from);
    const going = all.filter(
      ({ id, status, goesOnIn }) =>
        wanted.includes(id) && isOpenStatus(status) && goesOnIn === null,
    );
    if (going.length === 0) {
      throw conflict(
        'plan.nothing-to-carry',
        'Everything you chose is closed or has already been carried over.',
      );
    }
    for (const action of going) {
      await save(db, context, member, { ...goingOn(action), id: context.id() });
    }
    return { carried: going.length };
  });
}

/**
 * An action as it goes on a year later: its words stay, its days move on a year, its end is open again. What is under
 * way has begun already, so the day of its start stays what it was.
 */
export function goingOn(action: Action): Omit<Action, 'id'> {
  const later = (day: string | null) => (day === null ? null : yearLater(day));
  return {
    ...action,
    academicYear: action.academicYear + 1,
    startOn: action.status === 'under way' ? action.startOn : later(action.startOn),
    dueOn: later(action.dueOn),
    milestones: action.milestones
      .filter(({ isReached }) => !isReached)
      .map((milestone) => ({ ...milestone, on: later(milestone.on) })),
    carriedFrom: action.id,
    goesOnIn: null,
  };
}

/** The same day a year later; 28 February for the day that only a leap year has. */
function yearLater(day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return next.endsWith('-02-29') ? daysLater(`${next.slice(0, 4)}-02-28`, 0) : next;
}

export const archiveInput = z.object({
  year: z.coerce.number().int().min(2000).max(2100),
  /** What the school says of the year. */
  words: optionalText(4000),
});

/** Archives a year: its plan is kept as it is, and can be read. Changes the school's words when it is archived already. */
export async function archiveYear(
  context: AppContext,
  member: Member,
  { year, words }: z.infer<typeof archiveInput>,
  { key }: How,
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const values = { words, archived_by: member.person.id, archived_at: context.clock() };
    await db
      .insertInto('archived_years')
      .values({ organisation_id: organisation, academic_year: year, ...values })
      .onConflict((on) => on.columns(['organisation_id', 'academic_year']).doUpdateSet({ words }))
      .execute();
    await recordBy(db, context, member, planEvents, {
      verb: 'year.archived',
      subject: { kind: 'year', id: String(year) },
      after: { words },
    });
  });
}

/** Opens an archived year again. */
export async function openYear(
  context: AppContext,
  member: Member,
  year: number,
  { key }: How,
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const gone = await db
      .deleteFrom('archived_years')
      .where('organisation_id', '=', organisation)
      .where('academic_year', '=', year)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return;
    await recordBy(db, context, member, planEvents, {
      verb: 'year.opened',
      subject: { kind: 'year', id: String(year) },
    });
  });
}
