/** The first page of a school that has a review. */

import { type Framework, statementOf, statementsOf } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { Key } from '../../platform/chart/key.js';
import { dateWords } from '../../platform/days.js';
import { LinkButton } from '../../platform/web/fields.js';
import type { Child } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { kindsFor } from '../../remark/remark.js';
import { leverageOf } from '../../review/leverage.js';
import { ThemePaths } from '../../review/pages/review-bar.js';
import { footnoteOf } from '../../review/pages/statement-view.js';
import { may } from '../../review/permissions.js';
import { levelWords } from '../../review/rating.js';
import { isDecided, nextToDo, ratingsFrom, reviewName } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import type { WholeReview } from '../../review/whole-review.js';
import type { BesideThePath } from '../home-store.js';
import { NextCard } from './next-card.js';
import { Beside } from './sidebar.js';

export interface InReviewProps {
  request: RequestContext;
  whole: WholeReview;
  framework: Framework;
  beside: BesideThePath;
}

/** How far the review is, the next step, and the path. */
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
      <Heading
        eyebrow={reviewName(review)}
        lead={<LeadWords whole={whole} framework={framework} />}
      >
        {decided === all.length
          ? `All ${counted(all.length, 'statement')} agreed`
          : `${decided} of ${counted(all.length, 'statement')} agreed`}
      </Heading>
      <div class="split section">
        <div>
          <WayOn {...props} next={next} base={base} />
          <section class="section" aria-labelledby="path">
            <h2 id="path">{review.closedAt ? 'The path' : 'The path so far'}</h2>
            <ThemePaths
              agreements={whole.agreements}
              framework={framework}
              base={base}
              here={next}
              hereWords="next"
            />
            <Key scale={framework} />
          </section>
        </div>
        <Beside {...props} base={base} />
      </div>
      {notice}
    </Page>
  );
};

const LeadWords = ({ whole, framework }: Pick<InReviewProps, 'whole' | 'framework'>) => {
  const { closedAt, signedOffAs } = whole.review;
  if (closedAt) {
    return (
      <>
        Closed on {dateWords(closedAt)}, signed off by {signedOffAs}.
      </>
    );
  }
  const done = framework.themes.filter(({ statements }) =>
    statements.every(({ id }) => isDecided(whole.agreements.get(id))),
  ).length;
  if (whole.agreements.size === 0) return <>Take the statements in any order, alone or together.</>;
  if (done === framework.themes.length) return <>Look it over once more, then close the review.</>;
  return done === 0 ? (
    <>You are on your way.</>
  ) : (
    <>
      {counted(done, 'theme')} of {framework.themes.length} {done === 1 ? 'is' : 'are'} complete.
    </>
  );
};

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
        <p class="quiet">Closing locks the review and signs it off by name and time.</p>
        <p class="actions">
          {may(request, 'review.close', whole.review) && (
            <LinkButton href={`${base}/close`}>Close the review</LinkButton>
          )}
          <a href={base}>See all {counted(all, 'statement')}</a>
          <a href={`${base}/next`}>What next</a>
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
      <p class="quiet">{statement?.title}</p>
      <p class="actions">
        <LinkButton href={`${base}/statements/${next}`}>
          {whole.agreements.size === 0 ? 'Begin the review' : 'Continue the review'}
        </LinkButton>
        <a href={base}>See all {counted(all, 'statement')}</a>
      </p>
    </NextCard>
  );
};

/** For those who read along: the whole picture first, and what they may do with it. */
const ToRead = ({ request, framework, base }: WayProps) => {
  const [kind, other] = kindsFor(request);
  const all = statementsOf(framework).length;
  return (
    <NextCard title="Read where the school stands so far">
      <p class="quiet">
        The review is still going on, so levels can change until it is closed.
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
  question: 'You can ask a question beneath the results and beneath each statement.',
  comment: 'You can leave a comment beneath the results and beneath each statement.',
};

const AfterClosing = ({ request, whole, framework, base }: WayProps) => {
  const [first] = leverageOf(framework, ratingsFrom(whole.agreements.values()));
  const mayStart = may(request, 'review.start');
  const eyebrow = first && (
    <>
      <span class="chip here num">{first.move.statement}</span> Highest leverage action
    </>
  );
  return (
    <NextCard
      eyebrow={eyebrow}
      title={
        first
          ? `${statementOf(framework, first.move.statement)?.title}: on to ${levelWords(framework, first.move.level)}`
          : 'See the result'
      }
    >
      {first && <p class="quiet">{first.explanation}</p>}
      <p class="actions">
        <LinkButton href="/results">See the results</LinkButton>
        <a href={`${base}/next`}>What next</a>
        {mayStart && <a href="/reviews/new">Start another review</a>}
      </p>
    </NextCard>
  );
};
