/** How the team works: what could be settled soon, and what was hard to agree on. */

import { statementsOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { reviewName } from '../../review/review.js';
import { counted } from '../../review/sentences.js';
import { findCurrentReview, findWholeReview } from '../../review/whole-review.js';
import { type Hard, hardToAgree } from '../contested.js';
import { findCountsAndLists, listLevelChanges } from '../store.js';
import { fittingInto, minutesOf } from '../workload.js';
import { InsightPage, NoReviewYet } from './insight-parts.js';

const SITTING = 20;

/** GET /insight/soon */
export async function soonPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const found = await request.context.storage.read(scopeOf(member), async (db) => {
    const whole = await findCurrentReview(db, organisation);
    if (!whole || whole.review.closedAt) return null;
    const framework = await findFrameworkVersion(db, whole.review.frameworkVersionId, organisation);
    const { evidence } = await findCountsAndLists(db, organisation, whole.review.id);
    return { whole, framework, all: minutesOf(framework, whole.agreements, evidence) };
  });
  if (!found) {
    return send(
      c,
      <InsightPage request={request} title="Quick wins" here="soon">
        <Heading lead="This helps while a review is open." eyebrow="Quick wins">
          No review is open
        </Heading>
      </InsightPage>,
    );
  }
  const { whole, framework, all } = found;
  const fitting = fittingInto(SITTING, all);
  const base = `/reviews/${whole.review.id}`;
  return send(
    c,
    <InsightPage request={request} title="Quick wins" here="soon" framework={framework}>
      <Heading
        eyebrow={reviewName(whole.review)}
        lead="Our estimate, based on the criteria marked, the reason, the evidence and possible inconsistencies."
      >
        {all.length === 0
          ? 'Every statement is agreed'
          : fitting.length === 0
            ? 'No open statement could be agreed in 20 minutes'
            : `${counted(fitting.length, 'statement')} could be agreed in 20 minutes`}
      </Heading>
      <ol class="plain-rows section">
        {fitting.map(({ statement, minutes, inView, because }) => (
          <li class="way">
            <div>
              <p>
                <a href={`${base}/statements/${statement.id}`}>
                  {statement.id} {statement.title}
                </a>
              </p>
              <p class="small quiet">{asSentence(because)}</p>
            </div>
            <span class="from-to">
              {inView !== null && <RatingChip framework={framework} rating={inView} />}
              <span class="small">about {Math.ceil(minutes)} minutes</span>
            </span>
          </li>
        ))}
      </ol>
      {all.length > fitting.length && (
        <p class="section-s small">
          {counted(all.length - fitting.length, 'open statement')} would be left.{' '}
          <a href={`${base}?show=to-do`}>Everything left to do</a>
        </p>
      )}
    </InsightPage>,
  );
}

/** ["no reason yet", "no evidence yet"] as "No reason yet, no evidence yet." */
function asSentence(parts: readonly string[]): string {
  const words = parts.join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** GET /insight/hard?review= */
export async function hardPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const asked = c.req.query('review');
  const found = await request.context.storage.read(scopeOf(member), async (db) => {
    const whole = asked
      ? await findWholeReview(db, organisation, asked)
      : await findCurrentReview(db, organisation);
    if (!whole) return null;
    const { review, agreements } = whole;
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    const codes = statementsOf(framework).map(({ id }) => id);
    const changes = await listLevelChanges(db, organisation, review.id, codes);
    return { review, framework, hard: hardToAgree(framework, agreements, changes) };
  });
  return send(
    c,
    <InsightPage
      request={request}
      title="Changed minds"
      here="hard"
      {...(found ? { framework: found.framework } : {})}
    >
      <Heading
        eyebrow={found ? reviewName(found.review) : 'Changed minds'}
        lead="Levels that were changed after they were set, and possible inconsistencies the team decided to keep."
      >
        {!found
          ? 'No review yet'
          : found.hard.length === 0
            ? 'No levels were changed'
            : `${counted(found.hard.length, 'statement')} changed or kept with a reason`}
      </Heading>
      {found ? (
        <ol class="plain-rows section">
          {found.hard.map((hard) => (
            <HardRow hard={hard} review={found.review.id} framework={found.framework} />
          ))}
        </ol>
      ) : (
        <NoReviewYet />
      )}
    </InsightPage>,
  );
}

const HardRow = (props: {
  hard: Hard;
  review: string;
  framework: Parameters<typeof RatingChip>[0]['framework'];
}) => {
  const { hard, review, framework } = props;
  const { statement, changes, people, contradictionReasons } = hard;
  const last = changes.at(-1);
  return (
    <li>
      <p>
        <a href={`/reviews/${review}/statements/${statement.id}`}>
          {statement.id} {statement.title}
        </a>
      </p>
      {changes.length > 0 && (
        <div class="from-to small">
          <span>
            Changed {changes.length === 1 ? 'once' : `${changes.length} times`}, set by{' '}
            {counted(people, 'person', 'people')}:
          </span>
          {changes.map(({ from }) => (
            <>
              <RatingChip framework={framework} rating={from} />
              <span class="quiet">then</span>
            </>
          ))}
          {last && <RatingChip framework={framework} rating={last.to} />}
          {last && <span class="quiet">on {dateWords(last.at)}</span>}
        </div>
      )}
      {contradictionReasons.map((why) => (
        <p class="small typed">Both levels were kept: {why}</p>
      ))}
    </li>
  );
};
