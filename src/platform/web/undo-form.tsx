/** The button that takes back what was just done. */
import type { Undo } from './answer.js';
import { KEY_FIELD, VERSION_FIELD } from './form.js';
import type { FC } from './html.js';

/** A form of one button. `what` names, for who does not see it, what is undone: "the change of 2.4". */
export const UndoForm: FC<{ undo: Undo; key_: string; what?: string }> = ({ undo, key_, what }) => (
  <form method="post" action={undo.action} class="undo">
    <input type="hidden" name={KEY_FIELD} value={key_} />
    {undo.version !== undefined && (
      <input type="hidden" name={VERSION_FIELD} value={String(undo.version)} />
    )}
    <button type="submit" class="link-button">
      Undo{what && <span class="vh"> {what}</span>}
    </button>
  </form>
);
