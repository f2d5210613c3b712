/** The results of a review at a glance: where the school is, what comes first, and what changed. */

import { academicYear } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { may } from '../../review/permissions.js';
import { reviewName } from '../../review/review.js';
import { lostWords } from '../documents.js';
import { lettersAt } from '../fonts.js';
import { lostLetters } from '../glyphs.js';
import type { ReportedReview } from '../store.js';
import { Downloads } from './downloads.js';
import { Change, ThemeBars, WhereTheSchoolIs } from './results-charts.js';
import { ResultsPage, Tabs } from './results-frame.js';
import { toPlanFrom } from './results-plan.js';
import { type ResultsRead, readResults } from './results-read.js';
import { Priorities } from './results-words.js';

/** GET /results: the newest open review, else the newest agreed one. */
export async function latestResultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, null);
}

/** GET /reviews/:id/results */
export async function resultsPage(c: Ctx, actor: Member): Promise<Response> {
  return resultsOf(c, actor, c.req.param('id') ?? '');
}

async function resultsOf(c: Ctx, actor: Member, wanted: string | null): Promise<Response> {
  const read = await readResults(c, actor, wanted);
  if (read) return send(c, <Results {...read} />);
  return send(
    c,
    <NoReview request={c.get('request')} canStart={actor.role === 'careers leader'} />,
  );
}

const Results = (read: ResultsRead) => {
  const { request, summary, base } = read;
  return (
    <ResultsPage {...read} part="">
      <div class="results-head">
        <div>
          <Heading eyebrow={<WhichReview {...read} />} lead={summary.lead}>
            {summary.headline.headline}
          </Heading>
        </div>
        <Downloads base={base} lost={lostFrom(read)} />
      </div>
      <State {...read} />
      <Tabs {...read} part="" />
      <WhereTheSchoolIs summary={summary} base={base} />
      <Priorities summary={summary} base={base} toPlan={toPlanFrom(read)} />
      <div class="part two-up">
        <Change summary={summary} base={base} />
        <ThemeBars summary={summary} base={base} />
      </div>
      <p class="actions part no-print">
        <a href={`${base}/answer-sheet`}>Answers as a list</a>
        <a href={`${base}/workbook`}>Fill in a workbook</a>
        {!request.limitedTo && <a href="/insight">More analysis</a>}
      </p>
    </ResultsPage>
  );
};

/** What the report will not show, said before it is downloaded. */
const lostFrom = ({ request, summary, rareTexts }: ResultsRead): string | null =>
  lostWords(lostLetters([summary, rareTexts], () => lettersAt(request.context.config)));

/** The review by its name and state, and the others of the school. */
const WhichReview = ({ request, summary, reviews, id }: ResultsRead) => {
  const others = request.limitedTo ? [] : reviews.filter((each) => each.id !== id);
  return (
    <>
      {summary.title}, {summary.agreedOn ? `agreed on ${summary.agreedOn}` : 'still open'}
      {others.length > 0 && (
        <span class="other-reviews no-print">
          Other reviews:
          {others.map((each, at) => (
            <>
              {at === 0 ? ' ' : ', '}
              <a href={`/reviews/${each.id}/results`}>{nameOf(each, reviews)}</a>
            </>
          ))}
        </span>
      )}
    </>
  );
};

/** "2025/26" or "2026/27 (open)"; with its title where a year has several reviews. */
function nameOf(review: ReportedReview, reviews: readonly ReportedReview[]): string {
  const alike = reviews.filter((each) => each.academicYear === review.academicYear);
  const name = alike.length > 1 ? reviewName(review) : academicYear(review.academicYear);
  return review.closedAt ? name : `${name} (open)`;
}

/** Said before anything else, so that nobody takes an open review for an agreed one, or an old year for today. */
const State = ({ request, whole, base, planning, reviews }: ResultsRead) => {
  const { later } = planning;
  if (later)
    return (
      <p class="notice-line measure no-print">
        A later review is agreed.{' '}
        <a href={`/reviews/${later.id}/results`}>
          See the results of {academicYear(later.academicYear)}
        </a>
      </p>
    );
  if (whole.review.closedAt) return null;
  const agreed = reviews.find(({ closedAt }) => closedAt !== null);
  return (
    <p class="notice-line measure">
      This review is open, so its levels can change.{' '}
      {agreed && !request.limitedTo && (
        <>
          The last agreed review is{' '}
          <a href={`/reviews/${agreed.id}/results`}>{reviewName(agreed)}</a>.{' '}
        </>
      )}
      <a href={base}>
        {may(request, 'review.agree', whole.review) ? 'Continue the review' : 'See the review'}
      </a>
    </p>
  );
};

const NoReview = ({ request, canStart }: { request: RequestContext; canStart: boolean }) => (
  <Page request={request} title="Results" place="results" styles={['results']}>
    <Heading lead="Once a review has started, you see here where the school is, what to do next and what has changed.">
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
