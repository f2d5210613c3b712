/**
 * Password hashes are slow by nature, and the tests make thousands: within one process the slow part is done once for
 * each cost, and passwords and salts are mixed into its result. Nothing of it stands in the product; tests that start
 * Waymark as its own process meet the real ones.
 */
import crypto, { type BinaryLike, type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Done = (error: Error | null, key: Buffer) => void;

const slowParts = new Map<string, Buffer>();
const derive = crypto.scrypt;

function deriveOnce(
  password: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: ScryptOptions,
  done: Done,
): void {
  const cost = JSON.stringify([length, options]);
  const mixed = (slow: Buffer): Buffer => {
    const secret = Buffer.concat([slow, Buffer.from(password as string)]);
    return Buffer.from(crypto.hkdfSync('sha256', secret, salt, '', length));
  };
  const known = slowParts.get(cost);
  if (known) {
    setImmediate(done, null, mixed(known));
    return;
  }
  derive('the tests', 'the tests', length, options, (error, slow) => {
    if (error) return done(error, slow);
    slowParts.set(cost, slow);
    done(null, mixed(slow));
  });
}

crypto.scrypt = deriveOnce as typeof crypto.scrypt;
syncBuiltinESMExports();

/** For tests of how long a password takes: the next key is slow again. */
export const forgetKeys = (): void => slowParts.clear();
