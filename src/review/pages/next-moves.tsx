/** The highest leverage actions of what next: three in full, the others in a list. */

import { statementOf } from '../../framework/framework.js';
import { Supports } from '../../platform/chart/supports.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { Leverage, OnwardSupport } from '../leverage.js';
import { type Move, moveKey } from '../moves.js';
import type { Planning } from '../planned.js';
import { levelWords } from '../rating.js';
import { AddToPlan, PlannedAt } from './add-to-plan.js';
import { RatingChip } from './level-marks.js';
import type { ReviewRead } from './review-read.js';

/** How many moves are shown in full: a school acts on one to three. */
const MOST_SHOWN = 3;

export interface NextProps extends ReviewRead, Planning {
  request: RequestContext;
}

/** The button that adds a move, or the link to where it is planned; the link alone from a review that a later one followed. */
export const ToPlan = ({ request, whole, planned, later, move }: NextProps & { move: Move }) => {
  const props = { request, ...move, action: planned.get(moveKey(move)) };
  return later ? <PlannedAt {...props} /> : <AddToPlan {...props} review={whole.review.id} />;
};

export const HighestLeverage = (props: NextProps & { leverage: Leverage[] }) => {
  const { leverage, base } = props;
  const message = leverage.slice(0, MOST_SHOWN);
  const rest = leverage.slice(MOST_SHOWN);
  return (
    <section class="section" aria-labelledby="leverage">
      <h2 id="leverage">Highest leverage actions</h2>
      {message.length === 0 ? (
        <p class="quiet">
          They are found from the levels that are agreed.{' '}
          <a href={`${base}/go`}>Judge a statement</a> to begin.
        </p>
      ) : (
        <>
          <div class="moves">
            {message.map((each) => (
              <MoveCard {...props} leverage={each} />
            ))}
          </div>
          {rest.length > 0 && <OtherMoves {...props} leverage={rest} />}
          <p class="small quiet">
            Counted from the links between the descriptors: what a step supports directly weighs
            most. <a href="/model/links">How these are found</a>
          </p>
        </>
      )}
    </section>
  );
};

const MoveCard = (props: NextProps & { leverage: Leverage }) => {
  const { framework, base, leverage } = props;
  const { move, direct, onward, explanation } = leverage;
  const statement = statementOf(framework, move.statement);
  const descriptor = statement?.levels.find(({ level }) => level === move.level);
  const named = (each: Move) => ({
    code: each.statement,
    level: each.level,
    title: statementOf(framework, each.statement)?.title,
  });
  return (
    <article class="card move">
      <p class="small">
        Take it to <RatingChip framework={framework} rating={move.level} />
      </p>
      <h3>
        <a href={`${base}/statements/${move.statement}`}>
          {move.statement} {statement?.title}
        </a>
      </h3>
      <p class="words">{descriptor?.summary ?? descriptor?.missing}</p>
      <p>{explanation}</p>
      <Supports
        from={named(move)}
        direct={direct.map(named)}
        onward={onward.map((each) => ({ ...named(each), via: viaOf(each, direct) }))}
      />
      <ToPlan {...props} move={move} />
    </article>
  );
};

/** The directly supported move by which an onward one is reached, for the line of the picture. */
function viaOf({ from }: OnwardSupport, direct: Move[]) {
  const near = from.find((each) =>
    direct.some(({ statement, level }) => statement === each.statement && level === each.level),
  );
  const { statement, level } = near ?? from[0]!;
  return { code: statement, level };
}

const OtherMoves = ({
  request,
  framework,
  base,
  planned,
  leverage,
}: NextProps & { leverage: Leverage[] }) => (
  <details class="fold">
    <summary>
      {leverage.length === 1
        ? '1 more action that helps'
        : `${leverage.length} more actions that help`}
    </summary>
    <ol class="rows" start={MOST_SHOWN + 1}>
      {leverage.map(({ move, explanation }) => (
        <li class="ev">
          <a href={`${base}/statements/${move.statement}`}>
            {move.statement} to {levelWords(framework, move.level)}
          </a>
          <span class="small">{explanation}</span>
          <PlannedAt request={request} {...move} action={planned.get(moveKey(move))} />
        </li>
      ))}
    </ol>
  </details>
);
