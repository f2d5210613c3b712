/**
 * Who may ask for which page: every route declares a policy, and this is the only place where one is enforced.
 * (Who may change what, in which state, is decided again in each feature's own rules.)
 */
import type { Handler } from 'hono';
import { forbidden, unauthenticated } from '../problems.js';
import type { Ctx, Env, RequestPerson } from '../web/request-context.js';
import { EVERY_ROLE, type Member, type Role } from './member.js';
import { hasScope, type Scope } from './scopes.js';

/** Somebody signed in, in no organisation in particular. */
export interface SignedIn {
  person: RequestPerson;
  session: { id: string; confirmedAt: Date };
}

export type Policy =
  | { who: 'anyone' }
  | { who: 'signed in' }
  | { who: 'administrator' }
  | { who: 'members'; roles: readonly Role[]; orOwner?: true };

/** Open to everybody who can reach the server. */
export const anyone = { who: 'anyone' } as const;
/** Anybody with a session. */
export const signedIn = { who: 'signed in' } as const;
/** Whoever looks after the installation. */
export const administrator = { who: 'administrator' } as const;
/** People at work in an organisation, in one of these roles. */
export const members = (...roles: Role[]) => ({ who: 'members', roles }) as const;
/** Everybody in a school. */
export const everyone = members(...EVERY_ROLE);
/** Those who work on its reviews, its evidence and its plan. */
export const editors = members('careers leader', 'contributor');
/** Those who lead them. */
export const careersLeaders = members('careers leader');
/** Those who look after a school's people and its record: careers leaders, and owners in any role. */
export const leaders = { who: 'members', roles: ['careers leader'], orOwner: true } as const;

type ActorOf<P extends Policy> = P extends { who: 'members' }
  ? Member
  : P extends { who: 'anyone' }
    ? RequestPerson | null
    : SignedIn;

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  policy: Policy;
  handle: Handler<Env>;
  /** The most bytes that may be sent; left out: as much as any form. */
  bytes?: number;
  /** What an API token must have the scope for; left out: no token opens this route. */
  scope?: Scope;
  /** Lies outside of any review, and opens to a personal link all the same: it looks itself at what is asked for. */
  isOpenToLinks?: boolean;
}

/** One URL: its policy is checked before its handler runs, and gives the handler who is asking. */
export function route<P extends Policy>(
  method: Route['method'],
  path: string,
  policy: P,
  handler: (c: Ctx, actor: ActorOf<P>) => Promise<Response> | Response,
  more: Pick<Route, 'bytes' | 'scope' | 'isOpenToLinks'> = {},
): Route {
  const handle: Handler<Env> = (c) => {
    const { limitedTo } = c.get('request');
    if (limitedTo && c.req.path === '/') return c.redirect(`/reviews/${limitedTo}`, 303);
    return handler(c, admit(policy, c, path, more) as ActorOf<P>);
  };
  return { method, path, policy, handle, ...more };
}

/**
 * Lets the request in, or refuses it.
 * @throws Problem 401 for nobody, 403 `access.denied` for a role that has no part here, `access.limited` for a
 * personal link outside its review, `token.scope` for an API token that is not for this.
 */
function admit(
  policy: Policy,
  c: Ctx,
  path: string,
  { scope, isOpenToLinks = false }: Pick<Route, 'scope' | 'isOpenToLinks'>,
): Member | SignedIn | RequestPerson | null {
  const request = c.get('request');
  if (policy.who === 'anyone') return request.person;
  const isWithin = isOpenToLinks || isOfReview(path, c.req.param('id'), request.limitedTo ?? '');
  if (request.limitedTo && !isWithin) throw limited();
  const { person, session, token } = request;
  if (!person || !(session || token)) throw unauthenticated();
  if (token && !(scope && hasScope(token.scopes, scope))) throw outOfScope(scope);
  if (policy.who !== 'members') {
    if (!session || (policy.who === 'administrator' && !person.isAdministrator)) throw denied();
    return { person, session };
  }
  if (!request.organisation || !request.role) {
    throw forbidden(
      'access.no-organisation',
      'You do not belong to a school yet. Ask a careers leader to invite you.',
    );
  }
  assertAdmitted(policy, { role: request.role, isOwner: request.isOwner });
  return {
    person,
    organisation: request.organisation,
    role: request.role,
    isOwner: request.isOwner,
    ...(request.limitedTo ? { limitedTo: request.limitedTo } : {}),
  };
}

/** Lets members of the policy's roles in. @throws Problem 403 `access.denied` */
export function assertAdmitted(
  { roles, orOwner }: Extract<Policy, { who: 'members' }>,
  member: Pick<Member, 'role' | 'isOwner'>,
): void {
  if (!roles.includes(member.role) && !(orOwner && member.isOwner)) throw denied();
}

/** True for the pages of this one review: every one of them lies under /reviews/:id. */
function isOfReview(path: string, id: string | undefined, review: string): boolean {
  return /^\/reviews\/:id(\/|$)/.test(path) && id === review;
}

const limited = () =>
  forbidden(
    'access.limited',
    'Your personal link opens one review only. Ask the careers leader if you need more.',
  );

const denied = () =>
  forbidden(
    'access.denied',
    'Your role does not include this. Ask a careers leader at your school if you need it.',
  );

const outOfScope = (scope: Scope | undefined) =>
  forbidden(
    'token.scope',
    scope
      ? `This API token does not have the scope ${scope}. Create one that has it on your account page.`
      : 'API tokens do not work at this address.',
  );
