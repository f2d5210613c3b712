/** What the plan holds of a move, and the ways to put one into it. */
import type { Framework } from '../../framework/framework.js';
import { dayWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { Form, Select, Submit, TextField } from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import type { Child } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { type Move, moveKey } from '../moves.js';
import type { NextPlanning, PlannedAction, Planning } from '../planned.js';
import { atLeast, levelWords, ratingOf } from '../rating.js';

/** Who plans: the plan's own table decides again. */
const PLANNERS = ['careers leader', 'contributor'];

/** True for those who may write in the plan. */
export const mayPlan = ({ limitedTo, role }: RequestContext): boolean =>
  !limitedTo && role !== null && PLANNERS.includes(role);

interface StateProps {
  request: RequestContext;
  framework: Framework;
  planning: Planning;
  move: Move;
  /** The way to plan it. */
  children: Child;
}

/**
 * The action that is planned for a move, with its owner and due date; else the way to plan it, where that may be done and
 * the level is not reached yet. A personal link opens one review, and the plan is not in it.
 */
export const PlanState = ({ request, framework, planning, move, children }: StateProps) => {
  const { planned, later, reached } = planning;
  if (request.limitedTo) return null;
  const action = planned.get(moveKey(move));
  if (action) return <InThePlan action={action} />;
  if (atLeast(ratingOf(reached, move.statement), move.level))
    return (
      <p class="small quiet">Already at {levelWords(framework, move.level)} in a later review.</p>
    );
  return later === null && mayPlan(request) ? children : null;
};

const InThePlan = ({ action }: { action: PlannedAction }) => (
  <div class="planned small">
    <p class="in-the-plan small">
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
      <span>
        In the plan: <a href={`/plan/actions/${action.id}`}>{action.title}</a>
      </span>
    </p>
    <dl>
      <dt>Owner</dt>
      <dd>{action.owner || 'No owner'}</dd>
      <dt>Due date</dt>
      <dd>{action.dueOn === null ? 'No due date' : dayWords(action.dueOn)}</dd>
    </dl>
  </div>
);

/** Where on the page of what to do next a statement is planned. */
export const planAnchor = (code: string): string => `plan-${code.replaceAll('.', '-')}`;

/** The way to the form that asks for owner and due date, on the page of what to do next. */
export const PlanLink = (props: {
  base: string;
  move: Move;
  isQuiet?: boolean;
  children: Child;
}) => {
  const { base, move, isQuiet, children } = props;
  return (
    <p class="no-print">
      <a
        class={isQuiet ? 'small' : 'govuk-button is-small'}
        href={`${base}/next?plan=${encodeURIComponent(move.statement)}#${planAnchor(move.statement)}`}
      >
        {children}
        <MoveWords {...move} />
      </a>
    </p>
  );
};

interface FormProps {
  request: RequestContext;
  review: string;
  move: Move;
  owners: NextPlanning['owners'];
  typed: Typed | undefined;
  problem: Problem | undefined;
}

/** Asks who does it and by when, where the move stands; both can follow. */
export const PlanForm = ({ request, review, move, owners, typed, problem }: FormProps) => (
  <Form action="/plan/actions/from-move" key_={request.context.id()} class="plan-form no-print">
    <MoveFields review={review} move={move} />
    <input type="hidden" name="from" value="next" />
    <Select
      name="ownerId"
      label="Owner"
      choices={[
        { value: '', label: 'No owner yet' },
        ...owners.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      {...{ typed, problem }}
    />
    <TextField name="dueOn" type="date" label="Due date" {...{ typed, problem }} />
    <Submit or={[`/reviews/${review}/next#${planAnchor(move.statement)}`, 'Cancel']}>
      Add to the plan
    </Submit>
  </Form>
);

/** Puts a move into the plan in one click, and goes on to the action. */
export const AddToPlan = (props: {
  request: RequestContext;
  review: string;
  statement: string;
  level: number;
}) =>
  mayPlan(props.request) ? (
    <Form
      action="/plan/actions/from-move"
      key_={props.request.context.id()}
      class="one-press no-print"
    >
      <MoveFields review={props.review} move={props} />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Add to the plan
        <MoveWords {...props} />
      </button>
    </Form>
  ) : null;

const MoveFields = ({ review, move }: { review: string; move: Move }) => (
  <>
    <input type="hidden" name="review" value={review} />
    <input type="hidden" name="statement" value={move.statement} />
    <input type="hidden" name="level" value={String(move.level)} />
  </>
);

/** Which move it is, for those who hear one link or button after the other. */
const MoveWords = ({ statement, level }: Move) => (
  <span class="vh">
    : {statement} to level {level}
  </span>
);
