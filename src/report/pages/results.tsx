/** The results of a review: where the school stands, what comes next, and what changed. The governors' page too. */

import type { Framework } from '../../framework/framework.js';
import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { send } from '../../platform/web/answer.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import type { Planned } from '../../review/planned.js';
import { findReadableWhole } from '../../review/readable.js';
import type { WholeReview } from '../../review/whole-review.js';
import { accountOf, latestOf } from '../load-source.js';
import { listReportedReviews, type ReportedReview } from '../store.js';
import { type Summary, summarise } from '../summary.js';
import { Downloads } from './downloads.js';
import { ByBenchmark, Change, PullApart, ThemeByTheme, WhereYouStand } from './results-charts.js';
import { toPlanFrom } from './results-plan.js';
import { Governors, Moves, NextSteps, Strengths } from './results-words.js';
import { laterThan, ResultsYears } from './results-years.js';

/** GET /results: the newest agreed review, else the newest open one. */
export async function latestResultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, null);
}

/** GET /reviews/:id/results */
export async function resultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, c.req.param('id') ?? '');
}

async function resultsOf(c: Ctx, actor: Member, wanted: string | null): Promise<Response> {
  const request = c.get('request');
  const found = await request.context.storage.read(scopeOf(actor), async (db) => {
    const now = request.context.clock();
    const reviews = await listReportedReviews(db, actor.organisation.id, now);
    const id = wanted ?? latestOf(reviews)?.id;
    if (id === undefined) return null;
    const reading = { person: actor.person.id, now };
    const message = await findReadableWhole(db, actor, id, reading);
    const planned: Planned = reviews.find((each) => each.id === id)?.planned ?? new Map();
    return { id, reviews, planned, ...message };
  });
  if (!found)
    return send(c, <NoReview request={request} canStart={actor.role === 'careers leader'} />);
  const { reviews, whole, framework } = found;
  const source = accountOf(actor.organisation.name, framework, whole);
  const summary = summarise(source, academicYearAt(request.context.clock()));
  return send(
    c,
    <Results
      request={request}
      {...found}
      summary={summary}
      later={laterThan(whole.review, reviews)}
    />,
  );
}

interface ResultsProps {
  request: RequestContext;
  id: string;
  whole: WholeReview;
  framework: Framework;
  planned: Planned;
  summary: Summary;
  reviews: readonly ReportedReview[];
  /** A later review that is agreed: then these results are those of an earlier year. */
  later: ReportedReview | null;
}

const Results = (props: ResultsProps) => {
  const { request, id, whole, summary, reviews, later } = props;
  const base = `/reviews/${id}`;
  const when = summary.agreedOn ? `agreed on ${summary.agreedOn}` : 'still open';
  const toPlan = toPlanFrom({ ...props, isEarlier: later !== null });
  return (
    <Page
      request={request}
      title={`Results ${summary.year}`}
      place="results"
      styles={['results', 'remark']}
      footnote={summary.wording}
    >
      <CairnSymbols scale={summary.scale} />
      <ResultsYears reviews={reviews} id={id} />
      <Heading eyebrow={`${summary.title}, ${when}`} lead={summary.lead}>
        {summary.headline.headline}
      </Heading>
      {summary.isAgreed ? null : <StillOpen request={request} base={base} />}
      {later && <Earlier later={later} />}
      <Downloads summary={summary} base={base} />
      <WhereYouStand summary={summary} base={base} />
      <Moves summary={summary} base={base} toPlan={toPlan} />
      <div class="split section">
        <ThemeByTheme summary={summary} />
        <Strengths summary={summary} base={base} />
      </div>
      <div class="split section">
        <ByBenchmark summary={summary} />
        <NextSteps summary={summary} base={base} toPlan={toPlan} />
      </div>
      <Change summary={summary} base={base} />
      <PullApart summary={summary} />
      <Further />
      <Governors summary={summary} base={base} />
      <RemarksSection
        request={request}
        place={{ review: id, statement: null, action: null }}
        what="these results"
        remarks={whole.remarks}
      />
    </Page>
  );
};

/** Said at the top, so that nobody takes an old year for today. */
const Earlier = ({ later }: { later: ReportedReview }) => (
  <p class="notice-line measure no-print">
    A later review is agreed.{' '}
    <a href={`/reviews/${later.id}/results`}>
      See the results of {academicYear(later.academicYear)}
    </a>
  </p>
);

/** Where the same levels can be looked at further. */
const Further = () => (
  <section class="section no-print" aria-labelledby="further">
    <h2 id="further">Look further</h2>
    <p class="measure">
      <a href="/insight/what-if">Try other levels</a>, find{' '}
      <a href="/insight/ways">the shortest way to a goal</a>, see{' '}
      <a href="/insight/years">every statement over the years</a>, or count the same work towards{' '}
      <a href="/crosswalk">other lists</a>. All of it stands under <a href="/insight">Insight</a>.
    </p>
  </section>
);

const StillOpen = ({ request, base }: { request: RequestContext; base: string }) => (
  <p class="notice-line measure">
    This review is open, so everything here may still change.{' '}
    <a href={base}>
      {request.role === 'careers leader' || request.role === 'contributor'
        ? 'Go on with the review'
        : 'See the review'}
    </a>
  </p>
);

const NoReview = ({ request, canStart }: { request: RequestContext; canStart: boolean }) => (
  <Page request={request} title="Results" place="results" styles={['results']}>
    <Heading lead="Once a review has begun, this page shows where the school stands, which next steps support the most others, and what has changed since the year before.">
      No review yet
    </Heading>
    <p class="actions section">
      {canStart ? (
        <a class="govuk-button" href="/reviews/new">
          Start a review
        </a>
      ) : (
        <span>Ask your careers leader to start a review.</span>
      )}
      <a href="/model">Read the model first</a>
    </p>
  </Page>
);
