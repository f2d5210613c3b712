/** Puts a move of a review into the plan with one press, wherever a move is shown; one that is there is linked to. */
import { Form } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';

/** Who plans: the plan's own table decides again. */
const PLANNERS = ['careers leader', 'contributor'];

export interface AddToPlanProps {
  request: RequestContext;
  review: string;
  statement: string;
  /** Left out for the next step that the team wrote: it aims at the statement's next level. */
  level?: number | undefined;
  /** The open action that the move has in the plan already. */
  action?: string | undefined;
  /** True in a list, where a button to each row would shout. */
  isQuiet?: boolean;
}

/** The link to what is planned, for everybody; else the button, for those who may write in the plan. */
export const AddToPlan = (props: AddToPlanProps) => {
  const { request, action } = props;
  if (action !== undefined) return <PlannedAt {...props} />;
  if (request.limitedTo || request.role === null || !PLANNERS.includes(request.role)) return null;
  return <AddButton {...props} />;
};

/** The link alone, where nothing is added. A personal link opens one review, and the plan is not in it. */
export const PlannedAt = (props: Omit<AddToPlanProps, 'review'>) =>
  props.action === undefined || props.request.limitedTo ? null : (
    <p class={props.isQuiet ? 'in-the-plan small' : 'in-the-plan'}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path
          d="m5 12.5 4.5 4.5L19 7.5"
          fill="none"
          stroke="currentColor"
          stroke-width="2.5"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      <a href={`/plan/actions/${props.action}`}>
        In the plan
        <MoveWords {...props} />
      </a>
    </p>
  );

const AddButton = (props: AddToPlanProps) => (
  <Form
    action="/plan/actions/from-move"
    key_={props.request.context.id()}
    class="one-press no-print"
  >
    <input type="hidden" name="review" value={props.review} />
    <input type="hidden" name="statement" value={props.statement} />
    {props.level !== undefined && <input type="hidden" name="level" value={String(props.level)} />}
    <button
      type="submit"
      class={props.isQuiet ? 'link-button small' : 'govuk-button govuk-button--secondary'}
    >
      Add to the plan
      <MoveWords {...props} />
    </button>
  </Form>
);

/** Which move it is, for those who hear one link or button after the other. */
const MoveWords = ({ statement, level }: Pick<AddToPlanProps, 'statement' | 'level'>) => (
  <span class="vh">
    {level === undefined ? `: the next step of ${statement}` : `: ${statement} to level ${level}`}
  </span>
);
