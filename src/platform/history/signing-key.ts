/** The key that signs the history: a file in the data folder, so that whoever holds the database alone cannot sign. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { StartProblem } from '../problems.js';

const FILE = 'history-key.pem';

export interface HistoryKey {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  id: string;
  /** SPKI, PEM: for whoever verifies. */
  publicKey: string;
  sign(text: string): Buffer;
}

/** What a checkpoint says: the chain of this organisation ended at this position with this hash, at this moment. */
export interface SignedHead {
  organisation: string;
  position: number;
  /** Hexadecimal. */
  hash: string;
  /** ISO 8601. */
  at: string;
}

/** The exact text that is signed. */
export const checkpointText = ({ organisation, position, hash, at }: SignedHead): string =>
  `waymark-history/1\n${organisation}\n${position}\n${hash}\n${at}`;

/** True when the checkpoint was signed by the holder of the key. */
export function isSignedBy(publicKey: string, head: SignedHead, signature: Buffer): boolean {
  return verify(null, Buffer.from(checkpointText(head)), publicKey, signature);
}

/** The short name of a public key. */
export function keyId(publicKey: string): string {
  const spki = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 16);
}

/**
 * Reads the key of this installation, or makes it. Two processes that make it at once end with the same one.
 * @throws StartProblem when there is a file that is no such key: it is never replaced silently.
 */
export function openHistoryKey({ dataFolder }: Pick<Config, 'dataFolder'>): HistoryKey {
  const path = join(dataFolder, FILE);
  mkdirSync(dataFolder, { recursive: true });
  try {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(path, pem, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return keyOf(path);
}

function keyOf(path: string): HistoryKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(path));
  } catch {
    throw new StartProblem(
      `${path} is not the key that signs the history: restore it from a backup, or move it away to start with a new one. The history will show it.`,
    );
  }
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { id: keyId(publicKey), publicKey, sign: (text) => sign(null, Buffer.from(text), key) };
}
