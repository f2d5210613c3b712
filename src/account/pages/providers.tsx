/** Signing in, proving and linking with another service: away, and back. */

import { conflict, forbidden, type Problem } from '../../platform/problems.js';
import { signingIn } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button } from '../../platform/web/fields.js';
import { readForm } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { callerOf, completeSignIn, onwardOf } from '../complete-sign-in.js';
import { findPersonOf, linkIdentity } from '../identities.js';
import {
  comeBack,
  findProvider,
  goAway,
  type IdentityPurpose,
  type VerifiedIdentity,
} from '../providers.js';
import { startSession } from '../sessions.js';
import {
  asksSecondStep,
  countBeginning,
  enter,
  halfway,
  type Onward as OnwardTo,
} from '../sign-in.js';
import { confirmed } from '../step-up.js';
import { SignInPage } from './account-page.js';
import { Onward } from './passkey-form.js';
import { showResubmitForm } from './resubmit-form.js';

/** POST /sign-in/with/:provider */
export const signInWith = (c: Ctx): Promise<Response> => leave(c, 'sign in');

/** POST /prove/with/:provider */
export const stepUpWith = (c: Ctx): Promise<Response> => leave(c, 'prove');

/** POST /account/identities/with/:provider */
export const linkWith = (c: Ctx): Promise<Response> => leave(c, 'link');

/**
 * A page that leads on by itself, with a link: a redirect after a form would have to be allowed for every service in
 * the security policy.
 */
async function leave(c: Ctx, purpose: IdentityPurpose): Promise<Response> {
  const request = c.get('request');
  const provider = findProvider(c);
  await countBeginning(request.context, callerOf(c));
  const there = await goAway(c, provider, purpose, onwardOf(await readForm(c)));
  c.header('Refresh', `0; url=${there.href}`);
  const page = (
    <Page request={request} styles={['account']} title={`Continue to ${provider.name}`}>
      <Heading lead="You will be sent there automatically.">Continue to {provider.name}</Heading>
      <p class="section">
        <a href={there.href}>Continue to {provider.name}</a>
      </p>
    </Page>
  );
  return send(c, page);
}

/** GET /sign-in/with/:provider/back */
export async function comeBackPage(c: Ctx): Promise<Response> {
  const { identity, purpose, onward } = await comeBack(c, findProvider(c));
  if (purpose === 'link') return link(c, identity);
  const { context } = c.get('request');
  const person = await context.storage.write(signingIn, (db) =>
    findPersonOf(db, context, identity),
  );
  if (!person) return showUnknown(c, identity);
  return purpose === 'prove' ? confirm(c, person, onward) : signIn(c, person, identity, onward);
}

async function signIn(
  c: Ctx,
  person: string,
  { isStrong }: VerifiedIdentity,
  onward: OnwardTo,
): Promise<Response> {
  const { context } = c.get('request');
  const caller = callerOf(c);
  const entry = await context.storage.write({ ...signingIn, person }, async (db) => {
    return !isStrong && (await asksSecondStep(db, person))
      ? halfway(db, context, person, { ...onward, way: 'identity' })
      : enter(db, context, person, 'identity', caller);
  });
  return completeSignIn(c, entry, onward);
}

async function confirm(c: Ctx, found: string, onward: OnwardTo): Promise<Response> {
  const { context, person, session } = c.get('request');
  if (!person || !session || person.id !== found) {
    throw forbidden('identity.other', 'That account belongs to someone else. Use your own.');
  }
  const token = await context.storage.write({ ...signingIn, person: found }, (db) =>
    confirmed(db, context, session.id, found, 'identity'),
  );
  startSession(c, token);
  return onward.kept
    ? showResubmitForm(c, onward.next, onward.kept, 'proved')
    : goTo(c, onward.next);
}

async function link(c: Ctx, identity: VerifiedIdentity): Promise<Response> {
  const { context, person } = c.get('request');
  if (!person) throw conflict('session.ended', 'Your session has ended. Sign in, then link again.');
  await linkIdentity(context, person.id, identity);
  return goTo(
    c,
    '/account/identities',
    `${identity.provider.name} is linked. You can now sign in with it.`,
  );
}

function showUnknown(c: Ctx, { provider, label }: VerifiedIdentity): Promise<Response> {
  const page = (
    <SignInPage
      request={c.get('request')}
      title={`This ${provider.name} account is not linked yet`}
      lead={`${provider.name} says you are ${label}. This account is not linked to anyone in Waymark.`}
    >
      <div class="section stack measure">
        <p>
          If you have a Waymark account, <a href="/sign-in">sign in another way</a> first, then link{' '}
          {provider.name} on your account page.
        </p>
        <p>
          If you have an invitation, open its link first. If not, ask your school’s careers leader.
        </p>
        <p class="quiet">
          Waymark does not match people by email address, because addresses can be passed on to
          someone else.
        </p>
      </div>
    </SignInPage>
  );
  return send(c, page, 403);
}

/** One button for each service of this installation. */
export const ProviderButtons: FC<{
  request: RequestContext;
  onward: OnwardTo;
  purpose: 'sign in' | 'prove';
  only?: string[];
  problem?: Problem;
}> = ({ request, onward, purpose, only }) => {
  const providers = request.context.config.identityProviders.filter(
    ({ id }) => !only || only.includes(id),
  );
  const channel = purpose === 'prove' ? '/prove' : '/sign-in';
  return (
    <>
      {providers.map(({ id, name }) => (
        <form method="post" action={`${channel}/with/${id}`} class="section provider">
          <Onward {...onward} />
          <Button isSecondary>
            {purpose === 'prove' ? `Confirm with ${name}` : `Sign in with ${name}`}
          </Button>
        </form>
      ))}
    </>
  );
};
