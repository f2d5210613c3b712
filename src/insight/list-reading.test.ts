import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { statementsOf } from '../framework/framework.js';
import { schoolsModel as model } from '../framework/testing/schools-model.js';
import { rootFolder } from '../platform/config.js';
import { builtInCrosswalks } from './crosswalk.js';
import { readLines, readList, textOfList } from './list-reading.js';

const codes = statementsOf(model).map(({ id }) => id);
const list = (text: string, title = 'Our standard') => readList({ title, about: '', text }, model);

describe('a list that a school loads', () => {
  it('is read from lines, from rows of a spreadsheet and from CSV alike', async () => {
    const wanted = [
      { title: 'Encounters, all phases', statements: ['3.7', '5.2'] },
      { title: 'Staff', statements: ['3.6'] },
    ];
    for (const text of [
      'Encounters, all phases: 3.7, 5.2\n\nStaff: 3.6',
      'Encounters, all phases: 3.7 5.2 3.7\nStaff: 3.6\n',
      'Encounters, all phases\t3.7\t5.2\nStaff\t3.6',
      'Entry\tStatements\nEncounters, all phases\t3.7 and 5.2\nStaff\t3.6',
      'Encounters, all phases: 3.7 and\u00a05.2\nStaff:\u200b 3.6',
      'Encounters, all phases;3.7;5.2\nStaff;3.6',
      '"Encounters, all phases","3.7, 5.2"\nStaff,3.6',
    ])
      assert.deepEqual(readLines(text, model), { entries: wanted, faults: [] }, text);
  });

  it('may name a range of statements, or two with a word between them', () => {
    for (const said of [
      '5.1-5.3',
      '5.1 – 5.3',
      '5.1 to 5.3',
      '5.1, 5.2 and 5.3',
      '5.1 & 5.2-5.3',
    ]) {
      const { entries, faults } = readLines(`Work: ${said}\n`, model);
      assert.deepEqual([entries[0]?.statements, faults], [['5.1', '5.2', '5.3'], []], said);
      assert.deepEqual(readLines(`Work,"${said}"\n`, model).entries, entries, said);
    }
    assert.deepEqual(readLines('Work: 2.7-3.2', model).entries[0]?.statements, [
      '2.7',
      '3.1',
      '3.2',
    ]);
    assert.match(
      readLines('Work: 5.3-5.1', model).faults[0]?.message ?? '',
      /There is no 5\.3-5\.1/,
    );
  });

  it('is read in a time that grows with its length, however it is made', async () => {
    const timeOf = (digits: number) => {
      const from = process.cpuUsage();
      readLines(`a,1.${'1'.repeat(digits)}x`, model);
      const { user, system } = process.cpuUsage(from);
      return user + system;
    };
    const once = (digits: number) => Math.min(...[1, 2, 3].map(() => timeOf(digits)));
    assert.ok(
      once(60_000) < 20 * once(6000) + 5000,
      'ten times the length, not a hundred the time',
    );
  });

  it('is refused with every fault, each by its line', async () => {
    const { crosswalk, faults } = await list('Staff: 3.6, 9.9\n: 4.1\nstaff: 3.66\nLater');
    assert.equal(crosswalk, null);
    assert.deepEqual(
      faults.map(({ where }) => where),
      ['Line 1', 'Line 2', 'Line 3', 'Line 3', '“Later”'],
    );
    assert.match(faults[0]?.message ?? '', /There is no 9\.9 in the model/);
    assert.match(faults[3]?.message ?? '', /Did you mean 3\.6\?/);
  });

  it('has two hundred entries at most', async () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, at) => `Entry ${at}: 1.1`).join('\n');
    assert.deepEqual((await list(of(200))).faults, []);
    assert.deepEqual((await list(of(201))).faults, [
      { where: 'The list', message: 'Enter at most 200 entries' },
    ]);
  });

  it('says where a file in the format of Waymark’s lists is wrong', async () => {
    const { faults } = await list(
      'id: Ours\ntitle: Ours\nentries:\n  - id: a\n    title: A\n    statements: ["9.9"]\n    color: red\n',
    );
    assert.deepEqual(
      faults.map(({ where }) => where),
      ['id', 'Entry 1'],
    );
    assert.match((await list('entries:\n  - {')).faults[0]?.where ?? '', /The file/);
    assert.equal((await list('entries: &a [*a]')).crosswalk, null);
  });

  it('is refused when it is nested too deep, before anything reads it', async () => {
    for (const deep of [
      '['.repeat(5000),
      '{"a" '.repeat(5000),
      '- '.repeat(5000),
      '{a: '.repeat(61),
    ]) {
      const { faults } = await list(`entries:\n ${deep}`);
      assert.match(faults[0]?.message ?? '', /nested too deep/, deep.slice(0, 10));
    }
  });

  it('takes its name in addresses from its title', async () => {
    assert.equal((await list('A: 1.1', 'Qualité, 2026/27')).crosswalk?.id, 'qualite-2026-27');
    assert.equal((await list('A: 1.1', '校')).crosswalk?.id, 'list');
    assert.equal((await list('A: 1.1', 'x'.repeat(200))).crosswalk?.id, 'x'.repeat(60));
  });

  it('is written so that it reads back as it was', async () => {
    for (const each of builtInCrosswalks(rootFolder()))
      assert.deepEqual((await list(textOfList(each))).crosswalk, each);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({
            title: fc
              .string({ unit: fc.constantFrom('a', 'B', ' ', ':', ',', '"', 'é', '1', '.') })
              .map((text) => `E${text}`.trim()),
            statements: fc.uniqueArray(fc.constantFrom(...codes), { minLength: 1, maxLength: 5 }),
          }),
          { minLength: 1, maxLength: 8, selector: ({ title }) => title.toLowerCase() },
        ),
        async (entries) => {
          const text = entries.map((each) => `${each.title}\t${each.statements.join(' ')}`);
          const { crosswalk } = await list(text.join('\n').replaceAll('"', '”'));
          assert.ok(crosswalk);
          const again = (await readList({ ...crosswalk, text: textOfList(crosswalk) }, model))
            .crosswalk;
          assert.deepEqual(again, crosswalk);
        },
      ),
    );
  });

  it('never breaks on any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const { crosswalk, faults } = await list(text.replaceAll('"', ''));
        assert.equal(crosswalk === null, faults.length > 0);
      }),
    );
  });
});
