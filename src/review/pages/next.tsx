/** What next: the highest leverage actions, and the points between here and the next level. */

import { shortTitle, statementOf, statementsOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { send } from '../../platform/web/answer.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { leverageOf } from '../leverage.js';
import { type NextLevel, nextLevels } from '../next-level.js';
import type { FindPlanning } from '../planned.js';
import { levelWords } from '../rating.js';
import { isDecided, marksFrom, ratingsFrom, reviewName } from '../review.js';
import { counted } from '../sentences.js';
import { HighestLeverage, type NextProps, ToPlan } from './next-moves.js';
import { type ReviewRead, readReviewAnd } from './review-read.js';
import { footnoteOf } from './statement-view.js';

/** GET /reviews/:id/next. The plan, which lies above this feature, hands in what it holds already. */
export const nextPage =
  (findPlanning: FindPlanning) =>
  async (c: Ctx, member: Member): Promise<Response> => {
    const request = c.get('request');
    const [read, planning] = await readReviewAnd(c, member, (db, review) =>
      findPlanning(db, member.organisation.id, review, request.context.clock()),
    );
    return send(c, <WhatNext request={request} {...read} {...planning} />);
  };

const WhatNext = (props: NextProps) => {
  const { request, whole, framework, base, later } = props;
  const ratings = ratingsFrom(whole.agreements.values());
  const leverage = leverageOf(framework, ratings);
  const levels = nextLevels(framework, ratings, marksFrom(whole.agreements.values()));
  return (
    <Page request={request} title="What next" place="review" footnote={footnoteOf(framework)}>
      <CairnSymbols scale={framework} />
      <Heading
        eyebrow={<a href={base}>{reviewName(whole.review)}</a>}
        lead="The few next steps that support the most others, and for each statement the points between here and the next level."
      >
        What next
      </Heading>
      {later && (
        <p class="locked">
          A later review is agreed: its moves are on{' '}
          <a href={`/reviews/${later.id}/next`}>what next of {academicYear(later.academicYear)}</a>.
          From here, nothing is added to the plan any more.
        </p>
      )}
      <HighestLeverage {...props} leverage={leverage} />
      <section class="section" aria-labelledby="step-by-step">
        <h2 id="step-by-step">Statement by statement</h2>
        <LeftOut whole={props.whole} framework={framework} levels={levels} />
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
  const open = all.filter(({ id }) => !isDecided(props.whole.agreements.get(id))).length;
  const atTop = all.length - open - props.levels.length;
  if (open === all.length)
    return <p class="quiet">Nothing to show yet: no statement has a level.</p>;
  const said = [
    open > 0 ? `${counted(open, 'statement')} without a level yet` : '',
    atTop > 0 ? `${counted(atTop, 'statement')} at the highest level` : '',
  ].filter(Boolean);
  return said.length === 0 ? null : <p class="quiet">Left out here: {said.join(', and ')}.</p>;
};

const Step = (props: NextProps & { next: NextLevel }) => {
  const { framework, base, next } = props;
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
        <ToPlan {...props} move={move} />
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
