/** Personal links: making one, and coming in by one. */

import { endLinkSession, startLinkSession } from '../../account/link-sessions.js';
import { FIELD_ROLES, type Member, scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { mailOrigin, whyNoLinksAreMailed } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  Form,
  FormPage,
  LinkButton,
  Select,
  TextField,
} from '../../platform/web/fields.js';
import { expected, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import { type Ctx, originOf, type RequestContext } from '../../platform/web/request-context.js';
import { findLinkByToken, openLink } from '../personal-link-opening.js';
import { listOpenReviews } from '../personal-link-store.js';
import { LINK_DAYS, linkInput, makeLink, renewLink, revokeLink } from '../personal-links.js';

/** GET /people/links/new?review=… */
export async function newLinkPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member, { review: [c.req.query('review') ?? ''], days: ['14'] });
}

async function show(c: Ctx, member: Member, typed: Typed, problem?: Problem) {
  const request = c.get('request');
  const reviews = await request.context.storage.read(scopeOf(member), (db) =>
    listOpenReviews(db, member.organisation.id),
  );
  return send(c, <NewLink {...{ request, reviews, typed, problem }} />, problem?.status ?? 200);
}

interface NewLinkProps {
  request: RequestContext;
  reviews: { id: string; title: string }[];
  typed: Typed;
  problem: Problem | undefined;
}

const NewLink: FC<NewLinkProps> = ({ request, reviews, typed, problem }) => (
  <FormPage request={request} title="Make a personal link" place="people" problem={problem}>
    <Heading
      eyebrow={<a href="/people">People</a>}
      lead="For a colleague who gives a judgement once and wants no account. The link opens one review and nothing else; you can take it back at any time."
    >
      Make a personal link
    </Heading>
    {reviews.length === 0 ? (
      <p class="section">
        There is no open review. <a href="/reviews">Start one first.</a>
      </p>
    ) : (
      <Form action="/people/links" key_={request.context.id()} class="form section">
        <Select
          name="review"
          label="Review"
          choices={reviews.map(({ id, title }) => ({ value: id, label: title }))}
          {...{ typed, problem }}
        />
        <TextField
          name="name"
          label="Name of the person"
          autocomplete="off"
          {...{ typed, problem }}
        />
        <TextField
          name="title"
          label="Title in the school (optional)"
          hint={`For example ${FIELD_ROLES[4]} or ${FIELD_ROLES[6]}.`}
          {...{ typed, problem }}
        />
        <TextField
          name="email"
          label="E-mail address (optional)"
          hint={
            mailOrigin(request.context)
              ? 'The link is sent there. Leave it empty to hand the link over yourself.'
              : `${whyNoLinksAreMailed(request.context)}: you get the link to hand over yourself.`
          }
          type="email"
          autocomplete="off"
          spellcheck={false}
          {...{ typed, problem }}
        />
        <Select
          name="days"
          label="Good for"
          choices={LINK_DAYS.map((days) => ({ value: String(days), label: `${days} days` }))}
          {...{ typed, problem }}
        />
        <p class="actions">
          <Button>Make the personal link</Button>
        </p>
      </Form>
    )}
  </FormPage>
);

/** POST /people/links */
export async function newLinkPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(linkInput, single(typed));
    const made = await makeLink(c.get('request').context, member, input);
    return made.isMailed
      ? goTo(c, '/people', `The link is on its way to ${input.name}.`)
      : showLink(c, made.token);
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

/** The link, this once: only its hash is kept. */
function showLink(c: Ctx, token: string): Promise<Response> {
  return send(
    c,
    <Page request={c.get('request')} title="The personal link" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Copy it now and hand it over: it is shown only this once. Whoever has it can take part in this person’s name."
      >
        The personal link
      </Heading>
      <p class="section">
        <code class="link-to-copy">{`${originOf(c)}/join/${token}`}</code>
      </p>
      <p class="actions section">
        <LinkButton href="/people">Go back to people</LinkButton>
      </p>
    </Page>,
  );
}

/** POST /people/links/:id/renew */
export async function renewLinkPost(c: Ctx, member: Member): Promise<Response> {
  return showLink(c, await renewLink(c.get('request').context, member, c.req.param('id') ?? ''));
}

/** POST /people/links/:id/revoke */
export async function revokeLinkPost(c: Ctx, member: Member): Promise<Response> {
  await revokeLink(c.get('request').context, member, c.req.param('id') ?? '');
  return goTo(c, '/people', 'The link is taken back. It opens nothing any more.');
}

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

/** GET /join/:token: opens nothing yet, so that a mail filter that looks at links does no harm. */
export async function joinPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const link = await findLinkByToken(request.context, tokenOf(c));
  return send(
    c,
    <Page request={request} title={link.reviewTitle}>
      <Heading
        eyebrow={link.organisationName}
        lead={`${link.organisationName} asks for your judgement. You need no account and no password. The link is good until ${dateWords(link.expiresAt)}.`}
      >
        {link.reviewTitle}
      </Heading>
      <Form action={`/join/${tokenOf(c)}`} key_={request.context.id()}>
        <p class="actions section">
          <Button>Go on as {link.personName}</Button>
        </p>
      </Form>
      <p class="quiet">
        Not {link.personName}? Close this page, and ask the school for a link of your own.
      </p>
    </Page>,
  );
}

/** POST /join/:token */
export async function joinPost(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const { session, link } = await openLink(request.context, tokenOf(c));
  startLinkSession(c, session);
  if (request.person && !request.limitedTo) {
    return goTo(
      c,
      `/reviews/${link.reviewId}`,
      `You go on as ${request.person.name}: sign out first to use the personal link.`,
    );
  }
  return goTo(c, `/reviews/${link.reviewId}`);
}

/** GET /leave */
export function leavePage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  return send(
    c,
    <Page request={request} title="Leave">
      <Heading lead="What you have saved stays with the school. You can come back by your personal link while it is good.">
        Leave Waymark on this computer
      </Heading>
      <Form action="/leave" key_={request.context.id()}>
        <p class="actions section">
          <Button>Leave the review</Button>
        </p>
      </Form>
    </Page>,
  );
}

/** POST /leave */
export async function leavePost(c: Ctx): Promise<Response> {
  await endLinkSession(c, c.get('request').context);
  return goTo(c, '/sign-in', 'You have left. Nothing of the review is open on this computer.');
}
