/** The plan: what the school is doing about it, as a list, on a timeline, as a board, and on the heat map. */

import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { LinkButton } from '../../platform/web/fields.js';
import { Details, Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { counted, listed } from '../../review/sentences.js';
import { GROUPINGS, listBoard, listPlan, PAGE_SIZE, type PlanPart } from '../list-store.js';
import { may } from '../permissions.js';
import { BoardView } from './board-view.js';
import { FirstMoves } from './first-moves.js';
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
      <Heading lead={leadOf(props)}>{headingOf(props)}</Heading>
      {part.isArchived && <ArchivedNote year={asked.academicYear} />}
      <PlanActions {...props} />
      <OfThoseWhoLeft {...props} />
      {isEmpty ? <FirstMoves {...props} mayAdd={mayWrite(props)} /> : <Whole {...props} />}
      <OtherYears {...props} />
    </PlanPage>
  );
};

/** "Careers plan 2026/27: timeline". */
const titleOf = ({ academicYear, view }: PlanProps['asked']): string => {
  const { name } = VIEW_NAMES.find((each) => each.view === view) ?? VIEW_NAMES[0];
  return `${planName(academicYear)}${view === 'list' ? '' : `: ${name.toLowerCase()}`}`;
};

function headingOf({ part, asked }: PlanProps): string {
  if (part.counts.found === 0) return asked.status ? 'No actions' : 'Nothing is planned yet';
  return titleOf(asked);
}

function leadOf({ part, asked }: PlanProps): string {
  const { counts } = part;
  if (counts.found === 0) {
    return asked.status
      ? `The ${planName(asked.academicYear).toLowerCase()} has no such actions.`
      : 'Choose one to three priorities to start with.';
  }
  const overdue = counts.overdue > 0 ? `, ${counts.overdue} overdue` : '';
  const all = `${counted(counts.found, 'action')}${overdue}.`;
  const soon =
    counts.dueSoon > 0 ? ` ${counted(counts.dueSoon, 'action')} due in the next 14 days.` : '';
  const parts = [
    counts.underWay > 0 && `${counts.underWay} in progress`,
    counts.planned > 0 && `${counts.planned} not started`,
    counts.done > 0 && `${counts.done} complete`,
    counts.stopped > 0 && `${counts.stopped} stopped`,
  ].filter((part) => part !== false);
  return `${all} ${listed(parts)}.${soon}`;
}

const mayWrite = ({ request, part }: PlanProps) => may(request, 'plan.write') && !part.isArchived;

const PlanActions = (props: PlanProps) => {
  const { asked, part, request } = props;
  const year = asked.academicYear;
  return (
    <div class="actions section-s">
      {mayWrite(props) && (
        <LinkButton href={`/plan/new?year=${year}`} isSecondary={part.counts.found === 0}>
          Add an action
        </LinkButton>
      )}
      <a href="/insight/ways">Plan towards a target</a>
      <a href={`/plan/workbook?year=${year}`}>Fill in a workbook</a>
      {request.role === 'careers leader' && <a href="/plan/deleted">Deleted actions</a>}
      {part.counts.found > 0 && (
        <Details summary="Print or download">
          <ul class="plan-files">
            <li>
              <a href={`/plan/print?year=${year}`}>Print the plan</a>
            </li>
            <li>
              <a href={`/plan/export.csv?year=${year}`}>Download as CSV</a>
            </li>
            <li>
              <a href={`/plan/export.xlsx?year=${year}`}>Download for Excel</a>
            </li>
          </ul>
        </Details>
      )}
    </div>
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
      <p class="small quiet">They get no reminders. Choose a new owner for each.</p>
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
  { status: 'done', name: 'Complete' },
  { status: 'stopped', name: 'Stopped' },
] as const;

const Whole = (props: PlanProps) => {
  const { asked } = props;
  return (
    <>
      <button type="button" class="menu-button" popovertarget="plan-view">
        Show and filter
      </button>
      <div class="plan-bar in-row" id="plan-view" popover="auto">
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
            label="Status"
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
      {asked.page > 1 && <a href={planHref(asked, { page: asked.page - 1 })}>Previous page</a>}
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
                {academicYear(year)} was reviewed, with no plan in Waymark.{' '}
                <a href={`/year?year=${year}`}>Year summary {academicYear(year)}</a>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
