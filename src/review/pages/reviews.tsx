/** The school's reviews, and the ones that can still be restored. */

import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { send } from '../../platform/web/answer.js';
import { Button, Form, LinkButton } from '../../platform/web/fields.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { may } from '../permissions.js';
import { reviewName } from '../review.js';
import { listReviews, type ReviewInList } from '../store.js';

/** GET /reviews */
export async function reviewsPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const { context } = request;
  const mayStart = may(member, 'review.start');
  const reviews = await context.storage.read(scopeOf(member), (db) =>
    listReviews(db, member.organisation.id, { now: context.clock(), withDeleted: mayStart }),
  );
  const kept = reviews.filter(({ deletedAt }) => !deletedAt);
  const deleted = reviews.filter(({ deletedAt }) => deletedAt);
  const page = (
    <Page request={request} title="Reviews" place="review">
      <Heading
        lead={
          kept.length === 0
            ? 'No reviews yet. Most schools do one internal leadership review a year, and more are possible.'
            : 'Most schools do one internal leadership review a year, and more are possible.'
        }
      >
        Reviews
      </Heading>
      {mayStart && (
        <p class="actions section">
          <LinkButton href="/reviews/new">Start a review</LinkButton>
        </p>
      )}
      {kept.length > 0 && (
        <ul class="rows section">
          {kept.map((review) => (
            <li class="review-row">
              <h2>
                <a href={`/reviews/${review.id}`}>{reviewName(review)}</a>
              </h2>
              <p class="quiet">{progressWords(review)}</p>
            </li>
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <section class="section" aria-labelledby="deleted">
          <h2 id="deleted">Deleted</h2>
          <p class="quiet small">Each can be restored for {RESTORABLE_DAYS} days.</p>
          <ul class="rows">
            {deleted.map((review) => (
              <Restorable request={request} review={review} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
  return send(c, page);
}

function progressWords({ closedAt, signedOffAs, decided }: ReviewInList): string {
  const agreed = `${decided} ${decided === 1 ? 'statement' : 'statements'} agreed`;
  return closedAt
    ? `${agreed}. Closed on ${dateWords(closedAt)}, signed off by ${signedOffAs}.`
    : `${agreed}. Open.`;
}

const Restorable = ({ request, review }: { request: RequestContext; review: ReviewInList }) => (
  <li class="review-row">
    <p>
      <b>{reviewName(review)}</b>{' '}
      <span class="quiet">deleted on {review.deletedAt ? dateWords(review.deletedAt) : ''}</span>
    </p>
    {may(request, 'review.restore', review) && (
      <Form action={`/reviews/${review.id}/restore`} key_={request.context.id()}>
        <Button isSecondary>
          Restore<span class="vh"> {reviewName(review)}</span>
        </Button>
      </Form>
    )}
  </li>
);
