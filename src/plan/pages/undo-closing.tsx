/** Taking back that an action was closed. */
import { formPost } from '../../platform/access/form-post.js';
import { isUndoable } from '../../platform/history/undo.js';
import { goTo } from '../../platform/web/answer.js';
import { versionOf } from '../../platform/web/form.js';
import { UndoForm } from '../../platform/web/undo-form.js';
import { undoClosing } from '../changes/undo.js';
import { type ActionProps, mayWrite } from './action-read.js';

/** POST /plan/actions/:id/undo */
export const undoClosingPost = formPost(async ({ c, context, member, typed, id, how }) => {
  await undoClosing(context, member, id, { ...how, version: versionOf(typed) });
  return goTo(c, `/plan/actions/${id}`, 'This action is no longer closed.');
});

/** The button, as long as the closing can be undone. */
export const UndoClosing = (props: ActionProps) => {
  const { request, whole, history } = props;
  const { id, version } = whole.action;
  const last = history[0];
  if (last?.verb !== 'action.closed' || !isUndoable(last.at, request.context.clock())) return null;
  if (!mayWrite(props)) return null;
  return (
    <UndoForm
      undo={{ action: `/plan/actions/${id}/undo`, version }}
      key_={request.context.id()}
      what="the closing of this action"
    />
  );
};
