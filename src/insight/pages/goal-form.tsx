/** The goal of the ways: how many statements, at which level, by which day. */

import { type Framework, statementsOf } from '../../framework/framework.js';
import { countWords } from '../../platform/chart/scale.js';
import { readDay } from '../../platform/days.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { levelTitle } from '../../review/rating.js';
import type { Standpoint, Studied } from './read.js';

export interface Goal {
  level: number;
  atLeast: number;
  /** A day as ISO text. */
  by: string | null;
}

/** The goal that the address asks for; every statement at the second level when it says nothing. */
export function goalOf(c: Ctx, { framework }: Studied): Goal {
  const all = statementsOf(framework).length;
  const count = Math.trunc(Number(c.req.query('count')));
  return {
    level: levelOf(framework, c.req.query('level')),
    atLeast: count >= 1 && count <= all ? count : all,
    by: readDay(c.req.query('by') ?? ''),
  };
}

function levelOf({ levels }: Framework, asked: string | undefined): number {
  const known = levels.map(({ level }) => level);
  const found = asked ? known.find((level) => String(level) === asked) : undefined;
  return found ?? known[1] ?? known[0] ?? 1;
}

/** "?level=2&count=32" */
export const questionOf = ({ level, atLeast, by }: Goal) =>
  `?level=${level}&count=${atLeast}${by ? `&by=${by}` : ''}`;

interface FormProps {
  studied: Studied;
  standpoint: Standpoint;
  goal: Goal;
}

export const GoalForm = ({ studied, standpoint, goal }: FormProps) => {
  const { framework, review } = studied;
  const all = statementsOf(framework).length;
  return (
    <form method="get" action="/insight/ways" class="field-row section-s">
      {!standpoint.isNow && <input type="hidden" name="review" value={review?.reviewId} />}
      <div class="govuk-form-group">
        <label class="govuk-label" for="count">
          How many of the {countWords(all, 'statement')}
        </label>
        <input
          class="govuk-input govuk-input--width-5"
          id="count"
          name="count"
          type="number"
          min="1"
          max={String(all)}
          value={String(goal.atLeast)}
        />
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="level">
          Level to reach
        </label>
        <select class="govuk-select" id="level" name="level">
          {framework.levels.map(({ level }) => (
            <option value={String(level)} selected={level === goal.level}>
              {levelTitle(framework, level)}
            </option>
          ))}
        </select>
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="by">
          Target date (optional)
        </label>
        <input
          class="govuk-input govuk-input--width-10"
          id="by"
          name="by"
          type="date"
          value={goal.by ?? ''}
        />
      </div>
      <button type="submit" class="govuk-button">
        Find next steps
      </button>
    </form>
  );
};
