import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { openTestApp } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { openStorage, signingIn } from '../platform/storage/transaction.js';
import {
  type Count,
  clearAttempts,
  countAttempts,
  countOneMore,
  LIMITS,
  networkOf,
} from './attempt-limits.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

/** Tries again and again, each as soon as it may, and gives the waits in minutes. */
function waits(times: number): number[] {
  const found: number[] = [];
  let now = NOW;
  let count: Count | null = null;
  for (let each = 0; each < times; each += 1) {
    count = countOneMore(count, LIMITS.account, now);
    assert.ok(count);
    const until = count.throttledUntil ?? now;
    found.push((until.getTime() - now.getTime()) / 60_000);
    now = until;
  }
  return found;
}

describe('the count of wrong tries', () => {
  it('lets four pass at once, then makes each wait longer, up to an hour', () => {
    assert.deepEqual(waits(14), [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('is closed after a hundred in a row, until somebody opens it [S-65]', () => {
    const last = waits(100).at(-1) ?? 0;
    assert.ok(last > 60 * 24 * 365 * 1000);
  });

  it('counts nothing while it is held, so that trying on does not prolong the wait', () => {
    const count = { failures: 5, lastAt: NOW, throttledUntil: later(1) };
    assert.equal(countOneMore(count, LIMITS.account, NOW), null);
    assert.equal(countOneMore(count, LIMITS.account, later(1))?.failures, 6);
  });

  it('begins afresh after a day', () => {
    const count = { failures: 40, lastAt: NOW, throttledUntil: later(60) };
    assert.equal(countOneMore(count, LIMITS.account, later(25 * 60))?.failures, 1);
  });

  it('never lets more than a hundred guesses through in a row, whatever their times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 23 * 60 }), { maxLength: 300 }), (gaps) => {
        let count: Count | null = null;
        let minute = 0;
        let let_through = 0;
        for (const gap of gaps) {
          minute += gap;
          const next = countOneMore(count, LIMITS.account, later(minute));
          if (next) {
            let_through += 1;
            count = next;
          }
        }
        assert.ok(let_through <= 100);
      }),
    );
  });
});

describe('the count that a whole school shares', () => {
  /** Tries every so many seconds for a working day; gives how many were let through. */
  function dayOfAttempts(seconds: number): number {
    let count: Count | null = null;
    let through = 0;
    for (let at = 0; at < 10 * 3600; at += seconds) {
      const next = countOneMore(count, LIMITS.address, new Date(NOW.getTime() + at * 1000));
      if (!next) continue;
      through += 1;
      count = next;
    }
    return through;
  }

  it('holds nobody who mistypes once a minute all day', () => {
    assert.equal(dayOfAttempts(60), 600);
  });

  it('lets a machine that tries every second have few more', () => {
    assert.ok(dayOfAttempts(1) < 720, String(dayOfAttempts(1)));
  });
});

describe('the network of an address', () => {
  for (const [address, network] of [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ] as const) {
    it(`${address} is ${network}`, () => assert.equal(networkOf(address), network));
  }
});

describe('tries in the database', async () => {
  const context = await openTestApp({ now: ORDINARY_MORNING });
  const attempts = [{ kind: 'account', who: 'maya@otterbridge.example' }] as const;

  it('holds when a hundred come at the same moment, through two processes [S-15]', async () => {
    const pool = new pg.Pool({ ...context.application, max: 8 });
    const other = { ...context, storage: openStorage(pool) };
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, (_, each) =>
        countAttempts(each % 2 ? context : other, [...attempts]),
      ),
    );
    await pool.end();
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 5);
  });

  it('says when to try again', async () => {
    await assert.rejects(countAttempts(context, [...attempts]), {
      code: 'attempts.throttled',
      status: 429,
      message: 'Too many attempts. Try again in a minute, at 09:01.',
    });
  });

  for (const [until, words] of [
    ['09:00:01', 'in a minute, at 09:01'],
    ['09:01:00', 'in a minute, at 09:01'],
    ['09:01:01', 'in 2 minutes, at 09:02'],
    ['09:59:00', 'in 59 minutes, at 09:59'],
    ['10:00:00', 'in an hour, at 10:00'],
    ['10:00:01', 'in 2 hours, at 10:01'],
  ] as const)
    it(`says when to try again: ${words}`, async () => {
      await context.superuser.query('UPDATE attempts SET throttled_until = $1', [
        `2026-11-23T${until}Z`,
      ]);
      await assert.rejects(countAttempts(context, [...attempts]), {
        message: `Too many attempts. Try again ${words}.`,
      });
    });

  it('says that a way in is closed, and how it is opened, after a hundred', async () => {
    await context.superuser.query('UPDATE attempts SET failures = 99, throttled_until = NULL');
    await countAttempts(context, [...attempts]);
    context.setClock('2026-11-24T08:59:00Z');
    await assert.rejects(countAttempts(context, [...attempts]), {
      code: 'tries.closed',
      message: /Reset your password/,
    });
    context.setClock(ORDINARY_MORNING);
  });

  it('gives a network one try back when one was right, and an account all', async () => {
    const both = [
      { kind: 'account', who: 'sam@otterbridge.example' },
      { kind: 'address', who: '192.0.2.1' },
    ] as const;
    const failures = async () =>
      (
        await context.superuser.query(
          "SELECT kind, sum(failures)::int AS n FROM attempts WHERE kind = 'address' OR failures < 90 GROUP BY kind ORDER BY kind",
        )
      ).rows.map(({ kind, n }) => `${kind} ${n}`);
    for (let each = 0; each < 3; each += 1) await countAttempts(context, [...both]);
    assert.deepEqual(await failures(), ['account 3', 'address 3']);
    const right = () => context.storage.write(signingIn, (db) => clearAttempts(db, [...both]));
    await right();
    assert.deepEqual(await failures(), ['address 2']);
    for (let each = 0; each < 3; each += 1) await right();
    assert.deepEqual(await failures(), ['address 0']);
    await context.superuser.query("DELETE FROM attempts WHERE kind = 'address'");
  });

  it('keeps no address in the clear', async () => {
    const { rows } = await context.superuser.query('SELECT attempts::text AS all FROM attempts');
    assert.equal(rows.length, 1);
    assert.doesNotMatch(rows[0].all, /maya|otterbridge/);
  });

  it('is out of reach of an organisation’s transaction', async () => {
    const seen = await context.storage.read({ organisation: null, person: null }, (db) =>
      db.selectFrom('attempts').selectAll().execute(),
    );
    assert.deepEqual(seen, []);
  });
});
