/** The shortest way to a goal, in rounds, with the effort that the school sets. */

import { statementOf, statementsOf } from '../../framework/framework.js';
import { may } from '../../plan/permissions.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayAt, dayWords } from '../../platform/days.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import { Form } from '../../platform/web/fields.js';
import { contentVersion, one, parse, single, versionOf } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { type Efforts, effortOf } from '../../review/effort.js';
import type { Marks } from '../../review/marks.js';
import { moveKey } from '../../review/moves.js';
import { levelWords } from '../../review/rating.js';
import { counted, listed } from '../../review/sentences.js';
import { type PlannedMove, type ShortestSet, shortestSet } from '../../review/shortest-sets.js';
import { effortInput, setEffort } from '../changes.js';
import { daysWords, formatDays, sumOfDays } from '../format-days.js';
import { paceOf } from '../pace.js';
import { findMarksAndEfforts } from '../store.js';
import { type Goal, GoalForm, goalOf, questionOf } from './goal-form.js';
import { InsightPage, NoReviewYet } from './insight-parts.js';
import { fromWords, readStudied, type Standpoint, type Studied, standpointOf } from './read.js';
import { WhichReview } from './which-review.js';

interface GoalPlanProps {
  request: RequestContext;
  studied: Studied;
  standpoint: Standpoint | null;
  goal: Goal;
  set: ShortestSet;
  marks: Marks;
  efforts: Efforts;
}

/** GET /insight/ways?level=2&count=32&by=2027-07-20&review= */
export async function goalPlanPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const asked = c.req.query('review');
  const { studied, standpoint, marks, efforts } = await request.context.storage.read(
    scopeOf(member),
    async (db) => {
      const studied = await readStudied(db, member, asked);
      const standpoint = standpointOf(studied, asked);
      const reviews = standpoint?.reviews ?? [];
      const found = await findMarksAndEfforts(db, member.organisation.id, reviews);
      return { studied, standpoint, ...found };
    },
  );
  const { framework } = studied;
  const goal = goalOf(c, studied);
  const set = shortestSet(framework, standpoint?.ratings ?? {}, goal, marks, efforts);
  return send(c, <GoalPlan {...{ request, studied, standpoint, goal, set, marks, efforts }} />);
}

const GoalPlan = (props: GoalPlanProps) => {
  const { request, studied, standpoint, goal, set } = props;
  const { framework } = studied;
  const all = statementsOf(framework).length;
  // The rest of the sentence is about what the goal cannot count on: it stands below the heading.
  const [first = '', ...rest] = set.sentence.split(/(?<=\.) /);
  const days = sumOfDays(set.moves.map((move) => daysOf(props, move)));
  const what = goal.atLeast === all ? 'Every statement' : counted(goal.atLeast, 'statement');
  return (
    <InsightPage
      request={request}
      title={`Reach a target: ${what} at ${levelWords(framework, goal.level)}${fromWords(standpoint)}`}
      here="ways"
      framework={framework}
    >
      <Heading
        eyebrow={`${what} at ${levelWords(framework, goal.level)}`}
        lead={
          standpoint
            ? `From ${standpoint.words}. Work is in days of someone’s time. We estimate it until your school enters its own figures.`
            : undefined
        }
      >
        {standpoint ? headingOf(set, days, first) : 'Reach a target'}
      </Heading>
      {standpoint ? (
        <>
          <WhichReview
            studied={studied}
            standpoint={standpoint}
            path={`/insight/ways${questionOf(goal)}`}
          />
          {rest.length > 0 && <p class="measure section-s">{rest.join(' ')}</p>}
          <GoalForm {...{ studied, standpoint, goal }} />
          <PaceWords goal={goal} days={days} today={dayAt(request.context.clock())} />
          {!set.isProven && (
            <p class="locked">
              There are very many ways to reach this target. This is the shortest we found, but
              there may be a shorter one.
            </p>
          )}
          <Rounds {...props} />
        </>
      ) : (
        <NoReviewYet />
      )}
    </InsightPage>
  );
};

/** How many days a move is said to take: what the school said of it, else a first guess. */
const daysOf = ({ efforts }: Pick<GoalPlanProps, 'efforts'>, move: PlannedMove): number =>
  formatDays(move.effort, !Object.hasOwn(efforts, moveKey(move)));

/** "9 moves to the goal, in 2 rounds: about 28.5 days of work", or why there is nothing to do. */
function headingOf({ moves, rounds }: ShortestSet, days: number, otherwise: string): string {
  if (moves.length === 0) return otherwise.replace(/\.$/, '');
  const leaned = moves.filter(({ isAskedFor }) => !isAskedFor).length;
  const others = leaned > 0 ? `, ${leaned} of them needed by others` : '';
  return `${counted(moves.length, 'next step')} to the target${others}, in ${counted(rounds, 'round')}: about ${daysWords(days)} of work`;
}

