/** Everybody's own ways in, with the wall of the database down: nobody sees, uses or removes another's. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { MAYAS_PASSWORD, newVisitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { changePassword } from './account-changes.js';
import { listIdentities, unlinkIdentity } from './identities.js';
import { isKnownDevice, rememberDevice } from './known-devices.js';
import { findLink, type LinkKind, makeLink, takeLink } from './one-time-links.js';
import { listPasskeys, namePasskey, removePasskey } from './own-passkeys.js';
import {
  findRecoveryCode,
  makeRecoveryCodes,
  saveRecoveryCodes,
  useRecoveryCode,
} from './recovery-codes.js';
import { removeCodeApp, renewRecoveryCodes, setSecondStep, withCode } from './second-step.js';
import { tokenHash } from './tokens.js';
import { codeAt, newSecret, stepAt } from './totp.js';

const { context } = await openTestSchool({ isAuthorizationOff: true });
const { superuser } = context;
const maya: string = (await superuser.query('SELECT id FROM persons')).rows[0].id;
/** Signs in with a passkey and an account elsewhere, and has no password. */
const sam = context.id();
await superuser.query(
  "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Field', 'sam@otterbridge.example', now())",
  [sam],
);

async function aPasskey(person: string, name: string): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  await superuser.query(
    `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
     VALUES ($1, $2, $3, '\\x00', 0, false, now())`,
    [id, person, name],
  );
  return id;
}
const passkeyNames = async (): Promise<string[]> =>
  (await superuser.query('SELECT name FROM passkeys ORDER BY name')).rows.map(({ name }) => name);
const count = async (table: string): Promise<number> =>
  (await superuser.query(`SELECT count(*)::integer AS n FROM ${table}`)).rows[0].n;
const read = <T>(work: (db: Db) => Promise<T>) => context.storage.read(installation, work);
const write = <T>(work: (db: Db) => Promise<T>) => context.storage.write(installation, work);

describe('passkeys', () => {
  it('are listed, named and removed by whose they are', async () => {
    const own = await aPasskey(maya, 'Maya’s laptop');
    const foreign = await aPasskey(sam, 'Sam’s phone');
    const listed = await read((db) => listPasskeys(db, maya));
    assert.deepEqual(
      listed.map(({ id }) => id),
      [own],
    );
    const missing = { status: 404, code: 'passkey.missing' };
    await assert.rejects(namePasskey(context, maya, foreign, 'Mine now'), missing);
    await assert.rejects(removePasskey(context, maya, foreign), missing);
    await assert.rejects(namePasskey(context, maya, 'nobody’s', 'Mine now'), missing);
    await assert.rejects(removePasskey(context, maya, 'nobody’s'), missing);
    assert.deepEqual(await passkeyNames(), ['Maya’s laptop', 'Sam’s phone']);
    await namePasskey(context, maya, own, 'Desk');
    assert.deepEqual(await passkeyNames(), ['Desk', 'Sam’s phone']);
    assert.equal(await removePasskey(context, maya, own), 'Desk');
    assert.deepEqual(await passkeyNames(), ['Sam’s phone']);
  });

  it('stay when they are the last way in', async () => {
    const [last] = await read((db) => listPasskeys(db, sam));
    await assert.rejects(removePasskey(context, sam, last?.id ?? ''), {
      status: 409,
      code: 'account.last-way-in',
    });
    assert.deepEqual(await passkeyNames(), ['Sam’s phone']);
  });
});

describe('accounts at other services', () => {
  it('are listed and unlinked by whose they are', async () => {
    await superuser.query(
      `INSERT INTO identities (issuer, subject, provider, person_id, label, added_at)
       VALUES ('https://one.example', 's1', 'dfe', $1, 'Sam', now()),
              ('https://one.example', 'm1', 'dfe', $2, 'Maya', now())`,
      [sam, maya],
    );
    const listed = await read((db) => listIdentities(db, maya));
    assert.deepEqual(
      listed.map(({ subject }) => subject),
      ['m1'],
    );
    await assert.rejects(unlinkIdentity(context, maya, 'https://one.example', 's1'), {
      status: 404,
      code: 'identity.missing',
    });
    assert.equal(await count('identities'), 2);
    await unlinkIdentity(context, maya, 'https://one.example', 'm1');
    assert.deepEqual(
      (await superuser.query('SELECT subject FROM identities')).rows.map(({ subject }) => subject),
      ['s1'],
    );
  });
});

describe('accounts at other services, several of one person', () => {
  it('are listed the oldest first', async () => {
    const linked = [
      ['newest', '2 days'],
      ['oldest', '0 days'],
      ['between', '1 day'],
    ];
    for (const [subject, after] of linked)
      await superuser.query(
        `INSERT INTO identities (issuer, subject, provider, person_id, label, added_at)
         VALUES ('https://two.example', $1, 'dfe', $2, 'Maya', $3::timestamptz + $4::interval)`,
        [subject, maya, context.clock(), after],
      );
    const listed = await read((db) => listIdentities(db, maya));
    assert.deepEqual(
      listed.map(({ subject }) => subject),
      ['oldest', 'between', 'newest'],
    );
    await superuser.query("DELETE FROM identities WHERE issuer = 'https://two.example'");
  });
});

