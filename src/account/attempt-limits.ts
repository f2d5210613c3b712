/**
 * Rate limits on guessing, at sign-in and elsewhere. An attempt is counted in the database before it is checked, so a
 * limit holds across processes, restarts and attempts that come at the same moment.
 */

import { createHash } from 'node:crypto';
import { timeWords } from '../platform/days.js';
import { tooMany } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, signingIn } from '../platform/storage/transaction.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface Limit {
  /** Tries that cost no waiting. */
  free: number;
  /** The wait after the last free try; each further one doubles it. */
  firstWait: number;
  longestWait: number;
  /** After so long without a try, counting starts afresh. */
  forgetAfter: number;
  /** One try is forgiven each time that so long has passed: for counts that many people share. */
  forgiveEvery?: number;
  /** After so many in a row this way stays closed until somebody opens it again. */
  closedAfter?: number;
}

/** For whatever is guessed at one account. */
const GUESSED = {
  free: 5,
  firstWait: MINUTE,
  longestWait: HOUR,
  forgetAfter: 24 * HOUR,
  closedAfter: 100,
};

/** Told in docs/decisions/0014-signing-in.md. NIST 800-63B 5.2.2 allows at most 100 wrong attempts in a row. */
export const LIMITS = {
  /** Passwords for one e-mail address, from browsers that it has never been signed in from. */
  account: GUESSED,
  /** Passwords for one e-mail address from one browser that it has been signed in from. */
  device: GUESSED,
  /**
   * Wrong attempts from one network address. A whole school may share one, and mistypes all day. Known browsers,
   * passkeys and other services do not fall under it, or one person could lock the school out.
   */
  address: {
    free: 60,
    firstWait: MINUTE,
    longestWait: 15 * MINUTE,
    forgetAfter: HOUR,
    forgiveEvery: MINUTE,
  },
  /**
   * Sign-ins begun with a passkey or at another service, from one network address. Nothing can be guessed there: this
   * only bounds how many rows a stranger can have written.
   */
  challenge: {
    free: 600,
    firstWait: MINUTE,
    longestWait: MINUTE,
    forgetAfter: HOUR,
    forgiveEvery: SECOND,
  },
  /** Codes and recovery codes of one person, at the second step or as a proof. */
  code: GUESSED,
  /** The password again, by somebody signed in. */
  proof: GUESSED,
  /** The code of the set-up, from one network address. */
  setUp: { free: 5, firstWait: MINUTE, longestWait: HOUR, forgetAfter: 24 * HOUR },
  /** Wrong API tokens from one network address. */
  token: {
    free: 20,
    firstWait: MINUTE,
    longestWait: 15 * MINUTE,
    forgetAfter: HOUR,
    forgiveEvery: MINUTE,
  },
  /** Passphrases of one report that is shared by link, from one network address. */
  passphrase: { free: 5, firstWait: MINUTE, longestWait: HOUR, forgetAfter: 24 * HOUR },
  /** The same from everywhere: many may open one link at a time. */
  sharedReport: {
    free: 60,
    firstWait: MINUTE,
    longestWait: 15 * MINUTE,
    forgetAfter: HOUR,
    forgiveEvery: MINUTE,
  },
  /** Mails with a link to one e-mail address. */
  mail: { free: 3, firstWait: 15 * MINUTE, longestWait: 6 * HOUR, forgetAfter: 24 * HOUR },
} as const satisfies Record<string, Limit>;

export interface Try {
  kind: keyof typeof LIMITS;
  /** The account, person, device or network address that the try is counted for. */
  who: string;
}

export interface Count {
  failures: number;
  /** The last try; where attempts are forgiven, until when that has been reckoned. */
  lastAt: Date;
  throttledUntil: Date | null;
}

/** Far enough: "closed" is a hold without an end. */
const NEVER = new Date('9999-01-01T00:00:00Z');

/** The count after one more try, or null when the try has to wait until `count.heldUntil`. */
export function countOneMore(count: Count | null, limit: Limit, now: Date): Count | null {
  if (count?.throttledUntil && count.throttledUntil > now) return null;
  const before = stillCounted(count, limit, now);
  const failures = before.failures + 1;
  return { failures, lastAt: before.lastAt, throttledUntil: throttledUntil(failures, limit, now) };
}

