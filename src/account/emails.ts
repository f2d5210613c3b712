/** Mails about an account to its person. Without a mail server they are left out, and the history still tells. */

import { queueMail } from '../platform/mail/outbox.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';

const IF_NOT_YOU =
  'If this was not you, change your password now and tell your Waymark administrator.';

/** Tells a person what has changed about their account, at the address that they have now. */
export async function notifyPerson(
  db: Db,
  context: AppContext,
  person: string,
  letter: { subject: string; text: string },
): Promise<void> {
  const row = await db
    .selectFrom('persons')
    .select(['name', 'email'])
    .where('id', '=', person)
    .where('email', 'is not', null)
    .executeTakeFirst();
  if (!row?.email) return;
  await queueMail(db, context, {
    to: row.email,
    subject: letter.subject,
    text: `Hello ${isolated(row.name)}\n\n${letter.text}\n\n${IF_NOT_YOU}`,
  });
}
