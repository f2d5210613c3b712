/** Tokens of links, sessions and the API: 256 random bits that go to one person; only their hash is kept. */
import { createHash, randomBytes } from 'node:crypto';

/** A new token, and what is kept of it. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
