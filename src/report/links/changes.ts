/** Links to reports: made, and turned off. What somebody reads by one is in opening.ts. */
import { hashPassword } from '../../account/passwords.js';
import { newToken } from '../../account/tokens.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import { conflict } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { requestKey } from '../../platform/storage/idempotency.js';
import type { Db } from '../../platform/storage/transaction.js';
import { findReadable } from '../../review/readable.js';
import { reportEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { endOf, findKind, lastDayOf, type ReportLinkInput } from './link.js';
import { lockReportLink, markRevoked, saveReportLink } from './store.js';

/** A report of a review. */
export interface Target {
  review: string;
  kind: string;
}

interface Made {
  id: string;
  /** Null when it was asked for twice with one key: the first answer had it. */
  token: string | null;
}

/**
 * Makes a link to a report. Gives its token: nobody can read it again.
 * @throws Problem 403 by the table of permissions; 404 `report.unknown`, `review.not-found`; 409 `review.deleted`;
 * 422 `report-link.until`
 */
export async function makeReportLink(
  context: AppContext,
  member: Member,
  target: Target,
  input: ReportLinkInput,
  { key }: How,
): Promise<Made> {
  assertMay(member, 'report.share');
  const kind = findKind(target.kind).id;
  const { hasNames, hasRemarks, passphrase } = input;
  const createdAt = context.clock();
  const until = lastDayOf(input, createdAt);
  // Outside of the transaction: it takes a moment on purpose.
  const passphraseHash = passphrase === '' ? null : await hashPassword(passphrase);
  const { token, hash } = newToken();
  const wanted = context.id();
  const work = async (db: Db) => {
    await assertShareable(db, member, target.review);
    await saveReportLink(db, {
      ...{ organisation: member.organisation.id, id: wanted, review: target.review, kind },
      ...{ hasNames, hasRemarks, passphraseHash, tokenHash: hash },
      ...{ createdBy: member.person.id, createdAt, expiresAt: endOf(until) },
    });
    await recordBy(db, context, member, reportEvents, {
      verb: 'report-link.made',
      subject: { kind: 'review', id: target.review },
      after: {
        ...{ link: wanted, report: kind, until, has_names: hasNames, has_remarks: hasRemarks },
        has_passphrase: passphraseHash !== null,
      },
    });
    return { id: wanted };
  };
  const { id } = await changeIdempotently(context, member, keyOf(key, target, input), work);
  return { id, token: id === wanted ? token : null };
}

/** The key of the request without the passphrase: its print is kept, and a passphrase could be guessed by it. */
function keyOf(key: string | null, target: Target, input: ReportLinkInput): string | null {
  const { passphrase, ...rest } = input;
  return key && requestKey(key.split('/')[0] ?? '', [target, rest, passphrase !== '']);
}

async function assertShareable(db: Db, member: Member, review: string): Promise<void> {
  const { deletedAt } = await findReadable(db, member, review);
  if (deletedAt)
    throw conflict('review.deleted', 'This review has been deleted. Restore it to share a report.');
}

/**
 * Turns a link off: from now on it opens nothing, and stays so. A second time has no effect.
 * @throws Problem 403 by the table of permissions; 404 `report-link.unknown`
 */
export async function revokeReportLink(
  context: AppContext,
  member: Member,
  target: Target & { id: string },
): Promise<void> {
  assertMay(member, 'report.share');
  const organisation = member.organisation.id;
  await context.storage.write(scopeOf(member), async (db) => {
    const link = await lockReportLink(db, organisation, target);
    if (link.revokedAt) return;
    await markRevoked(db, organisation, link.id, context.clock());
    await recordBy(db, context, member, reportEvents, {
      verb: 'report-link.revoked',
      subject: { kind: 'review', id: target.review },
      before: { link: link.id, report: target.kind },
    });
  });
}
