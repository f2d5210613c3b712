import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestSchool } from '../../../tests/support/app.js';
import { ORDINARY_MORNING } from '../../../tests/support/clocks.js';
import { newVisitor } from '../../../tests/support/visitor.js';
import { defineEvents, typedWords } from './events.js';
import { exportHistory, listForgedColumns, verifyExport } from './export.js';
import { hashOfTexts, INSTALLATION_CHAIN, record } from './history.js';
import { signCheckpoints } from './signatures.js';
import { checkpointText, openHistoryKey } from './signing-key.js';

const { context, maya } = await openTestSchool({ now: ORDINARY_MORNING });
let school: string;
let person: string;
let file: string;
let lines: string[];

const noted = { reason: typedWords };
const events = defineEvents({
  ...{ 'test.noted-a': noted, 'test.noted-b': noted, 'test.noted-c': noted },
  ...{ 'test.noted-d': noted, 'test.noted-e': noted, 'test.noted-f': noted, 'test.later': noted },
});

const note = (verb: keyof typeof events) =>
  context.storage.write({ organisation: school, person }, (db) =>
    record(db, context, events, {
      organisation: school,
      person,
      verb,
      subject: { kind: 'organisation', id: school },
      before: null,
      after: { reason: 'Because “é” and 🪨 are words too' },
    }),
  );

before(async () => {
  const { rows } = await context.superuser.query(
    'SELECT organisation_id, person_id FROM memberships',
  );
  [school, person] = [rows[0].organisation_id, rows[0].person_id];
  for (const each of ['a', 'b', 'c', 'd', 'e', 'f'] as const) {
    await note(`test.noted-${each}`);
    if (each === 'c') await signCheckpoints(context);
  }
  file = await exportHistory(context, school);
  lines = file.trimEnd().split('\n');
});

/** The file with its lines changed. */
const changed = (change: (all: string[]) => string[]) => `${change([...lines]).join('\n')}\n`;
const faults = (text: string) => verifyExport(text).faults.join(' ');

