/** Loads what the reports of a review are put together from. Reads only. */

import { listActionsOf } from '../plan/store.js';
import type { Member } from '../platform/access/member.js';
import { dayAt } from '../platform/days.js';
import type { Db } from '../platform/storage/transaction.js';
import { findAccount } from './load-source.js';
import type { Material } from './sections/material.js';
import { summarise } from './summary.js';

interface Wanted {
  /** False for a copy without questions and comments. */
  withRemarks: boolean;
  /** False for a copy that leaves people’s names out. */
  hasNames: boolean;
  texts: Material['texts'];
  now: Date;
}

/**
 * The material of a review. A personal link opens one review, and the plan is not in it.
 * @throws Problem 404 `review.not-found` for a review that is not there or that this person may not know of
 */
export async function loadMaterial(
  db: Db,
  member: Member,
  review: string,
  { withRemarks, hasNames, texts, now }: Wanted,
): Promise<Material> {
  const source = await findAccount(db, member, review, { withRemarks, now });
  const { academicYear } = source.review;
  const actions = member.limitedTo
    ? []
    : await listActionsOf(db, member.organisation.id, academicYear);
  return {
    ...{ summary: summarise(source), framework: source.framework, actions },
    ...{ today: dayAt(now), texts, hasNames },
  };
}
