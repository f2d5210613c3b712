import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { Problem } from '../problems.js';
import type { Env, RequestContext } from '../web/request-context.js';
import { administrator, anyone, leaders, members, type Policy, route, signedIn } from './route.js';

const person = { id: 'maya', name: 'Maya Okafor', email: null, isAdministrator: false };
const session = { id: 's', confirmedAt: new Date('2026-11-23T09:00:00Z') };
const organisation = { id: 'school', name: 'Ashdown', kind: 'school' } as const;

const NOBODY = { person: null, session: null, organisation: null, role: null, isOwner: false };
const AT_HOME = { ...NOBODY, person, session };
const LEADER = { ...AT_HOME, organisation, role: 'careers leader' } as const;
const VIEWER = { ...LEADER, role: 'viewer' } as const;
const OWNER = { ...VIEWER, isOwner: true } as const;
const LOOKS_AFTER = { ...AT_HOME, person: { ...person, isAdministrator: true } };
const BY_LINK = { ...LEADER, role: 'contributor', limitedTo: 'r1' } as const;

type Asking = Partial<RequestContext>;

/** What a request is answered at a route: who its handler was told is asking, where it was sent, or why not. */
async function answerTo(request: Asking, policy: Policy, path = '/page', asked = path) {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set('request', request as RequestContext);
    await next();
  });
  const { method, handle } = route('GET', path, policy, (c, actor) => c.json({ actor }));
  app.on(method, path, handle);
  app.onError((error, c) => {
    assert.ok(error instanceof Problem, String(error));
    return c.json({ code: error.code, says: error.message }, error.status);
  });
  const answer = await app.request(asked);
  const to = answer.headers.get('location');
  const answered = to ? {} : ((await answer.json()) as Record<string, unknown>);
  return { status: answer.status, to, code: null, says: '', actor: null, ...answered };
}

const working = members('careers leader', 'contributor');

/** Who asks, for what, and the status and code of the answer. */
const CASES: [string, Asking, Policy, number, string | null][] = [
  ['nobody, where anyone may', NOBODY, anyone, 200, null],
  ['nobody, where one signs in', NOBODY, signedIn, 401, 'session.missing'],
  ['nobody, at the administrator’s', NOBODY, administrator, 401, 'session.missing'],
  ['nobody, in a school', NOBODY, working, 401, 'session.missing'],
  ['somebody whose session is gone', { ...LEADER, session: null }, working, 401, 'session.missing'],
  ['a session whose person is gone', { ...LEADER, person: null }, signedIn, 401, 'session.missing'],
  ['somebody without a school, of themselves', AT_HOME, signedIn, 200, null],
  ['somebody without a school, in one', AT_HOME, working, 403, 'access.no-organisation'],
  ['a school without a role', { ...LEADER, role: null }, working, 403, 'access.no-organisation'],
  [
    'a role without a school',
    { ...LEADER, organisation: null },
    working,
    403,
    'access.no-organisation',
  ],
  ['a careers leader', LEADER, working, 200, null],
  ['a viewer, where one works', VIEWER, working, 403, 'access.denied'],
  ['an owner, where a role is asked for', OWNER, working, 403, 'access.denied'],
  ['an owner, where leaders are', OWNER, leaders, 200, null],
  ['a viewer, where leaders are', VIEWER, leaders, 403, 'access.denied'],
  ['a careers leader, where leaders are', LEADER, leaders, 200, null],
  ['a careers leader, at the administrator’s', LEADER, administrator, 403, 'access.denied'],
  ['the administrator', LOOKS_AFTER, administrator, 200, null],
  ['a personal link, where anyone may', BY_LINK, anyone, 200, null],
  ['a personal link, elsewhere', BY_LINK, working, 403, 'access.limited'],
  ['a personal link, at its person’s own', BY_LINK, signedIn, 403, 'access.limited'],
];

describe('a route', () => {
  for (const [who, request, policy, status, code] of CASES) {
    it(`answers ${status} to ${who}`, async () => {
      const answer = await answerTo(request, policy);
      assert.deepEqual([answer.status, answer.code], [status, code]);
      if (status === 403) assert.match(answer.says, /[Aa]sk .*careers leader/);
    });
  }

  it('tells its handler who is asking', async () => {
    const day = session.confirmedAt.toISOString();
    const answered = async (request: Asking, policy: Policy) =>
      (await answerTo(request, policy)).actor;
    const itself = { person, session: { id: 's', confirmedAt: day } };
    assert.deepEqual(await answered(LEADER, anyone), person);
    assert.equal(await answered(NOBODY, anyone), null);
    assert.deepEqual(await answered(LEADER, signedIn), itself);
    const member = { person, organisation, role: 'careers leader', isOwner: false };
    assert.deepEqual(await answered(LEADER, working), member);
    assert.deepEqual(await answered(OWNER, leaders), { ...member, role: 'viewer', isOwner: true });
    assert.deepEqual(await answered(LOOKS_AFTER, administrator), {
      person: LOOKS_AFTER.person,
      session: { id: 's', confirmedAt: day },
    });
  });

  it('keeps its address, its policy and how much may be sent to it', () => {
    const made = route('POST', '/page', leaders, (c) => c.text(''), { bytes: 9 });
    assert.deepEqual(
      [made.method, made.path, made.policy, made.bytes],
      ['POST', '/page', leaders, 9],
    );
    assert.equal('bytes' in route('GET', '/page', leaders, (c) => c.text('')), false);
  });
});

describe('a personal link', () => {
  const REVIEWS: [string, string, number][] = [
    ['/reviews/:id', '/reviews/r1', 200],
    ['/reviews/:id/statements/:code', '/reviews/r1/statements/2.4', 200],
    ['/reviews/:id', '/reviews/r2', 403],
    ['/reviews/:id/statements/:code', '/reviews/r2/statements/2.4', 403],
    ['/reviews/:idle', '/reviews/r1', 403],
    ['/old/reviews/:id', '/old/reviews/r1', 403],
    ['/evidence/:id', '/evidence/r1', 403],
  ];
  for (const [path, asked, status] of REVIEWS) {
    it(`is answered ${status} at ${asked} of ${path}`, async () => {
      const answer = await answerTo(BY_LINK, working, path, asked);
      assert.equal(answer.status, status);
      const { limitedTo } = (answer.actor ?? {}) as { limitedTo?: string };
      assert.equal(limitedTo, status === 200 ? 'r1' : undefined);
    });
  }

  it('leads from the first page to its review, and from no other page', async () => {
    const { status, to } = await answerTo(BY_LINK, anyone, '/');
    assert.deepEqual([status, to], [303, '/reviews/r1']);
    assert.equal((await answerTo(LEADER, anyone, '/')).to, null);
    assert.equal((await answerTo(BY_LINK, anyone, '/other')).to, null);
  });
});
