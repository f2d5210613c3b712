/** The year: what was promised, what happened, and how to begin the next. */
import { academicYear, dayWords } from '../../chart/academic-year.js';
import { statementsOf } from '../../framework/framework.js';
import { dayOf } from '../../people/dates.js';
import { type Member, scopeOf } from '../../people/people.js';
import type { Problem } from '../../problems.js';
import { type Comparison, compare } from '../../review/comparison.js';
import { StandingChip } from '../../review/pages/level-marks.js';
import { academicYearAt } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import { goTo, send } from '../../web/answer.js';
import { Button, ErrorSummary, Form, LinkButton, TextArea } from '../../web/fields.js';
import { all, expected, keyOf, one, parse, readForm, single } from '../../web/form.js';
import { Heading } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { archiveInput, archiveYear, carryInput, carryOver, openYear } from '../changes/years.js';
import { dayAt } from '../days.js';
import { type Action, may, statusTitle } from '../plan.js';
import { frameworksOf, sameWordingIn } from '../wording.js';
import { findYearEnd, MOST_LISTED, type YearEnd } from '../year-store.js';
import type { YearStood } from '../years-store.js';
import { AimMark, DueWords, PlanPage, planName } from './plan-parts.js';
import { readStandpoint, type Standpoint, yearAsked } from './plan-read.js';

interface YearProps {
  visit: Visit;
  year: number;
  end: YearEnd;
  standpoint: Standpoint;
  /** The reviews at both ends of the year, and what changed between them. */
  first: YearStood | null;
  second: YearStood | null;
  comparison: Comparison | null;
  problem: Problem | null;
}

async function readYear(c: Ctx, member: Member, year: number): Promise<YearProps> {
  const organisation = member.organisation.id;
  const { visit } = c.var;
  return visit.world.storage.read(scopeOf(member), async (db) => {
    const standpoint = await readStandpoint(db, member);
    const end = await findYearEnd(db, organisation, year);
    const first = standpoint.years.findLast((each) => each.academicYear === year) ?? null;
    const second = standpoint.years.find((each) => each.academicYear > year) ?? null;
    const same = sameWordingIn(await frameworksOf(db, organisation, standpoint.years));
    const comparison = first && second ? compared(standpoint, first, second, same) : null;
    return { visit, year, end, standpoint, first, second, comparison, problem: null };
  });
}

function compared(
  { framework }: Standpoint,
  first: YearStood,
  second: YearStood,
  same: ReturnType<typeof sameWordingIn>,
): Comparison {
  const reworded = statementsOf(framework)
    .map(({ id }) => id)
    .filter((id) => !same(id, first.frameworkVersionId, second.frameworkVersionId));
  return compare(framework, first.standings, second.standings, { reworded });
}

/** GET /year?year= */
export async function yearPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <YearView {...(await readYear(c, member, yearAsked(c)))} />);
}

const YearView = (props: YearProps) => {
  const { visit, year, end, standpoint, problem } = props;
  return (
    <PlanPage
      visit={visit}
      title={`The year ${academicYear(year)}`}
      here="year"
      framework={standpoint.framework}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading eyebrow={`The year ${academicYear(year)}`} lead={leadOf(props)}>
        {headingOf(end)}
      </Heading>
      <YearLinks {...props} />
      {end.archived && (
        <section class="card stack section-s" aria-labelledby="archived">
          <h2 id="archived">Archived</h2>
          {end.archived.words && <p class="typed">{end.archived.words}</p>}
          <p class="small quiet">
            Archived on {dayOf(end.archived.at)}
            {end.archived.by && ` by ${end.archived.by}`}. The plan can be read, and not changed.
          </p>
          {isLeader(props) && (
            <Form action="/year/open" key_={visit.world.id()}>
              <input type="hidden" name="year" value={String(year)} />
              <button type="submit" class="link-button">
                Open the year again
              </button>
            </Form>
          )}
        </section>
      )}
      <Happened {...props} />
      <Levels {...props} />
      {isLeader(props) && !end.archived && end.counts.all > 0 && <EndOfYear {...props} />}
      <StartOfYear {...props} />
    </PlanPage>
  );
};

