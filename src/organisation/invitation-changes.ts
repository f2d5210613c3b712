/** The verbs of inviting: invite, send again, take back. */

import type { Confirm } from '../account/step-up.js';
import { newToken } from '../account/tokens.js';
import { type Member, roleWords, scopeOf } from '../platform/access/member.js';
import { changeIdempotently, recordBy } from '../platform/access/member-changes.js';
import { type Channel, record } from '../platform/history/history.js';
import { mailOrigin, queueMail } from '../platform/mail/outbox.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { isolated } from '../platform/web/html.js';
import { peopleEvents } from './events.js';
import type { Invitee } from './invitees.js';
import { assertMay } from './permissions.js';

/** Long enough for a half-term holiday. */
export const INVITATION_DAYS = 14;
const DAY_MS = 86_400_000;

interface Inviting {
  organisation: { id: string; name: string };
  by: { id: string; name: string };
  channel?: Channel | undefined;
  invitee: Invitee;
}

/** What came of inviting one person. `token` is null when a form was sent twice: the first answer had it. */
export interface Invited {
  email: string;
  token: string | null;
  isMailed: boolean;
  /** They are in the school already: nothing was sent. */
  isMember: boolean;
}

/**
 * Invites one person in the transaction of the caller. An open invitation to the same address is replaced: its link
 * opens nothing any more.
 */
export async function invite(db: Db, context: AppContext, inviting: Inviting): Promise<Invited> {
  const { organisation, by, channel, invitee } = inviting;
  const { token, hash } = newToken();
  const now = context.clock();
  const id = context.id();
  const origin = mailOrigin(context);
  await db
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('organisation_id', '=', organisation.id)
    .where('email', '=', invitee.email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await db
    .insertInto('invitations')
    .values({
      organisation_id: organisation.id,
      id,
      email: invitee.email,
      name: invitee.name,
      role: invitee.role,
      title: invitee.title,
      is_owner: invitee.isOwner,
      token_hash: hash,
      is_mailed: origin !== null,
      invited_by: by.id,
      invited_at: now,
      sent_at: now,
      expires_at: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
    })
    .execute();
  await record(db, context, peopleEvents, {
    organisation: organisation.id,
    person: by.id,
    channel,
    verb: 'invitation.sent',
    subject: { kind: 'invitation', id },
    after: { role: invitee.role, is_owner: invitee.isOwner },
  });
  const link = `${origin}/invitations/${token}`;
  const isMailed = origin !== null && (await queueMail(db, context, letter(inviting, link)));
  // Whoever invites never sees a link that was mailed: opening it shows whose the address is.
  return { email: invitee.email, token: isMailed ? null : token, isMailed, isMember: false };
}

function letter({ organisation, by, invitee }: Inviting, link: string) {
  const dear = invitee.name ? `Dear ${isolated(invitee.name)},` : 'Hello,';
  return {
    to: invitee.email,
    subject: `${by.name} invites you to ${organisation.name} on Waymark`,
    text: `${dear}

${isolated(by.name)} invites you to take part in ${isolated(organisation.name)}'s careers review on Waymark, as ${roleWords(invitee)}.

Open this link to join. It is only for you, works once and expires in ${INVITATION_DAYS} days:
${link}

If you do not know ${isolated(by.name)}, you can ignore this email. Nothing happens.
`,
  };
}

/**
 * Invites everybody on a list who is not in the school yet.
 * @throws Problem 403 by the table of permissions, and `step-up.needed` before somebody is invited as owner.
 */
export async function inviteAll(
  context: AppContext,
  member: Member,
  invitees: readonly Invitee[],
  asked: { key: string | null; confirm: Confirm },
): Promise<Invited[]> {
  assertMay(member, 'people.invite');
  if (invitees.some(({ isOwner }) => isOwner)) {
    assertMay(member, 'people.invite-owner');
    asked.confirm();
  }
  let fresh: Invited[] = [];
  const { all } = await changeIdempotently(context, member, asked.key, async (db) => {
    const present = await addressesOf(db, member.organisation.id);
    fresh = [];
    for (const invitee of invitees) {
      if (present.has(invitee.email)) {
        fresh.push({ email: invitee.email, token: null, isMailed: false, isMember: true });
        continue;
      }
      const { organisation, person: by, channel } = member;
      fresh.push(await invite(db, context, { organisation, by, channel, invitee }));
    }
    // An idempotency key outlives the answer, so it holds no token.
    return { all: fresh.map((each) => ({ ...each, token: null })) };
  });
  return fresh.length ? fresh : all;
}

/** The addresses of everybody at work in a school. */
export async function addressesOf(db: Db, organisation: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('persons as p', 'p.id', 'm.person_id')
    .select('p.email')
    .where('m.organisation_id', '=', organisation)
    .where('m.ended_at', 'is', null)
    .execute();
  return new Set(rows.flatMap(({ email }) => (email ? [email] : [])));
}

/**
 * Sends an invitation again, with a new link and a new fortnight; the old link opens nothing any more. Sent twice with
 * one key, the second answer has no token.
 * @throws Problem 404 `invitation.unknown`, 409 `invitation.done`; 403 `step-up.needed` for one as owner.
 */
export async function resendInvitation(
  context: AppContext,
  member: Member,
  id: string,
  { key, confirm }: { key: string | null; confirm: Confirm },
): Promise<Invited> {
  assertMay(member, 'people.invite');
  let token: string | null = null;
  const sent = await changeIdempotently(context, member, key, async (db) => {
    const { email, name, role, title, is_owner } = await findOpen(db, member, id);
    if (is_owner) {
      assertMay(member, 'people.invite-owner');
      confirm();
    }
    const invitee = { email, name, role, title, isOwner: is_owner };
    const { organisation, person: by, channel } = member;
    const invited = await invite(db, context, { organisation, by, channel, invitee });
    token = invited.token;
    return { ...invited, token: null };
  });
  return { ...sent, token };
}

/**
 * Takes an invitation back: its link opens nothing any more.
 * @throws Problem 404 `invitation.unknown`, 409 `invitation.done`.
 */
export async function revokeInvitation(
  context: AppContext,
  member: Member,
  id: string,
): Promise<void> {
  assertMay(member, 'people.invite');
  await context.storage.write(scopeOf(member), async (db) => {
    await findOpen(db, member, id);
    await db
      .updateTable('invitations')
      .set({ revoked_at: context.clock() })
      .where('organisation_id', '=', member.organisation.id)
      .where('id', '=', id)
      .execute();
    await recordBy(db, context, member, peopleEvents, {
      verb: 'invitation.revoked',
      subject: { kind: 'invitation', id },
    });
  });
}

async function findOpen(db: Db, member: Member, id: string) {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('organisation_id', '=', member.organisation.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('invitation.unknown', 'This invitation does not exist.');
  if (row.accepted_at || row.revoked_at) {
    throw conflict(
      'invitation.done',
      'This invitation has already been accepted or cancelled. You can invite them again.',
    );
  }
  return row;
}
