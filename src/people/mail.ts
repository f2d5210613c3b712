/** Mail: written into the outbox by the change that causes it, sent later, so that no page waits for a mail server. */
import { sql } from 'kysely';
import type { Db } from '../storage/transaction.js';
import type { World } from '../storage/world.js';

export interface Mail {
  /** One e-mail address. */
  to: string;
  subject: string;
  /** Plain text; a line for each paragraph. */
  text: string;
}

/**
 * Queues a mail in the transaction of the change that causes it. False when this installation has no mail server:
 * nothing is queued then, and the caller shows the link to copy.
 */
export async function queueMail(
  db: Db,
  world: Pick<World, 'clock' | 'id' | 'config'>,
  mail: Mail,
): Promise<boolean> {
  if (!world.config.smtpUrl) return false;
  const now = world.clock();
  await db
    .insertInto('mails')
    .values({
      id: world.id(),
      organisation_id: sql<string | null>`waymark_organisation()`,
      recipient: mail.to,
      subject: oneLine(mail.subject),
      words: mail.text,
      queued_at: now,
      next_try_at: now,
    })
    .execute();
  return true;
}

/** A subject is one line: what follows a line end would be read as another header. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 200);

/** Minutes to wait after the first, second… refusal; after the last the mail is given up, two and a half days on. */
const WAITS_MINUTES = [1, 5, 15, 60, 180, 360, 720, 1440, 1440] as const;

/** When to try again after so many tries, or null: no more. */
export function nextTry(tries: number, now: Date): Date | null {
  const wait = WAITS_MINUTES[tries - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * 60_000);
}
