/** A new password through a link: everything else that opens the account is named, and goes unless it is kept. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { runCommand } from '../../tests/support/command.js';
import { newVisitor, type Visitor } from '../../tests/support/visitor.js';
import { signInAs } from '../organisation/set-up-changes.js';
import type { IdentityProvider } from '../platform/config.js';
import { installation } from '../platform/storage/transaction.js';
import { countAttempts, LIMITS, type Try } from './attempt-limits.js';
import { linkIdentity } from './identities.js';
import { rememberDevice } from './known-devices.js';
import { keepPasskey } from './own-passkeys.js';
import { makeRecoveryCodes, saveRecoveryCodes } from './recovery-codes.js';
import { addCodeApp, renewRecoveryCodes } from './second-step.js';
import { codeAt, newSecret, stepAt } from './totp.js';

const EMAIL = 'maya.okafor@otterbridge.example';
const FRESH = 'eleven herons by the weir';
const { context } = await openTestSchool({
  env: { SMTP_URL: 'smtp://localhost:2525', WAYMARK_URL: 'https://waymark.example' },
});
const { superuser } = context;
const maya: string = (await superuser.query('SELECT id FROM persons')).rows[0].id;
const organisation: string = (await superuser.query('SELECT id FROM organisations')).rows[0].id;
/** Somebody else of the school, who has nothing to do with any of this. */
const SAM = 'sam.reid@otterbridge.example';
const sam = context.id();
await superuser.query(
  "INSERT INTO persons (id, name, email, created_at) VALUES ($1, 'Sam Reid', $2, now())",
  [sam, SAM],
);
await superuser.query(
  `INSERT INTO memberships (organisation_id, person_id, role, started_at) VALUES ($1, $2, 'viewer', now())`,
  [organisation, sam],
);

/** Every way in but the password: how the page names it, and the table that it stands in. */
const WAYS = [
  ['passkeys', 'Passkey “Old phone”'],
  ['code_apps', 'Authenticator app'],
  ['recovery_codes', '10 recovery codes'],
  ['identities', 'microsoft: m@elsewhere.example'],
  ['sessions', 'Signed in: Firefox on Windows'],
  ['api_tokens', 'API token “Nightly export”'],
  ['calendar_feeds', 'Calendar address for Otterbridge School'],
] as const;

const secret = newSecret();
const recovery = await makeRecoveryCodes();

/** Gives somebody every way in; `mark` are two figures that only theirs have. */
async function addAll(person = maya, mark = ''): Promise<void> {
  await superuser.query(
    `INSERT INTO passkeys (id, person_id, name, public_key, counter, is_backed_up, added_at)
     VALUES ('old' || $2, $1, 'Old phone', '\\x00', 0, false, now())`,
    [person, mark],
  );
  await superuser.query(
    'INSERT INTO code_apps (person_id, secret, last_step, added_at) VALUES ($1, $2, 0, now())',
    [person, secret],
  );
  await context.storage.write(installation, (db) =>
    saveRecoveryCodes(db, context, person, recovery),
  );
  await superuser.query(
    `INSERT INTO identities (issuer, subject, provider, person_id, label, added_at)
     VALUES ('https://one.example', 's1' || $2, 'microsoft', $1, 'm@elsewhere.example', now())`,
    [person, mark],
  );
  await signInAs(context, person, 'Mozilla/5.0 (Windows NT 10.0; rv:132.0) Firefox/132.0');
  await superuser.query(
    `INSERT INTO api_tokens (id, token_hash, person_id, organisation_id, name, scopes, created_at, expires_at)
     VALUES ($1, $5, $2, $3, 'Nightly export', 'plan:read', $4, $4::timestamptz + interval '7 days')`,
    [context.id(), person, organisation, context.clock(), `\\x01${mark}`],
  );
  await superuser.query('INSERT INTO calendar_feeds VALUES ($1, $2, $3, now())', [
    ...[organisation, person, `\\x04${mark}`],
  ]);
  await superuser.query('INSERT INTO known_devices VALUES ($1, $2, now())', [
    ...[`\\x02${mark}`, person],
  ]);
  await superuser.query(
    `INSERT INTO one_time_links VALUES ($3, 'e-mail', $1, 'thief@x.example', $2::timestamptz + interval '1 hour')`,
    [person, context.clock(), `\\x03${mark}`],
  );
}