describe('browsers that somebody has signed in from', () => {
  it('are remembered up to 20, and the one used longest ago is forgotten first', async () => {
    const email = 'sam@otterbridge.example';
    const tokens: string[] = [];
    for (let minute = 0; minute < 21; minute += 1) {
      const token = await write((db) => rememberDevice(db, context, sam));
      tokens.push(token);
      // The second is the one that was used longest ago.
      await superuser.query(
        "UPDATE known_devices SET seen_at = $1::timestamptz - $2 * interval '1 minute' WHERE token_hash = $3",
        [context.clock(), minute === 1 ? 90 : 60 - minute, tokenHash(token)],
      );
    }
    const newest = await write((db) => rememberDevice(db, context, sam));
    const known = await Promise.all(
      [...tokens, newest].map((token) => read((db) => isKnownDevice(db, context, token, email))),
    );
    assert.deepEqual(
      known.flatMap((isKnown, at) => (isKnown ? [] : [at])),
      [0, 1],
    );
    await superuser.query('DELETE FROM known_devices WHERE person_id = $1', [sam]);
  });
});

describe('recovery codes', () => {
  it('are good for the person who has them, once', async () => {
    const set = await makeRecoveryCodes();
    await write((db) => saveRecoveryCodes(db, context, sam, set));
    const [code = '', second = ''] = set.codes;
    assert.equal(await read((db) => findRecoveryCode(db, maya, code)), null);
    const hash = await read((db) => findRecoveryCode(db, sam, code));
    assert.ok(hash);
    assert.equal(await write((db) => useRecoveryCode(db, context, maya, hash)), false);
    assert.equal(await count('recovery_codes WHERE used_at IS NOT NULL'), 0);
    assert.equal(await write((db) => useRecoveryCode(db, context, sam, hash)), true);
    assert.equal(await write((db) => useRecoveryCode(db, context, sam, hash)), false, 'used');
    assert.equal(await read((db) => findRecoveryCode(db, sam, code)), null, 'no longer found');
    assert.ok(await read((db) => findRecoveryCode(db, sam, second)));
  });
});

describe('the code of an app', () => {
  const secrets = { sam: newSecret(), maya: newSecret() };
  const codeOf = (secret: Buffer) => codeAt(secret, stepAt(context.clock()));
  const stepOf = async (person: string): Promise<string> =>
    (await superuser.query('SELECT last_step FROM code_apps WHERE person_id = $1', [person]))
      .rows[0].last_step;
  const taken = async () => 'taken';

  it('is that of one’s own app, and is used up for nobody else', async () => {
    for (const [person, secret] of [
      [sam, secrets.sam],
      [maya, secrets.maya],
    ] as const)
      await superuser.query(
        'INSERT INTO code_apps (person_id, secret, last_step, added_at) VALUES ($1, $2, 0, now())',
        [person, secret],
      );
    const refused = { status: 422, code: 'code.refused' };
    await assert.rejects(withCode(context, maya, codeOf(secrets.sam), taken), refused);
    assert.equal(await withCode(context, maya, codeOf(secrets.maya), taken), 'taken');
    assert.notEqual(await stepOf(maya), '0');
    assert.equal(await stepOf(sam), '0');
    await assert.rejects(withCode(context, maya, codeOf(secrets.maya), taken), refused, 'once');
    assert.equal(await withCode(context, sam, codeOf(secrets.sam), taken), 'taken');
  });

  it('is asked for when none was typed, and that is not counted as a try', async () => {
    const attempts = await count('attempts');
    await assert.rejects(withCode(context, maya, '  ', taken), /Enter the code from your app/);
    assert.equal(await count('attempts'), attempts);
  });
});

