/** Opening a personal link: what its token leads to, and the session of the browser that opens it. */

import { openLinkSession } from '../account/link-sessions.js';
import { tokenHash } from '../account/tokens.js';
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { installation, signingIn } from '../platform/storage/transaction.js';

/**
 * The link that a token belongs to, in the scope of the installation and the school.
 * @throws Problem 404 `link.closed`, the same for a token that never was, was taken back or is too old.
 */
export async function findLinkByToken(context: AppContext, token: string) {
  const found = await context.storage.read(installation, (db) =>
    db
      .selectFrom('personal_links as l')
      .innerJoin('persons as p', 'p.id', 'l.person_id')
      .innerJoin('organisations as o', 'o.id', 'l.organisation_id')
      .select([
        'l.id',
        'l.organisation_id as organisationId',
        'o.name as organisationName',
        'l.review_id as reviewId',
        'p.id as personId',
        'p.name as personName',
        'l.expires_at as expiresAt',
      ])
      .where('l.token_hash', '=', tokenHash(token))
      .where('l.revoked_at', 'is', null)
      .where('l.expires_at', '>', context.clock())
      .executeTakeFirst(),
  );
  const review = found && (await titleOf(context, found.organisationId, found.reviewId));
  if (!found || review === undefined) {
    throw notFound(
      'link.closed',
      'This link has expired or was turned off. Ask your school’s careers leader for a new one.',
    );
  }
  return { ...found, reviewTitle: review };
}

/** What a personal link opens. */
export type OpenLink = Awaited<ReturnType<typeof findLinkByToken>>;

async function titleOf(context: AppContext, organisation: string, review: string) {
  const row = await context.storage.read({ organisation, person: null }, (db) =>
    db
      .selectFrom('reviews')
      .select('title')
      .where('organisation_id', '=', organisation)
      .where('id', '=', review)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  return row?.title;
}

/** Opens the link in a browser: gives its token and where to go. */
export async function openLink(context: AppContext, token: string) {
  const link = await findLinkByToken(context, token);
  const scope = { ...signingIn, organisation: link.organisationId };
  const session = await context.storage.write(scope, async (db) => {
    await db
      .updateTable('personal_links')
      .set({ opened_at: context.clock() })
      .where('organisation_id', '=', link.organisationId)
      .where('id', '=', link.id)
      .where('opened_at', 'is', null)
      .execute();
    return openLinkSession(db, context, { organisation: link.organisationId, id: link.id });
  });
  return { session, link };
}
