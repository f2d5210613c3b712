/** Rows of links to reports. */
import { sql } from 'kysely';
import { notFound } from '../../platform/problems.js';
import type { Db, RowOf } from '../../platform/storage/transaction.js';

/** A link as it is kept, without what it shows. */
interface NewReportLink {
  organisation: string;
  id: string;
  review: string;
  kind: string;
  hasNames: boolean;
  hasRemarks: boolean;
  passphraseHash: string | null;
  tokenHash: Buffer;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Saves a link, and which token opens it. */
export async function saveReportLink(db: Db, link: NewReportLink): Promise<void> {
  await db
    .insertInto('report_links')
    .values({
      ...{ organisation_id: link.organisation, id: link.id, review_id: link.review },
      ...{ kind: link.kind, has_names: link.hasNames, has_remarks: link.hasRemarks },
      ...{ passphrase_hash: link.passphraseHash, created_by: link.createdBy },
      ...{ created_at: link.createdAt, expires_at: link.expiresAt },
    })
    .execute();
  await db
    .insertInto('report_link_tokens')
    .values({ token_hash: link.tokenHash, organisation_id: link.organisation, link_id: link.id })
    .execute();
}

/** The links to one report of a review, newest first, in any state. */
export async function listReportLinks(
  db: Db,
  organisation: string,
  { review, kind }: { review: string; kind: string },
) {
  return db
    .selectFrom('report_links as l')
    .leftJoin('persons as p', 'p.id', 'l.created_by')
    .select(['l.id', 'l.has_names as hasNames', 'l.has_remarks as hasRemarks', 'l.views'])
    .select(['p.id as createdBy', 'p.name as createdByName', 'l.created_at as createdAt'])
    .select(['l.expires_at as expiresAt', 'l.revoked_at as revokedAt'])
    .select('l.last_viewed_at as lastViewedAt')
    .select(sql<boolean>`l.passphrase_hash IS NOT NULL`.as('hasPassphrase'))
    .where('l.organisation_id', '=', organisation)
    .where('l.review_id', '=', review)
    .where('l.kind', '=', kind)
    .orderBy('l.created_at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(200)
    .execute();
}

export type ReportLinkRow = RowOf<typeof listReportLinks>;

/** One link of a report, held still. @throws Problem 404 `report-link.unknown` */
export async function lockReportLink(
  db: Db,
  organisation: string,
  { review, kind, id }: { review: string; kind: string; id: string },
) {
  const row = await db
    .selectFrom('report_links')
    .select(['id', 'revoked_at as revokedAt'])
    .where('organisation_id', '=', organisation)
    .where('review_id', '=', review)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('report-link.unknown', 'This link does not exist.');
  return row;
}

/** From this moment on the link opens nothing. */
export async function markRevoked(
  db: Db,
  organisation: string,
  id: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('report_links')
    .set({ revoked_at: at })
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute();
}

/** Counts that the report was opened. */
export async function addView(db: Db, organisation: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('report_links')
    .set((eb) => ({ views: eb('views', '+', 1), last_viewed_at: at }))
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute();
}
