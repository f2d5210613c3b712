/** Opening a link to a report: what its token leads to, its passphrase, and how often it was opened. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { clearAttempts, countAttempts, networkOf, type Try } from '../../account/attempt-limits.js';
import { matchesPassword } from '../../account/passwords.js';
import { tokenHash } from '../../account/tokens.js';
import { invalid, notFound, Problem } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { nobody, type Scope, signingIn } from '../../platform/storage/transaction.js';
import { type ReportKind, reportKind } from '../kinds.js';
import { addView } from './store.js';

/** What somebody without an account reads by a link. */
export interface SharedReport {
  id: string;
  organisation: { id: string; name: string; kind: 'school' | 'special school' };
  review: string;
  kind: ReportKind;
  hasNames: boolean;
  hasRemarks: boolean;
  passphraseHash: string | null;
  expiresAt: Date;
}

interface Row {
  organisation_id: string;
  organisation_name: string;
  organisation_kind: 'school' | 'special school';
  id: string;
  review_id: string;
  kind: string;
  has_names: boolean;
  has_remarks: boolean;
  passphrase_hash: string | null;
  expires_at: Date;
}

/** One answer for every link that opens nothing, so that nobody learns why. */
export const linkClosed = () =>
  notFound(
    'report-link.closed',
    'It has expired or was turned off, or a part of the address is missing. Ask the person who sent it to you for a new link.',
  );

/** What a token opens now. @throws Problem 404 `report-link.closed`, the same for one that never was */
export async function findSharedReport(context: AppContext, token: string): Promise<SharedReport> {
  const { rows } = await context.storage.read(nobody, (db) =>
    sql<Row>`SELECT * FROM waymark_report_link(${tokenHash(token)}, ${context.clock()})`.execute(
      db,
    ),
  );
  const [row] = rows;
  const kind = row && reportKind(row.kind);
  if (!row || !kind) throw linkClosed();
  return {
    ...{ id: row.id, review: row.review_id, kind, expiresAt: row.expires_at },
    ...{ hasNames: row.has_names, hasRemarks: row.has_remarks },
    passphraseHash: row.passphrase_hash,
    organisation: {
      ...{ id: row.organisation_id, name: row.organisation_name, kind: row.organisation_kind },
    },
  };
}

/** In whose name the report is read: of nobody, in the school of the link. */
export const guestScope = ({ organisation }: SharedReport): Scope => ({
  organisation: organisation.id,
  person: null,
});

/** Counts an opening. Where the disk is full it is left out: reading must go on. */
export async function countView(context: AppContext, link: SharedReport): Promise<void> {
  const counted = context.storage.write(guestScope(link), (db) =>
    addView(db, link.organisation.id, link.id, context.clock()),
  );
  await counted.catch((error) => {
    if (!(error instanceof Problem && error.code === 'storage.full')) throw error;
  });
}

/** How long a browser that knew the passphrase is not asked again. */
export const OPEN_SECONDS = 24 * 60 * 60;

/**
 * Takes a passphrase. Gives what a browser shows in place of it for a day.
 * @throws Problem 422 `passphrase.wrong`, 429 `attempts.throttled`
 */
export async function takePassphrase(
  context: AppContext,
  link: SharedReport,
  { typed, from }: { typed: string; from: string },
): Promise<string> {
  const attempts: Try[] = [
    { kind: 'passphrase', who: `${link.id} ${networkOf(from)}` },
    { kind: 'sharedReport', who: link.id },
  ];
  await countAttempts(context, attempts);
  if (!(await matchesPassword(typed, link.passphraseHash))) {
    const sentence = 'The passphrase is not right. Ask the person who sent you the link';
    throw invalid('passphrase.wrong', `${sentence}.`, { passphrase: sentence });
  }
  await context.storage.write(signingIn, (db) => clearAttempts(db, attempts));
  return signed(link, context.clock().getTime() + OPEN_SECONDS * 1000);
}

/** True for a link without a passphrase, and for a browser that shows what `takePassphrase` gave it within the day. */
export function isOpenTo(link: SharedReport, shown: string | undefined, now: Date): boolean {
  if (link.passphraseHash === null) return true;
  const until = Number(shown?.split('.')[0]);
  if (!shown || !(until > now.getTime())) return false;
  const [given, due] = [Buffer.from(shown), Buffer.from(signed(link, until))];
  return given.length === due.length && timingSafeEqual(given, due);
}

/** Signed with the hash of the passphrase, which nobody outside has: another link or another passphrase has another. */
function signed({ id, passphraseHash }: SharedReport, until: number): string {
  const mac = createHmac('sha256', passphraseHash ?? '').update(`${id} ${until}`);
  return `${until}.${mac.digest('base64url')}`;
}
