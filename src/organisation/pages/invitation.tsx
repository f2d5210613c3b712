/** Accepting an invitation: as somebody new, or as somebody who has an account. */

import { z } from 'zod';
import { NEW_PASSWORD_HINT, PasswordField } from '../../account/pages/password-field.js';
import { startSession } from '../../account/sessions.js';
import {
  newPassword,
  OWNER_DOES,
  personName,
  ROLES,
  roleWords,
} from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, LinkButton, TextField } from '../../platform/web/fields.js';
import { expected, one, parse, readForm, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext, RequestPerson } from '../../platform/web/request-context.js';
import { acceptAsNew, acceptAsSelf } from '../invitation-acceptance.js';
import { findInvitationByToken, type OpenInvitation } from '../invitation-store.js';

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);

/** GET /invitations/:token */
export async function invitationPage(c: Ctx): Promise<Response> {
  return show(c);
}

async function show(c: Ctx, typed?: Typed, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const token = tokenOf(c);
  const invitation = await request.context.storage.read(installation, (db) =>
    findInvitationByToken(db, token, request.context.clock()),
  );
  const page = <Invitation {...{ request, token, invitation, typed, problem }} />;
  return send(c, page, problem?.status ?? 200);
}

interface ViewProps {
  request: RequestContext;
  token: string;
  invitation: OpenInvitation;
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const Invitation: FC<ViewProps> = (props) => {
  const { request, invitation, problem } = props;
  const does = ROLES.find(({ role }) => role === invitation.role)?.does;
  const isHere = request.person !== null && !request.limitedTo;
  return (
    <FormPage
      request={request}
      title={`Join ${invitation.organisationName}`}
      islands={['password']}
      problem={problem}
    >
      <Heading
        eyebrow="Invitation"
        lead={`${invitation.inviterName ?? 'A colleague'} asks you to take part in the school’s careers review, as ${roleWords(invitation)}: somebody who ${does}.${invitation.isOwner ? ` An owner ${OWNER_DOES}.` : ''}`}
      >
        Join {invitation.organisationName}
      </Heading>
      <p class="quiet small">Good until {dateWords(invitation.expiresAt)}.</p>
      {isHere && request.person && <AsSelf {...props} person={request.person} />}
      {!isHere && invitation.hasAccount && <SignInFirst {...props} />}
      {!isHere && !invitation.hasAccount && <AsNew {...props} />}
    </FormPage>
  );
};

const AsSelf: FC<ViewProps & { person: RequestPerson }> = ({
  request,
  token,
  invitation,
  person,
}) => (
  <section class="section">
    <p class="measure">
      You are signed in as {person.name}
      {person.email && ` (${person.email})`}. The invitation went to {invitation.email}.
    </p>
    <Form action={`/invitations/${token}`} key_={request.context.id()}>
      <input type="hidden" name="as" value="self" />
      <p class="actions">
        <Button>Join as {person.name}</Button>
      </p>
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
      {invitation.email} has an account on Waymark already. Sign in, and you come back here to join.
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
        label="E-mail address"
        hint="The one that you were invited by. You sign in with it, and can change it later."
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
      <p class="actions">
        <Button>Join {invitation.organisationName}</Button>
      </p>
    </Form>
    <p>
      Have an account under another address?{' '}
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
