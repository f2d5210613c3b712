/** A real OpenID Connect service on a port of localhost, at which somebody is always signed in already. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import Provider, { type Context } from 'oidc-provider';

/** How somebody signed in at the service (RFC 8176), and when, in seconds since 1970. */
export interface ServiceSignIn {
  amr?: string[];
  ts?: number;
}

export interface IdentityService {
  issuer: string;
  /** Who is signed in at the service from now on, and what it says about them. */
  become(subject: string, claims: Record<string, unknown>, signedIn?: ServiceSignIn): void;
  /** Goes there as a browser does and gives the address that it is sent back to. */
  visit(address: string): Promise<string>;
}

export const SERVICE_CLIENT = { id: 'waymark', secret: 'a secret of the tests only' };

/** Starts the service. It ends with the test file. */
export async function startIdentityService(redirectUri: string): Promise<IdentityService> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  let subject = 'nobody';
  let login: ServiceSignIn = {};
  const people = new Map<string, Record<string, unknown>>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: SERVICE_CLIENT.id,
        client_secret: SERVICE_CLIENT.secret,
        redirect_uris: [redirectUri],
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'organisation'],
    claims: {
      openid: ['sub', 'amr', 'auth_time'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      organisation: ['organisation'],
    },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the tests only'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people.get(id) }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid profile email organisation');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, {
        login: { accountId: subject, ...login },
      });
    } else answer(request, response);
  });
  return {
    issuer,
    become: (id, claims, signedIn = {}) => {
      subject = id;
      login = signedIn;
      people.set(id, claims);
    },
    visit: (address) => followToTheEnd(address, issuer),
  };
}

/** Follows redirects within the service, keeping its cookies, until one leads out of it. */
async function followToTheEnd(address: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = address;
  for (let steps = 0; steps < 10 && next.startsWith(issuer); steps += 1) {
    const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(next, { redirect: 'manual', headers });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      cookies.set(name, value);
    }
    const to = answer.headers.get('location');
    if (!to) throw new Error(`The service answered ${answer.status}: ${await answer.text()}`);
    next = new URL(to, next).href;
  }
  return next;
}
