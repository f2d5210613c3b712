/** The first page: where the school is, and which way is next. */

import { isSetUp } from '../../account/people-store.js';
import { currentVersion, findFrameworkVersion } from '../../framework/store.js';
import { LoneOwnerNotice } from '../../organisation/pages/lone-owner-notice.js';
import { may } from '../../organisation/permissions.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import { LinkButton } from '../../platform/web/fields.js';
import type { Child } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext, RequestPerson } from '../../platform/web/request-context.js';
import { may as mayInReview } from '../../review/permissions.js';
import { findCurrentReview } from '../../review/whole-review.js';
import { findBesideThePath } from '../home-store.js';
import { InReview } from './in-review.js';
import { NextCard } from './next-card.js';
import { Welcome } from './welcome.js';

/** GET / */
export async function homePage(c: Ctx, person: RequestPerson | null): Promise<Response> {
  const request = c.get('request');
  const { context, organisation, role } = request;
  if (!person) return firstTime(c);
  if (!organisation || !role) return send(c, <NoSchool request={request} />);
  const member: Member = { person, organisation, role, isOwner: request.isOwner };
  const found = await context.storage.read(scopeOf(member), async (db) => {
    const whole = await findCurrentReview(db, organisation.id);
    const reading = { person: person.id, now: context.clock() };
    const beside = await findBesideThePath(db, organisation.id, reading);
    if (!whole) return { whole, beside };
    const version = whole.review.frameworkVersionId;
    return { whole, beside, framework: await findFrameworkVersion(db, version, organisation.id) };
  });
  // Only those who can do something about it are asked for another owner.
  const notice = may(member, 'people.invite') && <LoneOwnerNotice owners={found.beside.owners} />;
  return send(
    c,
    found.whole ? (
      <InReview request={request} {...found} notice={notice} />
    ) : (
      <Beginning request={request} notice={notice} />
    ),
  );
}

async function firstTime(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const anybody = { organisation: null, person: null };
  const found = await request.context.storage.read(anybody, async (db) => {
    if (!(await isSetUp(db))) return null;
    return findFrameworkVersion(db, (await currentVersion(db, null)).id);
  });
  if (found === null) return c.redirect('/set-up', 303);
  return send(c, <Welcome request={request} framework={found} />);
}

const NoSchool = ({ request }: { request: RequestContext }) => (
  <Page request={request} title="Home" place="home">
    <Heading lead="Ask the careers leader of your school to invite you. Until then, you can read the model.">
      You do not belong to a school yet
    </Heading>
    <p class="actions section">
      <LinkButton href="/model">Read the model</LinkButton>
    </p>
  </Page>
);

const Beginning = ({ request, notice }: { request: RequestContext; notice: Child }) => {
  const mayStart = mayInReview(request, 'review.start');
  return (
    <Page request={request} title="Home" place="home">
      <Heading
        eyebrow={request.organisation?.name}
        lead="A review looks at 32 statements with as many senior leaders as possible. Most schools take two or three meetings."
      >
        No review yet
      </Heading>
      <div class="section">
        <NextCard title={mayStart ? 'Start a review' : 'Your careers leader starts the review'}>
          <p class="quiet">
            {mayStart
              ? 'Say which academic year it is for and who takes part. You can change both later.'
              : 'It will appear here. Until then, you can read the statements.'}
          </p>
          <p class="actions">
            {mayStart && <LinkButton href="/reviews/new">Start a review</LinkButton>}
            <a href="/model">Read the 32 statements</a>
          </p>
        </NextCard>
      </div>
      {notice}
    </Page>
  );
};
