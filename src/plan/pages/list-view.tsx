/** The plan as a list, in groups. */
import { shortTitle, themeOf } from '../../framework/framework.js';
import { termWords } from '../days.js';
import type { Action } from '../plan.js';
import type { PlanProps } from './plan.js';
import { ActionRow } from './plan-parts.js';

export const ListView = (props: PlanProps) => {
  const { part, asked, standpoint } = props;
  return (
    <>
      {groupsOf(props).map(({ title, actions }, at) => (
        <section class="plan-group" aria-labelledby={`group-${at}`}>
          <h2 id={`group-${at}`}>
            {title}
            {at === 0 && asked.page > 1 && <span class="quiet small"> (continued)</span>}
          </h2>
          <ul class="act-rows">
            {actions.map((action) => (
              <ActionRow action={action} framework={standpoint.framework} today={asked.today} />
            ))}
          </ul>
        </section>
      ))}
      {part.actions.length === 0 && <p class="quiet">Nothing on this page.</p>}
    </>
  );
};

/** Neighbours with the same title, together: the database gives them in this order. */
function groupsOf(props: PlanProps): { title: string; actions: Action[] }[] {
  const groups: { title: string; actions: Action[] }[] = [];
  for (const action of props.part.actions) {
    const title = titleFor(action, props);
    const last = groups.at(-1);
    if (last?.title === title) last.actions.push(action);
    else groups.push({ title, actions: [action] });
  }
  return groups;
}

function titleFor(action: Action, { asked, standpoint }: PlanProps): string {
  if (asked.by === 'priority') return action.priority || 'No priority';
  if (asked.by === 'owner') return action.owner?.name ?? 'No owner';
  if (asked.by === 'term') return action.dueOn ? termWords(action.dueOn) : 'No due date';
  const theme = action.aim && themeOf(standpoint.framework, action.aim.statement);
  return theme ? `${theme.id}. ${shortTitle(theme)}` : 'Not linked to a statement';
}
