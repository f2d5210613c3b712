import assert from 'node:assert/strict';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { scopeOf } from '../platform/access/member.js';
import { wayTo } from '../platform/storage/file-place.js';
import { agree } from '../review/changes/agree.js';
import { citeEvidence } from '../review/changes/cite.js';
import { findReviewAt } from '../review/whole-review.js';
import { addEvidence, replaceFile, setDeleted } from './changes.js';
import { sweep, verifyFiles } from './file-maintenance.js';
import { bytesStored } from './library-store.js';
import { openChanging } from './testing/changing.js';
import { pdf, png } from './testing/files.js';
import { typedItem, uploaded } from './testing/library.js';

const { add, addFile, callum, coded, how, maya, read, sam, school, context } = await openChanging();

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

  it('fill the room of a school to the last byte, and what it has already takes none', async () => {
    const small = { ...context, config: { ...context.config, filesQuotaMegabytes: 1 } };
    const give = async (bytes: Uint8Array) => {
      const upload = await uploaded(context, bytes, 'some.txt');
      const input = typedItem({ kind: 'file', title: 'Some' });
      return (await addEvidence(small, callum, { input, upload }, how)).id;
    };
    const full = Buffer.alloc(1024 * 1024, 'a');
    const first = await give(full);
    await assert.rejects(give(Buffer.from('b')), coded('file.quota'));
    const second = await give(full);
    for (const id of [first, second])
      await context.superuser.query('DELETE FROM evidence_files WHERE evidence_id = $1', [id]);
    await give(Buffer.from('b'));
  });

  it('take the room of a file once, however many items and versions of an item share it', async () => {
    const small = { ...context, config: { ...context.config, filesQuotaMegabytes: 1 } };
    const give = async (bytes: Uint8Array) => {
      const upload = await uploaded(context, bytes, 'some.txt');
      const input = typedItem({ kind: 'file', title: 'Some' });
      return (await addEvidence(small, callum, { input, upload }, how)).id;
    };
    const { organisation } = callum;
    const stored = () =>
      context.storage.read(scopeOf(callum), (db) => bytesStored(db, organisation.id));
    const before = await stored();
    const shared = Buffer.alloc(600_000, 's');
    const items = [await give(shared), await give(shared), await give(shared)];
    const [id = ''] = items;
    for (const bytes of [Buffer.from('t'), shared])
      await replaceFile(
        small,
        callum,
        { id, upload: await uploaded(context, bytes, 'some.txt') },
        how,
      );
    assert.equal(await stored(), before + shared.length + 1);
    items.push(await give(Buffer.alloc(400_000, 'u')));
    assert.equal(await stored(), before + shared.length + 1 + 400_000);
    await assert.rejects(give(Buffer.alloc(100_000, 'v')), coded('file.quota'));
    for (const each of items)
      await context.superuser.query('DELETE FROM evidence_files WHERE evidence_id = $1', [each]);
  });

  it('that were cut off as they came are swept after an hour', async () => {
    const folder = join(context.config.dataFolder, 'files/incoming');
    const agedBy = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    for (const minutes of [59, 61]) {
      const path = join(folder, `cut-${minutes}`);
      writeFileSync(path, 'half');
      utimesSync(path, agedBy(minutes), agedBy(minutes));
    }
    assert.equal((await sweep(context)).incoming, 1);
    assert.deepEqual(readdirSync(folder), ['cut-59']);
    rmSync(join(folder, 'cut-59'));
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
    const reading = { person: maya.person.id, now: context.clock() };
    const offered = async () => {
      const { offered } = await context.storage.read(scopeOf(maya), (db) =>
        findReviewAt(db, maya.organisation.id, review, code, reading),
      );
      return offered;
    };
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

describe('a file of two schools', () => {
  it('is kept for each: what goes in one stays in the other', async () => {
    const bytes = pdf('shared by two schools');
    const [ours, theirs] = [await addFile(maya, bytes), await addFile(callum, bytes)];
    const { checksum } = (await read(ours)).files[0] ?? { checksum: '' };
    assert.equal((await read(theirs, callum)).files[0]?.checksum, checksum);
    const placeOf = ({ organisation }: typeof maya) => ({
      organisation: organisation.id,
      checksum,
    });
    const isKept = (by: typeof maya) =>
      context.files.read(placeOf(by)).then(
        (stream) => stream.destroy() !== null,
        () => false,
      );
    const agedFiles = () => {
      const longAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
      for (const by of [maya, callum])
        utimesSync(join(context.config.dataFolder, 'files', wayTo(placeOf(by))), longAgo, longAgo);
    };
    agedFiles();
    await setDeleted(context, maya, { id: ours, isDeleted: true }, how);
    context.setClock('2026-12-24T09:00:00Z');
    await sweep(context);
    context.setClock('2026-11-23T09:00:00Z');
    assert.deepEqual([await isKept(maya), await isKept(callum)], [false, true]);
    assert.equal((await read(theirs, callum)).files.length, 1);
  });
});

describe('a file of a school that this database does not know', () => {
  it('is left, for another installation may keep it in the same store; verify counts it', async () => {
    const place = { organisation: context.id(), checksum: 'e'.repeat(64) };
    const source = join(context.config.dataFolder, 'of-another-installation');
    writeFileSync(source, 'theirs');
    const { orphans } = await verifyFiles(context);
    await context.files.keep(place, source);
    const longAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
    utimesSync(join(context.config.dataFolder, 'files', wayTo(place)), longAgo, longAgo);
    await sweep(context);
    (await context.files.read(place)).destroy();
    assert.equal((await verifyFiles(context)).orphans, orphans + 1);
    await context.files.remove(place);
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
