/** Signing in with another service, at a real one. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { runCommand } from '../../tests/support/command.js';
import { SERVICE_CLIENT, startIdentityService } from '../../tests/support/identity-service.js';
import { MAYAS_PASSWORD, newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { readConfig } from '../platform/config.js';
import { countAttempts, LIMITS } from './attempt-limits.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const service = await startIdentityService('http://localhost/sign-in/with/dfe/back');
const hostile = await startHostileService();
const configuration = (word: string, issuer: string) => ({
  [`OIDC_${word}_ISSUER`]: issuer,
  [`OIDC_${word}_CLIENT_ID`]: SERVICE_CLIENT.id,
  [`OIDC_${word}_CLIENT_SECRET`]: SERVICE_CLIENT.secret,
});
const { context, maya } = await openTestSchool({
  now: ORDINARY_MORNING,
  env: {
    ...configuration('DFE', service.issuer),
    ...configuration('EVIL', hostile),
    ...configuration('LIAR', `${hostile}/liar`),
  },
});

/** A service that signs nothing and says whatever it likes. */
async function startHostileService(): Promise<string> {
  const server = createServer((request, response) => {
    const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    const json = (body: object) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (request.url?.includes('/.well-known')) {
      json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['none', 'RS256'],
      });
    } else if (request.url?.startsWith('/token')) {
      const part = (body: object) => Buffer.from(JSON.stringify(body)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: issuer,
        sub: 'maya-1',
        aud: SERVICE_CLIENT.id,
        iat: now,
        exp: now + 60,
      };
      const token = `${part({ alg: 'none' })}.${part({ ...claims, nonce: lastNonce })}.`;
      json({ access_token: 'x', token_type: 'bearer', id_token: token });
    } else json({ keys: [] });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  after(() => server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
let lastNonce = '';

/** Presses a button that leads away; gives the address there. */
async function away(visitor: Visitor, channel: string, fields = {}): Promise<string> {
  const answer = await visitor.post(channel, fields);
  assert.equal(answer.status, 200, await answer.clone().text());
  return /url=(.*)$/.exec(answer.headers.get('refresh') ?? '')?.[1] ?? '';
}
const pathOf = (address: string) => address.replace('http://localhost', '');

describe('an account at another service', () => {
  it('is asked for with state, nonce and a proof key [S-51]', async () => {
    const there = new URL(await away(newVisitor(context), '/sign-in/with/dfe'));
    for (const name of ['state', 'nonce', 'code_challenge']) {
      assert.ok((there.searchParams.get(name) ?? '').length >= 43, name);
    }
    assert.equal(there.searchParams.get('code_challenge_method'), 'S256');
    assert.equal(there.searchParams.get('scope'), 'openid profile email organisation');
  });

  it('opens nothing by its email address alone [S-52]', async () => {
    service.become('stranger-1', { name: 'Maya Okafor', email: EMAIL, email_verified: true });
    const visitor = newVisitor(context);
    const back = await service.visit(await away(visitor, '/sign-in/with/dfe'));
    const answer = await visitor.get(pathOf(back));
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /not linked yet/);
    assert.ok(!visitor.cookies.has('__Host-waymark'));
  });

  it('is linked by somebody signed in, and then signs them in', async () => {
    const organisation = JSON.stringify({ name: 'Otterbridge School', urn: null });
    service.become('maya-1', { name: 'Maya Okafor', email: 'm@dfe.example', organisation });
    const back = await service.visit(await away(maya, '/account/identities/with/dfe'));
    assert.equal((await maya.get(pathOf(back))).headers.get('location'), '/account/identities');
    assert.match(
      await maya.read('/account/identities'),
      /m@dfe.example, Otterbridge School\. Linked/,
    );

    const visitor = newVisitor(context);
    const there = await away(visitor, '/sign-in/with/dfe', { next: '/account/name' });
    const answer = await visitor.get(pathOf(await service.visit(there)));
    assert.equal(answer.headers.get('location'), '/account/name');
    assert.equal((await visitor.get('/account')).status, 200);
  });

  it('proves the address that it vouches for, when that is the one that the person has here', async () => {
    const verifiedAt = async () =>
      (
        await context.superuser.query('SELECT email_verified_at FROM persons WHERE email = $1', [
          EMAIL,
        ])
      ).rows[0].email_verified_at;
    for (const [claims, isProof] of [
      [{ email: 'other@otterbridge.example', email_verified: true }, false],
      [{ email: EMAIL, email_verified: false }, false],
      [{ email: EMAIL, email_verified: 'true' }, false],
      [{ email: EMAIL }, false],
      [{ email: EMAIL.toUpperCase(), email_verified: true }, true],
    ] as const) {
      service.become('maya-1', { name: 'Maya Okafor', ...claims });
      const visitor = newVisitor(context);
      const there = await away(visitor, '/sign-in/with/dfe', { next: '/account/name' });
      const answer = await visitor.get(pathOf(await service.visit(there)));
      assert.equal(answer.status, 303);
      assert.equal((await verifiedAt()) !== null, isProof, JSON.stringify(claims));
    }
  });

  it('signs in while the network has to wait for wrong passwords', async () => {
    const from = '203.0.113.40';
    for (let each = 0; each < LIMITS.address.free; each += 1)
      await countAttempts(context, [{ kind: 'address', who: from }]);
    const visitor = newVisitor(context, { from });
    const there = await away(visitor, '/sign-in/with/dfe', { next: '/account/name' });
    const answer = await visitor.get(pathOf(await service.visit(there)));
    assert.equal(answer.headers.get('location'), '/account/name');
  });

  it('cannot be linked to a second person [S-34]', async () => {
    const sam = await somebodyElse();
    const back = await service.visit(await away(sam, '/account/identities/with/dfe'));
    const answer = await sam.get(pathOf(back));
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /linked to another person/);
  });

  it('is not taken from an answer that is replayed, forged or meant for another browser [S-47]', async () => {
    const visitor = newVisitor(context);
    const back = pathOf(await service.visit(await away(visitor, '/sign-in/with/dfe')));
    const other = newVisitor(context);
    assert.equal((await other.get(back)).status, 422, 'another browser');
    assert.equal((await visitor.get(back)).status, 303);
    visitor.cookies.clear();
    assert.equal((await visitor.get(back)).status, 422, 'a second time');

    const forged = newVisitor(context);
    const again = pathOf(await service.visit(await away(forged, '/sign-in/with/dfe')));
    assert.equal((await forged.get(again.replace(/state=[^&]*/, 'state=x'))).status, 422);
    const mixed = newVisitor(context);
    const third = pathOf(await service.visit(await away(mixed, '/sign-in/with/dfe')));
    assert.equal((await mixed.get(third.replace('/dfe/', '/evil/'))).status, 422, 'mixed up');
    assert.ok(![other, forged, mixed].some(({ cookies }) => cookies.has('__Host-waymark')));
  });

  it('cannot be linked to whoever happens to be signed in when the answer comes', async () => {
    const sam = await somebodyElse();
    const there = await away(sam, '/account/identities/with/dfe');
    const back = pathOf(await service.visit(there));
    const kept = sam.cookies.get('__Host-waymark-identity') ?? '';
    maya.cookies.set('__Host-waymark-identity', kept);
    assert.equal((await maya.get(back)).status, 422);
  });

  it('at a service that does not sign its answers is refused [S-35]', async () => {
    const visitor = newVisitor(context);
    const there = new URL(await away(visitor, '/sign-in/with/evil'));
    lastNonce = there.searchParams.get('nonce') ?? '';
    const state = there.searchParams.get('state');
    const answer = await visitor.get(`/sign-in/with/evil/back?code=x&state=${state}`);
    assert.equal(answer.status, 422);
  });

  it('at a service that gives itself out for another one is refused before anybody goes there [S-53]', async () => {
    const answer = await newVisitor(context).post('/sign-in/with/liar', {});
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('refresh'), null);
  });

  it('shows that it is you, when it is your own', async () => {
    context.setClock('2026-11-23T09:30:00Z');
    assert.equal((await maya.get('/account/identities')).status, 303);
    service.become('maya-1', { name: 'Maya Okafor' });
    const there = await away(maya, '/prove/with/dfe', { next: '/account/identities' });
    assert.equal(new URL(there).searchParams.get('prompt'), 'login');
    const answer = await maya.get(pathOf(await service.visit(there)));
    assert.equal(answer.headers.get('location'), '/account/identities');

    context.setClock('2026-11-23T10:00:00Z');
    service.become('stranger-1', {});
    const other = await away(maya, '/prove/with/dfe', { next: '/account/identities' });
    assert.equal((await maya.get(pathOf(await service.visit(other)))).status, 403);
    assert.equal((await maya.get('/account/identities')).status, 303, 'not proved');
  });

  it('is offered by name: every service for signing in, and for showing who one is those that are linked', async () => {
    const buttons = (html: string, channel: string) =>
      [
        ...html.matchAll(
          new RegExp(`action="${channel}/with/(\\w+)"[\\s\\S]*?<button[^>]*>([^<]*)<`, 'g'),
        ),
      ]
        .map(([, id, words]) => `${id}: ${words?.trim()}`)
        .sort();
    const page = await newVisitor(context).read('/sign-in?next=/account/name');
    assert.deepEqual(buttons(page, '/sign-in'), [
      'dfe: Sign in with DfE Sign-in',
      'evil: Sign in with EVIL',
      'liar: Sign in with LIAR',
    ]);
    assert.deepEqual(buttons(await maya.read('/prove?next=/account'), '/prove'), [
      'dfe: Confirm with DfE Sign-in',
    ]);
    assert.match(await maya.read('/account'), /1 account/);
  });

  it('shows that it is you when the service has asked within five minutes, and no longer', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const [ago, status] of [
      [600, 422],
      [60, 303],
    ] as const) {
      service.become('maya-1', { name: 'Maya Okafor' }, { ts: now - ago });
      const there = await away(maya, '/prove/with/dfe', { next: '/account/identities' });
      assert.equal((await maya.get(pathOf(await service.visit(there)))).status, status);
      const isOpen = (await maya.get('/account/identities')).status === 200;
      assert.equal(isOpen, status === 303);
    }
  });

  it('shows that it is you, and what was being sent goes on then', async () => {
    service.become('maya-1', { name: 'Maya Okafor' });
    const kept = JSON.stringify({ name: ['M Okafor'], _version: ['1'] });
    const there = await away(maya, '/prove/with/dfe', { next: '/account/name', kept });
    const html = await (await maya.get(pathOf(await service.visit(there)))).text();
    assert.match(html, /<form method="post" action="\/account\/name"/);
    assert.match(html, /<input type="hidden" name="name" value="M Okafor"/);
  });

  it('asks for the second step that its person asks for [S-24]', async () => {
    await context.superuser.query(
      'INSERT INTO second_steps (person_id, since) SELECT id, now() FROM persons WHERE email = $1',
      [EMAIL],
    );
    service.become('maya-1', { name: 'Maya Okafor' });
    const visitor = newVisitor(context);
    const back = await service.visit(await away(visitor, '/sign-in/with/dfe'));
    assert.equal((await visitor.get(pathOf(back))).headers.get('location'), '/sign-in/second');
    for (const [amr, wanted] of [
      [['pwd'], '/sign-in/second'],
      [['pwd', 'mfa'], '/account/name'],
    ] as const) {
      service.become('maya-1', { name: 'Maya Okafor' }, { amr: [...amr] });
      const other = newVisitor(context);
      const there = await away(other, '/sign-in/with/dfe', { next: '/account/name' });
      const answer = await other.get(pathOf(await service.visit(there)));
      assert.equal(answer.headers.get('location'), wanted, amr.join());
      assert.equal(other.cookies.has('__Host-waymark'), wanted === '/account/name');
    }
    await context.superuser.query('DELETE FROM second_steps');
  });

  it('is named by its service among what a new password closes', async () => {
    const printed = await runCommand(context, ['person reset-link', EMAIL]);
    const link = /(\/new-password\/\S+)/.exec(printed)?.[1] ?? '';
    const kept = /Keep: (DfE Sign-in: [^<]*)</.exec(await newVisitor(context).read(link))?.[1];
    assert.match(kept ?? '', /^DfE Sign-in: /);
  });

  it('opens nothing once its person was erased', async () => {
    service.become('maya-1', { name: 'Maya Okafor', email: 'm@dfe.example' });
    const erase = (at: string) =>
      context.superuser.query(`UPDATE persons SET erased_at = ${at} WHERE email = $1`, [EMAIL]);
    await erase('now()');
    try {
      const visitor = newVisitor(context);
      const back = await service.visit(await away(visitor, '/sign-in/with/dfe'));
      assert.equal((await visitor.get(pathOf(back))).status, 403);
      assert.ok(!visitor.cookies.has('__Host-waymark'));
    } finally {
      await erase('NULL');
    }
  });

  it('can be removed, unless it is the only way in', async () => {
    await maya.post('/prove', { with: 'password', password: MAYAS_PASSWORD });
    const identity = { issuer: service.issuer, subject: 'maya-1' };
    await context.superuser.query(
      'DELETE FROM passwords p USING persons WHERE person_id = id AND email = $1',
      [EMAIL],
    );
    const refused = await maya.post('/account/identities/remove', identity);
    assert.equal(refused.status, 409);
    const set = await maya.post('/account/password', { fresh: 'eleven herons by the weir' });
    assert.equal(set.status, 303);
    assert.equal((await maya.post('/account/identities/remove', identity)).status, 303);
    const gone = await maya.post('/account/identities/remove', identity);
    assert.equal(gone.status, 404);
  });
});

