/**
 * Signing in with another service: the OpenID Connect code flow with PKCE, state and nonce, by openid-client. A person
 * is known by issuer and subject. An e-mail address that a service claims opens nothing.
 */
import type * as openid from 'openid-client';
import type { Config, IdentityProvider } from '../platform/config.js';
import { invalid, notFound, Problem } from '../platform/problems.js';
import { signingIn } from '../platform/storage/transaction.js';
import { type Ctx, originOf } from '../platform/web/request-context.js';
import { forgetChallenge, keepChallenge, openChallenge, takeChallenge } from './challenges.js';
import { isStrong, labelOf, vouchedEmail } from './claims.js';
import type { Onward } from './sign-in.js';

/** Loaded when somebody first uses it. */
const client = () => import('openid-client');

/** What somebody went away for. The answer is good for nothing else. */
export type IdentityPurpose = 'sign in' | 'prove' | 'link';

interface Away extends Onward {
  provider: string;
  purpose: IdentityPurpose;
  state: string;
  nonce: string;
  verifier: string;
}

/** Somebody as a service knows them, every signature and claim checked. */
export interface VerifiedIdentity {
  provider: IdentityProvider;
  issuer: string;
  subject: string;
  label: string;
  /** The address that the service vouches for. It opens nothing; it can prove one that the person has here. */
  email: string | null;
  /** The service has asked for a second factor itself. */
  isStrong: boolean;
}

/** @throws Problem 404 `provider.missing`. */
export function findProvider(c: Ctx): IdentityProvider {
  const { identityProviders } = c.get('request').context.config;
  const found = identityProviders.find(({ id }) => id === c.req.param('provider'));
  if (!found) throw notFound('provider.missing', 'Waymark does not use this service.');
  return found;
}

const HOUR_MS = 60 * 60_000;
/** What services say about themselves, by configuration and service, for an hour. */
const known = new WeakMap<Config, Map<string, { until: number; found: openid.Configuration }>>();

async function discover(config: Config, provider: IdentityProvider): Promise<openid.Configuration> {
  const kept = known.get(config) ?? new Map();
  known.set(config, kept);
  const earlier = kept.get(provider.id);
  if (earlier && earlier.until > Date.now()) return earlier.found;
  const { discovery, allowInsecureRequests, enableNonRepudiationChecks } = await client();
  const isLocal = provider.issuer.startsWith('http:');
  const found = await discovery(
    new URL(provider.issuer),
    provider.clientId,
    provider.clientSecret,
    undefined,
    {
      // Signatures of ID tokens are checked, although they come straight from the service.
      execute: [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])],
      timeout: 10,
    },
  ).catch((error: unknown) => {
    throw away(provider, error);
  });
  kept.set(provider.id, { until: Date.now() + HOUR_MS, found });
  return found;
}

function away(provider: IdentityProvider, error: unknown): Problem {
  console.error(
    JSON.stringify({ provider: provider.id, error: (error as Error).message ?? 'unknown' }),
  );
  return new Problem(
    503,
    'provider.away',
    `${provider.name} is not responding. Try again in a few minutes, or sign in another way.`,
  );
}

const backTo = (c: Ctx, { id }: IdentityProvider) => `${originOf(c)}/sign-in/with/${id}/back`;

/** Begins: gives the address at the service that the browser goes to. */
export async function goAway(
  c: Ctx,
  provider: IdentityProvider,
  purpose: IdentityPurpose,
  onward: Onward,
): Promise<URL> {
  const { context, person } = c.get('request');
  const [config, oidc] = [await discover(context.config, provider), await client()];
  const verifier = oidc.randomPKCECodeVerifier();
  const body: Away = {
    ...onward,
    provider: provider.id,
    purpose,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier,
  };
  const owner = purpose === 'sign in' ? null : (person?.id ?? null);
  const token = await context.storage.write(signingIn, (db) =>
    openChallenge(db, context, 'identity', { person: owner, body }),
  );
  keepChallenge(c, 'identity', token);
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: backTo(c, provider),
    scope: provider.scope,
    state: body.state,
    nonce: body.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(purpose === 'prove' ? { prompt: 'login' } : {}),
  });
}

/** How long ago, in seconds, the service may have asked, when somebody proves anew who they are. */
const FRESH_SECONDS = 300;

/**
 * Ends: who came back, and what for. `person` is who went away; null when nobody was signed in.
 * @throws Problem 422 `identity.refused`, whatever it was that did not hold.
 */
export async function comeBack(
  c: Ctx,
  provider: IdentityProvider,
): Promise<{ identity: VerifiedIdentity; purpose: IdentityPurpose; onward: Onward }> {
  const { context, person } = c.get('request');
  const throttled = await context.storage.write(signingIn, (db) =>
    takeChallenge<Away>(c, db, 'identity'),
  );
  forgetChallenge(c, 'identity');
  if (!throttled || throttled.body.provider !== provider.id) throw refused(provider);
  const { purpose, state, nonce, verifier, next, kept } = throttled.body;
  if (purpose !== 'sign in' && throttled.person !== person?.id) throw refused(provider);
  const [config, oidc] = [await discover(context.config, provider), await client()];
  const { search } = new URL(c.req.url);
  const tokens = await oidc
    .authorizationCodeGrant(config, new URL(backTo(c, provider) + search), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    })
    .catch(() => {
      throw refused(provider);
    });
  const claims = tokens.claims();
  if (!claims?.sub || claims.iss !== config.serverMetadata().issuer) throw refused(provider);
  if (purpose === 'prove' && claims.auth_time && isStale(claims.auth_time)) throw refused(provider);
  return {
    identity: {
      provider,
      issuer: claims.iss,
      subject: claims.sub,
      label: labelOf(claims),
      email: vouchedEmail(claims),
      isStrong: isStrong(claims),
    },
    purpose,
    onward: { next, kept },
  };
}

const isStale = (authTime: number) => Date.now() / 1000 - authTime > FRESH_SECONDS;

const refused = ({ name }: IdentityProvider) =>
  invalid(
    'identity.refused',
    `Signing in with ${name} did not finish. Try again, or sign in another way.`,
  );
