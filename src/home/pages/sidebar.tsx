/** What stands beside the path on the first page: what is worth a look, who takes part, and last time. */

import { statementsOf } from '../../framework/framework.js';
import { may as mayOnPlan } from '../../plan/permissions.js';
import { academicYear } from '../../platform/academic-year.js';
import { countMarks } from '../../platform/chart/counts.js';
import { DistributionBar } from '../../platform/chart/distribution.js';
import { dateWords, dayAt, dayWords } from '../../platform/days.js';
import { withoutEnd } from '../../platform/text-end.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { may as mayOnRemarks } from '../../remark/permissions.js';
import { kindsFor, pathOf, type Remark } from '../../remark/remark.js';
import { contradictionsOf } from '../../review/contradictions.js';
import { chartMark } from '../../review/pages/level-marks.js';
import { may } from '../../review/permissions.js';
import { type Ratings, ratingOf } from '../../review/rating.js';
import { isDecided, type Participant, ratingsFrom } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import type { BesideThePath } from '../home-store.js';
import type { OpenQuestions } from '../remarks-store.js';
import type { InReviewProps } from './in-review.js';

/** What somebody else left on the results: whoever replies to that replies to everything. */
const SOMEBODYS = { by: { id: null }, place: { review: null, statement: null, action: null } };

/** The aside of the first page. */
export const Beside = (props: InReviewProps & { base: string }) => {
  const { request, whole, framework, beside, base } = props;
  const agreements = [...whole.agreements.values()];
  const apart = contradictionsOf(framework, ratingsFrom(agreements)).length;
  const steps = agreements.filter(({ nextStep }) => nextStep !== '').length;
  const mayChange = may(request, 'review.change', whole.review);
  const today = dayAt(request.context.clock());
  return (
    <aside class="beside" aria-label="Beside the review">
      <OwnRemarks request={request} own={beside.own} base={base} />
      <DueInThePlan {...beside} today={today} />
      <section>
        <h2>Worth a look</h2>
        <ul class="rows">
          {beside.ofThoseWhoLeft > 0 && mayOnPlan(request, 'plan.lead') && (
            <li>
              <a href="/plan#left">{counted(beside.ofThoseWhoLeft, 'open action')}</a>{' '}
              <span class="small quiet">of people who have left</span>
            </li>
          )}
          {mayOnRemarks(request, 'remark.reply', SOMEBODYS) && <Waiting {...beside.questions} />}
          <li>
            <a href={`${base}?show=contradiction`}>
              {counted(apart, 'pair')} of judgements pulling apart
            </a>
          </li>
          <li>
            <a href={`${base}?show=next-step`}>{counted(steps, 'next step')} written</a>
          </li>
          <li>
            <a href={`${base}/next`}>What to do next</a>
          </li>
        </ul>
      </section>
      <WhoTakesPart participants={whole.participants} base={base} mayChange={mayChange} />
      <SinceLastYear whole={whole} framework={framework} />
    </aside>
  );
};

/** How many people are named here when there are more; with one beyond them, that one is named too. */
const MOST_NAMED = 3;

interface WhoProps {
  participants: readonly Participant[];
  base: string;
  mayChange: boolean;
}

/** The first few by name, and the others as a link to the page that has them all. */
const WhoTakesPart = ({ participants, base, mayChange }: WhoProps) => {
  const isLong = participants.length > MOST_NAMED + 1;
  const named = isLong ? participants.slice(0, MOST_NAMED) : participants;
  return (
    <section>
      <h2>Who takes part</h2>
      {participants.length === 0 ? (
        <p class="quiet small">Nobody is named yet.</p>
      ) : (
        <ul class="rows">
          {named.map(({ name, role }) => (
            <li>
              {name} <span class="small quiet">{role}</span>
            </li>
          ))}
          {isLong && (
            <li>
              <a href={`${base}/people`}>
                and {participants.length - named.length} more
                <span class="vh"> who take part</span>
              </a>
            </li>
          )}
        </ul>
      )}
      {mayChange && (
        <p class="small">
          <a href={`${base}/people`}>Change who takes part</a>
        </p>
      )}
    </section>
  );
};

