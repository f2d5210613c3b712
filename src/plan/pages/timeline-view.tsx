/** The plan on the academic year, from left to right. */
import { Timeline, type TimelineAction } from '../../platform/chart/timeline.js';
import type { Action } from '../plan.js';
import type { PlanProps } from './plan.js';

export const TimelineView = ({ asked, part }: PlanProps) => {
  const dated = part.actions.filter((action) => action.dueOn ?? action.startOn);
  const undated = part.actions.filter((action) => !action.dueOn && !action.startOn);
  return (
    <section class="section-s" aria-label="The year as a timeline">
      <Timeline year={asked.academicYear} today={asked.today} actions={dated.map(timelineAction)} />
      {undated.length > 0 && (
        <>
          <h2 class="part-heading">No dates</h2>
          <ul class="years">
            {undated.map(({ id, title }) => (
              <li>
                <a href={`/plan/actions/${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const STATES = {
  planned: 'planned',
  'under way': 'under-way',
  done: 'done',
  stopped: 'stopped',
} as const;

function timelineAction(action: Action): TimelineAction {
  return {
    label: action.title,
    href: `/plan/actions/${action.id}`,
    start: action.startOn ?? undefined,
    due: action.dueOn ?? undefined,
    state: STATES[action.status],
    owner: action.owner?.name,
  };
}
