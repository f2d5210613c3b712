/** Taking back that an action was closed. */
import type { Member } from '../../platform/access/member.js';
import { changeToUndo, tooLateToUndo } from '../../platform/history/undo.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Action } from '../plan.js';
import { changing, type How } from './changing.js';

/**
 * Makes a closed action what it was before. Evidence that was attached in closing stays attached.
 * @throws Problem 403, 404, 409 `plan.archived`, 409 `undo.too-late`
 */
export async function undoClosing(
  context: AppContext,
  member: Member,
  id: string,
  { version, ...how }: How,
): Promise<{ version: number }> {
  return changing(context, member, { id, act: 'plan.write' }, how, async (db, action) => {
    if (version !== action.version) throw tooLateToUndo();
    const asked = {
      subject: { kind: 'action', id },
      verb: 'action.closed',
      now: context.clock(),
    };
    const { before } = await changeToUndo(db, member.organisation.id, asked);
    const was = before as Pick<Action, 'status' | 'changed' | 'result'>;
    return {
      verb: 'action.closing-undone',
      fields: { ...was, closedOn: null },
      before: { status: action.status },
      after: { status: was.status },
    };
  });
}
