import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestSchool } from '../../tests/support/app.js';
import { StartProblem } from '../platform/problems.js';
import { installation, type Scope } from '../platform/storage/transaction.js';
import { publishBuiltIn } from './changes.js';
import { type Framework, statementsOf } from './framework.js';
import { loadBuilt, loadFramework } from './load.js';
import { presentFramework } from './present.js';
import { currentVersion, findFrameworkVersion, listVersions, saveVersion } from './store.js';
import { harbour } from './testing/harbour.js';
import { canonical, checksumOf, frameworkOf } from './version.js';
import { cachedVersion, cacheVersion } from './version-cache.js';

const { context } = await openTestSchool();
const { rows } = await context.superuser.query<{ id: string; person: string }>(
  `SELECT o.id, m.person_id AS person FROM organisations o JOIN memberships m ON m.organisation_id = o.id`,
);
const otterbridge: Scope = { organisation: rows[0]!.id, person: rows[0]!.person };
const northgate: Scope = { organisation: context.id(), person: null };
await context.superuser.query(
  `INSERT INTO organisations (id, name, kind, created_at) VALUES ($1, 'Northgate School', 'school', now())`,
  [northgate.organisation],
);

async function publishFor(scope: Scope, framework: Framework): Promise<string> {
  const id = context.id();
  await context.storage.write(scope, (db) =>
    saveVersion(db, {
      id,
      framework,
      origin: 'imported',
      organisationId: scope.organisation,
      publishedAt: context.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    }),
  );
  return id;
}

describe('the built-in edition', () => {
  it('is there after the start, and a second start publishes nothing', async () => {
    await publishBuiltIn(context);
    await publishBuiltIn(context);
    const versions = await context.storage.read(otterbridge, (db) =>
      listVersions(db, otterbridge.organisation),
    );
    assert.deepEqual(
      versions.map(({ frameworkId, origin, organisationId }) => [
        frameworkId,
        origin,
        organisationId,
      ]),
      [['careers-impact-schools', 'built-in', null]],
    );
    const framework = await context.storage.read(otterbridge, (db) =>
      findFrameworkVersion(db, versions[0]!.id),
    );
    assert.equal(statementsOf(framework).length, 32);
    assert.equal(checksumOf(framework), versions[0]!.checksum);
  });

  it('is built as its files say', async () => {
    const [built, source] = [
      'dist/models/careers-impact-schools.json',
      'models/careers-impact-schools',
    ];
    assert.deepEqual(
      await loadBuilt(join(context.config.root, built)),
      await loadFramework(join(context.config.root, source)),
    );
  });

  it('may not be changed without raising its version', async () => {
    const root = mkdtempSync(join(tmpdir(), 'edition-'));
    after(() => rmSync(root, { recursive: true }));
    cpSync(join(context.config.root, 'dist/models'), join(root, 'dist/models'), {
      recursive: true,
    });
    const file = join(root, 'dist/models/careers-impact-schools.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"title":"[^"]*"/, '"title":"Another title"'));
    const changed = { ...context, config: { ...context.config, root } };
    await assert.rejects(publishBuiltIn(changed), (error: unknown) => {
      assert.ok(error instanceof StartProblem);
      assert.match(error.message, /Raise "version" in models\/careers-impact-schools/);
      return true;
    });
    writeFileSync(file, text.replace(/"version":"[^"]*"/, '"version":"9.9"'));
    await publishBuiltIn(changed);
    const current = await context.storage.read(otterbridge, (db) => currentVersion(db, null));
    assert.equal(current.version, '9.9');
  });
});

describe('a published version', () => {
  it('cannot be changed, deleted or emptied out, not even by the owner of the database', async () => {
    const id = await publishFor(otterbridge, harbour);
    for (const statement of [
      `UPDATE framework_versions SET title = 'x' WHERE id = '${id}'`,
      `UPDATE framework_versions SET content = '{}'`,
      `DELETE FROM framework_versions WHERE id = '${id}'`,
      'TRUNCATE framework_versions CASCADE',
    ]) {
      await assert.rejects(context.superuser.query(statement), /framework_versions is immutable/);
    }
  });

  it('reads back as it was published, and costs no query the second time', async () => {
    const id = await publishFor(northgate, { ...harbour, version: '2.0' });
    const read = () =>
      context.storage.read(northgate, (db) => findFrameworkVersion(db, id, northgate.organisation));
    assert.deepEqual(await read(), { ...harbour, version: '2.0' });
    const before = context.storage.queries();
    await read();
    assert.equal(context.storage.queries(), before);
  });

  it('is forgotten once 48 others were asked for since', async () => {
    const each = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => `v${from + at}`);
    for (const id of each(0, 48)) cacheVersion(id, null, harbour);
    assert.equal(cachedVersion('v0', null), harbour, 'asked for again');
    cacheVersion('v48', null, harbour);
    const there = each(0, 49).filter((id) => cachedVersion(id, null));
    assert.deepEqual(
      there,
      each(0, 49).filter((id) => id !== 'v1'),
    );
  });

  it('of a school is for that school alone, also when it was read before', async () => {
    const id = await publishFor(northgate, { ...harbour, version: '3.0' });
    const asked = (scope: Scope) =>
      context.storage.read(scope, (db) => findFrameworkVersion(db, id, scope.organisation));
    await asked(northgate);
    await assert.rejects(asked(otterbridge), { code: 'framework.unknown-version' });
    await assert.rejects(asked({ organisation: null, person: null }), {
      code: 'framework.unknown-version',
    });
    const listed = await context.storage.read(otterbridge, (db) =>
      listVersions(db, otterbridge.organisation),
    );
    assert.ok(!listed.some((version) => version.id === id));
  });

  it('cannot be published in the name of another school, nor for everybody by a school', async () => {
    const row = {
      id: context.id(),
      framework: { ...harbour, version: '4.0' },
      origin: 'made',
      publishedAt: context.clock(),
      publishedBy: null,
      matchedVersionId: null,
      matches: {},
    } as const;
    for (const organisationId of [northgate.organisation, null]) {
      await assert.rejects(
        context.storage.write(otterbridge, (db) => saveVersion(db, { ...row, organisationId })),
        /row-level security/,
      );
    }
    assert.equal(
      await context.storage.write(installation, (db) =>
        saveVersion(db, { ...row, organisationId: null }),
      ),
      true,
    );
  });

  it('of a name that its owner already has is not saved', async () => {
    const framework = { ...harbour, version: '5.0' };
    const save = () =>
      context.storage.write(otterbridge, (db) =>
        saveVersion(db, {
          id: context.id(),
          framework,
          origin: 'made',
          organisationId: otterbridge.organisation,
          publishedAt: context.clock(),
          publishedBy: null,
          matchedVersionId: null,
          matches: {},
        }),
      );
    assert.deepEqual([await save(), await save()], [true, false]);
  });
});

describe('a checksum', () => {
  it('is the same for the same content, however the database orders its keys', async () => {
    const shuffled = JSON.parse(
      JSON.stringify(Object.fromEntries(Object.entries(presentFramework(harbour)).reverse())),
    );
    assert.equal(canonical(shuffled), canonical(presentFramework(harbour)));
    assert.equal(checksumOf(frameworkOf(shuffled)), checksumOf(harbour));
    assert.notEqual(checksumOf({ ...harbour, title: 'Another' }), checksumOf(harbour));
  });
});
