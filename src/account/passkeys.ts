/**
 * Passkeys: WebAuthn challenges, checked by @simplewebauthn/server. Every use asks the device to check its owner, so a
 * passkey is two factors by itself.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { invalid } from '../platform/problems.js';
import { installation, signingIn } from '../platform/storage/transaction.js';
import { type Ctx, originOf } from '../platform/web/request-context.js';
import { keepChallenge, openChallenge, takeChallenge } from './challenges.js';
import { keepPasskey, listPasskeys } from './own-passkeys.js';

/** Loaded when somebody first uses a passkey: its parsers take memory that most processes never need. */
const webauthn = () => import('@simplewebauthn/server');

/** What a challenge was asked for. It is good for nothing else. */
type Purpose = 'sign in' | 'second' | 'prove' | 'add';
interface Challenge {
  challenge: string;
  purpose: Purpose;
}

/** The site that passkeys are bound to. */
function site(c: Ctx): { origin: string; host: string } {
  const origin = originOf(c);
  return { origin, host: new URL(origin).hostname };
}

/** Passkeys work over HTTPS or at localhost, and never at a bare network address. */
export function canHavePasskeys(c: Ctx): boolean {
  const { origin, host } = site(c);
  if (/^[\d.]+$|^\[/.test(host)) return false;
  return origin.startsWith('https:') || host === 'localhost';
}

/** What the browser needs to ask for a passkey. `person` null: whoever the passkey belongs to. */
export async function beginPasskey(
  c: Ctx,
  purpose: Exclude<Purpose, 'add'>,
  person: string | null,
): Promise<object> {
  const { context } = c.get('request');
  const { generateAuthenticationOptions } = await webauthn();
  const own = person
    ? await context.storage.read({ organisation: null, person }, (db) => listPasskeys(db, person))
    : [];
  const options = await generateAuthenticationOptions({
    rpID: site(c).host,
    userVerification: 'required',
    allowCredentials: own.map(({ id, transports }) => ({ id, transports })),
  });
  await hold(c, { challenge: options.challenge, purpose }, person);
  return options;
}

/** What the browser needs to make a passkey. */
export async function beginNewPasskey(
  c: Ctx,
  person: { id: string; name: string; email: string | null },
): Promise<object> {
  const { context } = c.get('request');
  const { generateRegistrationOptions } = await webauthn();
  const own = await context.storage.read({ organisation: null, person: person.id }, (db) =>
    listPasskeys(db, person.id),
  );
  const options = await generateRegistrationOptions({
    rpName: 'Waymark',
    rpID: site(c).host,
    userID: new Uint8Array(Buffer.from(person.id.replaceAll('-', ''), 'hex')),
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    excludeCredentials: own.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await hold(c, { challenge: options.challenge, purpose: 'add' }, person.id);
  return options;
}

async function hold(c: Ctx, body: Challenge, person: string | null): Promise<void> {
  const { context } = c.get('request');
  const token = await context.storage.write(signingIn, (db) =>
    openChallenge(db, context, 'passkey', { person, body }),
  );
  keepChallenge(c, 'passkey', token);
}

const refused = () => {
  const sentence =
    'That passkey could not be checked. Try again, or choose another way to confirm it is you';
  return invalid('passkey.refused', `${sentence}.`, { passkey: sentence });
};

const response = z.looseObject({ id: z.string().max(1400), response: z.looseObject({}) });

function readResponse(text: string): unknown {
  try {
    return response.parse(JSON.parse(text));
  } catch {
    throw refused();
  }
}

/** Ends the challenge: a challenge is good for one answer, of the person and for the purpose that it was asked for. */
async function challengeFor(c: Ctx, purpose: Purpose, person: string | null): Promise<string> {
  const { context } = c.get('request');
  const throttled = await context.storage.write(signingIn, (db) =>
    takeChallenge<Challenge>(c, db, 'passkey'),
  );
  if (!throttled || throttled.body.purpose !== purpose || throttled.person !== person)
    throw refused();
  return throttled.body.challenge;
}

/**
 * Whose passkey has answered. `person` null takes anybody's.
 * @throws Problem 422 `passkey.refused`, without saying which check failed.
 */
export async function answerPasskey(
  c: Ctx,
  purpose: Exclude<Purpose, 'add'>,
  person: string | null,
  text: string,
): Promise<string> {
  const answer = readResponse(text) as AuthenticationResponseJSON;
  const expectedChallenge = await challengeFor(c, purpose, person);
  const { context } = c.get('request');
  const kept = await context.storage.read(installation, (db) =>
    db.selectFrom('passkeys').selectAll().where('id', '=', answer.id).executeTakeFirst(),
  );
  if (!kept || (person && kept.person_id !== person)) throw refused();
  const { verifyAuthenticationResponse } = await webauthn();
  const checked = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge,
    expectedOrigin: site(c).origin,
    expectedRPID: site(c).host,
    requireUserVerification: true,
    credential: {
      id: kept.id,
      publicKey: new Uint8Array(kept.public_key),
      counter: Number(kept.counter),
    },
  }).catch(() => ({ verified: false as const, authenticationInfo: null }));
  if (!checked.verified || !checked.authenticationInfo) throw refused();
  const { newCounter, credentialBackedUp } = checked.authenticationInfo;
  const { numUpdatedRows } = await context.storage.write(signingIn, (db) =>
    db
      .updateTable('passkeys')
      .set({ counter: newCounter, is_backed_up: credentialBackedUp, used_at: context.clock() })
      .where('id', '=', kept.id)
      .where('counter', '=', kept.counter)
      .executeTakeFirst(),
  );
  // A counter that moved meanwhile: somebody else answered with a copy of this key.
  if (numUpdatedRows !== 1n) throw refused();
  return kept.person_id;
}

/**
 * Keeps the passkey that the browser has made.
 * @throws Problem 422 `passkey.refused`; 409 `passkey.too-many`, `passkey.known`.
 */
export async function addPasskey(
  c: Ctx,
  person: string,
  name: string,
  text: string,
): Promise<void> {
  const answer = readResponse(text) as RegistrationResponseJSON;
  const expectedChallenge = await challengeFor(c, 'add', person);
  const { context } = c.get('request');
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge,
    expectedOrigin: site(c).origin,
    expectedRPID: site(c).host,
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  const made = checked.registrationInfo;
  if (!checked.verified || !made) throw refused();
  await keepPasskey(context, person, {
    id: made.credential.id,
    name,
    publicKey: made.credential.publicKey,
    counter: made.credential.counter,
    transports: made.credential.transports ?? [],
    isBackedUp: made.credentialBackedUp,
  });
}
