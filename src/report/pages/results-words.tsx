/** The school's own words on the results page: strengths, next steps, moves, and questions for governors. */

import { LevelChip } from '../../platform/chart/cairn.js';
import { Supports } from '../../platform/chart/supports.js';
import type { Child } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import { FOREMOST } from '../summary.js';
import type { SummaryMove } from '../summary-moves.js';
import type { SummaryPoint } from '../summary-statements.js';
import type { PartProps } from './results-charts.js';
import type { ToPlan } from './results-plan.js';

/** The highest leverage actions, each with what it supports, and how they are found. */
export const Moves = ({ summary, base, toPlan }: PartProps & { toPlan: ToPlan }) => {
  const foremost = summary.moves.slice(0, FOREMOST);
  const others = summary.moves.slice(FOREMOST);
  return (
    <section class="section" aria-labelledby="moves">
      <h2 id="moves">Highest leverage actions</h2>
      {foremost.length === 0 ? (
        <p class="quiet measure">
          {summary.recorded === 0
            ? 'Nothing is recorded yet, so no next moves can be worked out.'
            : 'No next step that is left supports another.'}
        </p>
      ) : (
        <>
          <p class="quiet measure part-lead">
            The few next steps that support the most others. One to three of them make a year’s
            plan.
          </p>
          <ol class="moves">
            {foremost.map((move, at) => (
              <MoveCard move={move} at={at} base={base}>
                {toPlan(move.code, move.level)}
              </MoveCard>
            ))}
          </ol>
          <HowFound others={others} base={base} />
        </>
      )}
    </section>
  );
};

const MoveCard = (props: { move: SummaryMove; at: number; base: string; children: Child }) => {
  const { move, at, base, children } = props;
  return (
    <li class="card move">
      <p class="eyebrow">Move {at + 1}</p>
      <h3>
        <a href={`${base}/statements/${move.code}`}>
          {move.code} {move.title}: to {move.levelWords}
        </a>
      </h3>
      <p class="small">{move.descriptor ?? move.missing}</p>
      <Supports from={move} direct={move.direct} onward={move.onward} />
      {children}
    </li>
  );
};

const HowFound = ({ others, base }: { others: readonly SummaryMove[]; base: string }) => (
  <Details summary="How these are found, and the moves after them" class="part-details">
    <div class="govuk-details__text">
      <p class="measure">
        The model says which level of a statement normally needs which level of another. A next step
        supports another when that one needs it. Direct support weighs most; what follows later on
        weighs a quarter as much each time. Steps that are already taken count nothing.
      </p>
      {others.length === 0 ? null : (
        <ul class="rows">
          {others.map((move) => (
            <li class="other-move">
              <a href={`${base}/statements/${move.code}`}>
                {move.code} {move.title}
              </a>
              : to {move.levelWords}. {move.supports}
            </li>
          ))}
        </ul>
      )}
    </div>
  </Details>
);

/** What the school is proud of, highest level first. */
export const Strengths = ({ summary, base }: PartProps) => (
  <section aria-labelledby="strengths">
    <h2 id="strengths">Strengths to share</h2>
    {summary.strengths.length === 0 ? (
      <p class="quiet">No strengths are written down yet.</p>
    ) : (
      <Points points={summary.strengths} summary={summary} base={base} />
    )}
  </section>
);

/** What the team means to do next, statement by statement; each goes into the plan with one press. */
export const NextSteps = ({ summary, base, toPlan }: PartProps & { toPlan: ToPlan }) => (
  <section aria-labelledby="next-steps">
    <h2 id="next-steps">Next steps</h2>
    {summary.nextSteps.length === 0 ? (
      <p class="quiet">No next steps are written down yet.</p>
    ) : (
      <Points
        points={summary.nextSteps}
        summary={summary}
        base={base}
        after={({ code }) => toPlan(code)}
      />
    )}
  </section>
);

interface PointsProps extends PartProps {
  points: readonly SummaryPoint[];
  /** What stands beneath a point. */
  after?: (point: SummaryPoint) => Child;
}

const Points = ({ points, summary, base, after }: PointsProps) => (
  <ul class="rows told-points">
    {points.map((point) => (
      <PointRow point={point} summary={summary} base={base} after={after?.(point)} />
    ))}
  </ul>
);

const PointRow = (props: PartProps & { point: SummaryPoint; after: Child }) => {
  const { summary, base, after } = props;
  const { code, title, mark, words } = props.point;
  return (
    <li>
      <p class="told-point">
        <LevelChip level={mark} scale={summary.scale} />{' '}
        <a href={`${base}/statements/${code}`}>
          <b>{code}</b> <span class="small">{title}</span>
        </a>
      </p>
      <p class="typed">{words}</p>
      {after}
    </li>
  );
};

/** Questions from the model, for governors to ask of this review. */
export const Governors = ({ summary }: PartProps) =>
  summary.governors.questions.length === 0 ? null : (
    <section class="section" aria-labelledby="questions">
      <h2 id="questions">Questions governors may like to ask</h2>
      <ul class="questions">
        {summary.governors.questions.map(({ code, words }) => (
          <li>
            {words} <span class="small quiet nowrap">On {code}</span>
          </li>
        ))}
      </ul>
    </section>
  );
