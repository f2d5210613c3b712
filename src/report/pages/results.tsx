/** The results of a review: where the school stands, what comes next, and what changed. The governors' page too. */
import { academicYear } from '../../chart/academic-year.js';
import { CairnSymbols } from '../../chart/cairn.js';
import type { Member } from '../../people/people.js';
import { scopeOf } from '../../people/people.js';
import { RemarksSection } from '../../remark/pages/section.js';
import type { RemarkList } from '../../remark/store.js';
import type { ReviewInList } from '../../review/store.js';
import { send } from '../../web/answer.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { accountOf, findReviewToTell, latestOf, listReviewsToTell } from '../reading.js';
import { type Telling, tell } from '../telling.js';
import { titleWithYear } from '../words.js';
import { Downloads } from './downloads.js';
import { ByBenchmark, Change, PullApart, ThemeByTheme, WhereYouStand } from './results-charts.js';
import { Governors, Moves, NextSteps, Strengths } from './results-words.js';

/** GET /results: the newest agreed review, else the newest open one. */
export async function latestResultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, null);
}

/** GET /reviews/:id/results */
export async function resultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, c.req.param('id') ?? '');
}

async function resultsOf(c: Ctx, actor: Member, wanted: string | null): Promise<Response> {
  const { visit } = c.var;
  const found = await visit.world.storage.read(scopeOf(actor), async (db) => {
    const reviews = await listReviewsToTell(db, actor, visit.world.clock());
    const id = wanted ?? latestOf(reviews)?.id;
    if (id === undefined) return null;
    const asked = { statement: null, person: actor.person.id, now: visit.world.clock() };
    return { id, reviews, ...(await findReviewToTell(db, actor, id, asked)) };
  });
  if (!found) return send(c, <NoReview visit={visit} canStart={actor.role === 'careers leader'} />);
  const { id, reviews, whole, framework } = found;
  const telling = tell(accountOf(actor.organisation.name, framework, whole));
  return send(c, <Results {...{ visit, id, telling, reviews }} remarks={whole.remarks} />);
}

interface ResultsProps {
  visit: Visit;
  id: string;
  telling: Telling;
  reviews: readonly ReviewInList[];
  remarks: RemarkList;
}

const Results = ({ visit, id, telling, reviews, remarks }: ResultsProps) => {
  const base = `/reviews/${id}`;
  const when = telling.agreedOn ? `agreed on ${telling.agreedOn}` : 'still open';
  return (
    <Page
      visit={visit}
      title={`Results ${telling.year}`}
      place="results"
      styles={['results', 'remark']}
      footnote={telling.wording}
    >
      <CairnSymbols scale={telling.scale} />
      <Heading eyebrow={`${titleWithYear(telling)}, ${when}`} lead={telling.lead}>
        {telling.headline.headline}
      </Heading>
      {telling.isAgreed ? null : <StillOpen visit={visit} base={base} />}
      <Downloads telling={telling} base={base} />
      <WhereYouStand telling={telling} base={base} />
      <Moves telling={telling} base={base} visit={visit} id={id} />
      <div class="split section">
        <ThemeByTheme telling={telling} />
        <Strengths telling={telling} base={base} />
      </div>
      <div class="split section">
        <ByBenchmark telling={telling} />
        <NextSteps telling={telling} base={base} visit={visit} id={id} />
      </div>
      <Change telling={telling} base={base} />
      <PullApart telling={telling} />
      <Further />
      <Governors telling={telling} base={base} />
      <RemarksSection
        visit={visit}
        place={{ review: id, statement: null, action: null }}
        what="these results"
        remarks={remarks}
      />
      <OtherReviews reviews={reviews.filter((each) => each.id !== id)} />
    </Page>
  );
};

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

const StillOpen = ({ visit, base }: { visit: Visit; base: string }) => (
  <p class="notice-line measure">
    This review is open, so everything here may still change.{' '}
    <a href={base}>
      {visit.role === 'careers leader' || visit.role === 'contributor'
        ? 'Go on with the review'
        : 'See the review'}
    </a>
  </p>
);

const OtherReviews = ({ reviews }: { reviews: readonly ReviewInList[] }) =>
  reviews.length === 0 ? null : (
    <section class="section no-print" aria-labelledby="other-reviews">
      <h2 id="other-reviews">Other reviews</h2>
      <ul class="rows">
        {reviews.map((review) => (
          <li class="other-review">
            <a href={`/reviews/${review.id}/results`}>
              {titleWithYear({ title: review.title, year: academicYear(review.academicYear) })}
            </a>{' '}
            <span class="quiet">{review.closedAt ? 'agreed' : 'open'}</span>
          </li>
        ))}
      </ul>
    </section>
  );

const NoReview = ({ visit, canStart }: { visit: Visit; canStart: boolean }) => (
  <Page visit={visit} title="Results" place="results" styles={['results']}>
    <Heading lead="Once a review has begun, this page shows where the school stands, what would open the most, and what has changed since the year before.">
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
