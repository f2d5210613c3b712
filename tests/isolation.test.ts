/**
 * Every route × every kind of visitor × {their own school's things, another school's}: made from the route table, so
 * that a new route is in it by itself. Another school's words, planted in every column, must turn up in no answer.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { extractText } from 'unpdf';
import { allRoutes, createApp } from '../src/app.js';
import { makeCast, type Played } from '../src/cast/make.js';
import type { Route } from '../src/people/access.js';
import { openLinkSession } from '../src/people/link-sessions.js';
import { openSession } from '../src/people/sessions.js';
import { newToken, tokenHash } from '../src/people/tokens.js';
import type { RoleWord } from '../src/storage/tables.js';
import { installation } from '../src/storage/transaction.js';
import { CANARY, plantCanaries, printOf } from './support/canaries.js';
import { exampleOf, type Planted } from './support/examples.js';
import { newVisitor, type Visitor } from './support/visitor.js';
import { openTestWorld } from './support/world.js';

const ROLES: readonly RoleWord[] = [
  'careers leader',
  'contributor',
  'governor',
  'adviser',
  'viewer',
];
/** Routes of files that are the same for everybody. */
const OUTSIDE = new Set(['GET /assets/:name']);

const world = await openTestWorld();
const [firstSchool, secondSchool] = await makeCast(world);
assert.ok(firstSchool && secondSchool);

interface Actor {
  name: string;
  role: RoleWord | null;
  kind: 'member' | 'anonymous' | 'removed' | 'link';
  isOwner: boolean;
  isAdministrator: boolean;
  /** A browser with a fresh session: one may end while the routes are gone through. */
  open(): Promise<Visitor>;
}

let own: Planted;
let other: Planted;
let actors: Actor[];

/** Adds to a school what the cast has not: an invitation, a personal link, a data request. */
async function plant(school: Played): Promise<Planted> {
  const organisation_id = school.organisation.id;
  const [invitation, link, visitorLink] = [world.id(), world.id(), world.id()];
  const [request, linked, action, remark] = [world.id(), world.id(), world.id(), world.id()];
  const [forInvitation, forLink] = [newToken(), newToken()];
  const now = world.clock();
  const later = new Date(now.getTime() + 86_400_000);
  const reviews = school.reviews;
  await world.storage.write({ ...installation, organisation: organisation_id }, async (db) => {
    await db
      .insertInto('persons')
      .values({ id: linked, name: 'By Link', email: null, created_at: now })
      .execute();
    await db
      .insertInto('invitations')
      .values({
        organisation_id,
        id: invitation,
        email: `${invitation}@invited.example`,
        role: 'viewer',
        token_hash: forInvitation.hash,
        invited_at: now,
        sent_at: now,
        expires_at: later,
      })
      .execute();
    await db
      .insertInto('actions')
      .values({
        organisation_id,
        id: action,
        academic_year: 2026,
        title: 'An action',
        created_at: now,
        updated_at: now,
      })
      .execute();
    await db
      .insertInto('remarks')
      .values({
        organisation_id,
        id: remark,
        kind: 'question',
        review_id: reviews.at(-1) ?? '',
        words: 'What has changed?',
        written_by: linked,
        written_as: 'governor',
        written_at: now,
      })
      .execute();
    await db
      .insertInto('data_requests')
      .values({
        organisation_id,
        id: request,
        kind: 'access',
        who: 'Somebody',
        received_on: '2026-11-20',
        due_on: '2026-12-20',
        recorded_at: now,
      })
      .execute();
    await db
      .insertInto('personal_links')
      .values(
        [
          { id: link, token_hash: forLink.hash },
          { id: visitorLink, token_hash: newToken().hash },
        ].map((each) => ({
          organisation_id,
          review_id: reviews.at(-1) ?? '',
          person_id: linked,
          made_at: now,
          expires_at: later,
          ...each,
        })),
      )
      .execute();
  });
  return {
    ...school,
    invitation,
    invitationToken: forInvitation.token,
    link,
    linkToken: forLink.token,
    visitorLink,
    request,
    action,
    remark,
  };
}

