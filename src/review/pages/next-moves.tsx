/** The priorities of what to do next: three in full, the others in a list. */

import { descriptorOf, NO_WORDING, statementOf } from '../../framework/framework.js';
import { Supports } from '../../platform/chart/supports.js';
import type { Problem } from '../../platform/problems.js';
import type { Typed } from '../../platform/web/form.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { type Leverage, wayTo } from '../leverage.js';
import type { Move } from '../moves.js';
import type { NextPlanning } from '../planned.js';
import { levelWords, type Ratings, ratingOf } from '../rating.js';
import { counted } from '../sentences.js';
import { PlanForm, PlanLink, PlanState, planAnchor } from './add-to-plan.js';
import { RatingChip } from './level-marks.js';
import type { ReviewRead } from './review-read.js';

/** How many moves are shown in full: a school acts on one to three. */
export const MOST_SHOWN = 3;

export interface NextProps extends ReviewRead {
  request: RequestContext;
  planning: NextPlanning;
  ratings: Ratings;
  /** The statement whose next step is being planned, with what was typed and why it was refused. */
  plan: string | null;
  typed: Typed | undefined;
  problem: Problem | undefined;
}

/** What is planned for a move, or the way to plan it: the form itself for the one that is being planned. */
export const ToPlan = (props: NextProps & { move: Move; isQuiet?: boolean }) => {
  const { whole, base, planning, plan, move, isQuiet = false } = props;
  return (
    <div id={planAnchor(move.statement)} class="move-plan">
      <PlanState {...props}>
        {plan === move.statement ? (
          <PlanForm {...props} review={whole.review.id} owners={planning.owners} />
        ) : (
          <PlanLink base={base} move={move} isQuiet={isQuiet}>
            Add to the plan
          </PlanLink>
        )}
      </PlanState>
    </div>
  );
};

export const Priorities = (props: NextProps & { leverage: readonly Leverage[] }) => {
  const { leverage, base } = props;
  const rest = leverage.slice(MOST_SHOWN);
  return (
    <section class="section" aria-labelledby="leverage">
      <h2 id="leverage">Priorities</h2>
      {leverage.length === 0 ? (
        <p class="quiet">
          They come from the levels that are agreed. <a href={`${base}/go`}>Agree a statement</a> to
          start.
        </p>
      ) : (
        <>
          <div class="moves">
            {leverage.slice(0, MOST_SHOWN).map((each) => (
              <MoveCard {...props} leverage={each} />
            ))}
          </div>
          {rest.length > 0 && <OtherMoves {...props} leverage={rest} />}
        </>
      )}
    </section>
  );
};

const MoveCard = (props: NextProps & { leverage: Leverage }) => {
  const { framework, base, ratings, leverage } = props;
  const { move, direct, onward, explanation } = leverage;
  const statement = statementOf(framework, move.statement);
  const descriptor = statement && descriptorOf(statement, move.level);
  const named = (each: Move) => ({
    code: each.statement,
    level: each.level,
    title: statementOf(framework, each.statement)?.title,
  });
  return (
    <article class="card move">
      <p class="step-levels">
        <RatingChip framework={framework} rating={ratingOf(ratings, move.statement)} />
        <i class="arrow"></i>
        <span class="vh">to</span> <RatingChip framework={framework} rating={move.level} />
      </p>
      <h3>
        <a href={`${base}/statements/${move.statement}`}>
          {move.statement} {statement?.title}
        </a>
      </h3>
      <p class="words">{descriptor?.summary ?? NO_WORDING}</p>
      <p class="small">{explanation}</p>
      {direct.length > 0 && (
        <Supports
          from={named(move)}
          direct={direct.map(named)}
          onward={onward.map((each) => ({ ...named(each), via: named(wayTo(each)) }))}
          summary="Which ones"
        />
      )}
      <ToPlan {...props} move={move} />
    </article>
  );
};

const OtherMoves = (props: NextProps & { leverage: readonly Leverage[] }) => {
  const { framework, base, leverage } = props;
  return (
    <details class="fold">
      <summary>
        {counted(leverage.length, 'more action that helps', 'more actions that help')}
      </summary>
      <ol class="rows" start={MOST_SHOWN + 1}>
        {leverage.map(({ move, explanation }) => (
          <li class="ev">
            <a href={`${base}/statements/${move.statement}`}>
              {move.statement} to {levelWords(framework, move.level)}
            </a>
            <span class="small">{explanation}</span>
          </li>
        ))}
      </ol>
    </details>
  );
};
