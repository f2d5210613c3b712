/** Passkeys with a device of our own making: whose answers count, for what, and how often. */
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../tests/support/clocks.js';
import { MAYAS_PASSWORD, newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { countAttempts, LIMITS } from './attempt-limits.js';

const { context } = await openTestSchool({ now: ORDINARY_MORNING });
const { rows } = await context.superuser.query<{ id: string }>('SELECT id FROM persons');
const maya = rows[0]?.id ?? '';
const sam = context.id();
await context.superuser.query(
  "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Field', 'sam@otterbridge.example', now())",
  [sam],
);
await context.superuser.query(
  `INSERT INTO memberships (organisation_id, person_id, role, started_at)
   SELECT id, $1, 'contributor', now() FROM organisations`,
  [sam],
);

interface Device {
  id: string;
  key: KeyObject;
}

/** What a device may get wrong in an answer. */
interface Slip {
  origin?: string;
  host?: string;
  counter?: number;
  /** Without asking its owner for a finger or a number. */
  isUnasked?: boolean;
  signedBy?: KeyObject;
}

/** A new key pair, the public one as COSE, ES256 (RFC 9053, 2.1). */
function newKeys(): { key: KeyObject; cose: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = Buffer.concat([
    ...[Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url')],
    ...[Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')],
  ]);
  return { key: privateKey, cose };
}

/** A device whose passkey belongs to a person. */
async function deviceOf(person: string): Promise<Device> {
  const { key, cose } = newKeys();
  const id = randomBytes(32).toString('base64url');
  await context.superuser.query(
    `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
     VALUES ($1, $2, 'Test device', $3, 4, false, now())`,
    [id, person, cose],
  );
  return { id, key };
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();

/** What the browser sends when the device answers a challenge. */
function answered(device: Device, challenge: string, slip: Slip = {}): string {
  const { origin = 'http://localhost', host = 'localhost', counter = 5 } = slip;
  const client = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }),
  );
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const data = Buffer.concat([sha256(host), Buffer.from([slip.isUnasked ? 0x01 : 0x05]), count]);
  const signature = sign(
    'sha256',
    Buffer.concat([data, sha256(client)]),
    slip.signedBy ?? device.key,
  );
  return JSON.stringify({
    ...{ id: device.id, rawId: device.id, type: 'public-key', clientExtensionResults: {} },
    response: {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    },
  });
}

/** What the browser sends when a device has made a passkey, without saying what kind of device it is. */
function made(challenge: string, slip: Slip = {}, id: Buffer = randomBytes(32)): string {
  const { origin = 'http://localhost', host = 'localhost' } = slip;
  const client = JSON.stringify({
    type: 'webauthn.create',
    challenge,
    origin,
    crossOrigin: false,
  });
  const data = Buffer.concat([
    ...[sha256(host), Buffer.from([slip.isUnasked ? 0x41 : 0x45]), Buffer.alloc(4)],
    ...[Buffer.alloc(16), Buffer.from([0, id.length]), id, newKeys().cose],
  ]);
  // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
  const attestation = Buffer.concat([
    Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
    ...[Buffer.from([data.length]), data],
  ]);
  const named = id.toString('base64url');
  return JSON.stringify({
    ...{ id: named, rawId: named, type: 'public-key', clientExtensionResults: {} },
    response: {
      clientDataJSON: Buffer.from(client).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    },
  });
}

async function challengeAt(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.post(`${path}/options`, {});
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { challenge: string }).challenge;
}

const send = (visitor: Visitor, path: string, passkey: string) =>
  visitor.post(path, { passkey, next: '/account' });

/** Somebody whose sign-in was long enough ago to be asked again. */
async function signedIn(person: string): Promise<Visitor> {
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
  await context.superuser.query(
    "UPDATE sessions SET confirmed_at = '2026-11-23T08:00:00Z' WHERE person_id = $1",
    [person],
  );
  return visitor;
}

async function isConfirmed(person: string): Promise<boolean> {
  const { rows: sessions } = await context.superuser.query<{ confirmed_at: Date }>(
    'SELECT confirmed_at FROM sessions WHERE person_id = $1 ORDER BY confirmed_at DESC LIMIT 1',
    [person],
  );
  return sessions[0]?.confirmed_at.getTime() === context.clock().getTime();
}

async function assertRefused(answer: Response): Promise<void> {
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /That passkey could not be checked/);
}

