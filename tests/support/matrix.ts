/**
 * The visitors of the isolation matrix, and two schools: their own, and another, whose every column holds planted
 * words. Asks for any route with the ids of either, and gives everything that the answer says.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { extractText } from 'unpdf';
import { makeApiToken } from '../../src/account/api-tokens.js';
import { openLinkSession } from '../../src/account/link-sessions.js';
import { openSession } from '../../src/account/sessions.js';
import { tokenHash } from '../../src/account/tokens.js';
import type { Played } from '../../src/demo/make.js';
import type { Route } from '../../src/platform/access/route.js';
import { SCOPES, type Scope } from '../../src/platform/access/scopes.js';
import type { RoleWord } from '../../src/platform/storage/tables/people.js';
import { installation } from '../../src/platform/storage/transaction.js';
import type { TestApp } from './app.js';
import { plantCanaries } from './canaries.js';
import { exampleOf } from './examples.js';
import { type Planted, plant } from './planted.js';
import { newVisitor, type Visitor } from './visitor.js';

const ROLES: readonly RoleWord[] = [
  'careers leader',
  'contributor',
  'governor',
  'adviser',
  'viewer',
];
export interface Actor {
  name: string;
  role: RoleWord | null;
  kind: 'member' | 'anonymous' | 'removed' | 'link' | 'token';
  /** Of a token. */
  scopes?: readonly Scope[];
  isOwner: boolean;
  isAdministrator: boolean;
  /** A browser with a fresh session. */
  open(): Promise<Visitor>;
}

/** Who asks, and about which schools. */
export interface Matrix {
  own: Planted;
  /** Every word in it is planted: none may turn up in an answer to a visitor of `own`. */
  other: Planted;
  actors: Actor[];
  signedInAs(person: string): Promise<Visitor>;
}

/** Somebody in our school in a role, made now when the demo data has nobody. */
async function personIn(
  context: TestApp,
  organisation: string,
  role: RoleWord,
  isRemoved = false,
): Promise<string> {
  const id = context.id();
  const now = context.clock();
  await context.storage.write(installation, async (db) => {
    await db
      .insertInto('persons')
      .values({ id, name: `A ${role}`, email: `${id}@own.example`, created_at: now })
      .execute();
    await db
      .insertInto('memberships')
      .values({
        organisation_id: organisation,
        person_id: id,
        role,
        started_at: now,
        ended_at: isRemoved ? now : null,
      })
      .execute();
  });
  return id;
}

const signIn = async (context: TestApp, person: string): Promise<Visitor> => {
  const visitor = newVisitor(context);
  await context.superuser.query('DELETE FROM sessions WHERE person_id = $1', [person]);
  const token = await context.storage.write(installation, (db) =>
    openSession(db, context, person, 'Test'),
  );
  visitor.cookies.set('__Host-waymark', token);
  return visitor;
};

