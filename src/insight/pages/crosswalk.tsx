/** The cross-walk: what the review says that also speaks to another list. */

import { may } from '../../plan/permissions.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { hasChoices, isEditConflict, withChoices } from '../../platform/web/edit-conflict.js';
import { Button, ErrorSummary, Form } from '../../platform/web/fields.js';
import { one, type Typed, versionOf } from '../../platform/web/form.js';
import { Details, Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { RatingChip } from '../../review/pages/level-marks.js';
import { counted } from '../../review/sentences.js';
import { setHeadings } from '../changes.js';
import {
  builtInCrosswalks,
  type Counted,
  type Crosswalk,
  countTowards,
  ownCrosswalk,
} from '../crosswalk.js';
import { noList } from '../list-changes.js';
import { findCountsAndLists } from '../store.js';
import { bothHeadings, HEADINGS_PART, HeadingsForm, textOfHeadings } from './headings.js';
import { InsightPage } from './insight-parts.js';
import { fromWords, readStudied, type Studied, standpointOf } from './read.js';
import { WhichReview } from './which-review.js';

export interface CrosswalkRead {
  request: RequestContext;
  studied: Studied;
  evidence: Record<string, number>;
  headings: { title: string; statements: string[] }[];
  loaded: Crosswalk[];
}

/** The review that is spoken of, and all lists. Three queries. */
export async function readCrosswalks(c: Ctx, member: Member): Promise<CrosswalkRead> {
  const request = c.get('request');
  return request.context.storage.read(scopeOf(member), async (db) => {
    const studied = await readStudied(db, member, c.req.query('review'));
    const id = studied.review?.reviewId ?? null;
    return { request, studied, ...(await findCountsAndLists(db, member.organisation.id, id)) };
  });
}

function listsOf({ request, headings, loaded }: CrosswalkRead): Crosswalk[] {
  const own = ownCrosswalk(headings);
  return [...builtInCrosswalks(request.context.config.root), ...loaded, ...(own ? [own] : [])];
}

const isLeader = (request: RequestContext) => may(request, 'plan.lead');

const countOf = (list: Crosswalk, { studied, evidence }: CrosswalkRead): Counted[] =>
  countTowards(list, studied.framework, studied.review?.ratings ?? {}, evidence);

/** GET /crosswalk */
export async function crosswalksPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, overview(await readCrosswalks(c, member), null, undefined));
}

function overview(read: CrosswalkRead, problem: Problem | null, typed: Typed | undefined) {
  const { request, studied, headings } = read;
  return (
    <InsightPage
      request={request}
      title="Gatsby and other frameworks"
      here="crosswalk"
      framework={studied.framework}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow="Gatsby and other frameworks"
        lead="See how your levels and evidence match other frameworks. This is a guide and does not claim any award."
      >
        How your work matches other frameworks
      </Heading>
      <ul class="insights section">
        {listsOf(read).map((list) => {
          const gaps = countOf(list, read).filter(({ gap }) => gap !== null).length;
          return (
            <li class="card">
              <h2>
                <a href={`/crosswalk/${list.id}`}>{list.title}</a>
              </h2>
              <p>
                {counted(list.entries.length, 'entry', 'entries')},{' '}
                {gaps === 0 ? 'evidence for each' : `${counted(gaps, 'gap')} to check`}
              </p>
            </li>
          );
        })}
      </ul>
      {isLeader(request) && (
        <p class="section-s">
          <a href="/crosswalk/load">Add your own list</a>
        </p>
      )}
      {isLeader(request) && (
        <section class="section" aria-labelledby="own">
          <h2 id="own">Headings of your own plan</h2>
          <HeadingsForm {...{ request, headings, typed, problem }} />
        </section>
      )}
    </InsightPage>
  );
}