const isLeader = ({ visit }: YearProps) => visit.role !== null && may('lead', visit.role);

function headingOf({ counts }: YearEnd): string {
  if (counts.all === 0) return 'Nothing was promised';
  return `${counts.done} of ${counted(counts.all, 'action')} done`;
}

function leadOf({ end: { counts }, year }: YearProps): string {
  if (counts.all === 0) return `The plan of ${academicYear(year)} has no actions.`;
  const left = counts.open - counts.carried;
  const parts = [
    counts.stopped > 0 && `${counts.stopped} stopped`,
    counts.carried > 0 && `${counts.carried} carried over to ${academicYear(year + 1)}`,
    left > 0 && `${left} still open`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Nothing was left over.' : `${parts.join(', ')}.`;
}

const YearLinks = ({ year, standpoint, visit }: YearProps) => {
  const now = academicYearAt(visit.world.clock());
  const years = [...new Set([now, ...standpoint.years.map((each) => each.academicYear)])].sort();
  return (
    <nav class="picks small section-s" aria-label="Years">
      <span class="quiet">Year</span>
      <ul>
        {years.map((each) => (
          <li>
            <a href={`/year?year=${each}`} aria-current={each === year ? 'true' : undefined}>
              {academicYear(each)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** What was promised, and what happened. */
const Happened = ({ end, year, standpoint, visit }: YearProps) => {
  if (end.counts.all === 0) return null;
  const today = dayAt(visit.world.clock());
  const isShort = end.closed.length === MOST_LISTED || end.open.length === MOST_LISTED;
  return (
    <section class="section" aria-labelledby="happened">
      <h2 id="happened">What was promised, and what happened</h2>
      <ul class="promised">
        {[...end.closed, ...end.goingOn, ...end.open].map((action) => (
          <Promised {...{ action, standpoint, today }} />
        ))}
      </ul>
      <p class="small">
        <a href={`/plan?year=${year}`}>
          {isShort ? `All of it in the ${planName(year).toLowerCase()}` : planName(year)}
        </a>
      </p>
    </section>
  );
};

const Promised = (props: { action: Action; standpoint: Standpoint; today: string }) => {
  const { action, standpoint, today } = props;
  return (
    <li>
      <p>
        <a href={`/plan/actions/${action.id}`}>{action.title}</a>{' '}
        <AimMark action={action} framework={standpoint.framework} />
      </p>
      <p class="small">
        <b>
          {action.closedOn
            ? `${statusTitle(action.status)} on ${dayWords(action.closedOn)}`
            : statusTitle(action.status)}
        </b>
        {action.closedOn ? (
          <span class="typed">. {action.changed}</span>
        ) : (
          <>
            . <DueWords {...{ action, today }} />
          </>
        )}
      </p>
    </li>
  );
};

/** Where the school stood at both ends of the year. */
const Levels = ({ year, first, second, comparison, standpoint }: YearProps) => {
  const up = comparison?.changes.filter(({ change }) => change === 'moved-up') ?? [];
  const down = comparison?.changes.filter(({ change }) => change === 'moved-down') ?? [];
  return (
    <section class="section" aria-labelledby="levels">
      <h2 id="levels">Where the school stood</h2>
      {!first && <p>There is no review of {academicYear(year)}.</p>}
      {first && !second && (
        <p>
          <a href={`/reviews/${first.reviewId}/results`}>{first.title}</a> is the newest review. The
          next one will show what moved.
        </p>
      )}
      {first && second && comparison && (
        <>
          <p class="measure">
            From <a href={`/reviews/${first.reviewId}/results`}>{first.title}</a> to{' '}
            <a href={`/reviews/${second.reviewId}/results`}>{second.title}</a>
            {second.closedAt ? '' : ', which is still open'}: {comparison.headline}
          </p>
          <ul class="plain-rows section-s">
            {[...up, ...down].map(({ statement, before, now }) => (
              <li class="alone-row">
                <span>
                  <a href={`/model/${statement}`}>{statement}</a>{' '}
                  {statementsOf(standpoint.framework).find(({ id }) => id === statement)?.title}
                </span>
                <span class="from-to">
                  <StandingChip framework={standpoint.framework} standing={before} />
                  <span class="small quiet">then</span>
                  <StandingChip framework={standpoint.framework} standing={now} />
                </span>
              </li>
            ))}
          </ul>
          <p class="small">
            <a href="/plan/followed">Which of these followed an action</a>
          </p>
        </>
      )}
    </section>
  );
};

const EndOfYear = ({ visit, year, end }: YearProps) => (
  <section class="section" aria-labelledby="end">
    <h2 id="end">End of the year</h2>
    {end.open.length > 0 && (
      <Form action="/year/carry" key_={visit.world.id()} class="form">
        <input type="hidden" name="from" value={String(year)} />
        <fieldset class="govuk-fieldset" id="actions">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
            Carry over to {academicYear(year + 1)}
          </legend>
          <div class="govuk-hint">
            Each goes on as a copy, its days a year later. The one of {academicYear(year)} stays as
            it is.
          </div>
          <div class="govuk-checkboxes govuk-checkboxes--small">
            {end.open.map(({ id, title }) => (
              <div class="govuk-checkboxes__item">
                <input
                  class="govuk-checkboxes__input"
                  id={`carry-${id}`}
                  name="actions"
                  type="checkbox"
                  value={id}
                  checked
                />
                <label class="govuk-label govuk-checkboxes__label" for={`carry-${id}`}>
                  {title}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <Button isSecondary>Carry over what is ticked</Button>
      </Form>
    )}
    <details class="govuk-details section-s">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Archive the plan of {academicYear(year)}</span>
      </summary>
      <Form action="/year/archive" key_={visit.world.id()} class="form">
        <input type="hidden" name="year" value={String(year)} />
        <TextArea
          name="words"
          label="What you want to say about the year"
          hint="It stands at the top of this page, for governors and for whoever comes after you."
          maxlength={4000}
        />
        <Button isSecondary>Archive the year</Button>
      </Form>
    </details>
  </section>
);

const StartOfYear = ({ visit, year }: YearProps) => {
  const now = academicYearAt(visit.world.clock());
  if (visit.role !== 'careers leader' || year < now - 1) return null;
  return (
    <section class="section" aria-labelledby="start">
      <h2 id="start">Start of the year</h2>
      <p class="measure">
        A new review can begin with the answers of the one before: each stays open until somebody
        has looked at it again. The plan can begin with what was carried over and with the moves
        that open the most others.
      </p>
      <p class="actions section-s">
        <LinkButton href="/reviews/new" isSecondary>
          Start a review
        </LinkButton>
        <a href={`/plan?year=${Math.max(year, now)}`}>{planName(Math.max(year, now))}</a>
      </p>
    </section>
  );
};

/** POST /year/carry */
export async function carryPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const from = Number(one(typed, 'from'));
  return orShow(c, member, from, async () => {
    const input = parse(carryInput, { from, actions: all(typed, 'actions') });
    const { carried } = await carryOver(c.var.visit.world, member, input, { key: keyOf(typed) });
    return goTo(
      c,
      `/plan?year=${from + 1}`,
      `${counted(carried, 'action')} carried over to ${academicYear(from + 1)}.`,
    );
  });
}

/** POST /year/archive */
export async function archivePost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return orShow(c, member, Number(one(typed, 'year')), async () => {
    const input = parse(archiveInput, single(typed));
    await archiveYear(c.var.visit.world, member, input, { key: keyOf(typed) });
    return goTo(
      c,
      `/year?year=${input.year}`,
      `The plan of ${academicYear(input.year)} is archived.`,
    );
  });
}

/** POST /year/open */
export async function openYearPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return orShow(c, member, Number(one(typed, 'year')), async () => {
    const { year } = parse(archiveInput, single(typed));
    await openYear(c.var.visit.world, member, year, { key: keyOf(typed) });
    return goTo(c, `/year?year=${year}`, `The plan of ${academicYear(year)} is open again.`);
  });
}

/** What was asked, or the page of the year with what was refused. */
async function orShow(
  c: Ctx,
  member: Member,
  asked: number,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 403) throw problem;
    const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : yearAsked(c);
    return send(
      c,
      <YearView {...(await readYear(c, member, year))} problem={problem} />,
      problem.status,
    );
  }
}