/** Questions that wait for an answer, a line for each review, and for each action. */
const Waiting = ({ reviews, actions }: OpenQuestions) => (
  <>
    {reviews.map(({ review, academicYear: year, count }) => (
      <li>
        <a href={`/reviews/${review}/remarks?show=open`}>{counted(count, 'open question')}</a>{' '}
        <span class="small quiet">on the review of {academicYear(year)}</span>
      </li>
    ))}
    {actions.map(({ action, title, count }) => (
      <li>
        <a href={`/plan/actions/${action}#remarks`}>{counted(count, 'open question')}</a>{' '}
        <span class="small quiet">on “{title}”</span>
      </li>
    ))}
  </>
);

const SNIPPET = 110;
const snippet = (words: string) =>
  words.length <= SNIPPET ? words : `${wholeWords(words.slice(0, SNIPPET))}…`;
/** A text without the word that it ends within; one word alone stays. */
const wholeWords = (text: string) => withoutEnd(text, /\S/).trimEnd() || text;

/** For those who ask or comment alone: what became of it, and where to begin. */
const OwnRemarks = ({
  request,
  own,
  base,
}: {
  request: RequestContext;
  own: Remark[];
  base: string;
}) => {
  const kinds = kindsFor(request);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) return null;
  const isAsking = kind === 'question';
  return (
    <section>
      <h2>{isAsking ? 'Your questions' : 'Your comments'}</h2>
      {own.length === 0 ? (
        <p class="small">
          {isAsking
            ? 'You have asked nothing yet. A question stands beneath each statement and beneath the results, and the school answers it there.'
            : 'You have said nothing yet. A comment stands beneath each statement and beneath the results, and the school can reply there.'}
        </p>
      ) : (
        <ul class="rows">
          {own.map((remark) => (
            <li>
              <a href={pathOf(remark)}>{snippet(remark.words)}</a>
              <span class="small quiet due-words">{becameOf(remark)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="small">
        <a href={`${base}/results#remarks`}>
          {isAsking ? 'Ask about the results' : 'Comment on the results'}
        </a>
      </p>
      <p class="small">
        <a href={`${base}/remarks`}>All questions and comments</a>
      </p>
    </section>
  );
};

/** "On 2.4, answered on 16 November 2026" */
function becameOf({ place, kind, answeredAt, replies }: Remark): string {
  const where = place.action ? 'On an action' : `On ${place.statement ?? 'the results'}`;
  if (answeredAt) return `${where}, answered on ${dateWords(answeredAt)}`;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  const said = replies.length > 0 ? count : kind === 'question' ? 'no answer yet' : 'no reply yet';
  return kind === 'question' && replies.length > 0
    ? `${where}, open, ${said}`
    : `${where}, ${said}`;
}

/** The three actions that are due first; those whose day has passed say so. */
const DueInThePlan = ({ due, open, today }: BesideThePath & { today: string }) =>
  open === 0 ? null : (
    <section>
      <h2>Due in the plan</h2>
      <ul class="rows">
        {due.map(({ id, title, statement, dueOn, owner }) => (
          <li>
            <a href={`/plan/actions/${id}`}>{title}</a>
            <span class="small quiet due-words">
              {[
                statement,
                `${dueOn < today ? 'was due' : 'due'} ${dayWords(dueOn)}`,
                owner || 'nobody yet',
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
      <p class="small">
        <a href="/plan">See the whole plan ({counted(open, 'open action')})</a>
      </p>
    </section>
  );

/** Both years for the statements that are decided this year: nobody sees last year's level before choosing. */
const SinceLastYear = ({ whole, framework }: Pick<InReviewProps, 'whole' | 'framework'>) => {
  const { previous, agreements, review } = whole;
  const decided = statementsOf(framework).filter(({ id }) => isDecided(agreements.get(id)));
  if (!previous || decided.length === 0) return null;
  const counts = (ratings: Ratings) =>
    countMarks(
      framework,
      decided.map(({ id }) => chartMark(framework, ratingOf(ratings, id))),
    );
  const years: [number, Ratings][] = [
    [previous.academicYear, previous.ratings],
    [review.academicYear, ratingsFrom(agreements.values())],
  ];
  return (
    <section>
      <h2>Since last time</h2>
      <p class="small quiet">
        {decided.length === 1
          ? 'The statement agreed so far'
          : `The ${decided.length} statements agreed${review.closedAt ? '' : ' so far'}, number at each level`}
      </p>
      {years.map(([year, ratings]) => (
        <>
          <p class="small">
            <b>{academicYear(year)}</b>
          </p>
          <DistributionBar name={academicYear(year)} counts={counts(ratings)} scale={framework} />
        </>
      ))}
    </section>
  );
};