describe('a passkey that shows again who somebody is', () => {
  beforeEach(async () => {
    await context.superuser.query('DELETE FROM sessions');
    await context.superuser.query('DELETE FROM passkeys');
  });

  it('does, once', async () => {
    const device = await deviceOf(maya);
    const visitor = await signedIn(maya);
    const passkey = answered(device, await challengeAt(visitor, '/prove/passkey'));
    assert.equal((await send(visitor, '/prove/passkey', passkey)).status, 303);
    assert.ok(await isConfirmed(maya));
    await assertRefused(await send(visitor, '/prove/passkey', passkey));
  });

  it('is one’s own: that of a colleague shows nothing', async () => {
    const device = await deviceOf(sam);
    const visitor = await signedIn(maya);
    const passkey = answered(device, await challengeAt(visitor, '/prove/passkey'));
    await assertRefused(await send(visitor, '/prove/passkey', passkey));
    assert.equal(await isConfirmed(maya), false);
  });

  it('answers a challenge of the same person', async () => {
    const device = await deviceOf(maya);
    const colleague = await signedIn(sam);
    const challenge = await challengeAt(colleague, '/prove/passkey');
    const visitor = await signedIn(maya);
    for (const [name, value] of colleague.cookies)
      if (name !== '__Host-waymark') visitor.cookies.set(name, value);
    await assertRefused(await send(visitor, '/prove/passkey', answered(device, challenge)));
    assert.equal(await isConfirmed(maya), false);
  });

  it('answers a challenge that was asked for this', async () => {
    const device = await deviceOf(maya);
    const visitor = await signedIn(maya);
    const passkey = answered(device, await challengeAt(visitor, '/sign-in/passkey'));
    await assertRefused(await send(visitor, '/prove/passkey', passkey));
    assert.equal(await isConfirmed(maya), false);
  });

  const SLIPS: readonly [string, Slip][] = [
    ['another site asked for', { origin: 'https://elsewhere.example' }],
    ['it is bound to another site', { host: 'elsewhere.example' }],
    ['the device did not ask for its owner', { isUnasked: true }],
    ['a copy of the device has counted past', { counter: 4 }],
    [
      'another key has signed',
      { signedBy: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
    ],
  ];
  for (const [what, slip] of SLIPS) {
    it(`is refused when ${what}`, async () => {
      const device = await deviceOf(maya);
      const visitor = await signedIn(maya);
      const passkey = answered(device, await challengeAt(visitor, '/prove/passkey'), slip);
      await assertRefused(await send(visitor, '/prove/passkey', passkey));
      assert.equal(await isConfirmed(maya), false);
    });
  }

  it('is no passkey that nobody has', async () => {
    const visitor = await signedIn(maya);
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const stranger = { id: randomBytes(32).toString('base64url'), key };
    const passkey = answered(stranger, await challengeAt(visitor, '/prove/passkey'));
    await assertRefused(await send(visitor, '/prove/passkey', passkey));
  });
});

describe('a passkey at the door', () => {
  it('signs in whose it is', async () => {
    const device = await deviceOf(sam);
    const visitor = newVisitor(context);
    const passkey = answered(device, await challengeAt(visitor, '/sign-in/passkey'));
    assert.equal((await send(visitor, '/sign-in/passkey', passkey)).status, 303);
    assert.match(await visitor.read('/account'), /Sam Field/);
  });

  it('signs in while the network has to wait for wrong passwords', async () => {
    const from = '203.0.113.30';
    for (let each = 0; each < LIMITS.address.free; each += 1)
      await countAttempts(context, [{ kind: 'address', who: from }]);
    const device = await deviceOf(sam);
    const visitor = newVisitor(context, { from });
    const passkey = answered(device, await challengeAt(visitor, '/sign-in/passkey'));
    assert.equal((await send(visitor, '/sign-in/passkey', passkey)).status, 303);
  });

  it('begins at most so many sign-ins at once from one network, and always from a known browser', async () => {
    const from = '203.0.113.31';
    const known = newVisitor(context, { from });
    const device = await deviceOf(sam);
    await send(
      known,
      '/sign-in/passkey',
      answered(device, await challengeAt(known, '/sign-in/passkey')),
    );
    await context.superuser.query(
      `INSERT INTO attempts (kind, who, failures, last_at) VALUES ('challenge', sha256($1), $2, $3)
       ON CONFLICT (kind, who) DO UPDATE SET failures = excluded.failures`,
      [Buffer.from(`challenge\0${from}`), LIMITS.challenge.free, context.clock()],
    );
    await newVisitor(context, { from }).post('/sign-in/passkey/options', {});
    const stranger = newVisitor(context, { from });
    assert.equal((await stranger.post('/sign-in/passkey/options', {})).status, 429);
    assert.equal((await known.post('/sign-in/passkey/options', {})).status, 200);
    context.setClock('2026-11-23T09:02:00Z');
    assert.equal((await stranger.post('/sign-in/passkey/options', {})).status, 200);
    context.setClock('2026-11-23T09:00:00Z');
  });

  it('as the second step is that of the one who gave the password', async () => {
    await context.superuser.query('DELETE FROM passkeys');
    await deviceOf(maya);
    await context.superuser.query(
      'INSERT INTO second_steps (person_id, since) VALUES ($1, now())',
      [maya],
    );
    const foreign = await deviceOf(sam);
    const visitor = newVisitor(context);
    const email = 'maya.okafor@otterbridge.example';
    const half = await visitor.post('/sign-in', { email, password: MAYAS_PASSWORD });
    assert.equal(half.headers.get('location'), '/sign-in/second');
    const challenge = await challengeAt(visitor, '/sign-in/second/passkey');
    const answer = await send(visitor, '/sign-in/second/passkey', answered(foreign, challenge));
    await assertRefused(answer);
    assert.equal(visitor.cookies.has('__Host-waymark'), false);
  });
});

describe('a new passkey', () => {
  /** Somebody who signed in a moment ago. */
  async function atHome(person: string): Promise<Visitor> {
    const visitor = newVisitor(context);
    visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
    return visitor;
  }
  const add = async (visitor: Visitor, slip: Slip = {}, id?: Buffer, name = 'Laptop') => {
    const passkey = made(await challengeAt(visitor, '/account/passkeys'), slip, id);
    return visitor.post('/account/passkeys', { passkey, name });
  };
  const owners = async (): Promise<string[]> =>
    (await context.superuser.query('SELECT person_id FROM passkeys')).rows.map(
      (row) => row.person_id,
    );

  beforeEach(async () => {
    await context.superuser.query('DELETE FROM passkeys');
    await context.superuser.query('DELETE FROM second_steps');
  });

  it('is kept for whoever made it', async () => {
    assert.equal((await add(await atHome(maya))).status, 303);
    assert.deepEqual(await owners(), [maya]);
  });

  it('has a name of its own where none was typed', async () => {
    const visitor = await atHome(maya);
    for (const name of ['', ' ', 'Desk'])
      assert.equal((await add(visitor, {}, randomBytes(32), name)).status, 303);
    const { rows: named } = await context.superuser.query(
      'SELECT name FROM passkeys ORDER BY name',
    );
    assert.deepEqual(
      named.map(({ name }) => name),
      ['Desk', 'Passkey 1', 'Passkey 2'],
    );
  });

  for (const [what, slip] of [
    ['another site asked for it', { origin: 'https://elsewhere.example' }],
    ['it is bound to another site', { host: 'elsewhere.example' }],
    ['the device did not ask for its owner', { isUnasked: true }],
  ] as const)
    it(`is refused when ${what}`, async () => {
      await assertRefused(await add(await atHome(maya), slip));
      assert.deepEqual(await owners(), []);
    });

  it('is not taken from somebody who has it', async () => {
    const id = randomBytes(32);
    assert.equal((await add(await atHome(sam), {}, id)).status, 303);
    const again = await add(await atHome(maya), {}, id);
    assert.equal(again.status, 409);
    assert.match(await again.text(), /already in use/);
    assert.deepEqual(await owners(), [sam]);
  });

  it('is the twentieth at most', async () => {
    for (let count = 0; count < 19; count += 1) await deviceOf(maya);
    const visitor = await atHome(maya);
    assert.equal((await add(visitor)).status, 303);
    const more = await add(visitor);
    assert.equal(more.status, 409);
    assert.match(await more.text(), /You have 20 passkeys/);
    assert.equal((await owners()).length, 20);
  });

  it('lets one in when it and a copy of it answer at the same moment', async () => {
    const device = await deviceOf(maya);
    const visitors = [newVisitor(context), newVisitor(context)];
    const challenges = await Promise.all(
      visitors.map((visitor) => challengeAt(visitor, '/sign-in/passkey')),
    );
    const answers = await Promise.all(
      visitors.map((visitor, at) =>
        send(visitor, '/sign-in/passkey', answered(device, challenges[at] ?? '')),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
  });
});

describe('at an address without HTTPS', async () => {
  const plain = await openTestSchool({
    now: ORDINARY_MORNING,
    env: { WAYMARK_URL: 'http://waymark.example' },
  });

  it('passkeys are offered nowhere, and said to need HTTPS', async () => {
    const html = await plain.maya.read('/account/passkeys');
    assert.match(html, /Passkeys need an address/);
    assert.doesNotMatch(html, /data-passkey=/);
    assert.doesNotMatch(
      await plain.maya.read('/prove?next=/account'),
      /Your passkey does not work/,
    );
    await plain.context.superuser.query(
      `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
       SELECT 'one', id, 'my phone', '', 0, false, now() FROM persons`,
    );
    const proving = await plain.maya.read('/prove?next=/account');
    assert.match(proving, /Your passkey does not work here/);
    assert.doesNotMatch(proving, /data-passkey=/);
  });

  it('nor are they at a network address without a name', async () => {
    const { maya: atNumber } = await openTestSchool({
      now: ORDINARY_MORNING,
      env: { WAYMARK_URL: 'https://192.0.2.1' },
    });
    const html = await atNumber.read('/account/passkeys');
    assert.match(html, /Passkeys need an address that starts with https:/);
    assert.doesNotMatch(html, /data-passkey=/);
  });

  it('and where they are offered, whoever cannot use them is told so too', async () => {
    const { maya: atHome } = await openTestSchool({ now: ORDINARY_MORNING });
    assert.match(
      await atHome.read('/account/passkeys'),
      /data-no-passkey="">\s*Passkeys need JavaScript/,
    );
  });
});
