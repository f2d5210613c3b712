/** Sends what is in the outbox. Every process of an installation may run this: each mail is taken by one of them. */
import { sql } from 'kysely';
import type { AppContext } from '../storage/context.js';
import { installation } from '../storage/transaction.js';
import { nextTry } from './outbox.js';

/** A mail that a process took and never reported on is taken again after this long. */
const LEASE_MINUTES = 5;
/** What was sent is remembered this long, without its address and its words, to answer "was it sent?". */
const KEEP_DAYS = 30;

/** Hands one mail to a mail server. Rejects with what the server said. */
export type Deliver = (mail: {
  id: string;
  to: string;
  subject: string;
  text: string;
}) => Promise<void>;

/** The mail server of SMTP_URL. */
export function mailServer({ smtpUrl, mailFrom }: AppContext['config']): Deliver | null {
  if (!smtpUrl) return null;
  const open = async () =>
    (await import('nodemailer')).createTransport(smtpUrl, { from: mailFrom });
  let transport: ReturnType<typeof open> | undefined;
  return async ({ id, ...mail }) => {
    // The same id at every try: a mail server that took it twice can tell.
    transport ??= open();
    await (await transport).sendMail({ ...mail, messageId: `<${id}@waymark>` });
  };
}

interface Taken {
  id: string;
  recipient: string;
  subject: string;
  words: string;
  attempts: number;
}

/** Takes the mail that has waited longest, so that no other process does. */
async function take(context: AppContext): Promise<Taken | undefined> {
  const now = context.clock();
  const until = new Date(now.getTime() + LEASE_MINUTES * 60_000);
  return context.storage.write(installation, async (db) => {
    const { rows } = await sql<Taken>`
      UPDATE mails SET attempts = attempts + 1, next_try_at = ${until}
      WHERE id = (SELECT id FROM mails WHERE next_try_at <= ${now} ORDER BY next_try_at
                  LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, recipient, subject, words, attempts`.execute(db);
    return rows[0];
  });
}

/** Sends all that is due. Gives how many were sent and how many were refused for now. */
export async function sendDue(
  context: AppContext,
  deliver: Deliver,
): Promise<{ sent: number; refused: number }> {
  const count = { sent: 0, refused: 0 };
  for (let mail = await take(context); mail; mail = await take(context)) {
    const { id, recipient: to, subject, words: text, attempts } = mail;
    try {
      await deliver({ id, to, subject, text });
      await close(context, id, null);
      count.sent += 1;
    } catch (error) {
      await putBack(context, id, attempts, (error as Error).message);
      count.refused += 1;
    }
  }
  return count;
}

async function close(context: AppContext, id: string, refusal: string | null): Promise<void> {
  const sentAt = refusal === null ? context.clock() : null;
  await context.storage.write(installation, (db) =>
    db
      .updateTable('mails')
      .set({ sent_at: sentAt, next_try_at: null, recipient: '', words: '', refusal })
      .where('id', '=', id)
      .execute(),
  );
}

async function putBack(
  context: AppContext,
  id: string,
  attempts: number,
  said: string,
): Promise<void> {
  const refusal = said.slice(0, 500);
  const next = nextTry(attempts, context.clock());
  if (!next) return close(context, id, refusal);
  await context.storage.write(installation, (db) =>
    db.updateTable('mails').set({ next_try_at: next, refusal }).where('id', '=', id).execute(),
  );
}

/** Forgets what was sent or given up long ago. */
async function forget(context: AppContext): Promise<void> {
  const before = new Date(context.clock().getTime() - KEEP_DAYS * 86_400_000);
  await context.storage.write(installation, (db) =>
    db
      .deleteFrom('mails')
      .where('next_try_at', 'is', null)
      .where('queued_at', '<', before)
      .execute(),
  );
}

/** True when a mail is due and there is a mail server to take it. */
export async function hasDue(context: AppContext): Promise<boolean> {
  if (!context.config.smtpUrl) return false;
  const due = await context.storage.read(installation, (db) =>
    db
      .selectFrom('mails')
      .select('id')
      .where('next_try_at', '<=', context.clock())
      .limit(1)
      .executeTakeFirst(),
  );
  return due !== undefined;
}

/** Empties the outbox of what is due, and of what was sent or given up long ago. */
export async function emptyOutbox(context: AppContext): Promise<void> {
  const deliver = mailServer(context.config);
  if (!deliver) return;
  const { sent } = await sendDue(context, deliver);
  if (sent > 0) await forget(context);
}
