/** Where nothing is planned yet: the next steps to begin with. */

import { statementOf } from '../../framework/framework.js';
import { Supports } from '../../platform/chart/supports.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { leverageOf } from '../../review/leverage.js';
import { AddToPlan } from '../../review/pages/add-to-plan.js';
import { levelWords } from '../../review/rating.js';
import { latestOf } from '../years-store.js';
import type { Standpoint } from './plan-read.js';

interface FirstMovesProps {
  request: RequestContext;
  standpoint: Standpoint;
  /** True for somebody who may add them to the plan. */
  mayAdd: boolean;
}

const MOST_MOVES = 3;

/** A plan begins with the next steps that support the most others. */
export const FirstMoves = (props: FirstMovesProps) => {
  const { request, standpoint, mayAdd } = props;
  const { framework, years } = standpoint;
  const latest = latestOf(years);
  if (!latest) return <NoReview />;
  const moves = leverageOf(framework, latest.ratings).slice(0, MOST_MOVES);
  if (moves.length === 0) return <NoReview />;
  return (
    <section class="section" aria-labelledby="first">
      <h2 id="first">Priorities</h2>
      <p class="small quiet part-lead">
        The next steps that support the most others, from {latest.title}
        {latest.closedAt ? '' : ', which is still open'}. Add one, then change it as you like.
      </p>
      <div class="moves">
        {moves.map(({ move, direct, explanation }) => (
          <article class="card move">
            <h3>
              {move.statement} {statementOf(framework, move.statement)?.title}: to{' '}
              {levelWords(framework, move.level)}
            </h3>
            <p class="small">{explanation}</p>
            <Supports
              from={{ code: move.statement, level: move.level }}
              direct={direct.map(({ statement, level }) => ({ code: statement, level }))}
            />
            {mayAdd && (
              <AddToPlan
                request={request}
                review={latest.reviewId}
                statement={move.statement}
                level={move.level}
              />
            )}
          </article>
        ))}
      </div>
    </section>
  );
};

const NoReview = () => (
  <p class="section measure">
    Once you have agreed levels in a review, Waymark suggests the actions that help most.{' '}
    <a href="/reviews">Go to reviews</a>
  </p>
);