const ALL = [...WAYS.map(([table]) => table), 'known_devices', 'one_time_links', 'second_steps'];
async function left(): Promise<string[]> {
  const found: string[] = [];
  for (const table of ALL)
    if ((await superuser.query(`SELECT 1 FROM ${table} WHERE person_id = $1`, [maya])).rowCount)
      found.push(table);
  return found;
}

/** The path of a link to choose a new password. */
async function resetLink(): Promise<string> {
  const printed = await runCommand(context, ['person reset-link', EMAIL]);
  return /(\/new-password\/\S+)/.exec(printed)?.[1] ?? '';
}
const secondStep = (isVerified: boolean) =>
  superuser
    .query('INSERT INTO second_steps VALUES ($1, now())', [maya])
    .then(() =>
      superuser.query(`UPDATE persons SET email_verified_at = ${isVerified ? 'now()' : 'NULL'}`),
    );
/** The box on the page that keeps what is named so. */
const boxOf = (html: string, words: string) =>
  new RegExp(`value="([^"]+)"[^>]*/><label[^>]*>Keep: ${words.replace(/[()]/g, '.')}`).exec(
    html,
  )?.[1];
const mails = async (): Promise<string> =>
  (await superuser.query('SELECT words FROM mails ORDER BY id DESC LIMIT 1')).rows[0]?.words ?? '';
const recipients = async (): Promise<string[]> =>
  (await superuser.query('SELECT DISTINCT recipient FROM mails')).rows.map((row) => row.recipient);
const signedIn = async () => {
  const own = newVisitor(context);
  own.cookies.set('__Host-waymark', await signInAs(context, maya, 'Test'));
  return own;
};

beforeEach(async () => {
  for (const table of ALL) await superuser.query(`DELETE FROM ${table}`);
  await superuser.query('DELETE FROM attempts');
});

describe('an administrator who ends what opens an account', () => {
  for (const [command, stays] of [
    [
      'person end-sessions',
      ['code_apps', 'passkeys', 'recovery_codes', 'identities', 'known_devices', 'one_time_links'],
    ],
    ['person clear-second-factor', ['identities', 'known_devices', 'one_time_links']],
  ] as const)
    it(`with ${command} also ends API tokens and calendar addresses, as it says`, async () => {
      await addAll();
      assert.match(await runCommand(context, [command, EMAIL]), /calendar/);
      assert.deepEqual((await left()).sort(), [...stays].sort());
    });

  for (const [command, ends] of [
    [['person unlock', EMAIL], 'known_devices'],
    // A link for a new password that was mailed to the old address opens the account no more.
    [['person change-email', EMAIL, 'maya@elsewhere.example'], 'one_time_links'],
  ] as const)
    it(`with ${command[0]} ends what it has to, and nothing else`, async () => {
      await addAll();
      const before = await left();
      assert.ok(before.includes(ends));
      await runCommand(context, [...command]);
      await superuser.query('UPDATE persons SET email = $1 WHERE id = $2', [EMAIL, maya]);
      assert.deepEqual(
        await left(),
        before.filter((each) => each !== ends),
      );
    });
});

