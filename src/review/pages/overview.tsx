/** All statements of a review at a glance. */

import {
  type Framework,
  type Statement,
  shortTitle,
  statementsOf,
  type Theme,
} from '../../framework/framework.js';
import { formPost } from '../../platform/access/form-post.js';
import type { Member } from '../../platform/access/member.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import { goTo, send } from '../../platform/web/answer.js';
import { LinkButton } from '../../platform/web/fields.js';
import { parse, single } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { followUntil, seenInput } from '../changes/follow.js';
import { type Contradiction, contradictionsOf } from '../contradictions.js';
import { findLook } from '../looks-store.js';
import { may } from '../permissions.js';
import {
  type Agreement,
  agreementOf,
  changedSince,
  isDecided,
  nextToDo,
  type Review,
  ratingsFrom,
  reviewName,
} from '../review.js';
import { counted } from '../sentences.js';
import { ChangedNotice } from './changed-notice.js';
import { RatingChip } from './level-marks.js';
import { ClosedBanner } from './review-bar.js';
import { type ReviewRead, readReview, readReviewAnd } from './review-read.js';
import { footnoteOf } from './statement-view.js';

/** What can be picked out of the list. */
type Filter = 'all' | 'to-do' | 'next-step' | 'contradiction';

interface Picked {
  filter: Filter;
  label: string;
  /** What the page says when there is none. */
  none: string;
}

const FILTERS: readonly Picked[] = [
  { filter: 'all', label: 'All', none: '' },
  { filter: 'to-do', label: 'To do', none: 'Every statement is agreed.' },
  { filter: 'next-step', label: 'With a next step', none: 'No next step is written yet.' },
  {
    filter: 'contradiction',
    label: 'Possible inconsistencies',
    none: 'There are no possible inconsistencies.',
  },
];

/** In a closed review nothing is to do: what has no level is not recorded. */
const labelOf = ({ filter, label }: Picked, { closedAt }: Review) =>
  filter === 'to-do' && closedAt ? 'Not recorded' : label;

interface Glance extends ReviewRead {
  contradictions: Contradiction[];
  /** Statements that others changed since one last looked; empty for who does not follow the review. */
  changed: Agreement[];
  filter: Filter;
}

/** GET /reviews/:id?show=to-do */
export async function overviewPage(c: Ctx, member: Member): Promise<Response> {
  const [read, look] = await readReviewAnd(c, member, async (db, review) => {
    if (!may(member, 'review.follow', review)) return null;
    const place = { organisation: member.organisation.id, review: review.id };
    return (await findLook(db, place, member.person.id)) ?? review.startedAt;
  });
  const changed = look ? changedSince(read.whole.agreements.values(), member.person.id, look) : [];
  const contradictions = contradictionsOf(
    read.framework,
    ratingsFrom(read.whole.agreements.values()),
  );
  const asked = c.req.query('show');
  const filter = FILTERS.find((each) => each.filter === asked)?.filter ?? 'all';
  return send(
    c,
    <Overview
      request={c.get('request')}
      {...read}
      contradictions={contradictions}
      changed={changed}
      filter={filter}
    />,
  );
}

/** POST /reviews/:id/seen */
export const seenPost = formPost(async ({ c, context, member, typed, id, how }) => {
  await followUntil(context, member, id, parse(seenInput, single(typed)), how);
  return goTo(c, `/reviews/${id}`, 'Changes marked as seen.');
});

/** GET /reviews/:id/go: on to the next statement to do, or to the one that was picked. */
export async function goPage(c: Ctx, member: Member): Promise<Response> {
  const { whole, framework, base } = await readReview(c, member);
  const next = nextToDo(framework, whole.agreements);
  return c.redirect(next ? `${base}/statements/${next}` : base, 303);
}

function isPicked(glance: Glance, { id }: Statement, filter: Filter): boolean {
  const agreement = agreementOf(glance.whole.agreements, id);
  if (filter === 'to-do') return !isDecided(agreement);
  if (filter === 'next-step') return agreement.nextStep !== '';
  if (filter === 'contradiction') return pulling(glance, id).length > 0;
  return true;
}

const pulling = ({ contradictions }: Glance, code: string) =>
  contradictions.filter(({ leaning, lower }) =>
    [leaning.statement, lower.statement].includes(code),
  );

const Overview = (props: Glance & { request: RequestContext }) => {
  const { request, whole, framework, base, filter } = props;
  const all = statementsOf(framework);
  const decided = all.filter(({ id }) => isDecided(whole.agreements.get(id))).length;
  const picked = all.filter((statement) => isPicked(props, statement, filter));
  const shown = FILTERS.find((each) => each.filter === filter) ?? FILTERS[0]!;
  const label = labelOf(shown, whole.review);
  const next = nextToDo(framework, whole.agreements);
  const canAgree = may(request, 'review.agree', whole.review);
  return (
    <Page
      request={request}
      title={`${reviewName(whole.review)}${filter === 'all' ? '' : `: ${label.toLowerCase()}`}`}
      place="review"
      footnote={footnoteOf(framework)}
    >
      <CairnSymbols scale={framework} />
      <Heading
        eyebrow={reviewName(whole.review)}
        lead={leadWords(whole.review, decided, all.length, canAgree)}
      >
        All {counted(all.length, 'statement')}
      </Heading>
      <ClosedBanner review={whole.review} />
      <ReviewActions {...props} next={canAgree ? next : null} decided={decided} />
      <ChangedNotice {...props} />
      <div class="glance-head">
        <FilterLinks {...props} />
      </div>
      {picked.length === 0 && <p class="section lead quiet">{shown.none}</p>}
      <div class="glance">
        {framework.themes.map((theme) => (
          <ThemeCard {...props} theme={theme} next={canAgree ? next : null} />
        ))}
      </div>
      <p class="section small actions">
        <a href={`${base}/history`}>History of this review</a>
        <a href={`${base}/workbook`}>Fill in a workbook</a>
      </p>
    </Page>
  );
};

