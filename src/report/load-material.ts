/** Loads what the reports of a review are put together from. Reads only. */

import type { Action } from '../plan/plan.js';
import { planYearOf } from '../plan/planned.js';
import { listActionsOf } from '../plan/store.js';
import { academicYear } from '../platform/academic-year.js';
import type { Member } from '../platform/access/member.js';
import { dayAt } from '../platform/days.js';
import type { Db } from '../platform/storage/transaction.js';
import { findAccount } from './load-source.js';
import { findOwnReports, type OwnReports } from './own-store.js';
import type { Material } from './sections/material.js';
import { summarise } from './summary.js';

interface Wanted {
  /** False for a copy without questions and comments. */
  withRemarks: boolean;
  /** False for a copy that leaves people’s names out. */
  hasNames: boolean;
  now: Date;
}

/** With the parts of reports that the school has chosen. */
type Loaded = Material & Pick<OwnReports, 'layouts'>;

/**
 * The material of a review. A personal link opens one review, and the plan is not in it.
 * @throws Problem 404 `review.not-found` for a review that is not there or that this person may not know of
 */
export async function loadMaterial(
  db: Db,
  member: Member,
  review: string,
  { withRemarks, hasNames, now }: Wanted,
): Promise<Loaded> {
  const source = await findAccount(db, member, review, { withRemarks, now });
  const years = [source.review.academicYear, planYearOf(source.review, now)];
  const { planYear, actions } = member.limitedTo
    ? { planYear: source.review.academicYear, actions: [] }
    : await firstPlan(db, member.organisation.id, years);
  const own = await findOwnReports(db, member.organisation.id);
  return {
    ...{ summary: summarise(source), framework: source.framework, actions },
    planYear: academicYear(planYear),
    ...{ today: dayAt(now), texts: own.texts, hasNames },
    layouts: own.layouts,
  };
}

/** The plan of the first of these years that has one: a review at the end of a year leads to the plan of the next. */
async function firstPlan(
  db: Db,
  organisation: string,
  [year = 0, next = year]: readonly number[],
): Promise<{ planYear: number; actions: Action[] }> {
  const actions = await listActionsOf(db, organisation, year);
  if (actions.length > 0 || next === year) return { planYear: year, actions };
  return { planYear: next, actions: await listActionsOf(db, organisation, next) };
}