describe('the exported history', () => {
  it('is whole as it comes, with its seals, and says who signed and until when', () => {
    const found = verifyExport(file);
    assert.deepEqual(found.faults, []);
    assert.equal(found.entries, 6);
    assert.equal(found.name, 'Otterbridge School');
    assert.equal(found.until, '2026-11-23T09:00:00.000Z');
    assert.deepEqual(found.keys, [openHistoryKey(context.config).id]);
    assert.equal(lines.filter((line) => line.includes('"checkpoint"')).length, 2);
  });

  const cases: [string, (all: string[]) => string[], RegExp][] = [
    [
      'a changed word',
      (all) => all.map((line) => line.replace('noted-b', 'noted-x')),
      /Entry 2 is not as it was written/,
    ],
    ['a deleted entry', (all) => all.filter((_, index) => index !== 3), /Entry 3 is missing/],
    [
      'two entries in the other order',
      (all) => [all[0], all[2], all[1], ...all.slice(3)] as string[],
      /Entry 1 is missing or out of order/,
    ],
    [
      'a cut tail, with the seals left',
      (all) => all.filter((line) => !line.startsWith('{"position":6')),
      /signed at entry 6, and the file has 5/,
    ],
    ['a file that breaks off', (all) => all.slice(0, -1), /The end of the file is missing/],
    ['a file that breaks off in a line', (all) => [...all.slice(0, 4), '{"posi'], /cannot be read/],
    [
      'a repeated entry',
      (all) => [...all.slice(0, 3), all[2], ...all.slice(3)] as string[],
      /missing or out of order/,
    ],
    ['another file', () => ['{"hello":1}'], /not a history exported by Waymark/],
    [
      'a moved date of the end',
      (all) => [...all.slice(0, -1), (all.at(-1) ?? '').replace('2026-11-23', '2027-01-01')],
      /its signature does not fit/,
    ],
    [
      'a seal moved to a chain cut at that place',
      (all) =>
        all
          .filter((line) => !/^\{"position":[456]/.test(line) && !line.includes('isEnd'))
          .map((line) =>
            line.includes('"checkpoint"') ? line.replace('}}', '},"isEnd":true}') : line,
          ),
      /^$/,
    ],
  ];
  for (const [name, change, wanted] of cases.slice(0, -1)) {
    it(`is found out with ${name}`, () => assert.match(faults(changed(change)), wanted));
  }

  it('cut to an older end is as that end was sealed then: an earlier file or the date tells', () => {
    const [, cut = (all: string[]) => all] = cases.at(-1) ?? [];
    const older = changed(cut);
    assert.equal(verifyExport(older).entries, 3);
    const against = verifyExport(older, { earlier: file }).faults.join(' ');
    assert.match(against, /Entry 4 is not what the earlier file has/);
  });

  it('is found out after any change of any one character of an entry or a seal [S-55]', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (line, at) => {
        const number = 1 + (line % (lines.length - 1));
        const text = lines[number] ?? '';
        const place = at % text.length;
        const other = text[place] === '0' ? '1' : '0';
        const forged = [...lines];
        forged[number] = text.slice(0, place) + other + text.slice(place + 1);
        assert.notEqual(faults(`${forged.join('\n')}\n`), '');
      }),
      { numRuns: 300 },
    );
  });

  it('signed by another key is refused where the key is known', async () => {
    const stranger = openHistoryKey({ dataFolder: join(context.config.dataFolder, 'stranger') });
    const found = verifyExport(file, { trusted: [stranger.publicKey] });
    assert.match(found.faults.join(' '), /which is not one of those given/);
    const ours = verifyExport(file, { trusted: [openHistoryKey(context.config).publicKey] });
    assert.deepEqual(ours.faults, []);
  });

  it('grows: an earlier file is the beginning of a later one', async () => {
    await note('test.later');
    const later = await exportHistory(context, school);
    assert.deepEqual(verifyExport(later, { earlier: file }).faults, []);
    assert.equal(verifyExport(later).entries, 7);
  });

  it('is downloaded by a careers leader, and that stands in it', async () => {
    const answer = await maya.post('/history/export', {});
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
    const text = await answer.text();
    assert.deepEqual(verifyExport(text).faults, []);
    assert.match(text, /history\.exported/);
    assert.equal((await newVisitor(context).post('/history/export', {})).status, 200);
  });
});

/** One entry of a file that is put together here: what its body vouches for, and what stands beside it. */
interface Written {
  verb?: string;
  vouchesFor?: string;
  texts?: string;
  salt?: string;
}

