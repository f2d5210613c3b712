/** Recovery codes: ten on paper, each good once, for the day when the phone is lost. Only their hashes are kept. */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';

const HOW_MANY = 10;
/** Without letters and figures that look alike. 31^12 is 59 bits, so the hash is a slow one. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** "k7mq-2xfd-9hpa" */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

function hashOf(code: string, salt: Buffer): Promise<Buffer> {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return new Promise((resolve, reject) => {
    scrypt(plain, salt, 32, { ...COST, maxmem: 256 * COST.N * COST.r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A new set and what is kept of it. The codes themselves are shown once and nowhere written. */
export interface NewCodes {
  codes: string[];
  salt: Buffer;
  hashes: Buffer[];
}

/** Makes ten codes. Takes about half a second, so it comes before the transaction. */
export async function makeRecoveryCodes(): Promise<NewCodes> {
  const salt = randomBytes(16);
  const codes = Array.from({ length: HOW_MANY }, newCode);
  return { codes, salt, hashes: await Promise.all(codes.map((code) => hashOf(code, salt))) };
}

/** Puts a new set in the place of the old one. */
export async function saveRecoveryCodes(
  db: Db,
  context: AppContext,
  person: string,
  { salt, hashes }: NewCodes,
): Promise<void> {
  await db.deleteFrom('recovery_codes').where('person_id', '=', person).execute();
  await db
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ person_id: person, hash, salt, made_at: context.clock() })))
    .execute();
}

/** The hash of the unused code that was typed, or null. `useRecoveryCode` then takes it. */
export async function findRecoveryCode(
  db: Db,
  person: string,
  typed: string,
): Promise<Buffer | null> {
  const rows = await db
    .selectFrom('recovery_codes')
    .select(['hash', 'salt'])
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .execute();
  const derived = await hashOf(typed.slice(0, 40), rows[0]?.salt ?? randomBytes(16));
  let found: Buffer | null = null;
  for (const { hash } of rows) if (timingSafeEqual(hash, derived)) found = hash;
  return found;
}

/** Takes a code, once: false when another request was faster. */
export async function useRecoveryCode(
  db: Db,
  context: AppContext,
  person: string,
  hash: Buffer,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_codes')
    .set({ used_at: context.clock() })
    .where('person_id', '=', person)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
