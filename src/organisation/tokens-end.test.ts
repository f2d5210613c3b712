/** Every token that lasts for a while: until when it is good, that it is good for its own kind alone, and how often. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { makeApiToken } from '../account/api-tokens.js';
import {
  type ChallengeKind,
  findChallenge,
  openChallenge,
  takeChallenge,
} from '../account/challenges.js';
import { isAnyonesDevice, isKnownDevice, rememberDevice } from '../account/known-devices.js';
import { openLinkSession } from '../account/link-sessions.js';
import { findLink, type LinkKind, makeLink, takeLink } from '../account/one-time-links.js';
import { openSession } from '../account/sessions.js';
import { scopeOf } from '../platform/access/member.js';
import { SCOPES } from '../platform/access/scopes.js';
import { Problem } from '../platform/problems.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import type { Env } from '../platform/web/request-context.js';
import { openSchool } from '../review/testing/school.js';
import { acceptAsNew } from './invitation-acceptance.js';
import { invite } from './invitation-changes.js';
import { findInvitationByToken } from './invitation-store.js';
import { findLinkByToken, openLink } from './personal-link-opening.js';
import { listLinks } from './personal-link-store.js';
import { makeLink as makePersonalLink } from './personal-links.js';

const START = Date.parse('2026-11-23T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const school = await openSchool({ now: new Date(START).toISOString() });
const { context, maya } = school;
const EMAIL = 'maya.okafor@otterbridge.example';
const review = await school.review();
const at = (elapsed: number) => context.setClock(new Date(START + elapsed).toISOString());

const writing = <T>(work: (db: Db) => Promise<T>) => context.storage.write(installation, work);
const reading = <T>(work: (db: Db) => Promise<T>) => context.storage.read(installation, work);

/** True unless it is refused. */
async function holds(asked: Promise<unknown>): Promise<boolean> {
  try {
    return (await asked) !== null;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return false;
    throw error;
  }
}

async function isAnswered(path: string, headers: Record<string, string>): Promise<boolean> {
  const url = `http://localhost${path}`;
  const answer = await context.app.request(url, { headers: { Host: 'localhost', ...headers } });
  return answer.status === 200;
}

/** Asks for a challenge with the cookie of this kind. */
async function challenge(
  kind: ChallengeKind,
  token: string,
  ask: typeof findChallenge,
): Promise<boolean> {
  const app = new Hono<Env>();
  app.get('/', async (c) => {
    c.set('request', { context } as unknown as Env['Variables']['request']);
    return c.json(await writing((db) => ask(c, db, kind)));
  });
  const headers = { Host: 'localhost', Cookie: `__Host-waymark-${kind}=${token}` };
  return (await (await app.request('http://localhost/', { headers })).json()) !== null;
}

interface Kind {
  lasts: number;
  make(): Promise<string>;
  /** Looks at it, or uses what is used many times. */
  isGood(token: string): Promise<boolean>;
  /** Uses up what is good once. */
  use?(token: string): Promise<boolean>;
}

const challengeKind = (kind: ChallengeKind): Kind => ({
  lasts: 10 * MINUTE,
  make: () =>
    writing((db) => openChallenge(db, context, kind, { person: maya.person.id, body: {} })),
  isGood: (token) => challenge(kind, token, findChallenge),
  use: (token) => challenge(kind, token, takeChallenge),
});

const linkKind = (kind: LinkKind): Kind => ({
  lasts: HOUR,
  make: () =>
    writing((db) => makeLink(db, context, { kind, person: maya.person.id, email: 'a@x.example' })),
  isGood: (token) => holds(reading((db) => findLink(db, context, kind, token))),
  use: (token) => holds(writing((db) => takeLink(db, context, kind, token))),
});

async function personalLink(): Promise<string> {
  const input = { review, name: 'Tom Bell', title: '', email: '', days: 14 } as const;
  const { token } = await makePersonalLink(context, maya, input as never);
  return token ?? '';
}

