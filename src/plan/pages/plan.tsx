/** The plan: what the school is doing about it, as a list, on a timeline, as a board, and on the heat map. */

import { statementOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { Supports } from '../../platform/chart/supports.js';
import { dayWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { LinkButton } from '../../platform/web/fields.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { leverageOf } from '../../review/leverage.js';
import { AddToPlan } from '../../review/pages/add-to-plan.js';
import { levelWords } from '../../review/rating.js';
import { counted, listed } from '../../review/sentences.js';
import { GROUPINGS, listBoard, listPlan, PAGE_SIZE, type PlanPart } from '../list-store.js';
import { may } from '../permissions.js';
import { latestOf } from '../years-store.js';
import { BoardView } from './board-view.js';
import { HeatmapView } from './heatmap-view.js';
import { ListView } from './list-view.js';
import { ArchivedNote, Picks, PlanPage, planName } from './plan-parts.js';
import { askedOf, type PlanAsked, planHref, readStandpoint, type Standpoint } from './plan-read.js';
import { TimelineView } from './timeline-view.js';

export interface PlanProps {
  request: RequestContext;
  asked: PlanAsked;
  part: PlanPart;
  standpoint: Standpoint;
}

/** GET /plan?year=&view=&by=&status=&page= */
export async function planPage(c: Ctx, member: Member): Promise<Response> {
  const asked = askedOf(c);
  const organisation = member.organisation.id;
  const { standpoint, part } = await c
    .get('request')
    .context.storage.read(scopeOf(member), async (db) => {
      const standpoint = await readStandpoint(db, member);
      const { view, page, today } = asked;
      if (view === 'board') {
        return { standpoint, part: await listBoard(db, organisation, asked, today) };
      }
      const by = view === 'timeline' ? 'start' : asked.by;
      const part = await listPlan(db, organisation, asked, {
        ...{ by, codes: standpoint.codes, page, today },
      });
      return { standpoint, part };
    });
  return send(c, <Plan request={c.get('request')} {...{ asked, part, standpoint }} />);
}

const Plan = (props: PlanProps) => {
  const { request, asked, part, standpoint } = props;
  const isEmpty = part.counts.found === 0 && asked.status === null;
  return (
    <PlanPage request={request} title={titleOf(asked)} here="plan" framework={standpoint.framework}>
      <Heading eyebrow={planName(asked.academicYear)} lead={leadOf(props)}>
        {headingOf(props)}
      </Heading>
      {part.isArchived && <ArchivedNote year={asked.academicYear} />}
      <PlanActions {...props} />
      <OfThoseWhoLeft {...props} />
      {isEmpty ? <FirstMoves {...props} /> : <Whole {...props} />}
      <OtherYears {...props} />
    </PlanPage>
  );
};

/** "Careers plan 2026/27, timeline". */
const titleOf = ({ academicYear, view }: PlanProps['asked']): string => {
  const { name } = VIEW_NAMES.find((each) => each.view === view) ?? VIEW_NAMES[0];
  return `${planName(academicYear)}${view === 'list' ? '' : `, ${name.toLowerCase()}`}`;
};

function headingOf({ part, asked }: PlanProps): string {
  const { counts } = part;
  if (counts.found === 0) return asked.status ? 'Nothing here' : 'Nothing is planned yet';
  const done = counts.done > 0 ? `, ${counts.done} done` : '';
  const overdue = counts.overdue > 0 ? `, ${counts.overdue} overdue` : '';
  return `${counted(counts.found, 'action')}${done}${overdue}`;
}

function leadOf({ part, asked }: PlanProps): string {
  const { counts } = part;
  if (counts.found === 0) {
    return asked.status
      ? 'No action of this year is as you ask.'
      : 'Choose one to three highest leverage actions to begin.';
  }
  const soon =
    counts.dueSoon > 0 ? ` ${counted(counts.dueSoon, 'action')} due in the next 14 days.` : '';
  const parts = [
    counts.underWay > 0 && `${counts.underWay} under way`,
    counts.planned > 0 && `${counts.planned} planned`,
    counts.stopped > 0 && `${counts.stopped} stopped`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Everything is done.' : `${listed(parts)}.${soon}`;
}

const mayWrite = ({ request, part }: PlanProps) => may(request, 'plan.write') && !part.isArchived;

const PlanActions = (props: PlanProps) => {
  const { asked, part, request } = props;
  const year = asked.academicYear;
  return (
    <p class="actions section-s">
      {mayWrite(props) && (
        <LinkButton href={`/plan/new?year=${year}`} isSecondary={part.counts.found === 0}>
          Add an action
        </LinkButton>
      )}
      <a href="/insight/ways">Find ways to a goal</a>
      {part.counts.found > 0 && (
        <>
          <a href={`/plan/print?year=${year}`}>Print the plan</a>
          <a href={`/plan/export.csv?year=${year}`}>Download as CSV</a>
          <a href={`/plan/export.xlsx?year=${year}`}>Download for Excel</a>
        </>
      )}
      {request.role === 'careers leader' && <a href="/plan/deleted">See deleted actions</a>}
    </p>
  );
};

/** Nobody is reminded of these: a careers leader gives each to somebody else. */
const OfThoseWhoLeft = ({ request, part: { left }, asked }: PlanProps) =>
  left.length === 0 || !may(request, 'plan.lead') ? null : (
    <section class="card section-s" aria-labelledby="left">
      <h2 id="left">{counted(left.length, 'open action')} of people who have left</h2>
      <ul class="plain-rows">
        {left.map(({ id, title, owner, dueOn }) => (
          <li>
            <a href={`/plan/actions/${id}/edit`}>{title}</a>{' '}
            <span class="small quiet">
              {owner?.name} (has left)
              {dueOn && `, ${dueOn < asked.today ? 'was due' : 'due'} ${dayWords(dueOn)}`}
            </span>
          </li>
        ))}
      </ul>
      <p class="small quiet">They get no reminders. Choose another owner for each.</p>
    </section>
  );

const VIEW_NAMES = [
  { view: 'list', name: 'List' },
  { view: 'timeline', name: 'Timeline' },
  { view: 'board', name: 'Board' },
  { view: 'heatmap', name: 'Heat map' },
] as const;

const STATUS_NAMES = [
  { status: null, name: 'All' },
  { status: 'open', name: 'Open' },
  { status: 'done', name: 'Done' },
  { status: 'stopped', name: 'Stopped' },
] as const;

const Whole = (props: PlanProps) => {
  const { asked } = props;
  return (
    <>
      <div class="plan-bar">
        <Picks
          label="Show as"
          picks={VIEW_NAMES.map(({ view, name }) => ({
            ...{ name, href: planHref(asked, { view }), isHere: view === asked.view },
          }))}
        />
        {asked.view === 'list' && (
          <Picks
            label="Group by"
            picks={GROUPINGS.map((by) => ({
              name: by.charAt(0).toUpperCase() + by.slice(1),
              href: planHref(asked, { by }),
              isHere: by === asked.by,
            }))}
          />
        )}
        {(asked.view === 'list' || asked.view === 'timeline') && (
          <Picks
            label="Which"
            picks={STATUS_NAMES.map(({ status, name }) => ({
              ...{ name, href: planHref(asked, { status }), isHere: status === asked.status },
            }))}
          />
        )}
      </div>
      {asked.view === 'list' && <ListView {...props} />}
      {asked.view === 'timeline' && <TimelineView {...props} />}
      {asked.view === 'board' && <BoardView {...props} mayMove={mayWrite(props)} />}
      {asked.view === 'heatmap' && <HeatmapView {...props} />}
      {(asked.view === 'list' || asked.view === 'timeline') && <Pages {...props} />}
    </>
  );
};

/** Where a plan goes over several pages. */
const Pages = ({ asked, part }: PlanProps) => {
  const last = Math.ceil(part.counts.found / PAGE_SIZE);
  if (last <= 1) return null;
  return (
    <nav class="pages" aria-label="Pages of the plan">
      {asked.page > 1 && <a href={planHref(asked, { page: asked.page - 1 })}>Page before</a>}
      <span>
        Page {asked.page} of {last}
      </span>
      {asked.page < last && <a href={planHref(asked, { page: asked.page + 1 })}>Next page</a>}
    </nav>
  );
};

/** The years with a plan, and those that were reviewed and had none: so that no year seems forgotten. */
const OtherYears = ({ asked, part, standpoint }: PlanProps) => {
  const reviewed = standpoint.years.map((year) => year.academicYear);
  const others = [...new Set([...part.years, ...reviewed])]
    .filter((year) => year !== asked.academicYear)
    .sort((one, other) => other - one);
  if (others.length === 0) return null;
  return (
    <section class="section" aria-labelledby="other-years">
      <h2 id="other-years">Other years</h2>
      <ul class="years">
        {others.map((year) => (
          <li>
            {part.years.includes(year) ? (
              <a href={`/plan?year=${year}`}>{planName(year)}</a>
            ) : (
              <>
                {academicYear(year)} was reviewed, and nothing was planned in Waymark.{' '}
                <a href={`/year?year=${year}`}>See the year {academicYear(year)}</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const MOST_MOVES = 3;

/** A plan begins with the next steps that support the most others. */
const FirstMoves = (props: PlanProps) => {
  const { request, standpoint } = props;
  const { framework, years } = standpoint;
  const latest = latestOf(years);
  if (!latest) return <NoReview />;
  const moves = leverageOf(framework, latest.ratings).slice(0, MOST_MOVES);
  if (moves.length === 0) return <NoReview />;
  return (
    <section class="section" aria-labelledby="first">
      <h2 id="first">Highest leverage actions</h2>
      <p class="small quiet part-lead">
        From {latest.title}, {latest.closedAt ? 'as it was agreed' : 'which goes on'}: the next
        steps that support the most others. Each becomes an action that you can then make your own.
      </p>
      <div class="moves">
        {moves.map(({ move, direct, explanation }) => (
          <article class="card move">
            <h3>
              {move.statement} {statementOf(framework, move.statement)?.title}: to{' '}
              {levelWords(framework, move.level)}
            </h3>
            <p class="small">{explanation}</p>
            <Supports
              from={{ code: move.statement, level: move.level }}
              direct={direct.map(({ statement, level }) => ({ code: statement, level }))}
            />
            {mayWrite(props) && (
              <AddToPlan
                request={request}
                review={latest.reviewId}
                statement={move.statement}
                level={move.level}
              />
            )}
          </article>
        ))}
      </div>
    </section>
  );
};

const NoReview = () => (
  <p class="section measure">
    Actions come out of a review: once levels are agreed, Waymark shows the few moves that open the
    most others. <a href="/reviews">Go to the reviews</a>
  </p>
);