/** Somebody in our school in a role, made now when the cast has nobody. */
async function personIn(role: RoleWord, isRemoved = false): Promise<string> {
  const id = world.id();
  const now = world.clock();
  await world.storage.write(installation, async (db) => {
    await db
      .insertInto('persons')
      .values({ id, name: `A ${role}`, email: `${id}@own.example`, created_at: now })
      .execute();
    await db
      .insertInto('memberships')
      .values({
        organisation_id: own.organisation.id,
        person_id: id,
        role,
        started_at: now,
        ended_at: isRemoved ? now : null,
      })
      .execute();
  });
  return id;
}

const signedInAs = async (person: string): Promise<Visitor> => {
  const visitor = newVisitor(world);
  await world.superuser.query('DELETE FROM sessions WHERE person_id = $1', [person]);
  const token = await world.storage.write(installation, (db) =>
    openSession(db, world, person, 'Test'),
  );
  visitor.cookies.set('__Host-waymark', token);
  return visitor;
};

before(async () => {
  own = await plant(firstSchool);
  other = await plant(secondSchool);
  await plantCanaries(world.superuser, other.organisation.id);
  // Tokens of links were planted over: put them back, so that the links are tried as well.
  for (const [table, id, token] of [
    ['invitations', other.invitation, other.invitationToken],
    ['personal_links', other.link, other.linkToken],
  ] as const) {
    await world.superuser.query(`UPDATE ${table} SET token_hash = $1 WHERE id = $2`, [
      tokenHash(token),
      id,
    ]);
  }
  actors = [];
  for (const role of ROLES) {
    const person = await personIn(role);
    actors.push({
      name: role,
      role,
      kind: 'member',
      isOwner: false,
      isAdministrator: false,
      open: () => signedInAs(person),
    });
  }
  const administrator = Object.values(own.people)[0];
  assert.ok(administrator);
  const removed = await personIn('careers leader', true);
  actors.push(
    {
      name: 'owner and administrator',
      role: administrator.role,
      kind: 'member',
      isOwner: administrator.isOwner,
      isAdministrator: true,
      open: () => signedInAs(administrator.person.id),
    },
    {
      name: 'removed member',
      role: null,
      kind: 'removed',
      isOwner: false,
      isAdministrator: false,
      open: () => signedInAs(removed),
    },
    {
      name: 'personal link',
      role: 'contributor',
      kind: 'link',
      isOwner: false,
      isAdministrator: false,
      open: async () => {
        const visitor = newVisitor(world);
        const link = { organisation: own.organisation.id, id: own.visitorLink };
        const scope = { ...installation, organisation: own.organisation.id };
        const token = await world.storage.write(scope, (db) => openLinkSession(db, world, link));
        visitor.cookies.set('__Host-waymark-link', token);
        return visitor;
      },
    },
    {
      name: 'anonymous',
      role: null,
      kind: 'anonymous',
      isOwner: false,
      isAdministrator: false,
      open: async () => newVisitor(world),
    },
  );
});

/** What the route's policy promises this visitor, for the things of their own school. */
function isAdmitted({ policy, path }: Route, actor: Actor): boolean {
  if (policy.who === 'anyone') return true;
  if (actor.kind === 'anonymous') return false;
  if (actor.kind === 'link') return /^\/reviews\/:id(\/|$)/.test(path) && hasRole(policy, actor);
  if (policy.who === 'signed in') return true;
  if (policy.who === 'administrator') return actor.isAdministrator;
  return actor.kind === 'member' && hasRole(policy, actor);
}

const hasRole = (policy: Route['policy'], { role, isOwner }: Actor): boolean =>
  policy.who === 'members' &&
  ((role !== null && policy.roles.includes(role)) || (policy.orOwner === true && isOwner));

/** Everything that an answer says, unpacked: its headers and its words. Streams are read for a moment. */
async function wordsOf(answer: Response): Promise<string> {
  const head = JSON.stringify([...answer.headers]);
  const kind = answer.headers.get('content-type') ?? '';
  if (kind.startsWith('text/event-stream')) return head + (await beginningOf(answer));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (kind.includes('pdf') && bytes.length > 0) {
    const { text } = await extractText(bytes, { mergePages: true });
    return head + text;
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const parts = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part));
    return head + parts.join('\n');
  }
  const told = answer.headers
    .getSetCookie()
    .map((cookie) => Buffer.from(cookie.split(/[=;]/)[1] ?? '', 'base64url').toString('utf8'));
  return (
    head +
    told.join() +
    decodeURIComponent(head.replace(/%(?![0-9a-f]{2})/gi, '')) +
    new TextDecoder().decode(bytes)
  );
}

