import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from './config.js';
import { StartProblem } from './problems.js';
import { explainListening, explainStart } from './start-problems.js';
import { diskIsFull } from './storage/disk-space.js';
import { databaseIsAway } from './storage/transaction.js';

const failure = (code: string, more: object = {}) =>
  Object.assign(new Error(`it failed\nbecause of ${code}`), { code, ...more });

function assertOneSentence(error: unknown, says: RegExp): void {
  assert.ok(error instanceof StartProblem, String(error));
  assert.match(error.message, /^[A-Z][^\n]*\.$/);
  assert.match(error.message, says);
}

describe('a start that cannot go on says why in one sentence', () => {
  for (const [code, says] of [
    ['ENOSPC', /disk is full/],
    ['EDQUOT', /disk quota/],
    ['EROFS', /can only be read/],
    ['EACCES', /cannot write/],
    ['EPERM', /cannot write/],
    ['EMFILE', /open files/],
    ['ENFILE', /files are open/],
  ] as const)
    it(`for a file: ${code}`, () => {
      assertOneSentence(explainStart(failure(code, { path: '/data/files' })), says);
      assertOneSentence(explainStart(failure(code)), says);
    });

  for (const [code, says] of [
    ['25006', /can only be read/],
    ['28000', /refuses this user/],
    ['28P01', /refuses this password/],
    ['3D000', /no such database/],
    ['42501', /may not do this/],
    ['53100', /disk is full/],
    ['53200', /out of memory/],
    ['53300', /no more connections/],
    ['55P03', /another program/],
    ['57P03', /starting or stopping/],
    ['XX000', /log of PostgreSQL/],
    ['XX001', /log of PostgreSQL/],
  ] as const)
    it(`for a database: ${code}`, () =>
      assertOneSentence(explainStart(failure(code, { severity: 'ERROR' })), says));

  for (const [code, says] of [
    ['EADDRINUSE', /in use by another/],
    ['EACCES', /may not be used/],
    ['EPERM', /may not be used/],
    ['ENOTFOUND', /no address of this machine/],
    ['EAI_AGAIN', /no address of this machine/],
    ['EADDRNOTAVAIL', /no address of this machine/],
    ['EAFNOSUPPORT', /no address of this machine/],
    ['EINVAL', /no address of this machine/],
  ] as const)
    it(`for a port: ${code}`, () =>
      assertOneSentence(explainListening(failure(code), 80, 'school.example'), says));

  it('of a full disk and a database that is away, as a page of nothing', () => {
    for (const problem of [diskIsFull(), databaseIsAway()]) {
      const sentence = explainStart(problem);
      assertOneSentence(sentence, /start again/);
      assert.doesNotMatch((sentence as Error).message, /typed|page/);
    }
  });

  it('and nothing of the kind for a fault of ours', () => {
    const ours = new TypeError('x is not a function');
    assert.equal(explainStart(ours), ours);
  });

  for (const [name, value] of [
    ['PORT', 'tea'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'postgresql://[/x'],
    ['DATABASE_URL', 'postgresql://user@host:port/x'],
    ['WAYMARK_URL', 'ftp://x'],
    ['WAYMARK_URL', 'waymark.example'],
    ['WAYMARK_URL', 'https://waymark.example/careers'],
    ['WAYMARK_URL', 'https://waymark.example/?a=b'],
    ['WAYMARK_URL', 'https://waymark.example?'],
    ['WAYMARK_URL', 'https://waymark.example/#top'],
    ['WAYMARK_URL', 'https://somebody:secret@waymark.example'],
    ['SMTP_URL', 'mail.example'],
    ['SMTP_URL', 'smtp://['],
    ['WAYMARK_TRUSTED_PROXIES', 'all'],
    ['WAYMARK_TRUSTED_PROXIES', '-1'],
    ['WAYMARK_TRUSTED_PROXIES', '6'],
    ['WAYMARK_TRUSTED_PROXIES', '1.5'],
    ['WAYMARK_FILES_MB', 'much'],
    ['WAYMARK_SET_UP_CODE', 'on'],
    ['SMTP_URL', 'https://mail.example'],
    ['S3_URL', 'https://s3.example/bucket'],
    ['CLAMD_URL', 'localhost'],
    ['WAYMARK_FILES_MB', '0'],
  ] as const)
    it(`for ${name}=${value}`, () => {
      try {
        readConfig({ [name]: value });
      } catch (error) {
        assert.ok(!(error as Error).message.includes('secret'));
        return assertOneSentence(error, new RegExp(name));
      }
      assert.fail('It was taken.');
    });

  it('and takes an address with or without a slash at its end', () => {
    for (const url of ['https://waymark.example', 'https://waymark.example:8443/'])
      assert.equal(readConfig({ WAYMARK_URL: url }).publicUrl, url.replace(/\/$/, ''));
  });
});