describe('the page for a new password', () => {
  it('names every other way in, and drops them all unless they are kept', async () => {
    await addAll();
    const stranger = newVisitor(context);
    const link = await resetLink();
    const html = await stranger.read(link);
    for (const [, words] of WAYS) assert.ok(boxOf(html, words), words);
    assert.doesNotMatch(html, /checked/, 'nothing is kept unless somebody says so');
    assert.equal((await stranger.post(link, { fresh: FRESH })).status, 303);
    assert.deepEqual(await left(), []);
    for (const [, words] of WAYS)
      assert.ok((await mails()).includes(words), `the mail names ${words}`);
  });

  for (const [table, words] of WAYS)
    it(`keeps one by one: ${words}`, async () => {
      await addAll();
      const link = await resetLink();
      const stranger = newVisitor(context);
      const keep = boxOf(await stranger.read(link), words) ?? '';
      assert.equal((await stranger.post(link, { fresh: FRESH, keep })).status, 303);
      // Recovery codes alone open nothing.
      assert.deepEqual(await left(), table === 'recovery_codes' ? [] : [table]);
    });

  it('counts the recovery codes that are left', async () => {
    await addAll();
    await superuser.query(
      'UPDATE recovery_codes SET used_at = now() WHERE hash <> (SELECT max(hash) FROM recovery_codes)',
    );
    const stranger = newVisitor(context);
    assert.ok(boxOf(await stranger.read(await resetLink()), '1 recovery code<'));
    await superuser.query('UPDATE recovery_codes SET used_at = now()');
    assert.doesNotMatch(await stranger.read(await resetLink()), /Keep: \d+ recovery/);
  });

  it('keeps nothing of somebody else, and nothing that is not there', async () => {
    await addAll();
    const link = await resetLink();
    const keep = ['passkey:other', 'session:', 'token:1', 'identity:x', '', 'constructor'];
    assert.equal((await newVisitor(context).post(link, { fresh: FRESH, keep })).status, 303);
    assert.deepEqual(await left(), []);
  });

  it('keeps what was ticked when the password is refused', async () => {
    await addAll();
    const link = await resetLink();
    const stranger = newVisitor(context);
    const keep = boxOf(await stranger.read(link), 'Authenticator app') ?? '';
    const refused = await stranger.post(link, { fresh: 'short', keep });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /value="code-app" checked/);
    assert.equal((await left()).length, ALL.length - 1);
  });

  it('says of each since when it is there and when it was last used, in days of London', async () => {
    await addAll();
    const [then, last] = ['2026-06-30T23:30:00Z', '2026-12-31T23:30:00Z'];
    for (const [table, added, used] of [
      ['passkeys', 'added_at', 'used_at'],
      ['code_apps', 'added_at', null],
      ['identities', 'added_at', 'used_at'],
      ['api_tokens', "expires_at = '2026-07-06', created_at", 'used_at'],
      ['calendar_feeds', 'made_at', null],
    ] as const) {
      await superuser.query(`UPDATE ${table} SET ${added} = $1`, [then]);
      if (used) await superuser.query(`UPDATE ${table} SET ${used} = $1`, [last]);
    }
    const words = (await newVisitor(context).read(await resetLink())).replace(/<[^>]*>/g, ' ');
    for (const [, what] of WAYS) assert.ok(words.includes(what));
    const [since, until] = ['1 July 2026', '31 December 2026'];
    for (const about of [
      `Added on ${since}, last used on ${until}`,
      `Authenticator app   Added on ${since}`,
      `Linked on ${since}, last used on ${until}`,
      `For Otterbridge School, made on ${since}, last used on ${until}`,
      `Created on ${since}: anyone who has it can see what is due for you`,
    ])
      assert.ok(words.replace(/\s+/g, ' ').includes(about.replace(/\s+/g, ' ')), about);
    await superuser.query('UPDATE passkeys SET used_at = NULL');
    assert.match(await newVisitor(context).read(await resetLink()), /Added on 1 July 2026</);
  });

  it('says nothing of it to whoever has nothing else', async () => {
    assert.doesNotMatch(await newVisitor(context).read(await resetLink()), /Keep:/);
  });
});

describe('a new way in', () => {
  const provider = { id: 'dfe', name: 'DfE Sign-in' } as IdentityProvider;
  const identity = { provider, issuer: 'https://i', subject: 's', label: 'M', email: null };
  const passkey = {
    ...{ id: 'p', name: 'Laptop', publicKey: new Uint8Array(1), counter: 0 },
    ...{ transports: [], isBackedUp: false },
  };
  const ADDED: readonly [string, () => Promise<unknown>, RegExp][] = [
    ['a passkey', () => keepPasskey(context, maya, passkey), /passkey "Laptop"/],
    [
      'an authenticator app',
      () => addCodeApp(context, maya, secret, codeAt(secret, stepAt(context.clock()))),
      /authenticator app was added/,
    ],
    ['recovery codes', () => renewRecoveryCodes(context, maya), /recovery codes were created/],
    [
      'another service',
      () => linkIdentity(context, maya, { ...identity, isStrong: false }),
      /with DfE Sign-in/,
    ],
    [
      'an API token',
      async () =>
        (await signedIn()).post('/account/tokens', {
          ...{ name: 'Export', organisation, 'scope-plan': 'read', days: '7' },
          _key: context.id(),
        }),
      /API token was created/,
    ],
    [
      'a password',
      async () => (await signedIn()).post('/account/password', { fresh: FRESH }),
      /password of your Waymark account was changed/,
    ],
    ['a link for a new password', () => resetLink(), /created a link to reset/],
    [
      'an account without its second step',
      () => runCommand(context, ['person clear-second-factor', EMAIL]),
      /with your password only/,
    ],
  ];
  for (const [what, add, words] of ADDED)
    it(`is told to the person, and to nobody else: ${what}`, async () => {
      await superuser.query('DELETE FROM mails');
      await superuser.query('DELETE FROM passwords');
      await add();
      assert.match(await mails(), words);
      assert.deepEqual(await recipients(), [EMAIL]);
    });
});

