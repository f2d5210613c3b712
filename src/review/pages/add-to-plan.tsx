/** Puts a move of a review into the plan with one press, wherever a move is shown. */
import { Form } from '../../web/fields.js';
import type { Visit } from '../../web/visit.js';

/** Who plans: the plan's own table decides again. */
const PLANNERS = ['careers leader', 'contributor'];

export interface AddToPlanProps {
  visit: Visit;
  review: string;
  statement: string;
  /** Left out for the next step that the team wrote: it aims at the statement's next level. */
  level?: number;
  /** True in a list, where a button to each row would shout. */
  isQuiet?: boolean;
}

/** The button, for those who may write in the plan. */
export const AddToPlan = ({ visit, review, statement, level, isQuiet }: AddToPlanProps) =>
  visit.role === null || !PLANNERS.includes(visit.role) ? null : (
    <Form action="/plan/actions/from-move" key_={visit.world.id()} class="one-press no-print">
      <input type="hidden" name="review" value={review} />
      <input type="hidden" name="statement" value={statement} />
      {level !== undefined && <input type="hidden" name="level" value={String(level)} />}
      <button
        type="submit"
        class={isQuiet ? 'link-button small' : 'govuk-button govuk-button--secondary'}
      >
        Add to the plan
        <span class="vh">
          {level === undefined
            ? `: the next step of ${statement}`
            : `: ${statement} to level ${level}`}
        </span>
      </button>
    </Form>
  );
