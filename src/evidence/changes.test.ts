/** The verbs of the library on a real database: who may, what stays, what meets, whose it is. */
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Member, type Role, scopeOf } from '../people/people.js';
import { Problem } from '../problems.js';
import { citeEvidence } from '../review/changes/cite.js';
import { judge } from '../review/changes/judge.js';
import { findStatementReview } from '../review/statement-review.js';
import { openSchool } from '../review/testing/school.js';
import { wayTo } from '../storage/files.js';
import { listHistoryOf } from '../storage/history.js';
import {
  addEvidence,
  addSeveral,
  changeEvidence,
  inputOf,
  replaceFile,
  setDeleted,
} from './changes.js';
import { sweep, verifyFiles } from './keeping.js';
import { findItem } from './library-store.js';
import { pdf, png } from './testing/files.js';
import { stranger, typedItem, uploaded } from './testing/library.js';

const school = await openSchool();
const { world, maya } = school;
const sam = await school.colleague('Sam Reid', 'contributor');
const callum = await stranger(world);
const how = { key: null };
const coded = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Problem, String(error));
  assert.equal(error.code, code);
  return true;
};
const read = (id: string, as: Member = maya) =>
  world.storage.read(scopeOf(as), (db) => findItem(db, as.organisation.id, id));
const add = async (by: Member, fields = {}) =>
  (await addEvidence(world, by, { input: typedItem(fields), upload: null }, how)).id;
const addFile = async (by: Member, bytes: Uint8Array, name = 'plan.pdf') => {
  const upload = await uploaded(world, bytes, name);
  const input = typedItem({ kind: 'file', title: name });
  return (await addEvidence(world, by, { input, upload }, how)).id;
};

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
        assert.deepEqual(await changeEvidence(world, somebody, change, how), { version: 2 });
        return;
      }
      await assert.rejects(add(somebody), coded('evidence.denied'));
      await assert.rejects(changeEvidence(world, somebody, change, how), coded('evidence.denied'));
      await assert.rejects(
        setDeleted(world, somebody, { id, isDeleted: true }, how),
        coded('evidence.denied'),
      );
    });

  it('a contributor deletes what they added, and a careers leader anything', async () => {
    const mayas = await add(maya);
    const sams = await add(sam);
    await assert.rejects(
      setDeleted(world, sam, { id: mayas, isDeleted: true }, how),
      coded('evidence.denied'),
    );
    await setDeleted(world, sam, { id: sams, isDeleted: true }, how);
    await setDeleted(world, maya, { id: sams, isDeleted: false }, how);
    await setDeleted(world, maya, { id: sams, isDeleted: true }, how);
  });

  it('nobody of another school reads, changes or looks after it', async () => {
    const id = await addFile(maya, pdf('ours alone'));
    const { checksum } = (await read(id)).files[0] ?? { checksum: '' };
    await assert.rejects(read(id, callum), coded('evidence.not-found'));
    const change = { id, input: typedItem({ kind: 'file' }), version: 1 };
    await assert.rejects(changeEvidence(world, callum, change, how), coded('evidence.not-found'));
    await assert.rejects(
      setDeleted(world, callum, { id, isDeleted: true }, how),
      coded('evidence.not-found'),
    );
    const upload = await uploaded(world, pdf('theirs'));
    await assert.rejects(
      replaceFile(world, callum, { id, upload }, how),
      coded('evidence.not-found'),
    );
    await assert.rejects(add(maya, { owner: callum.person.id }), coded('evidence.unknown-owner'));
    await assert.rejects(
      world.files.read({ organisation: callum.organisation.id, checksum }),
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
      const seen = await world.storage.read(scopeOf(callum), (db) =>
        db.selectFrom(table).selectAll().execute(),
      );
      assert.deepEqual(seen, [], table);
    }
  });
});

