/** A year in summary: what was promised, what happened, and where the school stood at both ends. */

import { statementsOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { dayAt, dayWords } from '../../platform/days.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import type { Outcome } from '../level-changes.js';
import { type Action, statusTitle } from '../plan.js';
import { MOST_LISTED } from '../year-store.js';
import { OUTCOME_WORDS } from './outcome-words.js';
import { AimMark, DueWords, planName } from './plan-parts.js';
import type { Standpoint } from './plan-read.js';
import type { YearProps } from './year-read.js';

/** What was promised, and what happened. */
export const Happened = ({ end, year, standpoint, request, outcomes }: YearProps) => {
  if (end.counts.all === 0) return null;
  const today = dayAt(request.context.clock());
  const isShort = end.closed.length === MOST_LISTED || end.open.length === MOST_LISTED;
  return (
    <section class="section" aria-labelledby="happened">
      <h2 id="happened">What was planned and what happened</h2>
      <ul class="promised">
        {[...end.closed, ...end.goingOn, ...end.open].map((action) => (
          <Promised {...{ action, standpoint, today }} outcome={outcomes.get(action.id) ?? null} />
        ))}
      </ul>
      <p class="small">
        <a href={`/plan?year=${year}`}>
          {isShort ? `All actions in the ${planName(year).toLowerCase()}` : planName(year)}
        </a>
      </p>
    </section>
  );
};

const Promised = (props: {
  action: Action;
  standpoint: Standpoint;
  today: string;
  outcome: Outcome | null;
}) => {
  const { action, standpoint, today, outcome } = props;
  return (
    <li>
      <p>
        <a href={`/plan/actions/${action.id}`}>{action.title}</a>{' '}
        <AimMark action={action} framework={standpoint.framework} />
      </p>
      <p class="small">
        <b>
          {action.closedOn
            ? `${statusTitle(action.status)} on ${dayWords(action.closedOn)}`
            : statusTitle(action.status)}
        </b>
        {action.closedOn ? (
          <span class="typed">. {action.changed}</span>
        ) : (
          <>
            . <DueWords {...{ action, today }} />
          </>
        )}
      </p>
      {action.aim && outcome && (
        <p class="small">
          {action.aim.statement}: {OUTCOME_WORDS[outcome]}
        </p>
      )}
    </li>
  );
};

/** Where the school stood at both ends of the year. */
export const Levels = ({ year, first, second, comparison, standpoint }: YearProps) => {
  const up = comparison?.changes.filter(({ change }) => change === 'moved-up') ?? [];
  const down = comparison?.changes.filter(({ change }) => change === 'moved-down') ?? [];
  return (
    <section class="section" aria-labelledby="levels">
      <h2 id="levels">Levels at the start and end</h2>
      {!first && <p>There is no review for {academicYear(year)}.</p>}
      {first && !second && (
        <p>
          <a href={`/reviews/${first.reviewId}/results`}>{first.title}</a> is the newest review. The
          next one will show what changed.
        </p>
      )}
      {first && second && comparison && (
        <>
          <p class="measure">
            From <a href={`/reviews/${first.reviewId}/results`}>{first.title}</a> to{' '}
            <a href={`/reviews/${second.reviewId}/results`}>{second.title}</a>
            {second.closedAt ? '' : ', which is still open'}: {comparison.headline}
          </p>
          <ul class="plain-rows section-s">
            {[...up, ...down].map(({ statement, before, now }) => (
              <li class="alone-row">
                <span>
                  <a href={`/model/${statement}`}>{statement}</a>{' '}
                  {statementsOf(standpoint.framework).find(({ id }) => id === statement)?.title}
                </span>
                <span class="from-to">
                  <RatingChip framework={standpoint.framework} rating={before} />
                  <span class="small quiet">then</span>
                  <RatingChip framework={standpoint.framework} rating={now} />
                </span>
              </li>
            ))}
          </ul>
          <p class="small">
            <a href="/plan/followed">See which followed an action</a>
          </p>
        </>
      )}
    </section>
  );
};
