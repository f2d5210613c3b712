/** Deleting an action, and getting it back within 30 days. */

import type { Member } from '../../platform/access/member.js';
import { hushNotices } from '../../platform/mail/notices.js';
import { isGone } from '../../platform/restoring.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { type Action, noAction } from '../plan.js';
import { lockGoingOn } from '../store.js';
import { changing, type How } from './changing.js';

/** Deletes an action. It can be restored for 30 days. @throws Problem 403, 404, 409 `plan.archived` */
export async function deleteAction(context: AppContext, member: Member, id: string, how: How) {
  await changing(context, member, { id, act: 'plan.delete' }, how, async (db, { title }) => {
    await hushNotices(db, member.organisation.id, id);
    return {
      verb: 'action.deleted',
      fields: { deletedAt: context.clock(), deletedBy: member.person.id },
      before: { title },
      after: null,
    };
  });
}

/** Restores a deleted action. @throws Problem 403, 404 also when 30 days have passed */
export async function restoreAction(context: AppContext, member: Member, id: string, how: How) {
  await changing(
    context,
    member,
    { id, act: 'plan.delete', isDeleted: true },
    how,
    async (db, action) => {
      if (!action.deletedAt || isGone(action.deletedAt, context.clock())) throw noAction();
      return {
        verb: 'action.restored',
        fields: {
          deletedAt: null,
          ...((await isTaken(db, member, action)) ? { carriedFrom: null } : {}),
        },
        before: null,
        after: { title: action.title },
      };
    },
  );
}

/** True when another action goes on by now from the one that this one went on from. */
async function isTaken(db: Db, member: Member, { carriedFrom }: Action): Promise<boolean> {
  if (carriedFrom === null) return false;
  await lockGoingOn(db, member.organisation.id, [carriedFrom]);
  const other = await db
    .selectFrom('actions')
    .select('id')
    .where('organisation_id', '=', member.organisation.id)
    .where('carried_from', '=', carriedFrom)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return other !== undefined;
}