const KINDS: Record<string, Kind> = {
  'a challenge of the second step': challengeKind('second'),
  'a challenge of a passkey': challengeKind('passkey'),
  'a challenge of another service': challengeKind('identity'),
  'a challenge of the codes': challengeKind('codes'),
  'a link to choose a password': linkKind('password'),
  'a link to confirm an address': linkKind('e-mail'),
  'an invitation': {
    lasts: 14 * DAY,
    make: async () => {
      const email = `${context.id()}@otterbridge.example`;
      const invitee = { email, name: 'Sam', role: 'viewer', title: '', isOwner: false } as const;
      const inviting = {
        organisation: maya.organisation,
        by: maya.person,
        channel: 'web',
        invitee,
      };
      const invited = await context.storage.write(
        { ...installation, organisation: maya.organisation.id },
        (db) => invite(db, context, inviting as Parameters<typeof invite>[2]),
      );
      return invited.token ?? '';
    },
    isGood: (token) => holds(reading((db) => findInvitationByToken(db, token, context.clock()))),
    use: (token) => {
      const input = { name: 'Sam Reid', password: 'heron beside the weir', device: 'Test' };
      return holds(acceptAsNew(context, token, input));
    },
  },
  'a personal link': {
    lasts: 14 * DAY,
    make: personalLink,
    isGood: (token) => holds(findLinkByToken(context, token)),
  },
  'the browser that a personal link has opened': {
    lasts: 12 * HOUR,
    make: async () => {
      const { id } = await findLinkByToken(context, await personalLink());
      const organisation = maya.organisation.id;
      return context.storage.write({ ...installation, organisation }, (db) =>
        openLinkSession(db, context, { organisation, id }),
      );
    },
    isGood: (token) => isAnswered(`/reviews/${review}`, { Cookie: `__Host-waymark-link=${token}` }),
  },
  'a session': {
    lasts: 12 * HOUR,
    make: () => writing((db) => openSession(db, context, maya.person.id, 'Test')),
    isGood: (token) => isAnswered('/account', { Cookie: `__Host-waymark=${token}` }),
  },
  'an API token': {
    lasts: 7 * DAY,
    make: () => {
      const organisation = maya.organisation.id;
      const input = { name: 'Test', organisation, scopes: [...SCOPES], days: 7 };
      return makeApiToken(context, maya.person.id, input as never, null);
    },
    isGood: (token) => isAnswered('/api/reviews', { Authorization: `Bearer ${token}` }),
  },
  'a known browser of an account': {
    lasts: 180 * DAY,
    make: () => writing((db) => rememberDevice(db, context, maya.person.id)),
    isGood: (token) => reading((db) => isKnownDevice(db, context, token, EMAIL)),
  },
  'a known browser of anybody': {
    lasts: 180 * DAY,
    make: () => writing((db) => rememberDevice(db, context, maya.person.id)),
    isGood: (token) => reading((db) => isAnyonesDevice(db, context, token)),
  },
};

for (const [name, { lasts, make, isGood, use }] of Object.entries(KINDS)) {
  describe(name, () => {
    it('is good until its time is over, and then no more', async () => {
      at(0);
      const [early, late] = [await make(), name.includes('link to') ? null : await make()];
      assert.ok(early);
      at(lasts - 1000);
      assert.equal(await isGood(early), true);
      at(lasts);
      // Whoever uses a session makes it longer, so another one is looked at afterwards.
      assert.equal(await isGood(late ?? early), false);
      if (use) assert.equal(await use(late ?? early), false);
    });

    it('is good for nothing else', async () => {
      at(0);
      const token = await make();
      for (const [other, kind] of Object.entries(KINDS)) {
        const isSame = other === name || (/known/.test(name) && /known/.test(other));
        assert.equal(await kind.isGood(token), isSame, `${name} as ${other}`);
        if (kind.use && !isSame) assert.equal(await kind.use(token), false, `${name} as ${other}`);
      }
      assert.equal(await isGood(token), true);
    });

    if (use)
      it('is used up by its first use', async () => {
        at(0);
        const token = await make();
        assert.deepEqual([await use(token), await use(token)], [true, false]);
        assert.equal(await isGood(token), false);
      });
  });
}

it('a known browser is known to nobody else’s address', async () => {
  at(0);
  const token = await writing((db) => rememberDevice(db, context, maya.person.id));
  assert.equal(
    await reading((db) => isKnownDevice(db, context, token, 'sam@otterbridge.example')),
    false,
  );
});

it('a personal link says when it was first opened, and until when it opens', async () => {
  at(0);
  const token = await personalLink();
  at(HOUR);
  const { link } = await openLink(context, token);
  at(2 * HOUR);
  await openLink(context, token);
  const links = await context.storage.read(scopeOf(maya), (db) =>
    listLinks(db, maya.organisation.id),
  );
  const { openedAt, expiresAt, revokedAt } = links.find(({ id }) => id === link.id) ?? {};
  assert.deepEqual(
    [openedAt?.getTime(), expiresAt?.getTime(), revokedAt],
    [START + HOUR, START + 14 * DAY, null],
  );
});

it('wrong tries at an account are forgotten when somebody is in, and not before', async () => {
  at(0);
  const visitor = newVisitor(context, { from: '192.0.2.9' });
  const { superuser } = context;
  const tries = async (): Promise<number> =>
    (
      await superuser.query(
        "SELECT coalesce(sum(failures), 0)::int AS n FROM attempts WHERE kind = 'account'",
      )
    ).rows[0].n;
  const signIn = (password: string) => visitor.post('/sign-in', { email: EMAIL, password });
  await signIn('wrong');
  await signIn('wrong');
  assert.equal(await tries(), 2);
  const token = await writing((db) =>
    makeLink(db, context, { kind: 'password', person: maya.person.id, email: null }),
  );
  await visitor.get(`/new-password/${token}`);
  assert.equal((await visitor.post(`/new-password/${token}`, { fresh: 'weak' })).status, 422);
  assert.equal(await tries(), 2);
  assert.equal((await signIn(MAYAS_PASSWORD)).status, 303);
  assert.equal(await tries(), 0);
});
