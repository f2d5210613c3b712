/** The words of the results: priorities, all next steps, strengths, and questions for governors. */

import { LevelChip } from '../../platform/chart/cairn.js';
import type { Mark, Scale } from '../../platform/chart/scale.js';
import { Supports } from '../../platform/chart/supports.js';
import type { Child } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import { FOREMOST, type Summary } from '../summary.js';
import type { SummaryMove } from '../summary-moves.js';
import type { SummaryPoint } from '../summary-statements.js';
import { marksOf, type NextStepRow, nextStepsOf } from './next-steps.js';
import type { PartProps } from './results-charts.js';
import type { ToPlan } from './results-plan.js';

const TITLES = ['', 'One priority', 'Two priorities', 'Three priorities'];

/** The next steps that support the most others, each with the action that is planned for it. */
export const Priorities = ({ summary, base, toPlan }: PartProps & { toPlan: ToPlan }) => {
  const foremost = summary.moves.slice(0, FOREMOST);
  const marks = marksOf(summary);
  return (
    <section class="part" aria-labelledby="priorities">
      <h2 id="priorities">{TITLES[foremost.length] || 'Priorities'}</h2>
      {foremost.length === 0 ? (
        <p class="quiet measure">
          {summary.recorded === 0
            ? 'Nothing is recorded yet, so there are no next steps to show.'
            : 'No next step that is left supports another.'}
        </p>
      ) : (
        <>
          <p class="small quiet part-lead">
            The next steps that support the most others. Choose one to three for this year’s plan.
          </p>
          <ol class="moves">
            {foremost.map((move) => (
              <li class="card move">
                <FromTo from={marks.get(move.code) ?? null} to={move.level} scale={summary.scale} />
                <h3>
                  <a href={`${base}/statements/${move.code}`}>
                    {move.code} {move.title}
                  </a>
                </h3>
                <MoveSupports move={move} />
                {foot(toPlan(move.code, move.level))}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

/** What stands at the foot of a card, if anything does. */
const foot = (plan: Child) => (plan ? <div class="move-foot">{plan}</div> : null);

/** Two chips: where a statement is, and where its next step leads. */
const FromTo = ({ from, to, scale }: { from: Mark; to: Mark; scale: Scale }) => (
  <span class="step-levels">
    <LevelChip level={from} scale={scale} /> <i class="arrow"></i>
    <span class="vh">to</span> <LevelChip level={to} scale={scale} />
  </span>
);

const MoveSupports = ({ move }: { move: SummaryMove }) => (
  <Supports from={move} direct={move.direct} onward={move.onward} />
);

/** A next step for each statement that has one. */
export const AllNextSteps = ({ summary, base, toPlan }: PartProps & { toPlan: ToPlan }) => (
  <>
    <ol class="rows told-points">
      {nextStepsOf(summary).map((row) => (
        <StepRow {...row} scale={summary.scale} base={base}>
          {toPlan(row.code, row.move?.level)}
        </StepRow>
      ))}
    </ol>
    <Details summary="How they are put in order" class="part-details">
      <p class="govuk-details__text measure">
        The model says which level of a statement normally needs which level of another. A next step
        supports a statement when that one needs it, and each statement counts once. Steps that are
        already taken count nothing. <a href="/model/links">See how statements connect</a>
      </p>
    </Details>
  </>
);

const StepRow = (props: NextStepRow & { scale: Scale; base: string; children: Child }) => {
  const { code, title, mark, move, words, scale, base, children } = props;
  return (
    <li class="next-step-row">
      <p class="told-point">
        {move ? (
          <FromTo from={mark} to={move.level} scale={scale} />
        ) : (
          <LevelChip level={mark} scale={scale} />
        )}
        <a href={`${base}/statements/${code}`}>
          <b>{code}</b> {title}
        </a>
      </p>
      {move && <p class="small measure">{move.descriptor ?? move.missing}</p>}
      {words === null ? null : <p class="typed">The team’s next step: {words}</p>}
      {move && <MoveSupports move={move} />}
      {children}
    </li>
  );
};

/** What the school is proud of, highest level first. */
export const Strengths = ({ summary, base }: PartProps) =>
  summary.strengths.length === 0 ? null : (
    <section class="section" aria-labelledby="strengths">
      <h2 id="strengths">Strengths to share</h2>
      <ul class="rows told-points">
        {summary.strengths.map((point) => (
          <PointRow point={point} scale={summary.scale} base={base} />
        ))}
      </ul>
    </section>
  );

/** A statement with its level and the school's own words on it. */
export const PointRow = (props: {
  point: Pick<SummaryPoint, 'code' | 'title' | 'mark' | 'words'>;
  scale: Scale;
  base: string;
}) => {
  const { code, title, mark, words } = props.point;
  return (
    <li>
      <p class="told-point">
        <LevelChip level={mark} scale={props.scale} />{' '}
        <a href={`${props.base}/statements/${code}`}>
          <b>{code}</b> <span class="small">{title}</span>
        </a>
      </p>
      {words && <p class="typed">{words}</p>}
    </li>
  );
};

/** The plan's own actions, before anything that is computed. */
export const PlannedActions = ({ summary }: { summary: Summary }) =>
  summary.actions.length === 0 ? null : (
    <section class="section" aria-labelledby="planned">
      <h2 id="planned">In the plan</h2>
      <ul class="rows told-points">
        {summary.actions.map(({ id, title, owner, due }) => (
          <li>
            <p>
              <a href={`/plan/actions/${id}`}>{title}</a>
            </p>
            <p class="small quiet">
              {owner}, {due === null ? 'no due date' : `due ${due}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );

/** Questions from the model, for governors to ask of this review. */
export const Governors = ({ summary }: { summary: Summary }) =>
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