/** A file as whoever holds the key would write it, so that only what it says can be wrong. */
function fileOf(entries: Written[], { sealed = entries.length, isEnd = true } = {}): string {
  const key = openHistoryKey(context.config);
  const head = { format: 'waymark-history/1', organisation: school, name: 'Otterbridge School' };
  let before = Buffer.alloc(0);
  const hashes: string[] = [];
  const written = entries.map(({ verb = 'test.noted-a', vouchesFor, texts, salt }, index) => {
    const said = vouchesFor === undefined ? {} : { texts: hashOfTexts('salt', vouchesFor) };
    const body = JSON.stringify({ verb, ...said });
    before = createHash('sha256').update(before).update(body).digest();
    hashes.push(before.toString('hex'));
    return { position: index + 1, hash: before.toString('hex'), body, texts, salt };
  });
  const at = '2026-11-23T09:00:00.000Z';
  const seal = { position: sealed, hash: hashes[sealed - 1] ?? '', at };
  const signature = key.sign(checkpointText({ organisation: school, ...seal })).toString('hex');
  const checkpoint = { ...seal, key: key.id, signature };
  const keys = [{ id: key.id, publicKey: key.publicKey }];
  const all = [
    { ...head, exportedAt: at, keys },
    ...written,
    { checkpoint, ...(isEnd ? { isEnd } : {}) },
  ];
  return `${all.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

describe('a forged history', () => {
  const whole = { vouchesFor: 'It', texts: 'It', salt: 'salt' };
  const bare = { vouchesFor: 'It', texts: 'It' };
  const erased: Written = { verb: 'person.erased' };
  const cases: [string, Written[], number[]][] = [
    ['with nothing typed', [{}, {}], []],
    ['as it was typed', [whole, {}, whole], []],
    ['with an erasure, and the salt gone before it', [bare, whole, erased, whole], []],
    ['with two erasures, and the salt gone before each', [bare, erased, bare, erased], []],
    ['without a salt, where nobody was erased', [whole, bare], [2]],
    ['without a salt after the last erasure', [bare, erased, bare], [3]],
    ['without a salt after all erasures', [erased, bare, bare], [2, 3]],
    ['with other words', [{ ...whole, texts: 'That' }], [1]],
    ['with other words, before an erasure', [{ ...whole, texts: 'That' }, erased], [1]],
    ['with another salt', [{ ...whole, salt: 'pepper' }], [1]],
    ['with the words left out', [{ vouchesFor: 'It' }], [1]],
    ['with the words left out, before an erasure', [{ vouchesFor: 'It' }, erased], [1]],
    ['with words where none were typed', [{ texts: 'It', salt: 'salt' }], [1]],
    ['with such words before an erasure', [{ texts: 'It' }, erased], [1]],
  ];
  for (const [what, entries, wrong] of cases)
    it(`${wrong.length > 0 ? 'is found out' : 'is none'} ${what}`, () =>
      assert.deepEqual(
        verifyExport(fileOf(entries)).faults,
        wrong.map((entry) => `What was typed in entry ${entry} is not as it was written.`),
      ));

  it('is found out when what is older than a seal was written anew, hashes and all', () => {
    const forged = fileOf([{ verb: 'test.noted-b' }, {}], { sealed: 1, isEnd: false });
    const seal = fileOf([{}, {}], { sealed: 1, isEnd: false }).trimEnd().split('\n').at(-1);
    const end = fileOf([{ verb: 'test.noted-b' }, {}])
      .trimEnd()
      .split('\n')
      .at(-1);
    const text = [...forged.trimEnd().split('\n').slice(0, -1), seal, end].join('\n');
    assert.deepEqual(faults(text), 'Signature 1: entry 1 has changed since it was signed.');
  });

  it('is found out when entries come after the end, or the end is none', () => {
    const added = faults(fileOf([{}, {}, {}], { sealed: 2 }));
    assert.equal(
      added,
      'The end is signed at entry 2, and the file has 3: entries have been cut off or added.',
    );
    const open = verifyExport(fileOf([{}], { isEnd: false }));
    assert.deepEqual(open.faults, ['The end of the file is missing: its last line signs it.']);
    assert.equal(open.until, null, 'nothing says until when it is whole');
  });

  it('is found out when it stands under the id of another school', () =>
    assert.match(
      faults(file.replaceAll(school, '0199aaaa-0000-7000-8000-000000000000')),
      /its signature does not fit/,
    ));

  it('is found out when it brings its own key, or none of its own seals holds', () => {
    const stranger = openHistoryKey({ dataFolder: join(context.config.dataFolder, 'stranger') });
    const own = openHistoryKey(context.config);
    const claimed = file.replaceAll(
      JSON.stringify(own.publicKey),
      JSON.stringify(stranger.publicKey),
    );
    assert.match(faults(claimed), /which is not one of those given/);
    assert.deepEqual(verifyExport(claimed).keys, []);
    assert.deepEqual(verifyExport(claimed, { trusted: [own.publicKey] }).faults, []);
  });
});

describe('the key of the history', () => {
  it('is a file that only its owner reads, the same at every start', () => {
    const first = openHistoryKey(context.config);
    assert.equal(openHistoryKey(context.config).id, first.id);
    const { mode } = statSync(join(context.config.dataFolder, 'history-key.pem'));
    assert.equal(mode & 0o777, 0o600);
  });

  it('is never changed silently: a new one stands in the history of the installation', async () => {
    const entries = async () =>
      (
        await context.superuser.query(
          "SELECT subject_id FROM history WHERE verb = 'history.key-made' ORDER BY position",
        )
      ).rows.map(({ subject_id }) => subject_id);
    assert.deepEqual(await entries(), [openHistoryKey(context.config).id]);
    const first = openHistoryKey(context.config).id;
    rmSync(join(context.config.dataFolder, 'history-key.pem'));
    await signCheckpoints(context);
    const second = openHistoryKey(context.config).id;
    assert.notEqual(first, second);
    assert.deepEqual(await entries(), [first, second]);
    assert.deepEqual(verifyExport(await exportHistory(context, school)).faults, []);
  });

  it('seals anew, once it is another, what the one before had sealed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waymark-key-'));
    const other = { ...context, config: { ...context.config, dataFolder: folder } };
    await signCheckpoints(context);
    assert.equal(await signCheckpoints(context), 0, 'nothing has happened since');
    const { rowCount: chains } = await context.superuser.query('SELECT 1 FROM history_heads');
    assert.equal(await signCheckpoints(other), chains);
    rmSync(folder, { recursive: true });
  });

  it('that cannot be read is not replaced', () => {
    const folder = join(context.config.dataFolder, 'broken');
    openHistoryKey({ dataFolder: folder });
    chmodSync(join(folder, 'history-key.pem'), 0o600);
    writeFileSync(join(folder, 'history-key.pem'), 'no key');
    assert.throws(() => openHistoryKey({ dataFolder: folder }), /is not the key that signs/);
  });
});

describe('the history in the database', () => {
  it('shows by its columns when one of them was changed past the application', async () => {
    assert.deepEqual(await listForgedColumns(context, school), []);
    await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
    await context.superuser.query(
      "UPDATE history SET verb = 'test.forged' WHERE organisation_id = $1 AND position = 2",
      [school],
    );
    await context.superuser.query('COMMIT');
    assert.deepEqual(await listForgedColumns(context, school), [2]);
  });

  it('shows which entry, whichever column was changed, in the chain of the installation too', async () => {
    const others: [string, string][] = [
      ['id', 'gen_random_uuid()'],
      ['at', "at + interval '1 second'"],
      ['person_id', 'NULL'],
      ['verb', "'test.forged'"],
      ['subject_kind', "'review'"],
      ['subject_id', 'gen_random_uuid()::text'],
    ];
    for (const [column, value] of others) {
      await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
      const { rows } = await context.superuser.query(
        'SELECT * FROM history WHERE organisation_id = $1 AND position = 3',
        [school],
      );
      await context.superuser.query(
        `UPDATE history SET ${column} = ${value} WHERE organisation_id = $1 AND position = 3`,
        [school],
      );
      await context.superuser.query('COMMIT');
      assert.deepEqual(await listForgedColumns(context, school), [2, 3], column);
      await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
      await context.superuser.query(
        `UPDATE history SET ${column} = $2 WHERE organisation_id = $1 AND position = 3`,
        [school, rows[0][column]],
      );
      await context.superuser.query('COMMIT');
    }
    assert.deepEqual(await listForgedColumns(context, null), []);
    await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
    await context.superuser.query(
      "UPDATE history SET verb = 'test.forged' WHERE organisation_id = $1 AND position = 1",
      [INSTALLATION_CHAIN],
    );
    await context.superuser.query('COMMIT');
    assert.deepEqual(await listForgedColumns(context, null), [1]);
    assert.deepEqual(await listForgedColumns(context, school), [2]);
  });

  it('with its tail cut off past the application no longer fits its seals', async () => {
    await context.superuser.query('BEGIN; SET LOCAL session_replication_role = replica');
    await context.superuser.query(
      'DELETE FROM history WHERE organisation_id = $1 AND position > 4',
      [school],
    );
    await context.superuser.query(
      'UPDATE history_heads h SET position = 4, hash = (SELECT hash FROM history e WHERE e.organisation_id = h.organisation_id AND position = 4) WHERE organisation_id = $1',
      [school],
    );
    await context.superuser.query('COMMIT');
    const found = verifyExport(await exportHistory(context, school));
    assert.match(found.faults.join(' '), /which is missing|entries have been cut off/);
  });
});
