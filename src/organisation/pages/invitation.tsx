/** Accepting an invitation: as somebody new, or as somebody who has an account. */

import { z } from 'zod';
import { SignInPage } from '../../account/pages/account-page.js';
import { NEW_PASSWORD_HINT, PasswordField } from '../../account/pages/password-field.js';
import { startSession } from '../../account/sessions.js';
import { listWaysIn, type WayIn } from '../../account/ways-in.js';
import {
  newPassword,
  OWNER_DOES,
  personName,
  ROLES,
  roleWords,
} from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { mailOrigin } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { type Db, installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, type FormState, LinkButton, Submit, TextField } from '../../platform/web/fields.js';
import { expected, one, parse, readForm, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx, RequestContext, RequestPerson } from '../../platform/web/request-context.js';
import { acceptAsNew, acceptAsSelf, isKeptOut } from '../invitation-acceptance.js';
import { findInvitationByToken, type OpenInvitation } from '../invitation-store.js';

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

/** GET /invitations/:token */
export async function invitationPage(c: Ctx): Promise<Response> {
  return show(c);
}

async function show(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const token = tokenOf(c);
  const { context } = request;
  const person = request.limitedTo ? null : request.person;
  const page = await context.storage.read(installation, async (db) => {
    const invitation = await findInvitationByToken(db, token, context.clock());
    const own = person && {
      ...person,
      isKeptOut: await isKeptOut(db, person.id, invitation.organisationId),
      ways: request.memberships > 0 ? await otherWaysIn(db, request, person.id) : [],
    };
    return <Invitation {...{ request, token, invitation, own, typed, problem }} />;
  });
  return send(c, page, problem?.status ?? 200);
}

/** What opens the account besides its password and this browser. */
async function otherWaysIn(db: Db, request: RequestContext, person: string): Promise<WayIn[]> {
  const ways = await listWaysIn(db, request.context, person);
  return ways.filter(({ key }) => key !== `session:${request.session?.id}`);
}

interface ViewProps extends FormState {
  request: RequestContext;
  token: string;
  invitation: OpenInvitation;
  /** Whoever is signed in, with what else opens their account. */
  own: (RequestPerson & { isKeptOut: boolean; ways: WayIn[] }) | null;
}

const Invitation: FC<ViewProps> = (props) => {
  const { request, invitation, own, problem } = props;
  const does = ROLES.find(({ role }) => role === invitation.role)?.does;
  return (
    <SignInPage
      request={request}
      title={`Join ${invitation.organisationName}`}
      islands={['password']}
      problem={problem}
      eyebrow="Invitation"
      lead={`${invitation.inviterName ?? 'A colleague'} invites you to take part in the school’s careers review, as ${roleWords(invitation)}. ${/^[aeiou]/.test(invitation.role) ? 'An' : 'A'} ${invitation.role} ${does}.${invitation.isOwner ? ` An account owner ${OWNER_DOES}.` : ''}`}
    >
      <p class="quiet small">Expires on {dateWords(invitation.expiresAt)}.</p>
      {own?.isKeptOut && <VerifyFirst {...props} person={own} />}
      {own && !own.isKeptOut && <AsSelf {...props} person={own} />}
      {!own && invitation.hasAccount && <SignInFirst {...props} />}
      {!own && !invitation.hasAccount && <AsNew {...props} />}
    </SignInPage>
  );
};

/** The account may have been made by somebody else, who would come along into this school. */
const VerifyFirst: FC<ViewProps & { person: RequestPerson }> = ({
  request,
  invitation,
  person,
}) => (
  <section class="section stack measure">
    <p>
      You are signed in as {person.name} ({person.email}). Waymark has not confirmed that{' '}
      {person.email} is your address, so this account cannot join a second school. Reset your
      password first. Then open this invitation again to join {invitation.organisationName}.
    </p>
    {mailOrigin(request.context) ? (
      <Form action="/lost-password" key_={request.context.id()}>
        <input type="hidden" name="email" value={person.email ?? ''} />
        <Submit>Email me a link</Submit>
      </Form>
    ) : (
      <p>
        This copy of Waymark does not send email. Ask your Waymark administrator. They check that it
        is you, and <code>waymark person reset-link</code> with your address prints the link.
      </p>
    )}
  </section>
);

const AsSelf: FC<ViewProps & { person: NonNullable<ViewProps['own']> }> = ({
  request,
  token,
  invitation,
  person,
}) => (
  <section class="section stack">
    <p class="measure">
      You are signed in as {person.name}
      {person.email && ` (${person.email})`}. The invitation was sent to {invitation.email}.
    </p>
    {person.ways.length > 0 && (
      <>
        <p class="measure">
          As well as your password, these open your account, and will open{' '}
          {invitation.organisationName} too. If one is not yours, remove it first on{' '}
          <a href="/account">your account page</a>.
        </p>
        <ul class="bullets">
          {person.ways.map(({ words, about }) => (
            <li>
              {words}. <span class="small quiet">{about}.</span>
            </li>
          ))}
        </ul>
      </>
    )}
    <Form action={`/invitations/${token}`} key_={request.context.id()}>
      <input type="hidden" name="as" value="self" />
      <Submit>Join as {person.name}</Submit>
    </Form>
    <form method="post" action="/sign-out">
      <p>
        Not you?{' '}
        <button type="submit" class="as-link">
          Sign out
        </button>
        , then open the link again.
      </p>
    </form>
  </section>
);

const SignInFirst: FC<ViewProps> = ({ token, invitation }) => (
  <section class="section">
    <p class="measure">
      {invitation.email} already has a Waymark account. Sign in, then come back here to join.
    </p>
    <p class="actions">
      <LinkButton href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}>
        Sign in to join
      </LinkButton>
    </p>
  </section>
);

const AsNew: FC<ViewProps> = ({ request, token, invitation, typed, problem }) => (
  <>
    <Form action={`/invitations/${token}`} key_={request.context.id()} class="form section">
      <input type="hidden" name="as" value="new" />
      <TextField
        name="email"
        label="Email address"
        hint="The address you were invited with. You sign in with it and can change it later."
        type="email"
        autocomplete="username"
        value={invitation.email}
        isReadOnly
      />
      <TextField
        name="name"
        label="Your name"
        autocomplete="name"
        value={invitation.name}
        {...{ typed, problem }}
      />
      <PasswordField
        label="Choose a password"
        hint={NEW_PASSWORD_HINT}
        kind="new"
        problem={problem}
      />
      <Submit>Join {invitation.organisationName}</Submit>
    </Form>
    <p>
      Have an account with another address?{' '}
      <a href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}>Sign in to join</a>
    </p>
  </>
);

const newAccount = z.object({ name: personName, password: newPassword });

/** POST /invitations/:token */
export async function invitationPost(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const typed = await readForm(c);
  try {
    const school = await accept(c, typed);
    return goTo(c, '/', `You have joined ${school}.`);
  } catch (error) {
    const problem = expected(error);
    if (problem.code === 'invitation.closed') throw problem;
    request.message = null;
    return show(c, typed, problem);
  }
}

async function accept(c: Ctx, typed: Typed): Promise<string> {
  const { context, person, session, limitedTo } = c.get('request');
  if (person && session && !limitedTo && one(typed, 'as') === 'self') {
    return acceptAsSelf(context, tokenOf(c), { person, session });
  }
  const given = parse(newAccount, {
    name: one(typed, 'name'),
    password: one(typed, 'password'),
  });
  const device = c.req.header('user-agent') ?? '';
  const { session: token, school } = await acceptAsNew(context, tokenOf(c), { ...given, device });
  startSession(c, token);
  return school;
}
