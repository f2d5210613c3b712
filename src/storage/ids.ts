/** Ids, in the order in which they are made. */
import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes for many ids at once: asking for sixteen at a time took a fiftieth of the time of a page. */
const pool = Buffer.allocUnsafeSlow(4096);
let used = pool.length;

function sixteenBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

let msecs = 0;
let seq = 0;

/**
 * A new UUIDv7, greater than every one that this process made before: within one millisecond, and when the clock goes
 * back, it counts on (RFC 9562, 6.2, method 1).
 */
export function newId(): string {
  const random = sixteenBytes();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = random.readUInt32BE(6) & 0x7fffffff;
  } else {
    seq += 1;
    if (seq > 0xffffffff) {
      seq = 0;
      msecs += 1;
    }
  }
  return v7({ random, msecs, seq });
}
