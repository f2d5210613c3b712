/** Links that work once, for an hour: to choose a new password, to confirm a new e-mail address. */
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { newToken, tokenHash } from './tokens.js';

export const LINK_MINUTES = 60;

export type LinkKind = 'password' | 'e-mail';

/** Makes a link's token, in the place of earlier ones of its kind. The token goes to the person alone. */
export async function makeLink(
  db: Db,
  context: AppContext,
  link: { kind: LinkKind; person: string; email: string | null },
): Promise<string> {
  const { token, hash } = newToken();
  const now = context.clock();
  await db
    .deleteFrom('one_time_links')
    .where((eb) =>
      eb.or([
        eb.and([eb('person_id', '=', link.person), eb('kind', '=', link.kind)]),
        eb('expires_at', '<', now),
      ]),
    )
    .execute();
  await db
    .insertInto('one_time_links')
    .values({
      token_hash: hash,
      kind: link.kind,
      person_id: link.person,
      email: link.email,
      expires_at: new Date(now.getTime() + LINK_MINUTES * 60_000),
    })
    .execute();
  return token;
}

export interface Link {
  person: string;
  name: string;
  /** The address that the person has now. */
  currentEmail: string | null;
  /** The address that the link confirms. */
  email: string | null;
}

/**
 * Who a link is for. It goes on working.
 * @throws Problem 404 `link.ended` for one that was used, ran out, or never was.
 */
export async function findLink(
  db: Db,
  context: AppContext,
  kind: LinkKind,
  token: string,
): Promise<Link> {
  const row = await db
    .selectFrom('one_time_links as l')
    .innerJoin('persons as p', 'p.id', 'l.person_id')
    .select(['l.person_id', 'l.email', 'p.name', 'p.email as current'])
    .where('l.token_hash', '=', tokenHash(token))
    .where('l.kind', '=', kind)
    .where('l.expires_at', '>', context.clock())
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw linkEnded();
  return { person: row.person_id, name: row.name, currentEmail: row.current, email: row.email };
}

/** Uses a link up. @throws Problem 404 `link.ended`, for the slower of two requests as well. */
export async function takeLink(
  db: Db,
  context: AppContext,
  kind: LinkKind,
  token: string,
): Promise<Link> {
  const link = await findLink(db, context, kind, token);
  const { numDeletedRows } = await db
    .deleteFrom('one_time_links')
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (numDeletedRows !== 1n) throw linkEnded();
  return link;
}

/** One answer for every link that does not work, so that nobody learns why. */
export const linkEnded = () =>
  notFound(
    'link.ended',
    'This link has been used, or is more than an hour old. Ask for a new one.',
  );