describe('the second step', () => {
  const people = async (table: string): Promise<string[]> =>
    (await superuser.query(`SELECT DISTINCT person_id FROM ${table}`)).rows.map(
      (row) => row.person_id,
    );

  it('is asked for by whoever has something to answer it with', async () => {
    await superuser.query('DELETE FROM code_apps');
    await assert.rejects(setSecondStep(context, maya, true), {
      status: 422,
      code: 'second-step.nothing',
    });
    assert.deepEqual(await people('second_steps'), []);
    await aPasskey(maya, 'Desk');
    await setSecondStep(context, maya, true);
    await setSecondStep(context, sam, true);
    assert.deepEqual((await people('second_steps')).sort(), [maya, sam].sort());
  });

  it('ends for oneself, with one’s own app and codes', async () => {
    for (const person of [maya, sam]) {
      await superuser.query(
        'INSERT INTO code_apps (person_id, secret, last_step, added_at) VALUES ($1, $2, 0, now())',
        [person, newSecret()],
      );
      await write(async (db) => saveRecoveryCodes(db, context, person, await makeRecoveryCodes()));
    }
    await superuser.query('DELETE FROM passkeys WHERE person_id = $1', [maya]);
    await removeCodeApp(context, maya);
    for (const table of ['code_apps', 'second_steps', 'recovery_codes'])
      assert.deepEqual(await people(table), [sam], table);
    await removeCodeApp(context, maya);
    assert.deepEqual(await people('code_apps'), [sam], 'a second time, nothing happens');
  });

  it('counts the recovery codes that are left of one’s own', async () => {
    const { codes } = await renewRecoveryCodes(context, maya);
    await withCode(context, maya, codes[0] ?? '', async () => null);
    await withCode(context, maya, codes[1] ?? '', async () => null);
    const { rows } = await superuser.query(
      "SELECT body::json->'after'->>'left' AS left FROM history WHERE verb = 'recovery-code.used' ORDER BY id",
    );
    assert.deepEqual(
      rows.map(({ left }) => left),
      ['9', '8'],
    );
  });
});

describe('a new password', () => {
  it('ends the other sessions of whose it is, and nobody else’s', async () => {
    const visitor = newVisitor(context);
    const email = 'maya.okafor@otterbridge.example';
    await visitor.post('/sign-in', { email, password: MAYAS_PASSWORD });
    await signInAs(context, sam, 'Test');
    const [session] = (
      await superuser.query('SELECT id FROM sessions WHERE person_id = $1 LIMIT 1', [maya])
    ).rows;
    await changePassword(context, { id: maya, known: [] }, session?.id, {
      current: MAYAS_PASSWORD,
      fresh: 'eleven herons by the weir',
    });
    assert.equal(await count(`sessions WHERE person_id = '${maya}'`), 1);
    assert.equal(await count(`sessions WHERE person_id = '${sam}'`), 1);
  });
});

describe('links that work once', () => {
  const make = (person: string, kind: LinkKind) =>
    write((db) => makeLink(db, context, { person, kind, email: null }));
  const opens = (kind: LinkKind, token: string) =>
    read((db) => findLink(db, context, kind, token)).then(
      ({ person }) => person,
      () => null,
    );

  it('end earlier ones of their person and kind, and no other', async () => {
    const theirs = [
      [maya, 'password', await make(maya, 'password')],
      [maya, 'e-mail', await make(maya, 'e-mail')],
      [sam, 'password', await make(sam, 'password')],
      [sam, 'e-mail', await make(sam, 'e-mail')],
    ] as const;
    const newer = await make(maya, 'password');
    for (const [at, [person, kind, token]] of theirs.entries())
      assert.equal(await opens(kind, token), at === 0 ? null : person, `${person} ${kind}`);
    assert.equal(await opens('password', newer), maya);
    assert.equal(await opens('e-mail', newer), null);
  });

  it('are used up alone, and only as what they are', async () => {
    const [own, foreign] = [await make(maya, 'e-mail'), await make(sam, 'e-mail')];
    const ended = { status: 404, code: 'link.ended' };
    await assert.rejects(
      write((db) => takeLink(db, context, 'password', own)),
      ended,
    );
    assert.equal(await opens('e-mail', own), maya);
    await write((db) => takeLink(db, context, 'e-mail', own));
    assert.equal(await opens('e-mail', own), null);
    assert.equal(await opens('e-mail', foreign), sam);
  });

  it('work for one of several requests that come at once', async () => {
    const link = await make(maya, 'password');
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => write((db) => takeLink(db, context, 'password', link))),
    );
    const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    assert.deepEqual(
      refused.map(({ code }) => code),
      ['link.ended', 'link.ended'],
    );
  });
});

describe('what has happened to an account', () => {
  it('is said at the next sign-in, the newest of it, with how much more there is', async () => {
    const email = 'maya.okafor@otterbridge.example';
    await superuser.query('DELETE FROM notices');
    const said = async () => {
      const visitor = newVisitor(context);
      await visitor.post('/sign-in', { email, password: 'eleven herons by the weir' });
      return /About your account: [^<]*/.exec(await visitor.read('/'))?.[0] ?? null;
    };
    assert.equal(await said(), null);
    const onThePage = 'See your account page.';
    for (const [subject, words] of [
      ['A key was added', `A key was added. ${onThePage}`],
      ['A key was removed', `A key was removed, and 1 more. ${onThePage}`],
      [
        'An authenticator app was added',
        `An authenticator app was added, and 2 more. ${onThePage}`,
      ],
    ] as const) {
      const minutes = await count('notices');
      await superuser.query(
        `INSERT INTO notices (id, recipient, subject, words, made_at)
         VALUES ($1, $2, $3, '', $4::timestamptz + $5 * interval '1 minute')`,
        [context.id(), email, subject, context.clock(), minutes],
      );
      assert.equal(await said(), `About your account: ${words}`);
    }
  });
});
