/** The code of the set-up: whoever can read what the start printed is the one who started it. */
import { randomInt, timingSafeEqual } from 'node:crypto';
import type { AppContext } from '../platform/storage/context.js';
import { changeSetting, findSetting, lockSetting } from '../platform/storage/settings.js';
import { type Db, installation, nobody } from '../platform/storage/transaction.js';

/** Without letters and figures that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 31^10: a thousand tries a second would take 13,000 years for half of them. */
const LENGTH = 10;
/** In the database until the set-up, so that whichever process printed it, and whichever is asked, it is the same. */
const SETTING = 'set-up-code';

const codeIn = (setting: unknown): string | undefined =>
  (setting as { code?: string } | undefined)?.code;

/** The code of this installation, made when it is first asked for: "k7mqp-2xfd9". */
export async function setUpCode(context: AppContext): Promise<string> {
  return context.storage.write(installation, async (db) => {
    await lockSetting(db, SETTING);
    const known = codeIn(await findSetting(db, SETTING));
    const code = known ?? newCode();
    if (!known) await changeSetting(db, SETTING, { code });
    return code;
  });
}

/** Nobody needs it any more. */
export const forgetSetUpCode = (db: Db): Promise<void> => changeSetting(db, SETTING, {});

function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join('').replace(/^(.{5})/, '$1-');
}

/** True when this is the code of this installation, in whatever way it was typed. */
export async function isSetUpCode(context: AppContext, typed: string): Promise<boolean> {
  if (typed === '') return false;
  const code = codeIn(await context.storage.read(nobody, (db) => findSetting(db, SETTING)));
  if (!code) return false;
  const plain = (text: string) => Buffer.from(text.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const [given, wanted] = [plain(typed.slice(0, 40)), plain(code)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
