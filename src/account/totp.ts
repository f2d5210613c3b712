/**
 * Time-based codes: RFC 6238 over HMAC-SHA-1, six digits, thirty seconds, as every code app makes them.
 * The hash is node:crypto's; what is here is the truncation of RFC 4226, section 5.3.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret: 160 random bits, the length that RFC 4226 recommends. */
export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** Which thirty seconds a moment lies in, counted from 1970. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);

/** The code of one step. */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code was typed, or null. One step early and one late are taken, because clocks differ
 * (RFC 6238, section 5.2); the caller refuses a step that was used before.
 */
export function matchingStep(secret: Buffer, typed: string, now: Date): number | null {
  const code = Buffer.from(typed.replace(/\s/g, ''));
  let found: number | null = null;
  for (const step of [stepAt(now) - 1, stepAt(now), stepAt(now) + 1]) {
    const right = Buffer.from(codeAt(secret, step));
    if (code.length === right.length && timingSafeEqual(code, right)) found ??= step;
  }
  return found;
}

/** The secret as it is typed into an app: RFC 4648 base 32, in groups of four. */
export function secretInWords(secret: Buffer): string {
  return base32(secret).replace(/(.{4})(?=.)/g, '$1 ');
}

export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** What the picture says to a code app. The name helps to tell several accounts apart there. */
export function secretAddress(secret: Buffer, name: string): string {
  const label = `Waymark:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Waymark&algorithm=SHA1&digits=${DIGITS}&period=${PERIOD_SECONDS}`;
}
