/** Backups: made while people work, put in place anywhere, and refused before anything is touched. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { entriesOf, MANIFEST, verifyBackup } from '../src/backup/archive.js';
import { makeBackup } from '../src/backup/make-backup.js';
import { restoreBackup } from '../src/backup/restore.js';
import { setDeleted } from '../src/evidence/changes.js';
import { verifyFiles } from '../src/evidence/file-maintenance.js';
import { findItem } from '../src/evidence/library-store.js';
import { restoreAction } from '../src/plan/changes/remove.js';
import { type Member, scopeOf } from '../src/platform/access/member.js';
import type { Config } from '../src/platform/config.js';
import { Problem } from '../src/platform/problems.js';
import type { AppContext } from '../src/platform/storage/context.js';
import { joinEmbedded } from '../src/platform/storage/embedded/embedded.js';
import { installation } from '../src/platform/storage/transaction.js';
import { erasePerson } from '../src/record/data-protection.js';
import { setWithdrawn } from '../src/remark/changes.js';
import { findSharedReport } from '../src/report/links/opening.js';
import { sharedDocument } from '../src/report/links/shared-document.js';
import { restoreReview } from '../src/review/changes/close.js';
import { reviewTarget } from '../src/review/remarks.js';
import {
  backedUp,
  bytesOf,
  configOf,
  contents,
  counted,
  deletedRows,
  FILES,
  fresh,
  inAppContext,
  NOW,
  running,
  SEES_NOTHING,
  scratch,
  UNUSUAL,
} from './support/backups.js';
import { runWaymark, startWaymark } from './support/process.js';

const coded = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, /Nothing was changed/);
  return true;
};

const { ours, file, schools, restorable } = await backedUp();
/** Where the backup is put in place. */
const there = await running();

describe('a backup', () => {
  it('is readable by whoever made it alone, and told with what it holds', async () => {
    assert.equal(statSync(file).mode & 0o077, 0);
    const { manifest, header } = await verifyBackup(file);
    assert.equal(manifest.files, FILES);
    assert.deepEqual(manifest.missing, []);
    assert.ok((manifest.rows.agreements ?? 0) > 32);
    assert.equal(header.madeAt, NOW.toISOString());
  });

  it('holds nothing that a browser could open anything with, and no mail on its way', async () => {
    const { header } = await verifyBackup(file);
    const tables = header.tables.map(({ name }) => name);
    for (const passing of [
      ...[
        'sessions',
        'link_sessions',
        'api_tokens',
        'challenges',
        'one_time_links',
        'mails',
        'notices',
      ],
    ])
      assert.ok(!tables.includes(passing), passing);
  });

  it('holds every file of evidence that is deleted, and the earlier ones of what was replaced', async () => {
    const files = await filesIn(file);
    for (const { contents } of [restorable.deletedFile, restorable.replacedFile])
      for (const bytes of contents) assert.ok(files.has(checksumOf(bytes)), String(bytes));
  });

  it('is an ordinary archive', async () => {
    const listed: string[] = [];
    for await (const { name } of entriesOf(file)) listed.push(name);
    assert.equal(listed[0], 'waymark-backup.json');
    assert.equal(listed.at(-1), 'manifest.json');
    assert.equal(listed.filter((name) => name.startsWith('files/')).length, FILES);
  });

  it('is never written over another file, and leaves nothing where it cannot be written', async () => {
    const path = fresh('taken');
    writeFileSync(path, 'mine');
    await assert.rejects(makeBackup(ours, path, NOW), /already exists/);
    assert.equal(readFileSync(path, 'utf8'), 'mine');
    await assert.rejects(
      makeBackup(ours, join(scratch, 'no', 'such', 'x'), NOW),
      /cannot be written/,
    );
  });
});

const checksumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The checksums of the files that a backup holds, taken from their bytes. */
async function filesIn(path: string): Promise<Set<string>> {
  const checksums = new Set<string>();
  for await (const { name, content } of entriesOf(path)) {
    if (!name.startsWith('files/')) continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    checksums.add(checksumOf(Buffer.concat(pieces)));
  }
  return checksums;
}

/** What a superuser and the owner see in the embedded database of a data folder. */
async function seenIn(config: Config) {
  const joined = await joinEmbedded(config.dataFolder, join(config.root, 'dist/supervisor.js'));
  try {
    const superuser = { ...joined.bootstrap, database: joined.owner.database };
    return { ...(await counted(superuser, joined.owner)), contents: await contents(superuser) };
  } finally {
    await joined.leave();
  }
}

