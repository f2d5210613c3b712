/** What next: the highest leverage actions, and the points between here and the next level. */
import { CairnSymbols } from '../../chart/cairn.js';
import { Opens } from '../../chart/opens.js';
import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import type { Member } from '../../people/people.js';
import { send } from '../../web/answer.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { type Leverage, leverageOf, type OnwardOpening } from '../leverage.js';
import type { Move } from '../moves.js';
import { type NextLevel, nextLevels } from '../next-level.js';
import { judgementOf, marksFrom, standingsFrom } from '../review.js';
import { counted } from '../sentences.js';
import { levelWords } from '../standing.js';
import { AddToPlan } from './add-to-plan.js';
import { StandingChip, shortTitle } from './level-marks.js';
import { reviewName } from './review-bar.js';
import { type ReviewRead, readReview } from './review-read.js';
import { footnoteOf } from './statement-view.js';

/** How many moves are told in full: a school acts on one to three. */
const MOST_TOLD = 3;

/** GET /reviews/:id/next */
export async function nextPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <WhatNext visit={c.var.visit} {...(await readReview(c, member))} />);
}

const WhatNext = (props: ReviewRead & { visit: Visit }) => {
  const { visit, whole, framework, base } = props;
  const standings = standingsFrom(whole.judgements.values());
  const leverage = leverageOf(framework, standings);
  const levels = nextLevels(framework, standings, marksFrom(whole.judgements.values()));
  return (
    <Page visit={visit} title="What next" place="review" footnote={footnoteOf(framework)}>
      <CairnSymbols scale={framework} />
      <Heading
        eyebrow={<a href={base}>{reviewName(whole.review)}</a>}
        lead="The few moves that open the most other moves, and for each statement the points between here and the next level."
      >
        What next
      </Heading>
      <HighestLeverage {...props} leverage={leverage} />
      <section class="section" aria-labelledby="step-by-step">
        <h2 id="step-by-step">Statement by statement</h2>
        {levels.length === 0 && (
          <p class="quiet">
            Nothing to show yet: no statement has a level that another one follows.
          </p>
        )}
        {levels.length > 0 && <LeftOut whole={props.whole} framework={framework} levels={levels} />}
        {framework.themes.map((theme) => {
          const within = levels.filter(({ move }) =>
            theme.statements.some(({ id }) => id === move.statement),
          );
          return within.length === 0 ? null : (
            <section class="next-theme">
              <h3>
                {theme.id}. {shortTitle(theme)}
              </h3>
              {within.map((next) => (
                <Step {...props} next={next} />
              ))}
            </section>
          );
        })}
      </section>
    </Page>
  );
};

/** Why some statements are not in the list: nothing is recorded of them, or no level is above. */
const LeftOut = (props: Pick<ReviewRead, 'whole' | 'framework'> & { levels: NextLevel[] }) => {
  const all = statementsOf(props.framework);
  const open = all.filter(
    ({ id }) => judgementOf(props.whole.judgements, id).standing === null,
  ).length;
  const atTop = all.length - open - props.levels.length;
  const said = [
    open > 0 ? `${counted(open, 'statement')} without a level yet` : '',
    atTop > 0 ? `${counted(atTop, 'statement')} at the highest level` : '',
  ].filter(Boolean);
  return said.length === 0 ? null : <p class="quiet">Left out here: {said.join(', and ')}.</p>;
};

const HighestLeverage = (props: ReviewRead & { visit: Visit; leverage: Leverage[] }) => {
  const { leverage, framework, base } = props;
  const told = leverage.slice(0, MOST_TOLD);
  const rest = leverage.slice(MOST_TOLD);
  return (
    <section class="section" aria-labelledby="leverage">
      <h2 id="leverage">Highest leverage actions</h2>
      {told.length === 0 ? (
        <p class="quiet">
          They are found from the levels that are agreed.{' '}
          <a href={`${base}/go`}>Judge a statement</a> to begin.
        </p>
      ) : (
        <>
          <div class="moves">
            {told.map((each) => (
              <MoveCard {...props} leverage={each} />
            ))}
          </div>
          {rest.length > 0 && <OtherMoves framework={framework} base={base} leverage={rest} />}
          <p class="small quiet">
            Counted from the links between the descriptors: what a move opens directly weighs most.{' '}
            <a href="/model/links">How these are found</a>
          </p>
        </>
      )}
    </section>
  );
};

const MoveCard = (props: ReviewRead & { visit: Visit; leverage: Leverage }) => {
  const { visit, whole, framework, base, leverage } = props;
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
        Take it to <StandingChip framework={framework} standing={move.level} />
      </p>
      <h3>
        <a href={`${base}/statements/${move.statement}`}>
          {move.statement} {statement?.title}
        </a>
      </h3>
      <p class="words">{descriptor?.summary ?? descriptor?.missing}</p>
      <p>{explanation}</p>
      <Opens
        from={named(move)}
        direct={direct.map(named)}
        onward={onward.map((each) => ({ ...named(each), via: viaOf(each, direct) }))}
      />
      <AddToPlan visit={visit} review={whole.review.id} {...move} />
    </article>
  );
};

/** The directly opened move by which an onward one is reached, for the line of the picture. */
function viaOf({ from }: OnwardOpening, direct: Move[]) {
  const near = from.find((each) =>
    direct.some(({ statement, level }) => statement === each.statement && level === each.level),
  );
  const { statement, level } = near ?? from[0]!;
  return { code: statement, level };
}

const OtherMoves = (props: { framework: Framework; base: string; leverage: Leverage[] }) => (
  <details class="fold">
    <summary>All {props.leverage.length} other moves that open something</summary>
    <ol class="rows" start={MOST_TOLD + 1}>
      {props.leverage.map(({ move, explanation }) => (
        <li class="ev">
          <a href={`${props.base}/statements/${move.statement}`}>
            {move.statement} to {levelWords(props.framework, move.level)}
          </a>
          <span class="small">{explanation}</span>
        </li>
      ))}
    </ol>
  </details>
);

const Step = (props: ReviewRead & { visit: Visit; next: NextLevel }) => {
  const { visit, whole, framework, base, next } = props;
  const { move, summary, missing, sentence, leansOn } = next;
  const statement = statementOf(framework, move.statement);
  return (
    <details class="next-step">
      <summary>
        <b>
          {move.statement} {statement?.title}
        </b>
        <span class="told-row">{sentence}</span>
      </summary>
      <div class="stack">
        <p>
          <b>To {levelWords(framework, move.level)}:</b> {summary ?? missing}
        </p>
        <Points title="To do" points={next.toDo} />
        <Points title="Partly in place" points={next.begun} />
        <Points title="In place" points={next.inPlace} />
        <Points title="May be added" points={next.optional} />
        {leansOn.length > 0 && (
          <ul class="small stack">
            {leansOn.map(({ needs, because }) => (
              <li>
                It leans on{' '}
                <a href={`${base}/statements/${needs.statement}`}>
                  {needs.statement} at {levelWords(framework, needs.level)}
                </a>
                , because {because}.
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href={`${base}/statements/${move.statement}`}>Open {move.statement}</a>
        </p>
        <AddToPlan visit={visit} review={whole.review.id} {...move} />
      </div>
    </details>
  );
};

const Points = ({ title, points }: { title: string; points: { text: string }[] }) =>
  points.length === 0 ? null : (
    <div>
      <h4>{title}</h4>
      <ul class="bullets">
        {points.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  );
