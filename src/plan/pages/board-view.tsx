/** The plan as a board: a column for each status, and buttons that move an action on. */
import { Form } from '../../platform/web/fields.js';
import { COLUMN_SIZE, type PlanCounts } from '../list-store.js';
import { type Action, STATUSES, type Status, statusTitle } from '../plan.js';
import type { PlanProps } from './plan.js';
import { AimMark, DueWords } from './plan-parts.js';
import { planHref } from './plan-read.js';

const COUNT: Readonly<Record<Status, keyof PlanCounts>> = {
  planned: 'planned',
  'under way': 'underWay',
  done: 'done',
  stopped: 'stopped',
};

export const BoardView = (props: PlanProps & { mayMove: boolean }) => {
  const { part, asked } = props;
  return (
    <div class="board">
      {STATUSES.map((status) => {
        const inColumn = part.actions.filter((action) => action.status === status);
        const count = part.counts[COUNT[status]];
        const id = `column-${status.replace(' ', '-')}`;
        return (
          <section class="column" aria-labelledby={id}>
            <h2 id={id}>
              {statusTitle(status)} <span class="quiet num">{count}</span>
            </h2>
            <ul>
              {inColumn.map((action) => (
                <Card {...props} action={action} />
              ))}
            </ul>
            {count === 0 && <p class="quiet small">Nothing here.</p>}
            {count > COLUMN_SIZE && (
              <p class="small">
                <a href={planHref(asked, { view: 'list', status })}>
                  And {count - COLUMN_SIZE} more, in the list
                </a>
              </p>
            )}
          </section>
        );
      })}
    </div>
  );
};

const Card = (props: PlanProps & { mayMove: boolean; action: Action }) => {
  const { action, standpoint, asked, mayMove } = props;
  return (
    <li class="board-card">
      <p>
        <a href={`/plan/actions/${action.id}`}>{action.title}</a>
      </p>
      <AimMark action={action} framework={standpoint.framework} />
      <p class="small">
        {action.owner ? action.owner.name : <span class="quiet">No owner</span>}
        <br />
        <DueWords action={action} today={asked.today} />
      </p>
      {mayMove && <Moves {...props} />}
    </li>
  );
};

/** Where an action can go from where it is. */
const Moves = ({ request, asked, action }: PlanProps & { action: Action }) => {
  const back = planHref(asked);
  const of = <span class="vh">: {action.title}</span>;
  const to = (status: 'planned' | 'under way', name: string) => (
    <Form action={`/plan/actions/${action.id}/status`} key_={request.context.id()}>
      <input type="hidden" name="status" value={status} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" class="link-button">
        {name}
        {of}
      </button>
    </Form>
  );
  const close = (
    <a href={`/plan/actions/${action.id}/close`}>
      Complete or stop
      {of}
    </a>
  );
  return (
    <div class="board-moves small">
      {action.status === 'planned' && to('under way', 'Start')}
      {action.status === 'under way' && to('planned', 'Not started')}
      {action.closedOn === null ? close : to('under way', 'Reopen')}
    </div>
  );
};
