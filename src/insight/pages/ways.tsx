/** The shortest way to a goal, in rounds, with the effort that the school sets. */
import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import { type Member, scopeOf } from '../../people/people.js';
import { may } from '../../plan/plan.js';
import { type Efforts, effortOf } from '../../review/effort.js';
import type { Marks } from '../../review/marks.js';
import { moveKey } from '../../review/moves.js';
import { counted, listed } from '../../review/sentences.js';
import { type PlannedMove, type ShortestSet, shortestSet } from '../../review/shortest-sets.js';
import { levelTitle, levelWords } from '../../review/standing.js';
import { goTo, safePath, send } from '../../web/answer.js';
import { Form } from '../../web/fields.js';
import { keyOf, one, parse, readForm, single } from '../../web/form.js';
import { Heading } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { effortInput, setEffort } from '../changes.js';
import { findMarksAndEfforts } from '../store.js';
import { InsightPage, NoReviewYet } from './insight-parts.js';
import { readStudied, type Studied } from './read.js';

interface WaysProps {
  visit: Visit;
  studied: Studied;
  goal: { level: number; atLeast: number };
  set: ShortestSet;
  marks: Marks;
  efforts: Efforts;
}

/** GET /insight/ways?level=2&count=32 */
export async function waysPage(c: Ctx, member: Member): Promise<Response> {
  const { visit } = c.var;
  const { studied, marks, efforts } = await visit.world.storage.read(
    scopeOf(member),
    async (db) => {
      const found = await readStudied(db, member, c.req.query('review'));
      const id = found.review?.reviewId ?? null;
      return { studied: found, ...(await findMarksAndEfforts(db, member.organisation.id, id)) };
    },
  );
  const { framework, review } = studied;
  const goal = goalOf(c, framework);
  const set = shortestSet(framework, review?.standings ?? {}, goal, marks, efforts);
  return send(c, <Ways {...{ visit, studied, goal, set, marks, efforts }} />);
}

function goalOf(c: Ctx, framework: Framework): WaysProps['goal'] {
  const all = statementsOf(framework).length;
  const asked = Number(c.req.query('level'));
  const levels = framework.levels.map(({ level }) => level);
  const level =
    levels.includes(asked) && c.req.query('level') ? asked : (levels[1] ?? levels[0] ?? 1);
  const count = Math.trunc(Number(c.req.query('count')));
  return { level, atLeast: count >= 1 && count <= all ? count : all };
}

const Ways = (props: WaysProps) => {
  const { visit, studied, goal, set } = props;
  const { framework, review } = studied;
  const all = statementsOf(framework).length;
  // The rest of the sentence is about what the goal cannot count on: it stands below the heading.
  const [first = '', ...rest] = set.sentence.split(/(?<=\.) /);
  const what = goal.atLeast === all ? 'Every statement' : counted(goal.atLeast, 'statement');
  return (
    <InsightPage visit={visit} title="Ways to a goal" here="ways" framework={framework}>
      <Heading
        eyebrow={`${what} at ${levelWords(framework, goal.level)}`}
        lead={
          review
            ? `From ${review.title}. Effort is in days of somebody’s time: a first guess, until your school says better.`
            : undefined
        }
      >
        {review ? first : 'Ways to a goal'}
      </Heading>
      {review ? (
        <>
          {rest.length > 0 && <p class="measure section-s">{rest.join(' ')}</p>}
          <GoalForm {...props} />
          {!set.isProven && (
            <p class="locked">
              The goal leaves very many choices. This is the best set found, and a shorter one
              cannot be ruled out.
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

const GoalForm = ({ studied, goal }: WaysProps) => {
  const { framework } = studied;
  const all = statementsOf(framework).length;
  return (
    <form method="get" action="/insight/ways" class="goal section-s">
      <div class="govuk-form-group">
        <label class="govuk-label" for="count">
          How many of the {all} statements
        </label>
        <input
          class="govuk-input govuk-input--width-5"
          id="count"
          name="count"
          type="number"
          min="1"
          max={String(all)}
          value={String(goal.atLeast)}
        />
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="level">
          At least at
        </label>
        <select class="govuk-select" id="level" name="level">
          {framework.levels.map(({ level }) => (
            <option value={String(level)} selected={level === goal.level}>
              {levelTitle(framework, level)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="govuk-button">
        Find the way
      </button>
    </form>
  );
};

const Rounds = (props: WaysProps) => {
  const rounds = Array.from({ length: props.set.rounds }, (_, at) => at + 1);
  return (
    <ol class="rounds">
      {rounds.map((round) => {
        const moves = props.set.moves.filter((move) => move.round === round);
        const days = moves.reduce((sum, { effort }) => sum + effort, 0);
        return (
          <li class="section">
            <h2 id={`round-${round}`}>
              Round {round}: {counted(moves.length, 'move')}
            </h2>
            <p class="small quiet">
              {round === 1
                ? 'These can begin at once'
                : 'These can begin when the rounds before are made'}
              , {daysWords(days)}.
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

/** "about 3 days", "half a day". */
const daysWords = (days: number): string =>
  days === 1
    ? 'about 1 day'
    : `about ${days.toLocaleString('en-GB', { maximumFractionDigits: 1 })} days`;

const MoveRow = (props: WaysProps & { move: PlannedMove }) => {
  const { visit, studied, move, marks } = props;
  const { framework } = studied;
  const mayWrite = visit.role !== null && may('write', visit.role);
  const words = `${move.statement} to ${levelWords(framework, move.level)}`;
  return (
    <li class="way">
      <div>
        <p>
          <a href={`/model/${move.statement}`}>{words}</a>{' '}
          {statementOf(framework, move.statement)?.title}
        </p>
        <p class="small quiet">
          {move.isAskedFor ? 'Part of the goal' : 'Others lean on it'}
          {move.after.length > 0 &&
            `; after ${listed(move.after.map(({ statement, level }) => `${statement} to ${levelWords(framework, level)}`))}`}
          .
        </p>
      </div>
      <EffortField {...props} guess={effortOf(framework, move, marks, {})} />
      {mayWrite && (
        <a class="small" href={`/plan/new?statement=${move.statement}&level=${move.level}`}>
          Plan it<span class="vh">: {words}</span>
        </a>
      )}
    </li>
  );
};

const EffortField = (props: WaysProps & { move: PlannedMove; guess: number }) => {
  const { visit, move, efforts, goal, guess } = props;
  const said = efforts[moveKey(move)];
  const id = `days-${move.statement.replace('.', '-')}-${move.level}`;
  if (visit.role !== 'careers leader') {
    return (
      <span class="small">
        {daysWords(move.effort)}
        {said === undefined && <span class="quiet"> (a guess)</span>}
      </span>
    );
  }
  return (
    <Form action="/insight/efforts" key_={visit.world.id()} class="effort small">
      <input type="hidden" name="statement" value={move.statement} />
      <input type="hidden" name="level" value={String(move.level)} />
      <input
        type="hidden"
        name="back"
        value={`/insight/ways?level=${goal.level}&count=${goal.atLeast}`}
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
        Set<span class="vh"> the days for {move.statement}</span>
      </button>
      <span class="quiet" id={`${id}-hint`}>
        {said === undefined ? `guess: ${guess}` : `set here; guess: ${guess}`}
      </span>
    </Form>
  );
};

/** POST /insight/efforts */
export async function effortsPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const input = parse(effortInput, single(typed));
  await setEffort(c.var.visit.world, member, input, { key: keyOf(typed) });
  return goTo(c, safePath(one(typed, 'back') || undefined, '/insight/ways'), 'Effort set.');
}
