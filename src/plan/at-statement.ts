/** What the plan does for the page of a statement: the open actions that aim at it, and adding its next step. */
import { sql } from 'kysely';
import { dayAt } from '../platform/days.js';
import { parse } from '../platform/web/form.js';
import type { ActionInBrief, PlanAtStatement } from '../review/planned.js';
import { addFromMove, moveInput } from './changes/add.js';
import { type Action, urgencyOf } from './plan.js';
import { HAS_GONE_ON, IS_OPEN_ACTION } from './store.js';

/** How many actions are shown here; the plan lists all. */
const MOST = 6;

type Row = Pick<Action, 'status' | 'dueOn'> & Omit<ActionInBrief, 'isOverdue'> & { all: number };

export const planAtStatement: PlanAtStatement = {
  json: (organisation, statement) => sql`json_build_object(
    'actions', (SELECT json_agg(x) FROM (
      SELECT a.id, a.title, coalesce(p.name, nullif(a.owner_name, '')) AS owner, a.status,
        a.due_on::text AS "dueOn", a.aimed_level AS level, (count(*) OVER ())::int AS "all"
      FROM actions a LEFT JOIN persons p ON p.id = a.owner_id
      WHERE a.organisation_id = ${organisation} AND a.statement = ${statement}
        AND a.deleted_at IS NULL AND a.aimed_level IS NOT NULL AND ${IS_OPEN_ACTION}
        AND NOT ${HAS_GONE_ON}
      ORDER BY a.due_on NULLS LAST, a.id LIMIT ${MOST}) AS x),
    'owners', (SELECT json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name)
      FROM memberships m JOIN persons p ON p.id = m.person_id
      WHERE m.organisation_id = ${organisation} AND m.ended_at IS NULL))`,

  from(json, now) {
    const { actions, owners } = (json ?? {}) as {
      actions?: Row[] | null;
      owners?: { id: string; name: string }[] | null;
    };
    const today = dayAt(now);
    return {
      all: actions?.[0]?.all ?? 0,
      actions: (actions ?? []).map(({ status, all, ...action }) => ({
        ...action,
        isOverdue: urgencyOf({ status, goesOnIn: null, dueOn: action.dueOn }, today) === 'overdue',
      })),
      owners: owners ?? [],
    };
  },

  add: (context, member, step, how) =>
    addFromMove(context, member, parse(moveInput, { ...step, dueOn: step.dueOn ?? '' }), how),
};
