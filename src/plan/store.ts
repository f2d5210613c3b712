/** Rows of actions. */

import { type Selectable, sql } from 'kysely';
import { camelKeys } from '../platform/casing.js';
import { isId } from '../platform/ids.js';
import { goneBefore } from '../platform/restoring.js';
import type { ActionsTable } from '../platform/storage/tables/plan.js';
import type { Db } from '../platform/storage/transaction.js';
import { type Action, noAction } from './plan.js';

/** A row of actions with the names in it. */
export interface ActionRow extends Selectable<ActionsTable> {
  person_name: string | null;
  goes_on_in: number | null;
  updated_by_name: string | null;
}

/** The action that a row holds. */
export const actionFrom = (row: ActionRow): Action => ({
  ...camelKeys(row),
  aim:
    row.statement !== null && row.aimed_level !== null
      ? { statement: row.statement, level: row.aimed_level }
      : null,
  owner: ownerFrom(row),
  updatedBy: row.updated_by_name,
});

function ownerFrom(row: ActionRow): Action['owner'] {
  const name = row.person_name ?? row.owner_name;
  if (row.owner_id === null) return name === '' ? null : { id: null, name };
  return { id: row.owner_id, name: name || 'Someone whose name was erased' };
}

/** Rows of actions that came as JSON. */
export type ActionJson = ActionRow & { created_at: string; updated_at: string };

/** The actions that they hold. */
export const actionsFrom = (rows: readonly ActionJson[] | null | undefined): Action[] =>
  (rows ?? []).map((row) =>
    actionFrom({
      ...row,
      created_at: new Date(row.created_at),
      updated_at: new Date(row.updated_at),
    }),
  );

/** True for an action a that is planned or under way: `isOpenStatus`, for queries. */
export const IS_OPEN_ACTION = sql<boolean>`a.status IN ('planned', 'under way')`;

/** The year of the action in which the action `a` goes on: the next, unless one of them was moved since. Null when in none. */
export const GOES_ON_IN = sql<number | null>`(
  SELECT g.academic_year FROM actions g
  WHERE g.organisation_id = a.organisation_id AND g.carried_from = a.id AND g.deleted_at IS NULL)`;

/** Whether the action `a` goes on in another. */
export const HAS_GONE_ON = sql<boolean>`(${GOES_ON_IN} IS NOT NULL)`;

/** Actions with the names in them. */
export const actionRows = (db: Db, organisation: string) =>
  db
    .selectFrom('actions as a')
    .leftJoin('persons as o', 'o.id', 'a.owner_id')
    .leftJoin('persons as u', 'u.id', 'a.updated_by')
    .selectAll('a')
    .select(['o.name as person_name', 'u.name as updated_by_name', GOES_ON_IN.as('goes_on_in')])
    .where('a.organisation_id', '=', organisation);

/** One action; with `lock` it is held still until the transaction ends. @throws NotFound `action.not-found` */
export async function findAction(
  db: Db,
  organisation: string,
  id: string,
  how: { lock?: boolean; isDeleted?: boolean } = {},
): Promise<Action> {
  if (!isId(id)) throw noAction();
  const query = actionRows(db, organisation)
    .where('a.id', '=', id)
    .where('a.deleted_at', how.isDeleted ? 'is not' : 'is', null);
  const row = await (how.lock ? query.forNoKeyUpdate('a') : query).executeTakeFirst();
  if (!row) throw noAction();
  return actionFrom(row);
}

/**
 * Holds actions still until the transaction ends, so that each goes on in one (`actions_carried`) although others carry
 * over or restore at once. Asked before it is read whether they have gone on.
 */
export async function lockGoingOn(
  db: Db,
  organisation: string,
  ids: readonly string[],
): Promise<void> {
  await db
    .selectFrom('actions')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Whether the owner of the action `a` is a person who is no longer in the school. */
export const OWNER_HAS_LEFT = sql<boolean>`(a.owner_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM memberships m WHERE m.organisation_id = a.organisation_id AND m.person_id = a.owner_id
    AND m.ended_at IS NULL))`;

/** Every action of a year, by its due day: for print, exports and the year's summary. */
export async function listActionsOf(
  db: Db,
  organisation: string,
  academicYear: number | null,
): Promise<Action[]> {
  const query = actionRows(db, organisation).where('a.deleted_at', 'is', null);
  const rows = await (academicYear === null
    ? query
    : query.where('a.academic_year', '=', academicYear)
  )
    .orderBy(sql`a.priority = ''`)
    .orderBy('a.priority')
    .orderBy('a.due_on', (order) => order.asc().nullsLast())
    .orderBy('a.id')
    .execute();
  return rows.map(actionFrom);
}

/** Deleted actions that can still be restored, newest first. */
export async function listDeleted(db: Db, organisation: string, now: Date): Promise<Action[]> {
  const rows = await actionRows(db, organisation)
    .where('a.deleted_at', '>', goneBefore(now))
    .orderBy('a.deleted_at', 'desc')
    .limit(200)
    .execute();
  return rows.map(actionFrom);
}

/** The columns that hold these fields of an action; undefined for what is not among them. */
function columnsOf(fields: Partial<Action>) {
  const { aim, owner } = fields;
  return {
    academic_year: fields.academicYear,
    priority: fields.priority,
    objective: fields.objective,
    statement: aim === null ? null : aim?.statement,
    aimed_level: aim === null ? null : aim?.level,
    title: fields.title,
    owner_id: owner === null ? null : owner?.id,
    // The name of somebody in the school is looked up when read, so that erasure needs no rewriting.
    owner_name: owner === undefined ? undefined : owner?.id ? '' : (owner?.name ?? ''),
    start_on: fields.startOn,
    due_on: fields.dueOn,
    milestones: fields.milestones && JSON.stringify(fields.milestones),
    resources: fields.resources,
    cost: fields.cost,
    expected_change: fields.expectedChange,
    measure: fields.measure,
    expected_evidence: fields.expectedEvidence,
    result: fields.result,
    changed: fields.changed,
    status: fields.status,
    closed_on: fields.closedOn,
    carried_from: fields.carriedFrom,
  };
}

interface By {
  person: string;
  at: Date;
}

/** A new action. */
export type NewAction = Partial<Action> & Pick<Action, 'id' | 'academicYear' | 'title'>;

/** Saves a new action. */
export async function saveAction(
  db: Db,
  organisation: string,
  action: NewAction,
  by: By,
): Promise<void> {
  await db
    .insertInto('actions')
    .values({
      ...columnsOf(action),
      milestones: JSON.stringify(action.milestones ?? []),
      organisation_id: organisation,
      id: action.id,
      from_review: action.fromReview ?? null,
      created_by: by.person,
      created_at: by.at,
      updated_by: by.person,
      updated_at: by.at,
    } as never)
    .execute();
}

/** Changes these fields of an action, one version on. The caller holds its lock. */
export async function changeAction(
  db: Db,
  organisation: string,
  action: Action,
  fields: Partial<Action> & { deletedBy?: string | null },
  by: By,
): Promise<void> {
  await db
    .updateTable('actions')
    .set({
      ...columnsOf(fields),
      ...(fields.deletedAt === undefined
        ? {}
        : { deleted_at: fields.deletedAt, deleted_by: fields.deletedBy ?? null }),
      updated_by: by.person,
      updated_at: by.at,
      version: action.version + 1,
    })
    .where('organisation_id', '=', organisation)
    .where('id', '=', action.id)
    .execute();
}