describe('the environment', () => {
  const bare = readConfig({});
  const oidc = { id: 'google', name: 'Google', issuer: 'https://accounts.example', clientId: 'a' };
  const google = { ...oidc, clientSecret: 'b', scope: 'openid profile email' };
  const named = (word: string, more: Record<string, string> = {}) => ({
    [`OIDC_${word}_ISSUER`]: oidc.issuer,
    [`OIDC_${word}_CLIENT_ID`]: 'a',
    [`OIDC_${word}_CLIENT_SECRET`]: 'b',
    ...more,
  });
  /** What is set, what of the configuration that decides, and what it is without. */
  const cases: [Record<string, string>, keyof typeof bare, unknown, unknown][] = [
    [{ WAYMARK_DATA: '/srv/waymark' }, 'dataFolder', '/srv/waymark', `${process.cwd()}/data`],
    [{ DATABASE_URL: 'postgres://a@b/c' }, 'databaseUrl', 'postgres://a@b/c', null],
    [{ PORT: '0' }, 'port', 0, 3000],
    [{ PORT: '65535' }, 'port', 65535, 3000],
    [{ HOST: '0.0.0.0' }, 'host', '0.0.0.0', 'localhost'],
    [{ WAYMARK_URL: 'https://w.example' }, 'publicUrl', 'https://w.example', null],
    [{ SMTP_URL: 'smtps://m.example' }, 'smtpUrl', 'smtps://m.example', null],
    [
      { WAYMARK_MAIL_FROM: 'a@b.example' },
      'mailFrom',
      'a@b.example',
      'Waymark <waymark@localhost>',
    ],
    [{ WAYMARK_SET_UP_CODE: 'off' }, 'asksSetUpCode', false, true],
    [{ WAYMARK_TRUSTED_PROXIES: '2' }, 'trustedProxies', 2, 0],
    [{ S3_URL: 'https://k:s@s3.example/files' }, 's3Url', 'https://k:s@s3.example/files', null],
    [{ CLAMD_URL: 'tcp://127.0.0.1:3310' }, 'clamdUrl', 'tcp://127.0.0.1:3310', null],
    [{ WAYMARK_FILES_MB: '1' }, 'filesQuotaMegabytes', 1, 1024],
    [named('GOOGLE'), 'identityProviders', [google], []],
    [
      named('GOOGLE', { OIDC_GOOGLE_NAME: 'School', OIDC_GOOGLE_SCOPE: 'openid' }),
      ...(['identityProviders', [{ ...google, name: 'School', scope: 'openid' }], []] as const),
    ],
    [
      { ...named('TRUST'), ...named('DFE') },
      'identityProviders',
      [
        { ...google, id: 'dfe', name: 'DfE Sign-in', scope: 'openid profile email organisation' },
        { ...google, id: 'trust', name: 'TRUST' },
      ],
      [],
    ],
  ];
  for (const [env, field, set, unset] of cases)
    it(`decides ${field} by ${Object.keys(env).join(', ')}, and nothing else`, () => {
      assert.deepEqual(readConfig(env), { ...bare, [field]: set });
      assert.deepEqual(bare[field], unset);
      const empty = Object.fromEntries(Object.keys(env).map((name) => [name, '']));
      assert.deepEqual(readConfig(empty), bare, 'an empty one counts as not set');
    });

  it('is tried here for each field of the configuration', () => {
    const fields = Object.keys(bare).filter((field) => field !== 'root');
    assert.deepEqual([...new Set(cases.map(([, field]) => field))].sort(), fields.sort());
  });
});
