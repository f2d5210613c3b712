/** The year: what was promised, what happened, and how to begin the next. */

import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import type { Member } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { ErrorSummary, Form } from '../../platform/web/fields.js';
import { all, one, parse, single, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { counted } from '../../review/sentences.js';
import { archiveInput, archiveYear, carryInput, carryOver, openYear } from '../changes/years.js';
import type { YearEnd } from '../year-store.js';
import { PlanPage } from './plan-parts.js';
import { yearAsked } from './plan-read.js';
import { EndOfYear, StartOfYear } from './year-ends.js';
import { isLeader, readYear, type YearProps } from './year-read.js';
import { Happened, Levels } from './year-summary.js';

/** GET /year?year= */
export async function yearPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <YearView {...(await readYear(c, member, yearAsked(c)))} />);
}

const YearView = (props: YearProps) => {
  const { request, year, end, standpoint, problem } = props;
  return (
    <PlanPage
      request={request}
      title={`Year summary ${academicYear(year)}`}
      here="year"
      framework={standpoint.framework}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading eyebrow={`Year summary ${academicYear(year)}`} lead={leadOf(props)}>
        {headingOf(end)}
      </Heading>
      <YearLinks {...props} />
      {end.archived && (
        <section class="card stack section-s" aria-labelledby="archived">
          <h2 id="archived">Archived</h2>
          {end.archived.words && <p class="typed">{end.archived.words}</p>}
          <p class="small quiet">
            Archived on {dateWords(end.archived.at)}
            {end.archived.by && ` by ${end.archived.by}`}. You can read the plan but not change it.
          </p>
          {isLeader(props) && (
            <Form action="/year/open" key_={request.context.id()}>
              <input type="hidden" name="year" value={String(year)} />
              <button type="submit" class="link-button">
                Reopen the year
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

function headingOf({ counts }: YearEnd): string {
  if (counts.all === 0) return 'Nothing was planned';
  return `${counts.done} of ${counted(counts.all, 'action')} complete`;
}

function leadOf({ end: { counts }, year }: YearProps): string {
  if (counts.all === 0) return `The plan for ${academicYear(year)} has no actions.`;
  const left = counts.open - counts.carried;
  const parts = [
    counts.stopped > 0 && `${counts.stopped} stopped`,
    counts.carried > 0 && `${counts.carried} carried over to ${academicYear(year + 1)}`,
    left > 0 && `${left} still open`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Nothing is left open.' : `${parts.join(', ')}.`;
}

const YearLinks = ({ year, standpoint, request }: YearProps) => {
  const now = academicYearAt(request.context.clock());
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

/** POST /year/carry */
export const carryPost = formPost(async ({ c, context, member, typed, how }) => {
  const from = Number(one(typed, 'from'));
  const input = parse(carryInput, { from, actions: all(typed, 'actions') });
  const { carried } = await carryOver(context, member, input, how);
  const message = `${counted(carried, 'action')} carried over to ${academicYear(from + 1)}.`;
  return goTo(c, `/plan?year=${from + 1}`, message);
}, showRefused);

/** POST /year/archive */
export const archivePost = formPost(async ({ c, context, member, typed, how }) => {
  const input = parse(archiveInput, single(typed));
  await archiveYear(context, member, input, how);
  const message = `The plan for ${academicYear(input.year)} is archived.`;
  return goTo(c, `/year?year=${input.year}`, message);
}, showRefused);

/** POST /year/open */
export const openYearPost = formPost(async ({ c, context, member, typed, how }) => {
  const { year } = parse(archiveInput, single(typed));
  await openYear(context, member, year, how);
  return goTo(c, `/year?year=${year}`, `The plan for ${academicYear(year)} is open again.`);
}, showRefused);

/** The page of the year that the form was about, with what was refused. */
async function showRefused(c: Ctx, member: Member, typed: Typed, problem: Problem) {
  if (problem.status === 403) throw problem;
  const asked = Number(one(typed, 'from') || one(typed, 'year'));
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : yearAsked(c);
  const read = await readYear(c, member, year);
  return send(c, <YearView {...read} problem={problem} />, problem.status);
}