describe('a way in that goes', () => {
  const post = async (path: string, fields: Record<string, string> = {}) => {
    const answer = await (await signedIn()).post(path, fields);
    assert.equal(answer.status, 303, await answer.text());
  };
  const GONE: readonly [string, () => Promise<unknown>, RegExp][] = [
    [
      'a passkey',
      () => post('/account/passkeys/change', { id: 'old', does: 'remove' }),
      /passkey "Old phone" no longer signs you in/,
    ],
    ['an authenticator app', () => post('/account/codes/remove'), /authenticator app was removed/],
    [
      'another service',
      () => post('/account/identities/remove', { issuer: 'https://one.example', subject: 's1' }),
      /You can no longer sign in to Waymark/,
    ],
    [
      'the second step',
      () => post('/account/second-step', { asks: 'no' }),
      /with your password only/,
    ],
    [
      'the address',
      () => runCommand(context, ['person change-email', EMAIL, 'maya@new.example']),
      /This one no longer works there/,
    ],
    [
      'the password before a new one by a link',
      async () => post(await resetLink(), { fresh: FRESH }),
      /password was reset/,
    ],
  ];
  for (const [what, end, words] of GONE)
    it(`is told to the person at the address that they had, and to nobody else: ${what}`, async () => {
      await addAll();
      await secondStep(false);
      await superuser.query('DELETE FROM mails');
      await end();
      await superuser.query('UPDATE persons SET email = $1 WHERE id = $2', [EMAIL, maya]);
      assert.match(await mails(), words);
      assert.deepEqual(await recipients(), [EMAIL]);
    });

  it('is not told of when nothing goes or comes', async () => {
    await addAll();
    await superuser.query('DELETE FROM mails');
    await post('/account/second-step', { asks: 'yes' });
    await post('/account/passkeys/change', { id: 'old', does: 'name', name: 'Desk' });
    await runCommand(context, ['person unlock', EMAIL]);
    assert.deepEqual(await recipients(), []);
  });

  /** Every row by which somebody else comes in. */
  const ofSam = async () => {
    const rows: string[] = [];
    for (const table of [...ALL, 'passwords'])
      for (const { row } of (
        await superuser.query(`SELECT t::text AS row FROM ${table} t WHERE person_id = $1`, [sam])
      ).rows)
        rows.push(`${table} ${row}`);
    return rows.sort();
  };
  const ENDING: readonly [string, () => Promise<unknown>][] = [
    ...GONE.map(([what, end]): [string, () => Promise<unknown>] => [what, end]),
    ['every session', () => runCommand(context, ['person end-sessions', EMAIL])],
    ['the second factors', () => runCommand(context, ['person clear-second-factor', EMAIL])],
    ['what was counted', () => runCommand(context, ['person unlock', EMAIL])],
    ['the other sessions', () => post('/account/sessions', { which: 'others' })],
    ['the recovery codes', () => renewRecoveryCodes(context, maya)],
    [
      'a password that is changed',
      async () => {
        await superuser.query('DELETE FROM passwords WHERE person_id = $1', [maya]);
        await post('/account/password', { fresh: FRESH });
      },
    ],
  ];
  for (const [what, end] of ENDING)
    it(`stays for everybody else: ${what}`, async () => {
      await addAll();
      await addAll(sam, 'aa');
      await superuser.query(
        'INSERT INTO second_steps SELECT id, now() FROM persons WHERE id = ANY($1)',
        [[maya, sam]],
      );
      await superuser.query(
        `INSERT INTO passwords VALUES ($1, 'x', now()) ON CONFLICT DO NOTHING`,
        [sam],
      );
      await superuser.query('UPDATE persons SET email_verified_at = NULL');
      const before = await ofSam();
      assert.equal(before.length, ALL.length + 1 + 9, 'ten recovery codes, one of everything else');
      await end();
      await superuser.query('UPDATE persons SET email = $1 WHERE id = $2', [EMAIL, maya]);
      assert.deepEqual(await ofSam(), before);
    });
});