describe('the configuration of services', () => {
  it('needs all three parts, over https, for one tenant', () => {
    const read = (env: Record<string, string>) => () => readConfig(env);
    assert.throws(
      read({ OIDC_ENTRA_ISSUER: 'https://x.example' }),
      /OIDC_ENTRA_CLIENT_ID is missing/,
    );
    assert.throws(read(configuration('A', 'http://x.example')), /begins with https/);
    for (const everybody of ['common', 'organizations', 'consumers'])
      for (const end of ['', '/v2.0'])
        assert.throws(
          read(configuration('ENTRA', `https://login.microsoftonline.com/${everybody}${end}`)),
          /your own tenant/,
        );
    assert.equal(
      readConfig(configuration('MICROSOFT', 'https://login.microsoftonline.com/0f/v2.0'))
        .identityProviders[0]?.name,
      'Microsoft',
    );
    const { identityProviders } = readConfig({
      ...configuration('ENTRA', 'https://login.microsoftonline.com/0f/v2.0'),
      ...configuration('GOOGLE', 'https://accounts.google.com'),
      ...configuration('DFE', 'https://oidc.signin.education.gov.uk'),
    });
    assert.deepEqual(
      identityProviders.map(({ id, name }) => `${id}: ${name}`),
      ['dfe: DfE Sign-in', 'entra: Microsoft', 'google: Google'],
    );
  });
});

async function somebodyElse(): Promise<Visitor> {
  const id = context.id();
  const email = `sam.${id}@otterbridge.example`;
  await context.superuser.query(
    "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', $2, now())",
    [id, email],
  );
  await context.superuser.query(
    'INSERT INTO passwords (person_id, hash, changed_at) SELECT $1, hash, now() FROM passwords LIMIT 1',
    [id],
  );
  const sam = newVisitor(context);
  await sam.post('/sign-in', { email, password: MAYAS_PASSWORD });
  return sam;
}
