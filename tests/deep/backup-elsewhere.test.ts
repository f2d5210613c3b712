/** A backup of our own PostgreSQL put in place in one of another version, and back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { verifyBackup } from '../../src/backup/archive.js';
import { makeBackup } from '../../src/backup/make-backup.js';
import { restoreBackup } from '../../src/backup/restore.js';
import {
  backedUp,
  bytesOf,
  configOf,
  counted,
  fresh,
  NOW,
  running,
  SEES_NOTHING,
} from '../support/backups.js';
import { programs, startCluster } from '../support/external.js';

describe('a backup, between two PostgreSQL', {
  skip: programs ? false : 'PostgreSQL cannot be installed here',
}, async () => {
  const { file } = await backedUp();
  const address = programs ? await startCluster(programs) : () => '';
  const external = configOf({ DATABASE_URL: address('keeper', 'waymark') });

  it('has every row of another PostgreSQL too', async () => {
    await restoreBackup(external, file);
    const { manifest } = await makeBackup(external, fresh('external'), NOW);
    const [superuser, owner] = ['postgres', 'keeper'].map((user) => ({
      connectionString: address(user, 'waymark'),
    }));
    assert.ok(superuser && owner);
    const due = { rows: manifest.rows, owner: SEES_NOTHING };
    assert.deepEqual(await counted(superuser, owner), due);
    assert.deepEqual(manifest.rows, (await verifyBackup(file)).manifest.rows);
  });

  it('goes from our own PostgreSQL to another one and back', async () => {
    const there = fresh('there');
    await makeBackup(external, there, NOW);
    assert.deepEqual(readFileSync(there), readFileSync(file));
    const back = await running();
    await restoreBackup(back, there);
    assert.deepEqual(await bytesOf(back), readFileSync(file));
  });
});
