/** What stands beside the next step on the first page: actions due, what to check, and the change since last time. */

import { may as mayOnEvidence } from '../../evidence/permissions.js';
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
import { type Ratings, ratingOf } from '../../review/rating.js';
import { isDecided, ratingsFrom } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import type { BesideThePath } from '../home-store.js';
import type { OpenQuestions } from '../remarks-store.js';
import type { InReviewProps } from './in-review.js';

/** What somebody else left on the results: whoever replies to that replies to everything. */
const SOMEBODYS = { by: { id: null }, place: { review: null, statement: null, action: null } };

/** The aside of the first page; a part with nothing in it is left out. */
export const Beside = (props: InReviewProps & { base: string }) => {
  const { request, whole, framework, beside, base } = props;
  const today = dayAt(request.context.clock());
  return (
    <aside class="beside" aria-label="Beside the review">
      <OwnRemarks request={request} own={beside.own} base={base} />
      <ActionsDue {...beside} today={today} />
      <ToCheck {...props} />
      <Change whole={whole} framework={framework} />
    </aside>
  );
};

/** What somebody has to look at; nothing that is zero. */
const ToCheck = ({ request, whole, framework, beside, base }: InReviewProps & { base: string }) => {
  const apart = contradictionsOf(framework, ratingsFrom(whole.agreements.values())).length;
  const left = mayOnPlan(request, 'plan.lead') ? beside.ofThoseWhoLeft : 0;
  const outOfDate = mayOnEvidence(request, 'evidence.change') ? beside.outOfDate : 0;
  const { reviews, actions } = mayOnRemarks(request, 'remark.reply', SOMEBODYS)
    ? beside.questions
    : { reviews: [], actions: [] };
  if (apart + left + outOfDate + reviews.length + actions.length === 0) return null;
  return (
    <section>
      <h2>To check</h2>
      <ul class="rows">
        {left > 0 && (
          <li>
            <a href="/plan#left">{counted(left, 'open action')}</a>{' '}
            <span class="small quiet">of people who have left</span>
          </li>
        )}
        <Waiting reviews={reviews} actions={actions} />
        {apart > 0 && (
          <li>
            <a href={`${base}?show=contradiction`}>
              {counted(apart, 'possible inconsistency', 'possible inconsistencies')}
            </a>
          </li>
        )}
        {outOfDate > 0 && (
          <li>
            <a href="/evidence?age=past+its+date">
              {counted(outOfDate, 'item')} of evidence {outOfDate === 1 ? 'is' : 'are'} out of date
            </a>
          </li>
        )}
      </ul>
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
            ? 'You have not asked anything yet. You can ask about the results and about each statement, and the school answers there.'
            : 'You have not commented yet. You can comment on the results and on each statement, and the school can reply there.'}
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
        <a href={`${base}/results/questions#remarks`}>
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
const ActionsDue = ({ due, open, today }: BesideThePath & { today: string }) =>
  open === 0 ? null : (
    <section>
      <h2>Actions due</h2>
      {due.length > 0 && (
        <ul class="rows">
          {due.map(({ id, title, dueOn, owner, isOwn }) => (
            <li>
              <a href={`/plan/actions/${id}`}>{title}</a>
              <span class="small quiet due-words">
                {dueOn < today ? (
                  <>
                    <b class="late">Overdue</b> since {dayWords(dueOn)}
                  </>
                ) : (
                  <>Due {dayWords(dueOn)}</>
                )}
                , {isOwn ? 'you' : owner || 'no owner'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="small">
        <a href="/plan">See the whole plan ({counted(open, 'open action')})</a>
      </p>
    </section>
  );

/** Both years for the statements that are decided this year: nobody sees last year's level before choosing. */
const Change = ({ whole, framework }: Pick<InReviewProps, 'whole' | 'framework'>) => {
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
  const so = review.closedAt ? '' : ' so far';
  return (
    <section>
      <h2>Change since last review</h2>
      <p class="small quiet">
        {decided.length === 1 ? 'The statement' : `The ${decided.length} statements`} agreed{so}:
        how many at each level
      </p>
      {years.map(([year, ratings]) => (
        <>
          <h3 class="small year-of-bar">{academicYear(year)}</h3>
          <DistributionBar name={academicYear(year)} counts={counts(ratings)} scale={framework} />
        </>
      ))}
    </section>
  );
};
