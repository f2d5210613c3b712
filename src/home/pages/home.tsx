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
import type { Ctx, Visit, VisitPerson } from '../../platform/web/request-context.js';
import { MAY_START } from '../../review/review.js';
import { findCurrentReview } from '../../review/whole-review.js';
import { findBesideThePath } from '../home-store.js';
import { InReview } from './in-review.js';
import { NextCard } from './next-card.js';
import { Welcome } from './welcome.js';

/** GET / */
export async function homePage(c: Ctx, person: VisitPerson | null): Promise<Response> {
  const visit = c.get('visit');
  const { world, organisation, role } = visit;
  if (!person) return firstVisit(c);
  if (!organisation || !role) return send(c, <NoSchool visit={visit} />);
  const member: Member = { person, organisation, role, isOwner: visit.isOwner };
  const found = await world.storage.read(scopeOf(member), async (db) => {
    const whole = await findCurrentReview(db, organisation.id);
    const reading = { person: person.id, now: world.clock() };
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
      <InReview visit={visit} {...found} notice={notice} />
    ) : (
      <Beginning visit={visit} notice={notice} />
    ),
  );
}

async function firstVisit(c: Ctx): Promise<Response> {
  const visit = c.get('visit');
  const anybody = { organisation: null, person: null };
  const found = await visit.world.storage.read(anybody, async (db) => {
    if (!(await isSetUp(db))) return null;
    return findFrameworkVersion(db, (await currentVersion(db, null)).id);
  });
  if (found === null) return c.redirect('/set-up', 303);
  return send(c, <Welcome visit={visit} framework={found} />);
}

const NoSchool = ({ visit }: { visit: Visit }) => (
  <Page visit={visit} title="Home" place="home">
    <Heading lead="Ask the careers leader of your school to invite you. Until then the model is open to read.">
      You are not in a school yet
    </Heading>
    <p class="actions section">
      <LinkButton href="/model">Read the model</LinkButton>
    </p>
  </Page>
);

const Beginning = ({ visit, notice }: { visit: Visit; notice: Child }) => {
  const mayStart = visit.role !== null && MAY_START.includes(visit.role);
  return (
    <Page visit={visit} title="Home" place="home">
      <Heading
        eyebrow={visit.organisation?.name}
        lead="A review looks at 32 statements with as many senior leaders as possible. Most schools take two or three meetings."
      >
        No review yet
      </Heading>
      <div class="section">
        <NextCard
          title={mayStart ? 'Start the first review' : 'Your careers leader starts the review'}
        >
          <p class="quiet">
            {mayStart
              ? 'Say which academic year it is for and who takes part. You can change both later.'
              : 'You will find it here. Until then, the statements are worth a read.'}
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
