/** What to do next: the priorities, and the criteria that are left for the next level of each statement. */

import {
  type Framework,
  shortTitle,
  statementOf,
  statementsOf,
} from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Problem } from '../../platform/problems.js';
import { send } from '../../platform/web/answer.js';
import { FormPage } from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { leverageOf } from '../leverage.js';
import { type NextLevel, nextLevels } from '../next-level.js';
import type { FindNextPlanning } from '../planned.js';
import { levelWords } from '../rating.js';
import { isDecided, marksFrom, ratingsFrom, reviewName } from '../review.js';
import { counted } from '../sentences.js';
import { MOST_SHOWN, type NextProps, Priorities, ToPlan } from './next-moves.js';
import { type ReviewRead, readReviewById } from './review-read.js';
import { footnoteOf } from './statement-view.js';

/** GET /reviews/:id/next?plan=2.4. The plan, which lies above this feature, hands in what it holds already. */
export const nextPage =
  (findPlanning: FindNextPlanning) =>
  (c: Ctx, member: Member): Promise<Response> => {
    const id = c.req.param('id') ?? '';
    return showNext(findPlanning, c, member, { id, plan: c.req.query('plan') ?? null });
  };

interface Shown {
  id: string;
  plan: string | null;
  typed?: Typed;
  problem?: Problem;
}

/** The page, with the form of the statement that is being planned; after a refusal, with what was typed. */
export async function showNext(
  findPlanning: FindNextPlanning,
  c: Ctx,
  member: Member,
  { id, plan, typed, problem }: Shown,
): Promise<Response> {
  const request = c.get('request');
  const [read, planning] = await readReviewById(request.context, member, id, (db, review) =>
    findPlanning(db, member.organisation.id, review, request.context.clock(), plan !== null),
  );
  const ratings = ratingsFrom(read.whole.agreements.values());
  const page = <WhatNext {...{ request, ...read, planning, ratings, plan, typed, problem }} />;
  return send(c, page, problem?.status ?? 200);
}

const WhatNext = (props: NextProps) => {
  const { request, whole, framework, base, planning, ratings, problem } = props;
  const { later } = planning;
  return (
    <FormPage
      request={request}
      title="What to do next"
      place="review"
      footnote={footnoteOf(framework)}
      problem={problem}
    >
      <CairnSymbols scale={framework} />
      <Heading
        eyebrow={<a href={base}>{reviewName(whole.review)}</a>}
        lead="The next steps that support the most others come first. Choose one to three for this year’s plan."
      >
        What to do next
      </Heading>
      {later && (
        <p class="locked">
          A later review is agreed. Plan from{' '}
          <a href={`/reviews/${later.id}/next`}>
            what to do next in {academicYear(later.academicYear)}
          </a>
          .
        </p>
      )}
      <Priorities {...props} leverage={leverageOf(framework, ratings)} />
      <ByStatement {...props} />
    </FormPage>
  );
};

const ByStatement = (props: NextProps) => {
  const { whole, framework, ratings } = props;
  const levels = nextLevels(framework, ratings, marksFrom(whole.agreements.values()));
  const foremost = leverageOf(framework, ratings).slice(0, MOST_SHOWN);
  const isAbove = ({ move }: NextLevel) =>
    foremost.some((each) => each.move.statement === move.statement);
  return (
    <section class="section" aria-labelledby="step-by-step">
      <h2 id="step-by-step">By statement</h2>
      <LeftOut whole={whole} framework={framework} levels={levels} />
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
              <Step {...props} next={next} isAbove={isAbove(next)} />
            ))}
          </section>
        );
      })}
    </section>
  );
};

/** Why some statements are not in the list: nothing is recorded of them, or no level is above. */
const LeftOut = (props: Pick<ReviewRead, 'whole' | 'framework'> & { levels: NextLevel[] }) => {
  const all = statementsOf(props.framework);
  const open = all.filter(({ id }) => !isDecided(props.whole.agreements.get(id))).length;
  const atTop = all.length - open - props.levels.length;
  if (open === all.length) return <p class="quiet">No statement has a level yet.</p>;
  const said = [
    open > 0 ? `${counted(open, 'statement')} not recorded` : '',
    atTop > 0 ? `${counted(atTop, 'statement')} at the highest level` : '',
  ].filter(Boolean);
  return said.length === 0 ? null : <p class="quiet">Not listed: {said.join(', ')}.</p>;
};

/** One statement; what is planned for a priority stands on its card alone. */
const Step = (props: NextProps & { next: NextLevel; isAbove: boolean }) => {
  const { framework, base, plan, next, isAbove } = props;
  const { move, summary, missing, sentence } = next;
  const statement = statementOf(framework, move.statement);
  return (
    <details class="next-step" open={plan === move.statement && !isAbove}>
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
        <Criteria title="Not met yet" criteria={next.toDo} />
        <Criteria title="Partly met" criteria={next.begun} />
        <Criteria title="Met" criteria={next.inPlace} />
        <Criteria title="Optional" criteria={next.optional} />
        <Needs framework={framework} base={base} needs={next.leansOn} />
        <p>
          <a href={`${base}/statements/${move.statement}`}>Open {move.statement}</a>
        </p>
        {!isAbove && <ToPlan {...props} move={move} isQuiet />}
      </div>
    </details>
  );
};

/** What has to come first, with the reason that the model gives. */
const Needs = (props: { framework: Framework; base: string; needs: NextLevel['leansOn'] }) =>
  props.needs.length === 0 ? null : (
    <ul class="small stack">
      {props.needs.map(({ needs, because }) => (
        <li>
          It normally needs{' '}
          <a href={`${props.base}/statements/${needs.statement}`}>
            {needs.statement} at {levelWords(props.framework, needs.level)}
          </a>
          , because {because}.
        </li>
      ))}
    </ul>
  );

const Criteria = ({ title, criteria }: { title: string; criteria: { text: string }[] }) =>
  criteria.length === 0 ? null : (
    <div>
      <h4>{title}</h4>
      <ul class="bullets">
        {criteria.map(({ text }) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  );
