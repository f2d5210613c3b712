/** The actions that aim at a statement, and putting its next step into the plan with an owner and a due date. */
import type { Framework, Statement } from '../../framework/framework.js';
import { dayWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { Button, Select, TextField } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { nextMove } from '../moves.js';
import type { ActionInBrief, PlanHere } from '../planned.js';
import { levelWords } from '../rating.js';
import type { ReviewAtStatement } from '../whole-review.js';
import { mayPlan } from './add-to-plan.js';
import type { FormValues } from './statement-form.js';

interface PlanProps {
  request: RequestContext;
  found: ReviewAtStatement;
  framework: Framework;
  statement: Statement;
  planHere: PlanHere;
  values: FormValues;
  problem: Problem | null;
  /** False where the page is only read. */
  hasForm: boolean;
}

/** Nothing where there is no action and none can be added. A personal link opens one review, and the plan is not in it. */
export const StatementPlan = (props: PlanProps) => {
  const { request, found, framework, statement, planHere, hasForm } = props;
  const { rating } = found.agreement;
  const hasNext = rating === null || nextMove(statement, rating) !== null;
  const canPlan = hasForm && hasNext && mayPlan(request);
  if (request.limitedTo || (planHere.actions.length === 0 && !canPlan)) return null;
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">
        Actions for {statement.id} <span class="quiet small">({planHere.all})</span>
      </h2>
      {planHere.actions.length > 0 && (
        <ul class="evs">
          {planHere.actions.map((action) => (
            <ActionItem framework={framework} action={action} />
          ))}
        </ul>
      )}
      {canPlan && <PlanStep {...props} />}
    </section>
  );
};

const ActionItem = ({ framework, action }: { framework: Framework; action: ActionInBrief }) => (
  <li>
    <a href={`/plan/actions/${action.id}`}>{action.title}</a>
    {action.isOverdue && <span class="small late">Overdue</span>}
    <p>
      {action.owner ?? 'No owner'}, {action.dueOn ? `due ${dayWords(action.dueOn)}` : 'no due date'}
      , aims for {levelWords(framework, action.level)}
    </p>
  </li>
);

const PlanStep = ({ planHere, values, problem }: PlanProps) => {
  const { owner, due } = values.step;
  const isWrong = Boolean(problem?.fields['step-due'] ?? problem?.fields['step-owner']);
  return (
    <details class="step" open={isWrong || owner !== '' || due !== ''}>
      <summary>Plan this next step</summary>
      <div class="two">
        <Select
          name="step-owner"
          label="Owner"
          value={owner}
          problem={problem}
          choices={[
            { value: '', label: 'No owner yet' },
            ...planHere.owners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextField name="step-due" type="date" label="Due date" value={due} problem={problem} />
      </div>
      <p>
        <Button isSecondary name="go" value="plan">
          Add to the plan
        </Button>
      </p>
    </details>
  );
};
