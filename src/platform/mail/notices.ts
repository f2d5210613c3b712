/** What would be mailed where there is no mail server: kept as notices, for people to hand over and to see themselves. */
import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import type { Db, RowOf } from '../storage/transaction.js';

/** A notice that nobody handed over is of no use after a term. */
const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

/** Keeps a notice, in the transaction and for the school of the change that causes it. Old ones go on the way. */
export async function addNotice(
  db: Db,
  context: Pick<AppContext, 'clock' | 'id'>,
  mail: { to: string; subject: string; text: string; about?: readonly string[] },
): Promise<void> {
  const now = context.clock();
  await db
    .deleteFrom('notices')
    .where('made_at', '<', new Date(now.getTime() - KEEP_DAYS * DAY_MS))
    .execute();
  await db
    .insertInto('notices')
    .values({
      id: context.id(),
      organisation_id: sql<string | null>`waymark_organisation()`,
      recipient: mail.to,
      subject: mail.subject,
      words: mail.text,
      about: [...(mail.about ?? [])],
      made_at: now,
      seen_at: null,
      handed_over_at: null,
    })
    .execute();
}

const SHOWN = ['id', 'recipient', 'subject', 'words', 'made_at as madeAt'] as const;

/** What is still to be handed over in a school, or of accounts where it is null; the newest first. */
export async function listNotices(db: Db, organisation: string | null) {
  return db
    .selectFrom('notices')
    .select(SHOWN)
    .where('organisation_id', organisation === null ? 'is' : '=', organisation)
    .where('handed_over_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export type Notice = RowOf<typeof listNotices>;

/**
 * What waits to be handed over tells no more of something that was deleted: a message about it alone goes, and a list
 * that has it says so in its place. Both are found by its id: others may have its title, and it may have had another.
 */
export async function hushNotices(db: Db, organisation: string, id: string): Promise<void> {
  const found = await db
    .selectFrom('notices')
    .select(['id', 'words', 'about'])
    .where('organisation_id', '=', organisation)
    .where('handed_over_at', 'is', null)
    .where(sql<boolean>`${id}::uuid = ANY (about)`)
    .forUpdate()
    .execute();
  for (const notice of found) {
    if (notice.about.length === 1)
      await db.deleteFrom('notices').where('id', '=', notice.id).execute();
    else
      await db
        .updateTable('notices')
        .set({ words: withoutItem(notice.words, notice.about.indexOf(id)) })
        .where('id', '=', notice.id)
        .execute();
  }
}

/** The words of a letter whose list tells no more of one of its items: "- Deleted since: due on 7 December 2026". */
function withoutItem(words: string, which: number): string {
  let at = -1;
  return words
    .split('\n')
    .map((line) => {
      if (!line.startsWith('- ')) return line;
      at += 1;
      return at === which ? `- Deleted since${line.slice(line.lastIndexOf(': '))}` : line;
    })
    .join('\n');
}

/** Says that a notice was handed over: false when it was already, or is another school's. */
export async function markHandedOver(
  db: Db,
  organisation: string | null,
  id: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notices')
    .set({ handed_over_at: at })
    .where('organisation_id', organisation === null ? 'is' : '=', organisation)
    .where('id', '=', id)
    .where('handed_over_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was said about somebody's own account and they have not seen yet; the newest first. */
export async function listOwnNotices(db: Db, email: string | null): Promise<Notice[]> {
  return db
    .selectFrom('notices')
    .select(SHOWN)
    .where('organisation_id', 'is', null)
    .where('recipient', '=', email ?? '')
    .where('seen_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(20)
    .execute();
}

/** The person has seen what is said about their account. */
export async function markOwnSeen(db: Db, email: string | null, at: Date): Promise<void> {
  await db
    .updateTable('notices')
    .set({ seen_at: at })
    .where('organisation_id', 'is', null)
    .where('recipient', '=', email ?? '')
    .where('seen_at', 'is', null)
    .execute();
}
