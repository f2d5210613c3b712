/** Personal links: making one, and coming in by one. */

import { endLinkSession, startLinkSession } from '../../account/link-sessions.js';
import { endSession } from '../../account/sessions.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { mailOrigin, whyNoLinksAreMailed } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, LinkButton, Submit } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { one, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import { type Ctx, originOf, type RequestContext } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import { LinkToCopy } from '../../platform/web/to-copy.js';
import { findLinkByToken, type OpenLink, openLink } from '../personal-link-opening.js';
import { listOpenReviews } from '../personal-link-store.js';
import { LINK_DAYS, linkInput, makeLink, renewLink, revokeLink } from '../personal-links.js';

/** GET /people/links/new?review=… */
export async function newLinkPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member, { review: [c.req.query('review') ?? ''], days: ['14'] });
}

async function show(c: Ctx, member: Member, typed: Typed, problem?: Problem) {
  const request = c.get('request');
  const field = fieldsOf({ typed, problem });
  const reviews = await request.context.storage.read(scopeOf(member), (db) =>
    listOpenReviews(db, member.organisation.id),
  );
  return send(
    c,
    <FormPage request={request} title="Invite without an account" place="people" problem={problem}>
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="For a colleague who takes part once and does not need an account. They get a personal link, which opens one review only. They can read it, add evidence and comment. You can turn the link off at any time."
      >
        Invite without an account
      </Heading>
      {reviews.length === 0 ? (
        <p class="section">
          There is no open review. <a href="/reviews">Start one first.</a>
        </p>
      ) : (
        <Form action="/people/links" key_={request.context.id()} class="form section">
          <field.Select
            name="review"
            label="Review"
            choices={reviews.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <field.Text name="name" label="Name" autocomplete="off" />
          <field.Text
            name="title"
            label="Job title (optional)"
            hint="For example SENCo or Head of Year."
          />
          <field.Text
            name="email"
            label="Email address (optional)"
            hint={
              mailOrigin(request.context)
                ? 'We send the link to this address. Leave it empty to send the link yourself.'
                : `${whyNoLinksAreMailed(request.context)}: you get the link to send yourself.`
            }
            type="email"
            autocomplete="off"
            spellcheck={false}
          />
          <field.Select
            name="days"
            label="Expires after"
            choices={LINK_DAYS.map((days) => ({ value: String(days), label: `${days} days` }))}
          />
          <Submit>Create link</Submit>
        </Form>
      )}
    </FormPage>,
    problem?.status ?? 200,
  );
}

/** POST /people/links */
export const newLinkPost = formPost(async ({ c, context, member, typed, how }) => {
  const input = parse(linkInput, single(typed));
  const { isMailed, token } = await makeLink(context, member, input, how);
  if (isMailed) return goTo(c, '/people', `Link sent to ${input.name}.`);
  if (token !== null) return showLink(c, token);
  return goTo(
    c,
    '/people',
    `You have already created the link for ${input.name}. It is shown only once. If you do not have it, create a new link.`,
  );
}, show);

/** The link, this once: only its hash is kept. */
function showLink(c: Ctx, token: string): Promise<Response> {
  return send(
    c,
    <Page request={c.get('request')} title="Personal link" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Copy the link now and send it. You will not see it again. Anyone who has it can take part in this person’s name."
      >
        Personal link
      </Heading>
      <div class="section">
        <LinkToCopy id="personal-link" what="the link" href={`${originOf(c)}/join/${token}`} />
      </div>
      <p class="actions section">
        <LinkButton href="/people">Go back to people</LinkButton>
      </p>
    </Page>,
  );
}

/** POST /people/links/:id/renew */
export async function renewLinkPost(c: Ctx, member: Member): Promise<Response> {
  const { token } = await renewLink(c.get('request').context, member, c.req.param('id') ?? '');
  return token === null ? goTo(c, '/people') : showLink(c, token);
}

/** POST /people/links/:id/revoke */
export async function revokeLinkPost(c: Ctx, member: Member): Promise<Response> {
  await revokeLink(c.get('request').context, member, c.req.param('id') ?? '');
  return goTo(c, '/people', 'Link turned off. It no longer works.');
}

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

/** GET /join/:token: opens nothing yet, so that a mail filter that looks at links does no harm. */
export async function joinPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const link = await findLinkByToken(request.context, tokenOf(c));
  const action = `/join/${tokenOf(c)}`;
  return send(
    c,
    <TitledPage
      request={request}
      title={link.reviewTitle}
      eyebrow={link.organisationName}
      lead={`${link.organisationName} invites you to take part in its review. You do not need an account or a password. The link expires on ${dateWords(link.expiresAt)}.`}
    >
      {isSomebodyElse(request, link) ? (
        <AsWhom {...{ request, link, action }} />
      ) : (
        <>
          <Form action={action} key_={request.context.id()}>
            <Submit class="section">Continue as {link.personName}</Submit>
          </Form>
          <p class="quiet">
            Not {link.personName}? Close this page and ask the school for your own link.
          </p>
        </>
      )}
    </TitledPage>,
  );
}

/** True when this browser is in use by somebody who is not the person of the link. */
const isSomebodyElse = ({ person }: RequestContext, link: OpenLink): boolean =>
  person !== null && person.id !== link.personId;

/** Nobody goes on in another's name without having said so. */
const AsWhom: FC<{ request: RequestContext; link: OpenLink; action: string }> = (props) => {
  const { request, link, action } = props;
  const { person, limitedTo, organisation } = request;
  const isTheirSchool = organisation?.id === link.organisationId;
  const here = limitedTo ?? (isTheirSchool ? link.reviewId : null);
  return (
    <section class="section stack">
      <p class="measure">
        You are {limitedTo ? 'taking part' : 'signed in'} as {person?.name}. The link is for{' '}
        {link.personName}.
      </p>
      <Form action={action} key_={request.context.id()}>
        <p class="actions">
          <LinkButton href={here ? `/reviews/${here}` : '/'}>Continue as {person?.name}</LinkButton>
          <Button isSecondary name="as" value="link">
            {limitedTo ? 'Leave' : 'Sign out'}, and continue as {link.personName}
          </Button>
        </p>
      </Form>
    </section>
  );
};

/** POST /join/:token: as somebody else than whoever is signed in only when they said so. */
export async function joinPost(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const found = await findLinkByToken(request.context, tokenOf(c));
  if (isSomebodyElse(request, found)) {
    if (one(await readForm(c), 'as') !== 'link') return goTo(c, `/join/${tokenOf(c)}`);
    await endSession(c, request.context);
    await endLinkSession(c, request.context);
  }
  const { session, link } = await openLink(request.context, tokenOf(c));
  startLinkSession(c, session);
  return goTo(c, `/reviews/${link.reviewId}`);
}

/** GET /leave */
export function leavePage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  return send(
    c,
    <Page request={request} title="Leave">
      <Heading lead="What you saved stays with the school. You can come back with your personal link until it expires.">
        Leave Waymark on this computer
      </Heading>
      <Form action="/leave" key_={request.context.id()}>
        <Submit class="section">Leave the review</Submit>
      </Form>
    </Page>,
  );
}

/** POST /leave */
export async function leavePost(c: Ctx): Promise<Response> {
  await endLinkSession(c, c.get('request').context);
  return goTo(c, '/sign-in', 'You have left. The review is no longer open on this computer.');
}