/** Makes the visitors, of the first two schools of the demo data. */
export async function makeMatrix(
  context: TestApp,
  [firstSchool, secondSchool]: readonly Played[],
): Promise<Matrix> {
  assert.ok(firstSchool && secondSchool);
  const signedInAs = (person: string) => signIn(context, person);
  const own = await plant(context, firstSchool);
  const other = await plant(context, secondSchool);
  await plantCanaries(context.superuser, other.organisation.id);
  // Tokens of links were planted over: put them back, so that the links are tried as well.
  for (const [table, id, token] of [
    ['invitations', other.invitation, other.invitationToken],
    ['personal_links', other.link, other.linkToken],
  ] as const) {
    await context.superuser.query(`UPDATE ${table} SET token_hash = $1 WHERE id = $2`, [
      tokenHash(token),
      id,
    ]);
  }
  const actors: Actor[] = [];
  for (const role of ROLES) {
    const person = await personIn(context, own.organisation.id, role);
    actors.push({
      name: role,
      role,
      kind: 'member',
      isOwner: false,
      isAdministrator: false,
      open: () => signedInAs(person),
    });
  }
  for (const [name, role, scopes] of [
    ['token for everything', 'contributor', SCOPES],
    ['token for reading', 'careers leader', SCOPES.filter((scope) => scope.endsWith(':read'))],
    ['token for the plan', 'careers leader', ['plan:change']],
  ] as const) {
    const person = await personIn(context, own.organisation.id, role);
    const input = { name, organisation: own.organisation.id, scopes: [...scopes], days: 30 };
    const token = await makeApiToken(context, person, input, null);
    const open = async () => newVisitor(context, { token });
    const more = { isOwner: false, isAdministrator: false };
    actors.push({ name, role, kind: 'token', scopes, open, ...more });
  }
  const administrator = Object.values(own.people)[0];
  assert.ok(administrator);
  const removed = await personIn(context, own.organisation.id, 'careers leader', true);
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
        const visitor = newVisitor(context);
        const link = { organisation: own.organisation.id, id: own.visitorLink };
        const scope = { ...installation, organisation: own.organisation.id };
        const token = await context.storage.write(scope, (db) =>
          openLinkSession(db, context, link),
        );
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
      open: async () => newVisitor(context),
    },
  );
  return { own, other, actors, signedInAs };
}

/** Everything that an answer says, unpacked: its headers and its words. Streams are read for a moment. */
export async function wordsOf(answer: Response): Promise<string> {
  const head = JSON.stringify([...answer.headers]);
  const kind = answer.headers.get('content-type') ?? '';
  if (kind.startsWith('text/event-stream')) return head + (await beginningOf(answer));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (kind.includes('pdf') && bytes.length > 0) return head + (await wordsOfPdf(bytes));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const parts = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part));
    return head + parts.join('\n');
  }
  const message = answer.headers
    .getSetCookie()
    .map((cookie) => Buffer.from(cookie.split(/[=;]/)[1] ?? '', 'base64url').toString('utf8'));
  return (
    head +
    message.join() +
    decodeURIComponent(head.replace(/%(?![0-9a-f]{2})/gi, '')) +
    new TextDecoder().decode(bytes)
  );
}

const pdfs = new Map<string, string>();

/** The words of a PDF. Many may read the same report: it is read once. */
async function wordsOfPdf(bytes: Uint8Array): Promise<string> {
  const print = createHash('sha256').update(bytes).digest('hex');
  const words = pdfs.get(print) ?? (await extractText(bytes, { mergePages: true })).text;
  pdfs.set(print, words);
  return words;
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

/** Browsers that may have been signed out or told of something else by what they sent. */
const changed = new WeakSet<Visitor>();

/** An actor's browser, route by route: the same as long as it only reads and is refused. */
export function browserOf(actor: Actor): () => Promise<Visitor> {
  let visitor: Visitor | null = null;
  return async () => {
    if (!visitor || changed.has(visitor)) visitor = await actor.open();
    return visitor;
  };
}

/** Asks for a route as a page of its own would. */
export async function ask(
  context: TestApp,
  route: Route,
  path: string,
  visitor: Visitor,
): Promise<Response> {
  if (route.method === 'GET') return visitor.get(path);
  const answer = await visitor.send(route.method, path, { _key: context.id(), _version: '1' });
  if (answer.status !== 403 && answer.status !== 404) changed.add(visitor);
  return answer;
}

/** True when the address names a thing that belongs to a school; links that open something are bearers' own. */
export const isOfSchool = ({ own, other }: Matrix, path: string): boolean =>
  path.includes(':') &&
  !/^\/(invitations|join|shared)\/:token/.test(path) &&
  exampleOf(path, own) !== exampleOf(path, other);

/** Reads first, then changes; what ends a session last. */
export const inOrder = (routes: Route[]): Route[] =>
  [...routes].sort((a, b) => weight(a) - weight(b));
const weight = ({ method, path }: Route) => (method === 'GET' ? 0 : path === '/sign-out' ? 2 : 1);
