/** The first page of a school that has a review. */

import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { dateWords } from '../../platform/days.js';
import { LinkButton } from '../../platform/web/fields.js';
import type { Child } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { kindsFor } from '../../remark/remark.js';
import { leverageOf } from '../../review/leverage.js';
import { footnoteOf } from '../../review/pages/statement-view.js';
import { may } from '../../review/permissions.js';
import { isDecided, nextToDo, ratingsFrom, reviewName } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import type { WholeReview } from '../../review/whole-review.js';
import type { BesideThePath } from '../home-store.js';
import { NextCard } from './next-card.js';
import { Progress } from './progress.js';
import { Beside } from './sidebar.js';

export interface InReviewProps {
  request: RequestContext;
  whole: WholeReview;
  framework: Framework;
  beside: BesideThePath;
}

/** How far the review is, the next step, what is due, and the progress of each theme. */
export const InReview = (props: InReviewProps & { notice: Child }) => {
  const { request, whole, framework, notice } = props;
  const { review, agreements } = whole;
  const base = `/reviews/${review.id}`;
  const all = statementsOf(framework);
  const decided = all.filter(({ id }) => isDecided(agreements.get(id))).length;
  const next = review.closedAt ? null : nextToDo(framework, agreements);
  return (
    <Page request={request} title="Home" place="home" footnote={footnoteOf(framework)}>
      <CairnSymbols scale={framework} />
      <Heading eyebrow={reviewName(review)} lead={leadWords(whole, framework)}>
        {decided === all.length
          ? `All ${counted(all.length, 'statement')} agreed`
          : `${decided} of ${counted(all.length, 'statement')} agreed`}
      </Heading>
      <div class="home-grid">
        <WayOn {...props} next={next} base={base} />
        <Beside {...props} base={base} />
        <Progress {...props} next={next} base={base} />
      </div>
      {notice}
    </Page>
  );
};

/** What is to be said of the review as a whole; null where the heading says it all. */
function leadWords({ review, agreements }: WholeReview, framework: Framework): string | null {
  if (review.closedAt)
    return `Closed on ${dateWords(review.closedAt)}, signed off by ${review.signedOffAs}.`;
  const all = framework.themes.length;
  const done = framework.themes.filter(({ statements }) =>
    statements.every(({ id }) => isDecided(agreements.get(id))),
  ).length;
  if (agreements.size === 0) return 'You can do the statements in any order, alone or as a team.';
  if (done === all) return 'Check it once more, then close the review.';
  return done === 0
    ? null
    : `${counted(done, 'theme')} of ${all} ${done === 1 ? 'is' : 'are'} complete.`;
}

type WayProps = InReviewProps & { next: string | null; base: string };

/** The one next step. */
const WayOn = (props: WayProps) => {
  const { request, whole, framework, next, base } = props;
  const all = statementsOf(framework).length;
  const canAgree = may(request, 'review.agree', whole.review);
  if (whole.review.closedAt) return <AfterClosing {...props} />;
  if (!canAgree) return <ToRead {...props} />;
  if (!next) {
    return (
      <NextCard title="Every statement is agreed">
        <p class="quiet">Closing locks the review and signs it off by name and date.</p>
        <p class="actions">
          {may(request, 'review.close', whole.review) && (
            <LinkButton href={`${base}/close`}>Close the review</LinkButton>
          )}
          <a href={base}>See all {counted(all, 'statement')}</a>
          <a href={`${base}/next`}>What to do next</a>
        </p>
      </NextCard>
    );
  }
  const statement = statementOf(framework, next);
  const eyebrow = (
    <>
      <span class="chip here num">{next}</span> Next statement
    </>
  );
  return (
    <NextCard eyebrow={eyebrow} title={statement?.asks ?? statement?.title}>
      <p class="quiet small">{statement?.title}</p>
      <p class="actions">
        <LinkButton href={`${base}/statements/${next}`}>
          {whole.agreements.size === 0 ? `Start with ${next}` : `Continue with ${next}`}
        </LinkButton>
        <a href={base}>See all {counted(all, 'statement')}</a>
        {whole.agreements.size > 0 && <a href={`${base}/next`}>What to do next</a>}
      </p>
    </NextCard>
  );
};

/** For those who read along: the whole picture first, and what they may do with it. */
const ToRead = ({ request, framework, base }: WayProps) => {
  const [kind, other] = kindsFor(request);
  const all = statementsOf(framework).length;
  return (
    <NextCard title="See where the school is so far">
      <p class="quiet">
        The review is open, so levels can change until it is closed.
        {kind && !other && ` ${TO_DO[kind]}`}
      </p>
      <p class="actions">
        <LinkButton href={`${base}/results`}>See the results so far</LinkButton>
        <a href={base}>See all {counted(all, 'statement')}</a>
      </p>
    </NextCard>
  );
};

const TO_DO = {
  question: 'You can ask a question about the results and about each statement.',
  comment: 'You can leave a comment on the results and on each statement.',
};

/** The results first, then the one priority that supports the most. */
const AfterClosing = ({ request, whole, framework, base }: WayProps) => {
  const [first] = leverageOf(framework, ratingsFrom(whole.agreements.values()));
  return (
    <NextCard title="The review is agreed">
      <p class="actions">
        <LinkButton href={`${base}/results`}>See results and report</LinkButton>
        <a href={`${base}/next`}>What to do next</a>
        {may(request, 'review.start') && <a href="/reviews/new">Start another review</a>}
      </p>
      {first && (
        <p class="quiet">
          First priority: {first.move.statement}{' '}
          {statementOf(framework, first.move.statement)?.title}. {first.explanation}
        </p>
      )}
    </NextCard>
  );
};
