import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { scopeOf } from '../platform/access/member.js';
import { wayTo } from '../platform/storage/file-place.js';
import { agree } from '../review/changes/agree.js';
import { citeEvidence } from '../review/changes/cite.js';
import { addEvidence, replaceFile, setDeleted } from './changes.js';
import { sweep, verifyFiles } from './file-maintenance.js';
import { listOffered } from './store.js';
import { openChanging } from './testing/changing.js';
import { pdf, png } from './testing/files.js';
import { typedItem, uploaded } from './testing/library.js';

const { add, addFile, coded, how, maya, read, sam, school, context } = await openChanging();

describe('the files of an item', () => {
  it('stay, each under its number and checksum, when a newer one comes', async () => {
    const id = await addFile(maya, pdf('one'));
    const upload = await uploaded(context, png(5, 5), 'two.png');
    assert.deepEqual(await replaceFile(context, sam, { id, upload }, how), { number: 2 });
    const { files, version } = await read(id);
    assert.deepEqual(
      files.map(({ number, type, width, uploadedBy }) => [number, type, width, uploadedBy?.name]),
      [
        [2, 'png', 5, 'Sam Reid'],
        [1, 'pdf', null, 'Maya Okafor'],
      ],
    );
    assert.equal(version, 2);
  });

  it('are not counted or kept twice when the same file comes again', async () => {
    const id = await addFile(maya, pdf('same'));
    const again = await uploaded(context, pdf('same'));
    assert.deepEqual(await replaceFile(context, maya, { id, upload: again }, how), { number: 1 });
  });

  it('may not take more room than a school has', async () => {
    const small = { ...context, config: { ...context.config, filesQuotaMegabytes: 1 } };
    const big = Buffer.alloc(1_100_000, 'a');
    const upload = await uploaded(context, big, 'big.txt');
    const item = { input: typedItem({ kind: 'file', title: 'Big' }), upload };
    await assert.rejects(addEvidence(small, maya, item, how), coded('file.quota'));
  });

  it('cannot be given to a note', async () => {
    const id = await add(maya);
    const upload = await uploaded(context, pdf());
    await assert.rejects(
      replaceFile(context, maya, { id, upload }, how),
      coded('evidence.not-a-file'),
    );
  });
});

describe('deleting', () => {
  it('hides an item from reviews and brings it back with its citations', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      context,
      maya,
      { review, evidence: id, cite: [code], uncite: [], name: [], unname: [] },
      how,
    );
    const offered = () =>
      context.storage.read(scopeOf(maya), (db) =>
        listOffered(db, maya.organisation.id, review, code),
      );
    await setDeleted(context, maya, { id, isDeleted: true }, how);
    assert.ok(!(await offered()).some((each) => each.id === id));
    await agree(context, maya, {
      review,
      statement: code,
      input: { reason: 'r' },
      evidence: { cited: [] },
      version: null,
      key: null,
    });
    await setDeleted(context, maya, { id, isDeleted: false }, how);
    assert.deepEqual((await offered()).find((each) => each.id === id)?.citedBy, [code]);
  });

  it('is for good after thirty days, files and all; until then nothing is swept', async () => {
    const id = await addFile(maya, pdf('soon gone'));
    const { checksum } = (await read(id)).files[0] ?? { checksum: '' };
    const place = { organisation: maya.organisation.id, checksum };
    await setDeleted(context, maya, { id, isDeleted: true }, how);
    assert.equal((await sweep(context)).evidence, 0);
    context.setClock('2026-12-24T09:00:00Z');
    await assert.rejects(
      setDeleted(context, maya, { id, isDeleted: false }, how),
      coded('evidence.not-found'),
    );
    assert.ok((await sweep(context)).evidence >= 1);
    await assert.rejects(read(id), coded('evidence.not-found'));
    // The file itself is young, and waits a day in case an upload of the same is under way.
    (await context.files.read(place)).destroy();
    context.setClock('2026-11-23T09:00:00Z');
  });
});

describe('what is kept', () => {
  it('is read in full by verify, which finds what is damaged, missing or left over', async () => {
    const id = await addFile(maya, pdf('to be damaged'));
    const gone = await addFile(maya, pdf('to go missing'));
    const pathOf = async (of: string) => {
      const { checksum } = (await read(of)).files[0] ?? { checksum: '' };
      return { place: { organisation: maya.organisation.id, checksum } };
    };
    const damaged = await pathOf(id);
    writeFileSync(join(context.config.dataFolder, 'files', wayTo(damaged.place)), 'other bytes');
    await context.files.remove((await pathOf(gone)).place);
    const { files, orphans } = await verifyFiles(context);
    const stateOf = (evidence: string) => files.find((each) => each.evidence === evidence)?.state;
    assert.deepEqual([stateOf(id), stateOf(gone)], ['damaged', 'missing']);
    assert.ok(files.filter(({ state }) => state === 'sound').length >= 3);
    assert.ok(orphans >= 1, 'the file of the deleted item');
    assert.deepEqual(readdirSync(join(context.config.dataFolder, 'files/incoming')), []);
  });
});
