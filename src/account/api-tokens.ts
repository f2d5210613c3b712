/** Personal API tokens: made, found, listed and revoked. Only the hash of a token is kept. */
import { sql } from 'kysely';
import { z } from 'zod';
import { SCOPES, type Scope } from '../platform/access/scopes.js';
import { dayAt } from '../platform/days.js';
import { conflict, invalid, Problem, unauthenticated } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { once } from '../platform/storage/idempotency.js';
import { type Db, installation, nobody, type RowOf } from '../platform/storage/transaction.js';
import { requiredText } from '../platform/web/form.js';
import { type Ctx, callerAddress, type RequestContext } from '../platform/web/request-context.js';
import { countAttempts, networkOf } from './attempt-limits.js';
import { notifyPerson } from './emails.js';
import { note } from './second-step.js';
import { newToken, tokenHash } from './tokens.js';

/** Begins every token, so that programs that search code for secrets know one when they see it. */
const PREFIX = 'waymark_';
const DAY_MS = 24 * 60 * 60 * 1000;
/** More than anybody has programs. */
const MOST_TOKENS = 50;
/** Last use is written at most this often. */
const USED_EVERY_MS = 5 * 60 * 1000;

/** For how many days a token can be made. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const;

export const tokenInput = z.object({
  name: requiredText('Enter a name for the token', 60, 'a name'),
  organisation: z.uuid('Choose a school'),
  scopes: z.array(z.enum(SCOPES, 'Choose from the list')).min(1, 'Choose what the token can do'),
  days: z.coerce
    .number('Choose when the token expires')
    .refine((days) => TOKEN_DAYS.some((each) => each === days), 'Choose when the token expires'),
});
export type TokenInput = z.infer<typeof tokenInput>;

interface TokenRow {
  id: string;
  scopes: string;
  used_at: Date | null;
  person_id: string;
  person_name: string;
  email: string | null;
  organisation_id: string;
  organisation_name: string;
  organisation_kind: 'school' | 'special school';
  role: NonNullable<RequestContext['role']>;
  is_owner: boolean;
}

/**
 * Whoever the token in the Authorization header stands for, with their role of this moment.
 * @throws Problem 401 `token.refused` for one that is wrong, expired or revoked, or whose person has left the school;
 * 429 `attempts.throttled` after many of those from one network. A good token is never held up by the wrong ones beside it.
 */
export async function whoHasToken(c: Ctx, context: AppContext): Promise<Partial<RequestContext>> {
  const [, token = ''] =
    /^Bearer ([\w-]{20,100})$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const hash = tokenHash(token);
  const { rows } = await context.storage.read(nobody, (db) =>
    sql<TokenRow>`SELECT * FROM waymark_api_token(${hash}, ${context.clock()})`.execute(db),
  );
  const [row] = rows;
  if (!row) {
    await countAttempts(context, [{ kind: 'token', who: networkOf(callerAddress(c)) }]);
    throw unauthenticated(
      'token.refused',
      'This API token is wrong, expired or revoked. Create another on your account page.',
    );
  }
  if (context.clock().getTime() - (row.used_at?.getTime() ?? 0) > USED_EVERY_MS)
    await touch(context, hash);
  return {
    person: {
      id: row.person_id,
      name: row.person_name,
      email: row.email,
      // A token looks after no installation, whoever made it.
      isAdministrator: false,
    },
    token: { id: row.id, scopes: row.scopes.split(' ') },
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      kind: row.organisation_kind,
    },
    role: row.role,
    isOwner: row.is_owner,
    memberships: 1,
  };
}

/** Writes down the last use. Where the disk is full it is left out: reading must go on. */
async function touch(context: AppContext, hash: Buffer): Promise<void> {
  const touched = context.storage.write(installation, (db) =>
    db
      .updateTable('api_tokens')
      .set({ used_at: context.clock() })
      .where('token_hash', '=', hash)
      .execute(),
  );
  await touched.catch((error) => {
    if (!(error instanceof Problem && error.code === 'storage.full')) throw error;
  });
}

/**
 * Makes a token for a person, in one of their schools. Gives it: nobody can read it again.
 * @throws Problem 422 `token.school`; 409 `token.shown` for a form that is sent twice, `token.too-many`
 */
export async function makeApiToken(
  context: AppContext,
  person: string,
  input: TokenInput,
  key: string | null,
): Promise<string> {
  const { token: secret } = newToken();
  const token = `${PREFIX}${secret}`;
  const wanted = context.id();
  const now = context.clock();
  const expires_at = new Date(now.getTime() + input.days * DAY_MS);
  const { id } = await context.storage.write({ ...installation, person }, (db) =>
    once(db, context, person, key, async () => {
      await assertMayHave(db, person, input.organisation);
      await db
        .insertInto('api_tokens')
        .values({
          id: wanted,
          token_hash: tokenHash(token),
          person_id: person,
          organisation_id: input.organisation,
          name: input.name,
          scopes: input.scopes.join(' '),
          created_at: now,
          expires_at,
        })
        .execute();
      const made = { token: wanted, organisation: input.organisation, scopes: input.scopes };
      await note(db, context, person, 'token.made', { ...made, until: dayAt(expires_at) });
      await notifyPerson(db, context, person, {
        subject: 'An API token was created for your Waymark account',
        text: 'An API token was created for your account. A program can use it to work in Waymark in your name.',
      });
      return { id: wanted };
    }),
  );
  if (id === wanted) return token;
  throw conflict(
    'token.shown',
    'This token has already been created and is shown only once. If you did not copy it, revoke it and create another.',
  );
}

async function assertMayHave(db: Db, person: string, organisation: string): Promise<void> {
  const member = await db
    .selectFrom('memberships')
    .select('role')
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!member)
    throw invalid('token.school', 'Choose one of your schools.', {
      organisation: 'Choose one of your schools',
    });
  const { count } = await db
    .selectFrom('api_tokens')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('person_id', '=', person)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_TOKENS)
    throw conflict('token.too-many', `Revoke one first: you can have ${MOST_TOKENS} tokens.`);
}

/** The tokens of a person, expired ones too, the newest first. */
export async function listApiTokens(db: Db, person: string) {
  const rows = await db
    .selectFrom('api_tokens as t')
    .leftJoin('organisations as o', 'o.id', 't.organisation_id')
    .select(['t.id', 't.name', 'o.name as organisation', 't.scopes'])
    .select(['t.created_at as madeAt', 't.expires_at as expiresAt', 't.used_at as usedAt'])
    .where('t.person_id', '=', person)
    .orderBy('t.created_at', 'desc')
    .orderBy('t.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    organisation: row.organisation ?? 'A school you have left',
    scopes: row.scopes.split(' ') as Scope[],
  }));
}

export type TokenShown = RowOf<typeof listApiTokens>;

/** Revokes one token of a person. Gives its name, or null when it was gone already. */
export async function revokeApiToken(
  context: AppContext,
  person: string,
  id: string,
): Promise<string | null> {
  return context.storage.write({ ...installation, person }, async (db) => {
    const gone = await db
      .deleteFrom('api_tokens')
      .where('id', '=', id)
      .where('person_id', '=', person)
      .returning('name')
      .executeTakeFirst();
    if (!gone) return null;
    await note(db, context, person, 'token.revoked', { token: id });
    return gone.name;
  });
}

/**
 * Revokes every token of a person: with a new password, as whoever knew the old one may have made one; and whenever
 * somebody who looks after the installation ends all their sessions.
 */
export async function revokeApiTokensOf(db: Db, person: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('api_tokens')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
