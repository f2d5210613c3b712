/**
 * Every route × every kind of visitor × {their own school's things, another school's}: made from the route table, so
 * that a new route is in it by itself. Another school's words, planted in every column, must turn up in no answer.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allRoutes, createApp } from '../src/app.js';
import type { Route } from '../src/platform/access/route.js';
import { hasScope } from '../src/platform/access/scopes.js';
import { openTestDemo } from './support/app.js';
import { CANARY, printOf } from './support/canaries.js';
import { exampleOf } from './support/examples.js';
import {
  type Actor,
  ask,
  browserOf,
  inOrder,
  isOfSchool,
  makeMatrix,
  wordsOf,
} from './support/matrix.js';

/** Routes of files that are the same for everybody. */
const OUTSIDE = new Set(['GET /assets/:name', 'GET /ready']);

const { context, schools } = await openTestDemo();
const matrix = await makeMatrix(context, schools);
const { own, other, actors, signedInAs } = matrix;

/** What those who are known least were answered when they read: the headers of it are looked at afterwards. */
const read: { route: Route; headers: Headers }[] = [];

/** What the route's policy promises this visitor, for the things of their own school. */
function isAdmitted({ policy, path, scope }: Route, actor: Actor): boolean {
  if (policy.who === 'anyone') return true;
  if (isNobody(actor, path)) return false;
  if (actor.kind === 'token')
    return scope !== undefined && hasScope(actor.scopes ?? [], scope) && hasRole(policy, actor);
  if (actor.kind === 'link') return /^\/reviews\/:id(\/|$)/.test(path) && hasRole(policy, actor);
  if (policy.who === 'signed in') return true;
  if (policy.who === 'administrator') return actor.isAdministrator;
  return actor.kind === 'member' && hasRole(policy, actor);
}

/** Whoever is not known at this address: a token opens the API alone. */
const isNobody = ({ kind }: Actor, path: string): boolean =>
  kind === 'anonymous' || (kind === 'token' && !path.startsWith('/api/'));

const hasRole = (policy: Route['policy'], { role, isOwner }: Actor): boolean =>
  policy.who === 'members' &&
  ((role !== null && policy.roles.includes(role)) || (policy.orOwner === true && isOwner));

describe('the isolation matrix', () => {
  it('covers every address that the application answers [S-58]', () => {
    const declared = new Set(allRoutes.map(({ method, path }) => `${method} ${path}`));
    const answered = createApp(context).routes.filter(({ method }) => method !== 'ALL');
    const strangers = answered
      .map(({ method, path }) => `${method} ${path}`)
      .filter((each) => !declared.has(each) && !OUTSIDE.has(each));
    assert.deepEqual(strangers, [], `Not in allRoutes of src/app.ts: ${strangers.join(', ')}`);
    const bare = allRoutes.filter(
      ({ policy }) => !['anyone', 'signed in', 'administrator', 'members'].includes(policy?.who),
    );
    assert.deepEqual(
      bare.map(({ path }) => path),
      [],
      'Every route declares a policy.',
    );
  });

  it('lets each visitor in where the policy says so, and refuses them everywhere else [S-20]', async () => {
    const wrong: string[] = [];
    for (const actor of actors) {
      const browser = browserOf(actor);
      for (const route of inOrder(allRoutes)) {
        const answer = await ask(context, route, exampleOf(route.path, own), await browser());
        const words = await wordsOf(answer);
        if (route.method === 'GET' && ['anonymous', 'link'].includes(actor.kind))
          read.push({ route, headers: answer.headers });
        const fault = faultOf(route, actor, answer, words);
        if (fault) wrong.push(`${actor.name}: ${route.method} ${route.path} ${fault}`);
        if (words.includes(CANARY))
          wrong.push(`${actor.name}: ${route.path} tells of another school`);
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });

  it('answers everything with the headers that keep a page to itself [S-16]', () => {
    assert.equal(read.length, 2 * allRoutes.filter(({ method }) => method === 'GET').length);
    const wrong: string[] = [];
    for (const { route, headers } of read) {
      const policy = headers.get('content-security-policy') ?? '';
      const isKept =
        /default-src 'none'/.test(policy) &&
        /frame-ancestors 'none'/.test(policy) &&
        !/unsafe/.test(policy) &&
        headers.get('x-content-type-options') === 'nosniff' &&
        headers.has('referrer-policy') &&
        !headers.has('access-control-allow-origin');
      if (!isKept) wrong.push(`${route.path}: ${JSON.stringify([...headers])}`);
      if (headers.get('location') === null && !headers.has('content-type')) {
        wrong.push(`${route.path} says not what it is`);
      }
      const isStored = !/no-store/.test(headers.get('cache-control') ?? '');
      if (isStored && route.policy.who !== 'anyone') wrong.push(`${route.path} may be stored`);
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });

  it('shows and changes nothing of another school, whatever address is asked for [S-48]', async () => {
    const print = await printOf(context.superuser, other.organisation.id);
    const wrong: string[] = [];
    for (const actor of actors) {
      const browser = browserOf(actor);
      for (const route of inOrder(allRoutes.filter(({ path }) => isOfSchool(matrix, path)))) {
        const answer = await ask(context, route, exampleOf(route.path, other), await browser());
        const words = await wordsOf(answer);
        const where = `${actor.name}: ${route.method} ${route.path}`;
        if (words.includes(CANARY)) wrong.push(`${where} tells of another school`);
        if (answer.status >= 500) wrong.push(`${where} answered ${answer.status}`);
        if (
          route.policy.who !== 'anyone' &&
          answer.status === 200 &&
          !isNobody(actor, route.path)
        ) {
          wrong.push(`${where} answered 200 for a thing of another school`);
        }
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
    assert.equal(await printOf(context.superuser, other.organisation.id), print, 'nothing changed');
  });

  it('would notice: the other school itself sees the planted words', async () => {
    const leader = Object.values(other.people)[0];
    assert.ok(leader);
    const visitor = await signedInAs(leader.person.id);
    assert.ok((await visitor.read('/people')).includes(CANARY));
  });
});

/** What is wrong with an answer, or null. */
function faultOf(route: Route, actor: Actor, answer: Response, words: string): string | null {
  const { status } = answer;
  if (status >= 500 && status !== 503) return `answered ${status}`;
  if (isAdmitted(route, actor)) return status === 401 ? 'asked for a sign-in' : null;
  const isHome = actor.kind === 'link' && route.path === '/';
  if (isHome) return status === 303 ? null : `answered ${status}`;
  if (!isNobody(actor, route.path)) return status === 403 ? null : `answered ${status}, not 403`;
  if (route.path.startsWith('/api/')) return status === 401 ? null : `answered ${status}, not 401`;
  if (route.method !== 'GET') {
    return words.includes('action="/sign-in"') ? null : `answered ${status}, with no sign-in`;
  }
  const to = answer.headers.get('location') ?? '';
  return status === 303 && to.startsWith('/sign-in') ? null : `answered ${status} to ${to}`;
}