function stillCounted(count: Count | null, limit: Limit, now: Date): Omit<Count, 'throttledUntil'> {
  const elapsed = now.getTime() - (count?.lastAt.getTime() ?? 0);
  if (!count || elapsed > limit.forgetAfter) return { failures: 0, lastAt: now };
  if (!limit.forgiveEvery) return { failures: count.failures, lastAt: now };
  const forgiven = Math.max(0, Math.floor(elapsed / limit.forgiveEvery));
  return {
    failures: Math.max(0, count.failures - forgiven),
    lastAt: new Date(count.lastAt.getTime() + forgiven * limit.forgiveEvery),
  };
}

function throttledUntil(failures: number, limit: Limit, now: Date): Date | null {
  if (limit.closedAfter && failures >= limit.closedAfter) return NEVER;
  if (failures < limit.free) return null;
  const wait = Math.min(
    limit.firstWait * 2 ** Math.min(failures - limit.free, 20),
    limit.longestWait,
  );
  return new Date(now.getTime() + wait);
}

const hashOf = ({ kind, who }: Try) => createHash('sha256').update(`${kind}\0${who}`).digest();

/**
 * Counts a try against every limit that it falls under. Gives those that it has used up: from now on they wait.
 * @throws Problem 429 `attempts.throttled` when one of them still has to wait; then nothing is counted.
 */
export async function countAttempts(context: AppContext, attempts: Try[]): Promise<Try['kind'][]> {
  return context.storage.write(signingIn, async (db) => {
    const throttledNow: Try['kind'][] = [];
    for (const each of attempts) {
      const now = context.clock();
      const limit: Limit = LIMITS[each.kind];
      const next = countOneMore(await lock(db, each, now), limit, now);
      if (!next) throw throttled(await lock(db, each, now), now);
      if (next.throttledUntil) throttledNow.push(each.kind);
      await save(db, each, next);
    }
    return throttledNow;
  });
}

/** The count as it is, held still until the transaction ends. */
async function lock(db: Db, each: Try, now: Date): Promise<Count | null> {
  const key = { kind: each.kind, who: hashOf(each) };
  await db
    .insertInto('attempts')
    .values({ ...key, failures: 0, last_at: now, throttled_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('attempts')
    .selectAll()
    .where('kind', '=', key.kind)
    .where('who', '=', key.who)
    .forUpdate()
    .executeTakeFirst();
  return row
    ? { failures: row.failures, lastAt: row.last_at, throttledUntil: row.throttled_until }
    : null;
}

async function save(db: Db, each: Try, count: Count): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ failures: count.failures, last_at: count.lastAt, throttled_until: count.throttledUntil })
    .where('kind', '=', each.kind)
    .where('who', '=', hashOf(each))
    .execute();
}

/**
 * After a right try: an account starts afresh. A network address gets this one try back and no more, or whoever has an
 * account could guess at others without end.
 */
export async function clearAttempts(db: Db, attempts: Try[]): Promise<void> {
  for (const each of attempts) {
    const who = hashOf(each);
    if ('forgiveEvery' in LIMITS[each.kind]) {
      await db
        .updateTable('attempts')
        .set((eb) => ({ failures: eb.fn('greatest', [eb('failures', '-', 1), eb.lit(0)]) }))
        .where('kind', '=', each.kind)
        .where('who', '=', who)
        .execute();
    } else {
      await db
        .deleteFrom('attempts')
        .where('kind', '=', each.kind)
        .where('who', '=', who)
        .execute();
    }
  }
}

function throttled(count: Count | null, now: Date) {
  const until = count?.throttledUntil ?? now;
  if (until.getTime() === NEVER.getTime()) {
    return tooMany(
      'tries.closed',
      'There were 100 wrong attempts in a row, so this way of signing in is locked. Reset your password, or ask your Waymark administrator to unlock it.',
    );
  }
  return tooMany(
    'attempts.throttled',
    `Too many attempts. Try again ${inWords(until, now)}, at ${clockTime(until)}.`,
  );
}

/** "in 4 minutes". Rounded up, so that nobody comes back too early. */
function inWords(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE));
  if (minutes < 60) return minutes === 1 ? 'in a minute' : `in ${minutes} minutes`;
  const hours = Math.ceil(minutes / 60);
  return hours === 1 ? 'in an hour' : `in ${hours} hours`;
}

const clockTime = (at: Date) => timeWords(new Date(Math.ceil(at.getTime() / MINUTE) * MINUTE));

/** The network that an address belongs to: an IPv6 household or school has a whole /64 to try from. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*/s, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const first = head.split(':').filter(Boolean);
  const last = (tail ?? '').split(':').filter(Boolean);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(gap).fill('0'), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