/** What the goal asks each week until its day. */
const PaceWords = ({ goal, days, today }: { goal: Goal; days: number; today: string }) => {
  if (goal.by === null || days === 0) return null;
  const pace = paceOf(days, today, goal.by);
  return (
    <p class="section-s">
      {pace === null
        ? 'Choose a future date to see the work for each week.'
        : `Until ${dayWords(goal.by)} there ${pace.weeks === 1 ? 'is' : 'are'} ${counted(pace.weeks, 'week')}, including holidays: about ${daysWords(pace.daysAWeek)} of someone’s time each week.`}
    </p>
  );
};

const Rounds = (props: GoalPlanProps) => {
  const rounds = Array.from({ length: props.set.rounds }, (_, at) => at + 1);
  return (
    <ol class="rounds">
      {rounds.map((round) => {
        const moves = props.set.moves.filter((move) => move.round === round);
        const days = sumOfDays(moves.map((move) => daysOf(props, move)));
        return (
          <li class="section">
            <h2 id={`round-${round}`}>
              Round {round}: {counted(moves.length, 'next step')}
            </h2>
            <p class="small quiet">
              {round === 1 ? 'Start these now' : 'Start these when the earlier rounds are done'}:
              about {daysWords(days)} together.
            </p>
            <ul class="plain-rows">
              {moves.map((move) => (
                <MoveRow {...props} move={move} />
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
};

const MoveRow = (props: GoalPlanProps & { move: PlannedMove }) => {
  const { request, studied, move, marks } = props;
  const { framework } = studied;
  const mayWrite = may(request, 'plan.write');
  const words = `${move.statement} to ${levelWords(framework, move.level)}`;
  return (
    <li class="way">
      <div>
        <p>
          <a href={`/model/${move.statement}`}>{words}</a>{' '}
          {statementOf(framework, move.statement)?.title}
        </p>
        <p class="small quiet">
          {move.isAskedFor ? 'Part of the target' : 'Needed by others'}
          {move.after.length > 0 &&
            `; after ${listed(move.after.map(({ statement, level }) => `${statement} to ${levelWords(framework, level)}`))}`}
          .
        </p>
      </div>
      <EffortField {...props} guess={formatDays(effortOf(framework, move, marks, {}), true)} />
      {mayWrite && (
        <a class="small" href={`/plan/new?statement=${move.statement}&level=${move.level}`}>
          Add to the plan<span class="vh">: {words}</span>
        </a>
      )}
    </li>
  );
};

const EffortField = (props: GoalPlanProps & { move: PlannedMove; guess: number }) => {
  const { request, studied, standpoint, move, efforts, goal, guess } = props;
  const said = efforts[moveKey(move)];
  const id = `days-${move.statement.replace('.', '-')}-${move.level}`;
  if (request.role !== 'careers leader') {
    return (
      <span class="small">
        about {daysWords(daysOf(props, move))}
        {said === undefined && <span class="quiet"> (estimate)</span>}
      </span>
    );
  }
  return (
    <Form
      action="/insight/efforts"
      key_={request.context.id()}
      version={contentVersion(said ?? null)}
      class="effort small"
    >
      <input type="hidden" name="statement" value={move.statement} />
      <input type="hidden" name="level" value={String(move.level)} />
      <input
        type="hidden"
        name="back"
        value={`/insight/ways${questionOf(goal)}${standpoint?.isNow === false ? `&review=${studied.review?.reviewId}` : ''}`}
      />
      <label for={id}>
        Days
        <span class="vh">
          {' '}
          for {move.statement} to level {move.level}
        </span>
      </label>
      <input
        class="govuk-input govuk-input--width-5"
        id={id}
        name="days"
        type="text"
        inputmode="decimal"
        value={said === undefined ? '' : String(said)}
        placeholder={String(guess)}
        aria-describedby={`${id}-hint`}
      />
      <button type="submit" class="link-button">
        Save days
        <span class="vh">
          {' '}
          for {move.statement} to level {move.level}
        </span>
      </button>
      <span class="quiet" id={`${id}-hint`}>
        {said === undefined ? `estimate: ${guess}` : `set here; estimate: ${guess}`}
      </span>
    </Form>
  );
};

/** POST /insight/efforts */
export const effortsPost = formPost(async ({ c, context, member, typed, how }) => {
  const input = parse(effortInput, single(typed));
  await setEffort(context, member, input, { ...how, version: versionOf(typed) });
  return goTo(c, safePath(one(typed, 'back') || undefined, '/insight/ways'), 'Days saved.');
});