async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const timeout = new Promise<{ value: undefined }>((resolve) =>
    setTimeout(() => resolve({ value: undefined }), 150),
  );
  const { value } = await Promise.race([reader.read(), timeout]);
  await reader.cancel();
  return value ? new TextDecoder().decode(value) : '';
}

async function ask(route: Route, path: string, visitor: Visitor): Promise<Response> {
  if (route.method === 'GET') return visitor.get(path);
  return visitor.send(route.method, path, { _key: world.id(), _version: '1' });
}

describe('the isolation matrix', () => {
  it('covers every address that the application answers', () => {
    const declared = new Set(allRoutes.map(({ method, path }) => `${method} ${path}`));
    const answered = createApp(world).routes.filter(({ method }) => method !== 'ALL');
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

  it('lets each visitor in where the policy says so, and refuses them everywhere else', async () => {
    const wrong: string[] = [];
    for (const actor of actors) {
      for (const route of inOrder()) {
        const answer = await ask(route, exampleOf(route.path, own), await actor.open());
        const words = await wordsOf(answer);
        const fault = faultOf(route, actor, answer, words);
        if (fault) wrong.push(`${actor.name}: ${route.method} ${route.path} ${fault}`);
        if (words.includes(CANARY))
          wrong.push(`${actor.name}: ${route.path} tells of another school`);
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });

  it('answers everything with the headers that keep a page to itself', async () => {
    const wrong: string[] = [];
    for (const actor of actors.filter(({ kind }) => kind === 'anonymous' || kind === 'link')) {
      for (const route of allRoutes.filter(({ method }) => method === 'GET')) {
        const { headers } = await ask(route, exampleOf(route.path, own), await actor.open());
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
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });

  it('shows and changes nothing of another school, whatever address is asked for', async () => {
    const print = await printOf(world.superuser, other.organisation.id);
    const wrong: string[] = [];
    for (const actor of actors) {
      for (const route of allRoutes.filter(({ path }) => isOfSchool(path))) {
        const answer = await ask(route, exampleOf(route.path, other), await actor.open());
        const words = await wordsOf(answer);
        const where = `${actor.name}: ${route.method} ${route.path}`;
        if (words.includes(CANARY)) wrong.push(`${where} tells of another school`);
        if (answer.status >= 500) wrong.push(`${where} answered ${answer.status}`);
        if (route.policy.who !== 'anyone' && answer.status === 200 && actor.kind !== 'anonymous') {
          wrong.push(`${where} answered 200 for a thing of another school`);
        }
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
    assert.equal(await printOf(world.superuser, other.organisation.id), print, 'nothing changed');
  });

  it('would notice: the other school itself sees the planted words', async () => {
    const leader = Object.values(other.people)[0];
    assert.ok(leader);
    const visitor = await signedInAs(leader.person.id);
    assert.ok((await visitor.read('/people')).includes(CANARY));
  });
});

/** True when the address names a thing that belongs to a school; links that open something are bearers' own. */
const isOfSchool = (path: string): boolean =>
  path.includes(':') &&
  !/^\/(invitations|join)\/:token/.test(path) &&
  exampleOf(path, own) !== exampleOf(path, other);

/** Reads first, then changes; what ends a session last. */
const inOrder = (): Route[] => [...allRoutes].sort((a, b) => weight(a) - weight(b));
const weight = ({ method, path }: Route) => (method === 'GET' ? 0 : path === '/sign-out' ? 2 : 1);

/** What is wrong with an answer, or null. */
function faultOf(route: Route, actor: Actor, answer: Response, words: string): string | null {
  const { status } = answer;
  if (status >= 500 && status !== 503) return `answered ${status}`;
  if (isAdmitted(route, actor)) return status === 401 ? 'asked for a sign-in' : null;
  const isHome = actor.kind === 'link' && route.path === '/';
  if (isHome) return status === 303 ? null : `answered ${status}`;
  if (actor.kind !== 'anonymous') return status === 403 ? null : `answered ${status}, not 403`;
  if (route.path.startsWith('/api/')) return status === 401 ? null : `answered ${status}, not 401`;
  if (route.method !== 'GET') {
    return words.includes('action="/sign-in"') ? null : `answered ${status}, with no sign-in`;
  }
  const to = answer.headers.get('location') ?? '';
  return status === 303 && to.startsWith('/sign-in') ? null : `answered ${status} to ${to}`;
}
