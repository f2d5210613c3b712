/** What every change of the plan does: in one transaction find the action, ask who may, save, and record. */

import { academicYear as yearWords } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import {
  changeIdempotently,
  type How as Incoming,
  recordBy,
} from '../../platform/access/member-changes.js';
import { timeWords } from '../../platform/days.js';
import type { Happened } from '../../platform/history/history.js';
import { conflict, invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { planEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { type Action, yearIsArchived } from '../plan.js';
import { changeAction, findAction } from '../store.js';

/** How a change came in. */
export interface How extends Incoming {
  /** The version that the person saw; left out for a change of one thing that cannot overwrite another. */
  version?: number;
}

/** A change of one action: what of it differs afterwards, and how the history calls it. */
export type Change = Happened<typeof planEvents> & {
  fields: Partial<Action> & { deletedBy?: string | null };
};

/**
 * Changes one action, or leaves it as it is when `work` gives null. Gives the version afterwards.
 * @throws Problem 403 `plan.denied`, 404 `action.not-found`, 409 `plan.archived`, 409 `action.conflict`
 */
export async function changing(
  context: AppContext,
  member: Member,
  asked: { id: string; act: 'plan.write' | 'plan.delete'; isDeleted?: boolean },
  how: How,
  work: (db: Db, action: Action) => Promise<Change | null>,
): Promise<{ version: number }> {
  assertMay(member, asked.act);
  return changeIdempotently(context, member, how.key, async (db) => {
    const organisation = member.organisation.id;
    const action = await findAction(db, organisation, asked.id, {
      lock: true,
      isDeleted: asked.isDeleted ?? false,
    });
    await assertYearIsOpen(db, organisation, action.academicYear);
    if (how.version !== undefined && how.version !== action.version) throw meanwhile(action);
    const change = await work(db, action);
    if (!change) return { version: action.version };
    const { fields, ...happened } = change;
    const by = { person: member.person.id, at: context.clock() };
    await changeAction(db, organisation, action, fields, by);
    await recordBy(db, context, member, planEvents, {
      subject: { kind: 'action', id: action.id },
      ...happened,
    });
    return { version: action.version + 1 };
  });
}

function meanwhile({ updatedBy, updatedAt }: Action) {
  return conflict(
    'action.conflict',
    `${updatedBy ?? 'Someone else'} changed this action at ${timeWords(updatedAt)} while you were writing. Here are both. Choose one, or combine both.`,
  );
}

/** @throws Problem 409 `plan.archived` */
export async function assertYearIsOpen(db: Db, organisation: string, year: number): Promise<void> {
  const row = await db
    .selectFrom('archived_years')
    .select('academic_year')
    .where('organisation_id', '=', organisation)
    .where('academic_year', '=', year)
    .executeTakeFirst();
  if (row) throw yearIsArchived(yearWords(year));
}

/**
 * The name of somebody in the school; null for ''.
 * @throws Problem 422 `action.unknown-owner` for anybody who is not at work in it
 */
export async function ownerNameOf(
  db: Db,
  organisation: string,
  ownerId: string,
  kept: string | null = null,
): Promise<string | null> {
  if (ownerId === '') return null;
  const row = await db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select(['p.name', 'm.ended_at'])
    .where('m.organisation_id', '=', organisation)
    .where('m.person_id', '=', ownerId)
    .executeTakeFirst();
  // Somebody who has left keeps what they own until it is given to another.
  if (!row || (row.ended_at !== null && ownerId !== kept)) {
    const sentence = 'Choose someone in your school, or enter a name';
    throw invalid('action.unknown-owner', `${sentence}.`, { ownerId: sentence });
  }
  return row.name;
}
