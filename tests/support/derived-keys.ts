/**
 * Password hashes are slow by nature, and the tests give the same passwords over and over: within one process a key is
 * derived once for each password, salt and cost. Nothing of it stands in the product.
 */
import crypto, { type BinaryLike, type ScryptOptions } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

type Done = (error: Error | null, key: Buffer) => void;

const derived = new Map<string, Buffer>();
const derive = crypto.scrypt;

function deriveOnce(
  password: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: ScryptOptions,
  done: Done,
): void {
  const words = [password, salt].map((each) => Buffer.from(each as string).toString('base64'));
  const name = JSON.stringify([words, length, options]);
  const known = derived.get(name);
  if (known) {
    setImmediate(done, null, known);
    return;
  }
  derive(password, salt, length, options, (error, key) => {
    if (!error) derived.set(name, key);
    done(error, key);
  });
}

crypto.scrypt = deriveOnce as typeof crypto.scrypt;
syncBuiltinESMExports();

/** For tests of how long a password takes: every key is derived anew. */
export const forgetKeys = (): void => derived.clear();
