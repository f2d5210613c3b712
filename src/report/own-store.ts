/** What a school has set for its reports: its own words, and the parts of each report. */
import { sql } from 'kysely';
import type { Db } from '../platform/storage/transaction.js';

/** The parts of a report as a school has chosen them. */
export interface Layout {
  name: string;
  parts: string[];
}

export interface OwnReports {
  /** By the id of the text. */
  texts: Record<string, string>;
  /** By the id of the report. */
  layouts: Record<string, Layout>;
}

/** Waits until nobody else changes what this school has set, to the end of the transaction. */
export async function lockOwnReports(db: Db, organisation: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reports of ${organisation}`}, 0))`.execute(
    db,
  );
}

/** Everything that a school has set. One query. */
export async function findOwnReports(db: Db, organisation: string): Promise<OwnReports> {
  const { rows } = await sql<{
    texts: OwnReports['texts'] | null;
    layouts: OwnReports['layouts'] | null;
  }>`
    SELECT
      (SELECT json_object_agg(t.id, t.words) FROM report_texts t WHERE t.organisation_id = ${organisation}) AS texts,
      (SELECT json_object_agg(l.kind, json_build_object('name', l.name, 'parts', l.parts))
       FROM report_layouts l WHERE l.organisation_id = ${organisation}) AS layouts`.execute(db);
  return { texts: rows[0]?.texts ?? {}, layouts: rows[0]?.layouts ?? {} };
}

interface By {
  organisation: string;
  by: string;
  at: Date;
}

/** Keeps a text; an empty one is let go. */
export async function saveReportText(
  db: Db,
  { organisation, by, at }: By,
  { id, words }: { id: string; words: string },
): Promise<void> {
  if (words === '') {
    await db
      .deleteFrom('report_texts')
      .where('organisation_id', '=', organisation)
      .where('id', '=', id)
      .execute();
    return;
  }
  const values = { words, updated_by: by, updated_at: at };
  await db
    .insertInto('report_texts')
    .values({ organisation_id: organisation, id, ...values })
    .onConflict((on) => on.columns(['organisation_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Keeps the parts of a report; null goes back to the standard ones. */
export async function saveReportLayout(
  db: Db,
  { organisation, by, at }: By,
  kind: string,
  layout: Layout | null,
): Promise<void> {
  if (!layout) {
    await db
      .deleteFrom('report_layouts')
      .where('organisation_id', '=', organisation)
      .where('kind', '=', kind)
      .execute();
    return;
  }
  const values = { ...layout, updated_by: by, updated_at: at };
  await db
    .insertInto('report_layouts')
    .values({ organisation_id: organisation, kind, ...values })
    .onConflict((on) => on.columns(['organisation_id', 'kind']).doUpdateSet(values))
    .execute();
}
