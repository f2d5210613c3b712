/** Rows of invitations. */

import { tokenHash } from '../account/tokens.js';
import { notFound } from '../platform/problems.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import type { Db, RowOf } from '../platform/storage/transaction.js';

/** An invitation that can be accepted now. */
export interface OpenInvitation {
  id: string;
  organisationId: string;
  organisationName: string;
  email: string;
  name: string;
  role: RoleWord;
  title: string | null;
  isOwner: boolean;
  /** The link left by mail, and nobody else saw it. */
  isMailed: boolean;
  expiresAt: Date;
  inviterName: string | null;
  /** True when the address has an account on this installation. */
  hasAccount: boolean;
}

/**
 * The invitation that a link's token opens, in the scope of the installation.
 * @throws Problem 404 `invitation.closed`, the same for a token that never was, is used, taken back or too old.
 */
export async function findInvitationByToken(
  db: Db,
  token: string,
  now: Date,
): Promise<OpenInvitation> {
  const row = await db
    .selectFrom('invitations as i')
    .innerJoin('organisations as o', 'o.id', 'i.organisation_id')
    .leftJoin('persons as by', 'by.id', 'i.invited_by')
    .leftJoin('persons as p', 'p.email', 'i.email')
    .select([
      'i.id',
      'o.id as organisationId',
      'o.name as organisationName',
      'i.email',
      'i.name',
      'i.role',
      'i.title',
      'i.is_owner as isOwner',
      'i.is_mailed as isMailed',
      'i.expires_at as expiresAt',
      'by.name as inviterName',
      'p.id as accountId',
    ])
    .where('i.token_hash', '=', tokenHash(token))
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', now)
    .executeTakeFirst();
  if (!row) {
    throw notFound(
      'invitation.closed',
      'This invitation has been used or cancelled, or is more than two weeks old. Ask the person who sent it for a new one.',
    );
  }
  const { accountId, ...rest } = row;
  return { ...rest, hasAccount: accountId !== null };
}

/**
 * The same, held still until the change ends: of several who accept it at one moment, or take it back, the first has it.
 * @throws Problem 404 `invitation.closed`
 */
export async function holdInvitation(db: Db, token: string, now: Date): Promise<OpenInvitation> {
  await db
    .selectFrom('invitations')
    .select('id')
    .where('token_hash', '=', tokenHash(token))
    .forUpdate()
    .execute();
  return findInvitationByToken(db, token, now);
}

/** The invitations of a school that wait for an answer, too old ones included, newest first. */
export async function listWaiting(db: Db, organisation: string) {
  return db
    .selectFrom('invitations')
    .select([
      'id',
      'email',
      'name',
      'role',
      'is_owner as isOwner',
      'sent_at as sentAt',
      'expires_at as expiresAt',
    ])
    .where('organisation_id', '=', organisation)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
}

/** An invitation that waits for an answer. */
export type WaitingInvitation = RowOf<typeof listWaiting>;

/** Lets the invitations of a person go: those to the address, and the one that they accepted. */
export async function eraseInvitations(
  db: Db,
  organisation: string,
  person: { id: string; email: string | null },
): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('organisation_id', '=', organisation)
    .where((any) => any.or([any('email', '=', person.email), any('accepted_by', '=', person.id)]))
    .execute();
}

/** Deletes invitations that nobody accepted and that expired before a moment. */
export async function deleteExpiredInvitations(
  db: Db,
  organisation: string,
  before: Date,
): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('organisation_id', '=', organisation)
    .where('accepted_at', 'is', null)
    .where('expires_at', '<', before)
    .execute();
}