describe('wrong tries that were counted', () => {
  const countedFor = (id: string, email: string): Try[] => [
    { kind: 'account', who: email },
    { kind: 'proof', who: id },
    { kind: 'code', who: id },
    { kind: 'mail', who: email },
  ];
  const held = async (tries: Try[]): Promise<string[]> => {
    const found: string[] = [];
    for (const each of tries)
      await countAttempts(context, [each]).catch(() => found.push(each.kind));
    return found;
  };
  const FORGETTING: readonly [string, () => Promise<unknown>, Try['kind'][]][] = [
    ['person unlock', () => runCommand(context, ['person unlock', EMAIL]), []],
    [
      'person clear-second-factor',
      () => runCommand(context, ['person clear-second-factor', EMAIL]),
      ['account', 'proof', 'mail'],
    ],
    [
      'a new password by a link',
      async () => newVisitor(context).post(await resetLink(), { fresh: FRESH }),
      ['code', 'mail'],
    ],
  ];
  for (const [what, forget, stay] of FORGETTING)
    it(`are forgotten of that account alone, and no other kind: ${what}`, async () => {
      await secondStep(false);
      for (const each of [...countedFor(maya, EMAIL), ...countedFor(sam, SAM)])
        for (let tries = 0; tries < LIMITS[each.kind].free; tries += 1)
          await countAttempts(context, [each]);
      await forget();
      assert.deepEqual(await held(countedFor(maya, EMAIL)), stay);
      assert.equal((await held(countedFor(sam, SAM))).length, 4);
    });

  it('in a network hold no known browser up that asks for a link', async () => {
    const from = '192.0.2.50';
    await countAttempts(context, [{ kind: 'address', who: from }]);
    await superuser.query("UPDATE attempts SET throttled_until = '2100-01-01'");
    await superuser.query('DELETE FROM mails');
    const ask = (visitor: Visitor) => visitor.post('/lost-password', { email: EMAIL });
    assert.equal((await ask(newVisitor(context, { from }))).status, 429);
    assert.deepEqual(await recipients(), []);
    const own = newVisitor(context, { from });
    const token = await context.storage.write(installation, (db) =>
      rememberDevice(db, context, maya),
    );
    own.cookies.set('__Host-waymark-device', token);
    assert.equal((await ask(own)).status, 200);
    assert.deepEqual(await recipients(), [EMAIL]);
  });
});

describe('a new password by a link', () => {
  for (const weak of ['Otterbridge School 2026', 'Maya Okafor 1990', 'maya.okafor.otterbridge'])
    it(`is none that anybody could guess: ${weak}`, async () => {
      const answer = await newVisitor(context).post(await resetLink(), { fresh: weak });
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /words that others can guess/);
    });
});

describe('the second step, at a new password through a link', () => {
  const code = () => codeAt(secret, stepAt(context.clock()));
  const post = async (visitor: Visitor, fields: Record<string, string>) =>
    visitor.post(await resetLink(), { fresh: FRESH, ...fields });

  it('is asked for, so that a mailbox alone opens nothing', async () => {
    await addAll();
    await secondStep(true);
    const link = await resetLink();
    const stranger = newVisitor(context);
    assert.match(await stranger.read(link), /Code from your app, or a recovery code/);
    for (const wrong of ['', '000000', 'abcd-efgh-jkmn']) {
      const refused = await stranger.post(link, { fresh: FRESH, code: wrong });
      assert.equal(refused.status, 422, wrong);
    }
    assert.ok((await left()).includes('passkeys'), 'nothing has changed');
    assert.ok((await left()).includes('second_steps'));
    const keep = ['code-app'];
    const right = await stranger.post(link, { fresh: FRESH, code: code(), keep });
    assert.equal(right.status, 303);
    assert.deepEqual(await left(), ['code_apps', 'second_steps']);
  });

  it('takes a recovery code for a lost phone, and ends with what it asked for', async () => {
    await addAll();
    await secondStep(true);
    assert.equal((await post(newVisitor(context), { code: recovery.codes[3] ?? '' })).status, 303);
    assert.deepEqual(await left(), []);
  });

  it('is not asked again of somebody who is signed in', async () => {
    await addAll();
    await secondStep(true);
    const own = newVisitor(context);
    own.cookies.set('__Host-waymark', await signInAs(context, maya, 'Test'));
    assert.equal((await post(own, {})).status, 303);
  });

  it('is not what keeps out the first whom the address is proved to belong to', async () => {
    await addAll();
    await secondStep(false);
    assert.equal((await post(newVisitor(context), {})).status, 303);
    assert.deepEqual(await left(), []);
  });

  it('has its own count of wrong codes', async () => {
    await addAll();
    await secondStep(true);
    const link = await resetLink();
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1)
      statuses.push(
        (await newVisitor(context).post(link, { fresh: FRESH, code: '000000' })).status,
      );
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
  });
});