/** POST /crosswalk/headings */
export const headingsPost = formPost(
  async ({ c, context, member, typed: sent, how }) => {
    let typed = sent;
    if (hasChoices(sent)) {
      const { headings } = await readCrosswalks(c, member);
      typed = { headings: [textOfHeadings(headings)], ...withChoices(sent, [HEADINGS_PART]) };
    }
    const version = versionOf(typed);
    await setHeadings(context, member, one(typed, 'headings'), { ...how, version });
    return goTo(c, `/crosswalk`, 'Headings saved.');
  },
  async (c, member, typed, problem) => {
    if (problem.status === 403) throw problem;
    const read = await readCrosswalks(c, member);
    const page = isEditConflict(problem)
      ? bothHeadings(read, typed, problem)
      : overview(read, problem, typed);
    return send(c, page, problem.status);
  },
);

/** GET /crosswalk/:list */
export async function crosswalkPage(c: Ctx, member: Member): Promise<Response> {
  const read = await readCrosswalks(c, member);
  const list = listsOf(read).find(({ id }) => id === c.req.param('list'));
  if (!list) throw noList();
  const all = countOf(list, read);
  const gaps = all.filter(({ gap }) => gap !== null);
  const { request, studied } = read;
  return send(
    c,
    <InsightPage
      request={request}
      title={`${list.title}${fromWords(standpointOf(studied, c.req.query('review')))}`}
      here="crosswalk"
      framework={studied.framework}
      isWithin
    >
      <Heading eyebrow={<a href="/crosswalk">Gatsby and other frameworks</a>} lead={list.about}>
        {list.title}
      </Heading>
      {isLeader(request) && read.loaded.includes(list) && <Own request={request} list={list} />}
      <WhichReview studied={studied} path={`/crosswalk/${list.id}`} />
      <section class="section" aria-labelledby="gaps">
        <h2 id="gaps">{gaps.length === 0 ? 'No gaps' : counted(gaps.length, 'gap')}</h2>
        {gaps.length === 0 ? (
          <p>Every entry has a level and evidence. You decide whether it is enough.</p>
        ) : (
          <ul class="plain-rows">
            {gaps.map(({ entry, gap }) => (
              <li>
                <a href={`#entry-${entry.id}`}>{entry.title}</a>: {GAP_WORDS[gap ?? 'no evidence']}
              </li>
            ))}
          </ul>
        )}
      </section>
      {all.map((each) => (
        <Entry counted={each} studied={studied} isNumbered={list.id.startsWith('gatsby')} />
      ))}
    </InsightPage>,
  );
}

/** What a leader does with a list that the school has loaded. */
const Own = ({ request, list }: { request: RequestContext; list: Crosswalk }) => (
  <div class="actions section-s">
    <a href={`/crosswalk/load?list=${list.id}`}>Change this list</a>
    <Details summary="Remove this list">
      <Form action={`/crosswalk/${list.id}/remove`} key_={request.context.id()}>
        <p>Your reviews and evidence are not affected.</p>
        <Button isSecondary>Remove “{list.title}”</Button>
      </Form>
    </Details>
  </div>
);

const GAP_WORDS = {
  'nothing recorded': 'no linked statement is recorded',
  'no evidence': 'levels are recorded, but no evidence is linked',
};

const Entry = (props: { counted: Counted; studied: Studied; isNumbered: boolean }) => {
  const { entry, statements } = props.counted;
  const { framework, review } = props.studied;
  const id = `entry-${entry.id}`;
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>
        {props.isNumbered && `${entry.id}. `}
        {entry.title}
      </h2>
      {entry.about && <p class="small quiet part-lead">{entry.about}</p>}
      {statements.length === 0 && <p class="quiet">No statement is linked to it.</p>}
      <ul class="plain-rows">
        {statements.map(({ statement, rating, evidence }) => (
          <li class="alone-row">
            <a
              href={
                review
                  ? `/reviews/${review.reviewId}/statements/${statement.id}`
                  : `/model/${statement.id}`
              }
            >
              {statement.id} {statement.title}
            </a>
            <span class="from-to">
              <RatingChip framework={framework} rating={rating} />
              <span class="small">
                {evidence === 0 ? (
                  <span class="quiet">Evidence: none</span>
                ) : (
                  `Evidence: ${counted(evidence, 'item')}`
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
