/** The mail queue: written into the outbox by the change that causes it, sent later, so that no page waits for a mail server. */
import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import type { Db } from '../storage/transaction.js';

export interface Mail {
  /** One e-mail address. */
  to: string;
  subject: string;
  /** Plain text; a line for each paragraph. */
  text: string;
}

/**
 * Where links in mail begin, or null when none is mailed: there is no mail server, or nothing has told Waymark its
 * own address. That is never taken from the Host of a request: whoever sent a forged one could choose where somebody
 * else's link leads.
 */
export function mailOrigin({ config }: Pick<AppContext, 'config'>): string | null {
  return config.smtpUrl ? config.publicUrl : null;
}

/** Why a link is shown to be handed over and not mailed, as half a sentence. */
export const whyNoLinksAreMailed = ({ config }: Pick<AppContext, 'config'>): string =>
  config.smtpUrl
    ? 'Waymark mails no links until its administrator has set WAYMARK_URL'
    : 'Waymark has no mail server here';

/**
 * Queues a mail in the transaction of the change that causes it. False when this installation has no mail server:
 * nothing is queued then, and the caller shows the link to copy.
 */
export async function queueMail(
  db: Db,
  context: Pick<AppContext, 'clock' | 'id' | 'config'>,
  mail: Mail,
): Promise<boolean> {
  if (!context.config.smtpUrl) return false;
  const now = context.clock();
  await db
    .insertInto('mails')
    .values({
      id: context.id(),
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

/** When to try again after so many attempts, or null: no more. */
export function nextTry(attempts: number, now: Date): Date | null {
  const wait = WAITS_MINUTES[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * 60_000);
}

/** Forgets what was mailed to an address, or still waits to be. */
export async function eraseMails(db: Db, recipient: string): Promise<void> {
  await db.deleteFrom('mails').where('recipient', '=', recipient).execute();
}