function leadWords({ closedAt }: Review, decided: number, all: number, canAgree: boolean): string {
  if (decided === all) return 'All of them are agreed.';
  if (closedAt) return `${decided} agreed, ${all - decided} not recorded.`;
  return `${decided} agreed, ${all - decided} to go.${canAgree ? ' You can do them in any order.' : ''}`;
}

type ActionProps = Glance & { request: RequestContext; next: string | null; decided: number };

const ReviewActions = ({ request, whole, base, next, decided }: ActionProps) => {
  const mayClose = may(request, 'review.close', whole.review);
  return (
    <nav class="actions review-actions" aria-label="This review">
      {whole.review.closedAt && (
        <LinkButton href={`${base}/results`}>See results and report</LinkButton>
      )}
      {next && (
        <LinkButton href={`${base}/statements/${next}`}>
          {decided === 0 ? `Start with ${next}` : `Continue with ${next}`}
        </LinkButton>
      )}
      {!next && mayClose && <LinkButton href={`${base}/close`}>Close the review</LinkButton>}
      <a href={`${base}/next`}>What to do next</a>
      <a href={`${base}/remarks`}>Questions and comments</a>
      <a href={`${base}/people`}>Who takes part</a>
      {may(request, 'review.agree', whole.review) && (
        <a href={`${base}/enter`}>Type in levels from paper</a>
      )}
      {next && mayClose && <a href={`${base}/close`}>Close the review</a>}
      {may(request, 'review.reopen', whole.review) && (
        <a href={`${base}/reopen`}>Reopen the review</a>
      )}
    </nav>
  );
};

/** What the list can be narrowed to; a filter that finds nothing is left out. */
const FilterLinks = (props: Glance) => {
  const all = statementsOf(props.framework);
  const counts = FILTERS.map((each) => ({
    ...each,
    count: all.filter((statement) => isPicked(props, statement, each.filter)).length,
  }));
  return (
    <nav class="filters small" aria-label="Show">
      {counts
        .filter(({ filter, count }) => count > 0 || filter === props.filter)
        .map((each) => (
          <a
            href={each.filter === 'all' ? props.base : `${props.base}?show=${each.filter}`}
            aria-current={each.filter === props.filter ? 'true' : undefined}
          >
            {labelOf(each, props.whole.review)} ({each.count})
          </a>
        ))}
    </nav>
  );
};

const ThemeCard = (props: Glance & { theme: Theme; next: string | null }) => {
  const { theme, filter } = props;
  const picked = theme.statements.filter((statement) => isPicked(props, statement, filter));
  if (picked.length === 0) return null;
  return (
    <section class="card">
      <h2>
        {theme.id}. {shortTitle(theme)}
      </h2>
      <ul class="rows">
        {picked.map((statement) => (
          <li>
            <StatementRow {...props} statement={statement} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const StatementRow = (props: Glance & { statement: Statement; next: string | null }) => {
  const { statement, whole, framework, base, filter, next } = props;
  const agreement = agreementOf(whole.agreements, statement.id);
  const apart = pulling(props, statement.id);
  return (
    <a class="row" href={`${base}/statements/${statement.id}`}>
      <span class="id num">{statement.id}</span>
      <span>
        {statement.title}
        {filter === 'next-step' && <span class="told-row">{agreement.nextStep}</span>}
        {filter === 'contradiction' &&
          apart.map(({ sentence }) => <span class="told-row">{sentence}</span>)}
        {props.changed.some((each) => each.statement === statement.id) && (
          <>
            {' '}
            <span class="flag">Changed</span>
          </>
        )}
        {filter !== 'contradiction' && apart.length > 0 && (
          <>
            {' '}
            <span class="flag">Check</span>
          </>
        )}
      </span>
      <RowChip
        framework={framework}
        agreement={agreement}
        isNext={statement.id === next}
        isClosed={whole.review.closedAt !== null}
      />
    </a>
  );
};

interface ChipProps {
  framework: Framework;
  agreement: Agreement;
  isNext: boolean;
  isClosed: boolean;
}

const RowChip = ({ framework, agreement, isNext, isClosed }: ChipProps) => {
  if (isClosed && !isDecided(agreement)) return <RatingChip framework={framework} rating={null} />;
  if (isNext) return <span class="chip here">{agreement.isCarried ? 'Confirm next' : 'Next'}</span>;
  if (agreement.rating === null) return <span class="chip lvn">To do</span>;
  if (agreement.isCarried) return <span class="chip lvn">To confirm</span>;
  return <RatingChip framework={framework} rating={agreement.rating} />;
};