describe('changing an item', () => {
  it('keeps the words of whoever was first, and says so to the second', async () => {
    const id = await add(maya);
    await changeEvidence(world, sam, { id, input: typedItem({ title: 'Sam’s' }), version: 1 }, how);
    const mine = { id, input: typedItem({ title: 'Maya’s' }), version: 1 };
    await assert.rejects(changeEvidence(world, maya, mine, how), coded('evidence.conflict'));
    assert.equal((await read(id)).title, 'Sam’s');
    await changeEvidence(world, maya, { ...mine, version: 2 }, how);
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
    assert.deepEqual(await changeEvidence(world, maya, { id, input, version: 1 }, how), {
      version: 1,
    });
    await changeEvidence(world, maya, { id, input: { ...input, figure: '95' }, version: 1 }, how);
    const [newest, ...rest] = await world.storage.read(scopeOf(maya), (db) =>
      listHistoryOf(db, maya.organisation.id, { kind: 'evidence', id }),
    );
    assert.deepEqual([newest?.before, newest?.after], [{ figure: '94.5' }, { figure: '95' }]);
    assert.equal(rest.length, 1);
  });

  it('has one effect when it is sent twice', async () => {
    const key = world.id();
    const item = { input: typedItem({ title: 'Only once' }), upload: null };
    const first = await addEvidence(world, maya, item, { key });
    assert.deepEqual(await addEvidence(world, maya, item, { key }), first);
    const several = await addSeveral(world, maya, [typedItem(), typedItem()], how);
    assert.equal(several.ids.length, 2);
  });

  it('does not turn a note into a link', async () => {
    const id = await add(maya);
    const input = typedItem({ kind: 'link', url: 'https://a.example/' });
    await assert.rejects(
      changeEvidence(world, maya, { id, input, version: 1 }, how),
      coded('evidence.kind-fixed'),
    );
  });
});

describe('the files of an item', () => {
  it('stay, each under its number and checksum, when a newer one comes', async () => {
    const id = await addFile(maya, pdf('one'));
    const upload = await uploaded(world, png(5, 5), 'two.png');
    assert.deepEqual(await replaceFile(world, sam, { id, upload }, how), { number: 2 });
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
    const again = await uploaded(world, pdf('same'));
    assert.deepEqual(await replaceFile(world, maya, { id, upload: again }, how), { number: 1 });
  });

  it('may not take more room than a school has', async () => {
    const small = { ...world, config: { ...world.config, filesQuotaMegabytes: 1 } };
    const big = Buffer.alloc(1_100_000, 'a');
    const upload = await uploaded(world, big, 'big.txt');
    const item = { input: typedItem({ kind: 'file', title: 'Big' }), upload };
    await assert.rejects(addEvidence(small, maya, item, how), coded('file.quota'));
  });

  it('cannot be given to a note', async () => {
    const id = await add(maya);
    const upload = await uploaded(world, pdf());
    await assert.rejects(
      replaceFile(world, maya, { id, upload }, how),
      coded('evidence.not-a-file'),
    );
  });
});

