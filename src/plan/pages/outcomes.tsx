/** What followed: which changes of level came after which actions. */

import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { levelWords } from '../../review/rating.js';
import { counted, listed } from '../../review/sentences.js';
import { type Followed, type MovedAlone, movedAlone, whatFollowed } from '../level-changes.js';
import { frameworksOf, sameWordingIn } from '../wording.js';
import { listDoneWithAim } from '../year-store.js';
import type { YearStood } from '../years-store.js';
import { OUTCOME_WORDS } from './outcome-words.js';
import { PlanPage } from './plan-parts.js';
import { readStandpoint } from './plan-read.js';

const PAGE_SIZE = 20;

/** GET /plan/followed?page= */
export async function followedPage(c: Ctx, member: Member): Promise<Response> {
  const organisation = member.organisation.id;
  const request = c.get('request');
  const { framework, followed, alone, shownBy } = await request.context.storage.read(
    scopeOf(member),
    async (db) => {
      const { framework, years } = await readStandpoint(db, member);
      const { actions, shownBy } = await listDoneWithAim(db, organisation);
      const sameWording = sameWordingIn(await frameworksOf(db, organisation, years));
      return {
        framework,
        shownBy,
        followed: whatFollowed(actions, years, sameWording),
        alone: movedAlone(actions, years, sameWording),
      };
    },
  );
  const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
  const shown = followed.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const last = Math.ceil(followed.length / PAGE_SIZE);
  return send(
    c,
    <PlanPage request={request} title="Impact" here="followed" framework={framework}>
      <Heading lead="For each completed action: what should change, what did, and the level before and after.">
        {headline(followed)}
      </Heading>
      <p class="small quiet part-lead section-s">
        A level can rise after an action for other reasons too. Your team says in its own words what
        changed.
      </p>
      {shown.length > 0 && (
        <ol class="chains section-s">
          {shown.map((each) => (
            <Chain
              followed={each}
              framework={framework}
              shownBy={shownBy.get(each.action.id) ?? []}
            />
          ))}
        </ol>
      )}
      {last > 1 && (
        <nav class="pages" aria-label="Pages">
          {page > 1 && <a href={`/plan/followed?page=${page - 1}`}>Previous page</a>}
          <span>
            Page {page} of {last}
          </span>
          {page < last && <a href={`/plan/followed?page=${page + 1}`}>Next page</a>}
        </nav>
      )}
      {page === 1 && alone.length > 0 && <Alone alone={alone} framework={framework} />}
    </PlanPage>,
  );
}

function headline(followed: readonly Followed[]): string {
  if (followed.length === 0) return 'No action is complete yet';
  const message = followed.filter(({ outcome }) => outcome !== 'not looked at yet');
  if (message.length === 0) return 'No review since the actions were completed';
  const up = message.filter(
    ({ outcome }) => outcome === 'reached' || outcome === 'moved up',
  ).length;
  return up === 0
    ? `The level did not rise after any of ${counted(message.length, 'action')}`
    : `The level rose after ${up} of ${counted(message.length, 'action')}`;
}

interface ChainProps {
  followed: Followed;
  framework: Framework;
  shownBy: readonly { id: string; title: string }[];
}

const Chain = ({ followed, framework, shownBy }: ChainProps) => {
  const { action, outcome } = followed;
  const code = action.aim?.statement ?? '';
  return (
    <li class="chain card">
      <h2>
        <a href={`/plan/actions/${action.id}`}>{action.title}</a>
      </h2>
      <p class="small quiet">
        Complete{action.closedOn ? ` on ${dayWords(action.closedOn)}` : ''}
        {action.owner ? `, ${action.owner.name}` : ''}. Aim:{' '}
        {levelWords(framework, action.aim?.level ?? 0)} in {code}{' '}
        {statementOf(framework, code)?.title}.
      </p>
      <dl class="links-of-chain">
        <Link name="What should change" words={action.expectedChange} />
        <Link name="Success measure" words={action.measure} />
        <Link name="Result" words={action.result} />
        <Link name="What changed" words={action.changed} />
        <div>
          <dt>Level of {code}</dt>
          <dd>
            <Levels {...{ followed, framework }} />
            <p>
              <b>{OUTCOME_WORDS[outcome]}</b>
            </p>
          </dd>
        </div>
      </dl>
      {shownBy.length > 0 && (
        <p class="small shown-by">
          Evidence:{' '}
          {shownBy.map(({ id, title }, at) => (
            <>
              {at > 0 && ', '}
              <a href={`/evidence/${id}`}>{title}</a>
            </>
          ))}
        </p>
      )}
    </li>
  );
};

const Link = ({ name, words }: { name: string; words: string }) => (
  <div>
    <dt>{name}</dt>
    <dd class="typed">{words || <span class="quiet">Not recorded</span>}</dd>
  </div>
);

const Levels = ({ followed, framework }: { followed: Followed; framework: Framework }) => {
  const { before, after } = followed;
  const code = followed.action.aim?.statement ?? '';
  return (
    <p class="from-to">
      {before && (
        <span>
          <RatingChip framework={framework} rating={before.rating} />{' '}
          <YearLink year={before.year} code={code} />
        </span>
      )}
      {before && after && <span class="quiet">then</span>}
      {after && (
        <span>
          <RatingChip framework={framework} rating={after.rating} />{' '}
          <YearLink year={after.year} code={code} />
          {after.isSoFar && <span class="small quiet"> so far</span>}
        </span>
      )}
    </p>
  );
};

/** The year of a review, leading to what it says of the statement. */
const YearLink = ({ year, code }: { year: YearStood; code: string }) => (
  <a class="small" href={`/reviews/${year.reviewId}/statements/${code}`}>
    {academicYear(year.academicYear)}
    <span class="vh">, {code}</span>
  </a>
);

const MOST_ALONE = 12;

const Alone = ({ alone, framework }: { alone: MovedAlone[]; framework: Framework }) => {
  const codes = statementsOf(framework).map(({ id }) => id);
  const newest = [...alone].sort(
    (one, other) =>
      other.after.startedAt.getTime() - one.after.startedAt.getTime() ||
      codes.indexOf(one.statement) - codes.indexOf(other.statement),
  );
  const shown = newest.slice(0, MOST_ALONE);
  const rest = newest.slice(MOST_ALONE).map(({ statement }) => statement);
  return (
    <section class="section" aria-labelledby="alone">
      <h2 id="alone">Levels that rose without an action in the plan</h2>
      <ul class="plain-rows">
        {shown.map(({ statement, from, to, before, after }) => (
          <li class="alone-row">
            <span>
              <a href={`/model/${statement}`}>{statement}</a>{' '}
              {statementOf(framework, statement)?.title}
            </span>
            <span class="from-to">
              <RatingChip framework={framework} rating={from} />
              <span class="small quiet">{academicYear(before.academicYear)}, then</span>
              <RatingChip framework={framework} rating={to} />
              <span class="small quiet">{academicYear(after.academicYear)}</span>
            </span>
          </li>
        ))}
      </ul>
      {rest.length > 0 && <p class="small quiet">Before that: {listed([...new Set(rest)])}.</p>}
    </section>
  );
};
