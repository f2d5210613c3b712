/** The verbs of the library on a real database: who may, what stays, what meets, whose it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Role, scopeOf } from '../platform/access/member.js';
import { listHistoryOf } from '../platform/history/history.js';
import {
  addEvidence,
  addSeveral,
  changeEvidence,
  inputOf,
  replaceFile,
  setDeleted,
} from './changes.js';
import { openChanging } from './testing/changing.js';
import { pdf, png } from './testing/files.js';
import { typedItem, uploaded } from './testing/library.js';

const { add, addFile, callum, coded, how, maya, read, sam, school, context } = await openChanging();

describe('who may change the library', () => {
  const table: [Role, boolean][] = [
    ['careers leader', true],
    ['contributor', true],
    ['governor', false],
    ['adviser', false],
    ['viewer', false],
  ];
  for (const [role, isAllowed] of table)
    it(`a ${role} ${isAllowed ? 'adds and changes' : 'reads alone'}`, async () => {
      const somebody = await school.colleague('Somebody', role);
      const id = await add(maya);
      const change = { id, input: typedItem({ title: `By a ${role}` }), version: 1 };
      assert.equal((await read(id, somebody)).title, 'Careers week');
      if (isAllowed) {
        await add(somebody);
        assert.deepEqual(await changeEvidence(context, somebody, change, how), { version: 2 });
        return;
      }
      await assert.rejects(add(somebody), coded('evidence.denied'));
      await assert.rejects(
        changeEvidence(context, somebody, change, how),
        coded('evidence.denied'),
      );
      await assert.rejects(
        setDeleted(context, somebody, { id, isDeleted: true }, how),
        coded('evidence.denied'),
      );
    });

  it('a contributor deletes what they added, and a careers leader anything', async () => {
    const mayas = await add(maya);
    const sams = await add(sam);
    await assert.rejects(
      setDeleted(context, sam, { id: mayas, isDeleted: true }, how),
      coded('evidence.denied'),
    );
    await setDeleted(context, sam, { id: sams, isDeleted: true }, how);
    await setDeleted(context, maya, { id: sams, isDeleted: false }, how);
    await setDeleted(context, maya, { id: sams, isDeleted: true }, how);
  });

  it('nobody of another school reads, changes or looks after it', async () => {
    const id = await addFile(maya, pdf('ours alone'));
    const { checksum } = (await read(id)).files[0] ?? { checksum: '' };
    await assert.rejects(read(id, callum), coded('evidence.not-found'));
    const change = { id, input: typedItem({ kind: 'file' }), version: 1 };
    await assert.rejects(changeEvidence(context, callum, change, how), coded('evidence.not-found'));
    await assert.rejects(
      setDeleted(context, callum, { id, isDeleted: true }, how),
      coded('evidence.not-found'),
    );
    const upload = await uploaded(context, pdf('theirs'));
    await assert.rejects(
      replaceFile(context, callum, { id, upload }, how),
      coded('evidence.not-found'),
    );
    await assert.rejects(add(maya, { owner: callum.person.id }), coded('evidence.unknown-owner'));
    await assert.rejects(
      context.files.read({ organisation: callum.organisation.id, checksum }),
      coded('file.missing'),
    );
  });

  it('the database itself shows no row of another school', async () => {
    await addFile(maya, png());
    for (const table of [
      'evidence',
      'evidence_files',
      'citations',
      'criterion_citations',
    ] as const) {
      const seen = await context.storage.read(scopeOf(callum), (db) =>
        db.selectFrom(table).selectAll().execute(),
      );
      assert.deepEqual(seen, [], table);
    }
  });
});

describe('changing an item', () => {
  it('keeps the words of whoever was first, and says so to the second', async () => {
    const id = await add(maya);
    await changeEvidence(
      context,
      sam,
      { id, input: typedItem({ title: 'Sam’s' }), version: 1 },
      how,
    );
    const mine = { id, input: typedItem({ title: 'Maya’s' }), version: 1 };
    await assert.rejects(changeEvidence(context, maya, mine, how), coded('evidence.conflict'));
    assert.equal((await read(id)).title, 'Sam’s');
    await changeEvidence(context, maya, { ...mine, version: 2 }, how);
    assert.equal((await read(id)).title, 'Maya’s');
  });

  it('leaves no trace when nothing changes, and one entry with only what differs when something does', async () => {
    const id = await add(maya, {
      kind: 'figure',
      figure: '94.50',
      unit: '%',
      effectiveOn: '2026-10-01',
    });
    const input = inputOf(await read(id));
    assert.deepEqual(await changeEvidence(context, maya, { id, input, version: 1 }, how), {
      version: 1,
    });
    await changeEvidence(context, maya, { id, input: { ...input, figure: '95' }, version: 1 }, how);
    const [newest, ...rest] = await context.storage.read(scopeOf(maya), (db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'evidence', id }),
    );
    assert.deepEqual([newest?.before, newest?.after], [{ figure: '94.5' }, { figure: '95' }]);
    assert.equal(rest.length, 1);
  });

  it('has one effect when it is sent twice', async () => {
    const key = context.id();
    const item = { input: typedItem({ title: 'Only once' }), upload: null };
    const first = await addEvidence(context, maya, item, { key });
    assert.deepEqual(await addEvidence(context, maya, item, { key }), first);
    const several = await addSeveral(context, maya, [typedItem(), typedItem()], how);
    assert.equal(several.ids.length, 2);
  });

  it('does not turn a note into a link', async () => {
    const id = await add(maya);
    const input = typedItem({ kind: 'link', url: 'https://a.example/' });
    await assert.rejects(
      changeEvidence(context, maya, { id, input, version: 1 }, how),
      coded('evidence.kind-fixed'),
    );
  });
});