async function deletedIn(config: Config) {
  const joined = await joinEmbedded(config.dataFolder, join(config.root, 'dist/supervisor.js'));
  try {
    return await deletedRows({ ...joined.bootstrap, database: joined.owner.database });
  } finally {
    await joined.leave();
  }
}

async function bytesOfFile(context: AppContext, { organisation }: Member, checksum: string) {
  const pieces: Buffer[] = [];
  for await (const piece of await context.files.read({ organisation: organisation.id, checksum }))
    pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

describe('every row of every table that the database has', () => {
  it('is in the backup, and there again once restored, though the owner sees none', async () => {
    const { manifest } = await verifyBackup(file);
    assert.ok(Object.values(manifest.rows).filter((count) => count > 0).length > 15);
    const before = await seenIn(ours);
    assert.deepEqual(before.rows, manifest.rows);
    assert.deepEqual(before.owner, SEES_NOTHING);
    await restoreBackup(there, file);
    assert.deepEqual(await seenIn(there), before);
    await inAppContext(there, async (context) => {
      const notes = await context.storage.read(
        { organisation: schools[0]?.organisation.id ?? '', person: null },
        (db) =>
          db.selectFrom('evidence').select(['note', 'about']).where('title', '=', '\\.').execute(),
      );
      assert.deepEqual(notes, [{ note: UNUSUAL, about: '\\N' }]);
    });
  });
});

describe('a restore', () => {
  it('on another machine gives the same state, files and history too', async () => {
    assert.deepEqual(await bytesOf(there), readFileSync(file));
    await inAppContext(there, async (context) => {
      const { files } = await verifyFiles(context);
      assert.deepEqual(
        files.map(({ state }) => state),
        Array(FILES).fill('sound'),
      );
    });
  });

  it('leaves whatever is deleted to be restored, with all of its files', async () => {
    const { leader, review, action, remark, deletedFile, replacedFile } = restorable;
    const deleted = await deletedIn(there);
    for (const [table, rows] of Object.entries(deleted)) assert.ok(rows > 0, `none in ${table}`);
    await inAppContext(there, async (context) => {
      const how = { key: null };
      const evidence = { id: deletedFile.evidence, isDeleted: false };
      assert.deepEqual(await setDeleted(context, leader, evidence, how), { title: 'Deleted' });
      await restoreReview(context, leader, review, how);
      await restoreAction(context, leader, action, how);
      const back = { remark: remark.id, written: remark.id, isWithdrawn: false };
      await setWithdrawn(context, leader, reviewTarget, { id: remark.review, ...back }, how);
      for (const { evidence, contents } of [deletedFile, replacedFile]) {
        const item = await context.storage.read(scopeOf(leader), (db) =>
          findItem(db, leader.organisation.id, evidence),
        );
        assert.deepEqual(
          await Promise.all(item.files.map((each) => bytesOfFile(context, leader, each.checksum))),
          contents,
        );
      }
    });
    const left = Object.entries(await deletedIn(there)).map(([name, rows]) => [name, rows + 1]);
    assert.deepEqual(Object.fromEntries(left), deleted);
  });

  it('leaves links to reports good', async () => {
    await inAppContext(there, async (context) => {
      const link = await findSharedReport(context, restorable.sharedToken);
      assert.equal(link.organisation.id, restorable.leader.organisation.id);
      assert.equal((await sharedDocument(context, link)).name, 'Governor pack');
    });
  });

  it('brings an older backup up to this code', async () => {
    const config = await running();
    const older = fresh('older');
    await makeBackup(await olderInstallation(), older, NOW);
    const { applied } = await restoreBackup(config, older);
    assert.ok(applied.includes('0007-plan'));
    await inAppContext(config, async (context) => {
      const people = await context.storage.read(installation, (db) =>
        db.selectFrom('persons').select('name').execute(),
      );
      assert.deepEqual(people, [{ name: 'Maya Okafor' }]);
    });
  });

  it('refuses a school that is here, and a database in use', async () => {
    await assert.rejects(restoreBackup(ours, file), coded('restore.not-empty'));
    await inAppContext(ours, async (context) => {
      await context.storage.read(installation, (db) =>
        db.selectFrom('settings').selectAll().execute(),
      );
      await assert.rejects(
        restoreBackup(ours, file, { mayReplace: true }),
        coded('restore.in-use'),
      );
    });
  });

  it('refuses a backup of an earlier Waymark that was never released', async () => {
    const earlier = fresh('earlier');
    const [first] = (await verifyBackup(file)).header.migrations;
    const other = '0'.repeat(64);
    writeFileSync(
      earlier,
      changed((text) => text.replace(first?.checksum ?? '', other)),
    );
    await assert.rejects(restoreBackup(configOf({}), earlier), coded('restore.earlier'));
  });

  it('refuses a newer backup', async () => {
    const newer = fresh('newer');
    writeFileSync(
      newer,
      changed((text) => text.replace('"0007-plan"', '"9007-plan"')),
    );
    await assert.rejects(restoreBackup(configOf({}), newer), coded('restore.newer'));
  });

  it('does not bring back who was erased since', async () => {
    const before = fresh('before');
    await makeBackup(there, before, NOW);
    const school = schools[1];
    const leaving = Object.values(school?.people ?? {}).find(({ role }) => role === 'contributor');
    assert.ok(leaving);
    const id = leaving.person.id;
    await inAppContext(there, (context) =>
      erasePerson(context, id, { person: null, channel: 'command' }),
    );
    const { code, out, err } = await runWaymark(['restore', before, '--replace', '--json'], {
      WAYMARK_DATA: there.dataFolder,
    });
    assert.equal(code, 0, err);
    assert.equal(JSON.parse(out).erased, 1);
    await inAppContext(there, async (context) => {
      const person = await context.storage.read(installation, (db) =>
        db.selectFrom('persons').select(['name', 'email']).where('id', '=', id).execute(),
      );
      assert.deepEqual(person, [{ name: 'Former contributor', email: null }]);
    });
  });
});

describe('a backup of what is not whole', () => {
  it('names each file of evidence that is missing, also of what is deleted or was replaced, and holds all the rest', async () => {
    const { leader, deletedFile, replacedFile } = restorable;
    const gone = [...deletedFile.contents, ...replacedFile.contents].map(checksumOf);
    await inAppContext(there, async (context) => {
      const deleted = { id: deletedFile.evidence, isDeleted: true };
      await setDeleted(context, leader, deleted, { key: null });
      for (const checksum of gone)
        await context.files.remove({ organisation: leader.organisation.id, checksum });
    });
    const path = fresh('missing');
    const { code, err, out } = await runWaymark(['backup', path, '--json'], {
      WAYMARK_DATA: there.dataFolder,
    });
    assert.equal(code, 2);
    assert.match(err, /4 files of evidence could not be included/);
    const missing = JSON.parse(out).missing.map((way: string) => way.split('/').at(-1));
    assert.deepEqual(missing.toSorted(), gone.toSorted());
    assert.equal((await verifyBackup(path)).manifest.files, FILES - gone.length);
  });
});

/** An installation as it was before the plan and the library: one person, no more. */
async function olderInstallation(): Promise<Config> {
  const config = await running();
  const { listMigrations, makeTables } = await import('../src/platform/storage/migrate.js');
  const { withOwner } = await import('../src/platform/storage/open.js');
  await withOwner(config, async (client) => {
    await makeTables(
      client,
      listMigrations(config.root).filter(({ name }) => name < '0005'),
    );
    await client.query(`
      ALTER TABLE persons NO FORCE ROW LEVEL SECURITY;
      INSERT INTO persons (id, name, email, created_at)
        VALUES (gen_random_uuid(), 'Maya Okafor', 'maya@otterbridge.example', now());
      ALTER TABLE persons FORCE ROW LEVEL SECURITY`);
  });
  return config;
}

/** Whether bytes unpack to the same: the last bits of what is compressed may mean nothing. */
function unpackTo(bytes: Buffer, content: Buffer): boolean {
  try {
    return gunzipSync(bytes).equals(content);
  } catch {
    return false;
  }
}

/** The backup with something changed in what it holds, as somebody would who packs it again. */
function changed(change: (text: string) => string): Buffer {
  const whole = gunzipSync(readFileSync(file)).toString('latin1');
  const other = change(whole);
  assert.notEqual(other, whole);
  return gzipSync(Buffer.from(other, 'latin1'));
}

describe('a backup that is not whole', () => {
  const target = configOf({});
  const refuses = async (bytes: Buffer, ...codes: string[]) => {
    const path = fresh('bad');
    writeFileSync(path, bytes);
    await assert.rejects(restoreBackup(target, path, { mayReplace: true }), (error) => {
      assert.ok(error instanceof Problem, String(error));
      assert.ok(codes.includes(error.code), error.message);
      return true;
    });
    assert.equal(existsSync(target.dataFolder), false, 'nothing was touched');
  };

  it('is refused when it is cut anywhere', async () => {
    const whole = readFileSync(file);
    for (const part of [0.001, 0.2, 0.5, 0.9, 0.999])
      await refuses(
        whole.subarray(0, Math.floor(whole.length * part)),
        'backup.damaged',
        'backup.foreign',
      );
    await refuses(whole.subarray(0, whole.length - 1), 'backup.damaged');
  });

  it('is refused when a byte of it has changed', async () => {
    const whole = readFileSync(file);
    const content = gunzipSync(whole);
    for (let at = 20; at < whole.length; at += Math.floor(whole.length / 40)) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      if (!unpackTo(bytes, content)) await refuses(bytes, 'backup.damaged', 'backup.foreign');
    }
  });

  it('is refused when somebody changed what it holds and packed it again', async () => {
    await refuses(
      changed((text) => text.replace('Destinations of 2026', 'Destinations of 2025')),
      'backup.damaged',
    );
    await refuses(
      changed((text) => text.replaceAll('Maya Okafor', 'Mary Okafor')),
      'backup.damaged',
    );
  });

  it('is refused when any entry is missing as a whole, and names it', async () => {
    const whole = gunzipSync(readFileSync(file));
    const names: string[] = [];
    for (let at = 0; whole[at] !== 0; ) {
      const text = (from: number, length: number) =>
        whole.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
      const name = [text(345, 155), text(0, 100)].filter(Boolean).join('/');
      const end = at + 512 + Math.ceil(Number.parseInt(text(124, 12), 8) / 512) * 512;
      const path = fresh('without');
      const without = Buffer.concat([whole.subarray(0, at), whole.subarray(end)]);
      writeFileSync(path, gzipSync(without, { level: 1 }));
      await assert.rejects(
        verifyBackup(path),
        (error) =>
          error instanceof Problem &&
          (error.code === 'backup.foreign' ||
            error.message.includes(name === MANIFEST ? 'its end is missing' : name)),
        name,
      );
      names.push(name);
      at = end;
    }
    assert.ok(names.some((name) => name.startsWith('tables/agreements/')));
    assert.equal(names.filter((name) => name.startsWith('files/')).length, FILES);
  });

  it('is refused when it is something else', async () => {
    await refuses(Buffer.from('%PDF-1.4 the report of last year'), 'backup.foreign');
    await refuses(Buffer.alloc(0), 'backup.damaged', 'backup.foreign');
    await refuses(gzipSync('a text'), 'backup.foreign', 'backup.damaged');
    await refuses(gzipSync(Buffer.alloc(4096)), 'backup.foreign');
    await assert.rejects(restoreBackup(target, fresh('none')), coded('backup.unreadable'));
    await assert.rejects(restoreBackup(target, scratch), coded('backup.unreadable'));
  });
});

describe('on the command line', () => {
  it('a backup is made while Waymark serves, checked, and restored elsewhere', async () => {
    const running = await startWaymark({ WAYMARK_DATA: ours.dataFolder });
    const path = fresh('served');
    const made = await runWaymark(['backup', path], { WAYMARK_DATA: ours.dataFolder });
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /rows and \d files/);
    assert.equal((await fetch(`${running.address}/sign-in`)).status, 200);
    assert.equal((await running.kill('SIGTERM')).code, 0);
    const elsewhere = { WAYMARK_DATA: fresh('elsewhere') };
    const checked = await runWaymark(['restore', path, '--check', '--json'], elsewhere);
    assert.equal(checked.code, 0, checked.err);
    assert.equal(JSON.parse(checked.out).isSound, true);
    assert.equal(existsSync(elsewhere.WAYMARK_DATA), false);
    const restored = await runWaymark(['restore', path], elsewhere);
    assert.equal(restored.code, 0, restored.err);
    assert.match(restored.out, /is not included\. People who were erased or removed since/);
    const twice = await runWaymark(['restore', path], elsewhere);
    assert.equal(twice.code, 2);
    assert.match(twice.err, /restore with --replace/);
  });
});
