/** The mail queue: written into the outbox by the change that causes it, sent later, so that no page waits for a mail server. */
import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import type { Db } from '../storage/transaction.js';
import { addNotice } from './notices.js';

export interface Mail {
  /** One e-mail address. */
  to: string;
  subject: string;
  /** Plain text; a line for each paragraph. What people named stands in it as `isolated` gives it. */
  text: string;
  /** The ids of what it tells of and may be deleted, in the order of its list where it has one: "- Title: when". */
  about?: readonly string[];
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
    ? 'Waymark does not email links until its administrator sets WAYMARK_URL'
    : 'This copy of Waymark does not send email';

/**
 * Queues a mail in the transaction of the change that causes it. False when this installation has no mail server:
 * it waits as a notice then, for people to hand over, and the caller shows a link that opens something to copy. Such a
 * mail is only given here where `mailOrigin` says that links are mailed, so that no notice ever keeps one.
 */
export async function queueMail(
  db: Db,
  context: Pick<AppContext, 'clock' | 'id' | 'config'>,
  mail: Mail,
): Promise<boolean> {
  const subject = oneLine(mail.subject);
  if (!context.config.smtpUrl) {
    await addNotice(db, context, { ...mail, subject });
    return false;
  }
  const now = context.clock();
  await db
    .insertInto('mails')
    .values({
      id: context.id(),
      organisation_id: sql<string | null>`waymark_organisation()`,
      recipient: mail.to,
      subject,
      words: mail.text,
      queued_at: now,
      next_try_at: now,
    })
    .execute();
  return true;
}

/** Signs that are none to read: they turn the direction of what stands after them, or are read as more headers. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A subject is one line: what follows a line end would be read as another header. */
const oneLine = (text: string) =>
  text.replace(/\s+/g, ' ').replace(UNSEEN, '').trim().slice(0, 200);

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
  await db.deleteFrom('notices').where('recipient', '=', recipient).execute();
}