describe('citing', () => {
  it('reaches many statements and points at once, and only changes what was asked', async () => {
    const review = await school.review();
    const [first = '', second = '', third = ''] = school.codes;
    const id = await add(maya);
    const other = await add(maya, { title: 'Other' });
    const criterion = `${third}.1a`;
    await citeEvidence(
      world,
      maya,
      { review, evidence: other, cite: [first], uncite: [], name: [], unname: [] },
      how,
    );
    const citing = {
      review,
      evidence: id,
      cite: [first, second],
      uncite: [],
      name: [criterion],
      unname: [],
    };
    assert.deepEqual(await citeEvidence(world, sam, citing, how), { statements: 3 });
    await citeEvidence(world, maya, { ...citing, cite: [], uncite: [first], name: [] }, how);
    const { citations } = await read(id);
    assert.deepEqual(
      citations.map(({ statement, criteria }) => [statement, criteria]),
      [
        [second, []],
        [third, [criterion]],
      ],
    );
    assert.deepEqual(
      (await read(other)).citations.map(({ statement }) => statement),
      [first],
    );
  });

  it('is not undone by a statement’s form that was opened before', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      world,
      sam,
      { review, evidence: id, cite: [code], uncite: [], name: [], unname: [] },
      how,
    );
    const stale = {
      review,
      statement: code,
      input: { reason: 'Mine' },
      evidence: { cited: [] },
      version: 0,
      key: null,
    };
    await assert.rejects(judge(world, maya, stale), coded('judgement.conflict'));
    assert.equal((await read(id)).citations.length, 1);
  });

  it('is for open reviews, those who judge, and what is there', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const evidence = await add(maya);
    const citing = { review, evidence, cite: [code], uncite: [], name: [], unname: [] };
    const governor = await school.colleague('Helen Marsh', 'governor');
    await assert.rejects(citeEvidence(world, governor, citing, how), coded('review.denied'));
    await assert.rejects(citeEvidence(world, callum, citing, how), coded('review.not-found'));
    await assert.rejects(
      citeEvidence(world, maya, { ...citing, cite: ['9.9'] }, how),
      coded('statement.not-found'),
    );
    await assert.rejects(
      citeEvidence(world, maya, { ...citing, name: ['9.9.1a'] }, how),
      coded('judgement.unknown-criterion'),
    );
    await world.superuser.query('UPDATE reviews SET closed_at = now() WHERE id = $1', [review]);
    await assert.rejects(citeEvidence(world, maya, citing, how), coded('review.closed'));
  });

  it('is carried into the next year with its points', async () => {
    const review = await school.review(null, 2027);
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      world,
      maya,
      { review, evidence: id, cite: [], uncite: [], name: [`${code}.1a`], unname: [] },
      how,
    );
    const next = await school.review(review, 2028);
    const carried = (await read(id)).citations.find(({ reviewId }) => reviewId === next);
    assert.deepEqual(carried?.criteria, [`${code}.1a`]);
  });
});

describe('deleting', () => {
  it('hides an item from reviews and brings it back with its citations', async () => {
    const review = await school.review();
    const [code = ''] = school.codes;
    const id = await add(maya);
    await citeEvidence(
      world,
      maya,
      { review, evidence: id, cite: [code], uncite: [], name: [], unname: [] },
      how,
    );
    const offered = () =>
      world.storage.read(scopeOf(maya), async (db) => {
        const reading = { statement: code, person: maya.person.id, now: world.clock() };
        return (await findStatementReview(db, maya.organisation.id, review, reading)).offered;
      });
    await setDeleted(world, maya, { id, isDeleted: true }, how);
    assert.ok(!(await offered()).some((each) => each.id === id));
    await judge(world, maya, {
      review,
      statement: code,
      input: { reason: 'r' },
      evidence: { cited: [] },
      version: null,
      key: null,
    });
    await setDeleted(world, maya, { id, isDeleted: false }, how);
    assert.deepEqual((await offered()).find((each) => each.id === id)?.citedBy, [code]);
  });

  it('is for good after thirty days, files and all; until then nothing is swept', async () => {
    const id = await addFile(maya, pdf('soon gone'));
    const { checksum } = (await read(id)).files[0] ?? { checksum: '' };
    const place = { organisation: maya.organisation.id, checksum };
    await setDeleted(world, maya, { id, isDeleted: true }, how);
    assert.equal((await sweep(world)).evidence, 0);
    world.setClock('2026-12-24T09:00:00Z');
    await assert.rejects(
      setDeleted(world, maya, { id, isDeleted: false }, how),
      coded('evidence.not-found'),
    );
    assert.ok((await sweep(world)).evidence >= 1);
    await assert.rejects(read(id), coded('evidence.not-found'));
    // The file itself is young, and waits a day in case an upload of the same is under way.
    (await world.files.read(place)).destroy();
    world.setClock('2026-11-23T09:00:00Z');
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
    writeFileSync(join(world.config.dataFolder, 'files', wayTo(damaged.place)), 'other bytes');
    await world.files.remove((await pathOf(gone)).place);
    const { files, orphans } = await verifyFiles(world);
    const stateOf = (evidence: string) => files.find((each) => each.evidence === evidence)?.state;
    assert.deepEqual([stateOf(id), stateOf(gone)], ['damaged', 'missing']);
    assert.ok(files.filter(({ state }) => state === 'sound').length >= 3);
    assert.ok(orphans >= 1, 'the file of the deleted item');
    assert.deepEqual(readdirSync(join(world.config.dataFolder, 'files/incoming')), []);
  });
});
