/** Starting where only root may enter, beside other samples, and without what a start needs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ensureBuild } from '../bin/build.js';
import { demoConfig, removeDemo } from '../src/demo/demo.js';
import { readConfig, rootFolder } from '../src/platform/config.js';
import {
  asRoot,
  cloneInto,
  folder,
  hasNamespaces,
  isUsable,
  ownersIn,
  scratch,
} from './support/anywhere.js';
import { runWaymark } from './support/process.js';

await ensureBuild();

describe('as root', asRoot, () => {
  it('a clone that only root may enter, with its data in it', async () => {
    const closed = folder('closed with létters', 0o700);
    const clone = cloneInto(closed);
    await isUsable(join(clone, 'data'), {}, { clone });
    if (hasNamespaces) assert.deepEqual(ownersIn(join(clone, 'data')), [0]);
  });
});

describe('samples', () => {
  it('are left alone by other starts while their process lives, however old they look', async () => {
    const mine = demoConfig(readConfig({}));
    const longAgo = new Date('2020-01-01');
    utimesSync(mine.dataFolder, longAgo, longAgo);
    const { pid = 0 } = spawnSync('true');
    const left = join(tmpdir(), `waymark-sample-${hostname()}-${pid}-abcdef`);
    mkdirSync(left);
    const other = demoConfig(readConfig({}));
    assert.ok(existsSync(mine.dataFolder), 'this process has not ended');
    assert.ok(!existsSync(left), 'nobody is left who uses it');
    for (const config of [mine, other]) {
      await removeDemo(config);
      assert.ok(!existsSync(config.dataFolder));
    }
  });
});

describe('the configuration of a sample', () => {
  /** What says how a sample answers, and leads nowhere out of it. */
  const OWN = [
    ...['root', 'port', 'host', 'publicUrl', 'mailFrom', 'asksSetUpCode', 'trustedProxies'],
    'filesQuotaMegabytes',
  ];
  const given = readConfig({
    ...{ DATABASE_URL: 'postgres://u:p@db.example/w', SMTP_URL: 'smtp://mail.example' },
    ...{ S3_URL: 'https://k:s@s3.example/bucket', CLAMD_URL: 'tcp://clam.example:3310' },
    ...{ OIDC_DFE_ISSUER: 'https://dfe.example', OIDC_DFE_CLIENT_ID: 'id' },
    ...{ OIDC_DFE_CLIENT_SECRET: 'secret', WAYMARK_URL: 'https://waymark.example' },
  });

  it('takes nothing over that reaches what is real', async () => {
    const { dataFolder, ...config } = demoConfig(given);
    await removeDemo({ dataFolder });
    assert.notEqual(dataFolder, given.dataFolder);
    for (const [name, value] of Object.entries(config)) {
      const was = given[name as keyof typeof given];
      if (OWN.includes(name)) assert.deepEqual(value, was, name);
      else {
        assert.ok([was].flat()[0], `${name} is not given above`);
        assert.ok(![value].flat()[0], `${name} is that of the real installation`);
      }
    }
  });
});

describe('before anything else', () => {
  it('an old Node.js is refused in one sentence', () => {
    const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.18.3' });";
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-e', `${pretend} require('./bin/check-node.cjs')`],
      { cwd: rootFolder(), encoding: 'utf8' },
    );
    assert.equal(status, 2);
    assert.equal(stderr, 'Waymark needs Node.js 20.19 or newer, and this is 20.18.3.\n');
    const { scripts } = JSON.parse(readFileSync(join(rootFolder(), 'package.json'), 'utf8'));
    for (const name of ['start', 'test'])
      assert.match(scripts[name], /^node --require \.\/bin\/check-node\.cjs /);
  });

  it('a registry that does not answer is named in one sentence', async () => {
    const clone = cloneInto(folder('no-network', 0o755));
    renameSync(join(clone, 'node_modules'), join(clone, 'away'));
    const env = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(scratch, 'npm'),
      npm_config_fetch_retries: '0',
    };
    const { code, err } = await runWaymark(['migrate'], env, { clone });
    assert.equal(code, 2);
    const [doing, sentence, ...more] = err.trim().split('\n');
    assert.match(doing ?? '', /^Installing the packages that Waymark needs … $/);
    assert.match(sentence ?? '', /the package registry \(http:\/\/127\.0\.0\.1:9\) did not answer/);
    assert.deepEqual(more, []);
  });
});
