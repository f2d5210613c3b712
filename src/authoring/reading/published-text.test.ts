import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { disagreements } from '../../framework/compare/disagreements.js';
import { attach, matchStatements } from '../../framework/compare/matching.js';
import { statementsOf } from '../../framework/framework.js';
import { loadFramework } from '../../framework/load.js';
import { readText } from '../../platform/documents/formats/text.js';
import { titleDoubts } from '../edition-match.js';
import { type Draft, draftToFramework } from './draft.js';
import { readDocument } from './read.js';
import { readStructure } from './structure.js';
import { asModel, tableRows } from './testing/model.js';
import { converted, hasOffice, NO_OFFICE } from './testing/office.js';
import { printExcel, printWord } from './testing/print-office.js';
import { fingerprint, NO_COPY, publishedText } from './testing/published.js';

const EDITION = fileURLToPath(new URL('../../../models/careers-impact-schools', import.meta.url));

/**
 * For each statement the fingerprints of its title and its levels; "-" where our copy has no readable words.
 * They were taken once every cell had been compared with the document by eye.
 */
const RECOVERED = `
1.1 7:404ee2 6:f89a53 37:cba245 29:6d37fd 46:f41a98
1.2 6:bd5d0b 16:176832 46:903844 45:8ed52e 55:d11555
1.3 3:41d7da 6:ef0f76 24:d5deb7 40:9f1f13 47:6aed44
1.4 4:3a6d51 13:34bc76 28:e0a007 30:8e2713 35:479c17
1.5 5:047574 18:8dfe9b 27:396cfc 41:9be68f 54:a95971
1.6 11:3657e9 27:427a66 34:de52e0 39:2df275 40:991204
1.7 7:a8d100 16:2ba9f3 12:4c1922 29:538fdc 31:d19a11
2.1 6:c19a55 24:2c2d90 33:2c1139 43:e3ef2c 33:2b05bc
2.2 6:714d82 31:eaa3b6 19:9631e2 48:10ebbf 36:0056cc
2.3 5:16b3cc 18:e9fab2 19:2fc7c6 36:900e28 43:95b2b1
2.4 5:aaeca1 11:564187 36:3bf8a0 32:06b579 37:da04d8
2.5 5:fc6ee3 14:c0ca82 31:a1d015 24:c6a3ed 26:f5ee8b
2.6 5:726b57 11:4bedd8 20:98817a 25:51a4db 33:e7d01c
2.7 5:8bbd8a 25:518540 18:ee97de 17:321ae6 24:27a11a
3.1 14:38d4e6 17:e28c72 20:51355d 31:74e80a 35:326ebf
3.2 11:e90274 - 29:e1d9d6 46:ea1efb 32:ff40ed
3.3 7:111e22 20:e68293 27:b4b27a 31:4c2908 43:674f32
3.4 16:37102e 25:9ddc1b 51:0ead6b 62:4246ed 63:00a0f3
3.5 13:d9f491 34:8f2683 36:853ec0 74:949dcf 67:411d0d
3.6 11:df01fe 32:f5ac7d 32:f651b8 58:38bbf1 55:2616dc
3.7 3:672879 15:d80823 24:4ec9e1 37:76b406 50:fa2ef7
3.8 5:44f6b8 15:2a2bbd 31:4845ad 56:9ea10c 45:ca332b
4.1 2:f10a3b 36:1031e9 42:b28b1f 30:af49eb 51:41ea2a
4.2 13:a7b959 18:7d11ec 35:eed618 53:8c1732 54:1e9c1d
4.3 20:7c73ed 21:b6378b 48:867553 55:202343 47:b5cb74
4.4 3:623af0 14:164465 13:12fb8b 31:efb0bf 52:002ff5
5.1 3:b10e5f 11:8e3677 24:104735 27:94c98c 31:c99ac3
5.2 4:6c05e4 12:8f86d5 9:89a25e 24:1eecf0 51:dc7cba
5.3 5:79105c 6:93c1eb 6:a8d3d3 25:e5c5bf 54:d9118a
6.1 4:50e08d - 22:4b83b8 37:88b762 40:552299
6.2 5:974b6e 22:e968b1 38:a2d9ac 55:c18965 49:b3e6eb
6.3 3:541230 11:c99b09 13:e2ad4d 17:e39aee 35:f2068b
`;

const bytes = publishedText();

describe('the published text', { skip: bytes ? false : NO_COPY }, () => {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  const draft = readStructure(readText(text), {});
  const statements = draft.themes.flatMap((theme) => theme.statements);

  it('has six themes with their benchmarks and 32 statements', () => {
    assert.deepEqual(
      draft.themes.map(({ id, benchmarks }) => [id, benchmarks]),
      [
        [1, [1]],
        [2, [1, 3]],
        [3, [2, 7]],
        [4, [4]],
        [5, [5, 6]],
        [6, [8]],
      ],
    );
    assert.deepEqual(
      draft.themes.map((theme) => theme.statements.length),
      [7, 7, 8, 4, 3, 3],
    );
    assert.deepEqual(
      draft.themes.map(({ title }) => fingerprint(title)),
      ['9:fa117a', '9:2a535b', '10:7e575c', '5:24f303', '8:05144d', '2:af8acc'],
    );
  });

  it('gives back every title and every readable cell whole and in order', () => {
    const read = statements.map(({ id, title, levels }) =>
      [id, fingerprint(title), ...levels.map((level) => fingerprint(level.text))].join(' '),
    );
    assert.deepEqual(read, RECOVERED.trim().split('\n'));
    const cells = statements.flatMap(({ levels }) => levels.filter((level) => level.text !== null));
    assert.equal(cells.length, 126);
  });

  it('names the two cells that cannot be read, and no other', () => {
    assert.deepEqual(
      draft.missing.map(({ statement, level, reason }) => [statement, level, reason]),
      [
        ['3.2', 1, 'unreadable'],
        ['6.1', 1, 'empty'],
      ],
    );
  });

  it('accounts for every line of the source, and leaves no words over', () => {
    assert.deepEqual(
      draft.lines.map(({ line }) => line),
      text.split('\n').map((_, index) => index + 1),
    );
    for (const { line, uses, text: words } of draft.lines) {
      assert.ok(uses.length > 0, `line ${line}`);
      const isBlank = words.trim() === '';
      assert.equal(
        uses.every(({ use }) => use === 'blank'),
        isBlank,
        `line ${line}`,
      );
      assert.ok(!uses.some(({ use }) => use === 'left over' || use === 'noise'), `line ${line}`);
    }
  });

  it('reports what it joined, cut and set aside, and only proposes other words', () => {
    const rules = new Set(draft.repairs.map(({ rule }) => rule));
    for (const rule of [
      'heading of a theme joined',
      'lines joined',
      'repeated line set aside',
      'repeated code',
      'list laid out',
      'markup removed',
      'hyphen at a line end',
    ]) {
      assert.ok(rules.has(rule), rule);
    }
    assert.deepEqual(
      draft.doubts.map(({ rule, statement, level }) => [rule, statement, level]),
      [
        ['lone letter', '3.1', null],
        ['lone letter', '3.1', null],
        ['rare word', '3.8', 4],
        ['repeated line differs', '4.4', 2],
      ],
    );
  });

  it('comes out the same from Word and Excel', async () => {
    for (const file of [
      printWord(tableRows(asModel(draft))),
      printExcel(tableRows(asModel(draft))),
    ]) {
      const again = await readDocument(file, 'copy');
      assert.deepEqual(asModel(again), asModel(draft));
      assert.deepEqual(gaps(again), gaps(draft));
    }
  });

  it('comes out the same from a PDF of a real office suite', {
    skip: hasOffice() ? false : NO_OFFICE,
  }, async () => {
    const pdf = converted(printWord(tableRows(asModel(draft))), 'docx', 'pdf');
    const again = await readDocument(pdf, 'copy.pdf');
    assert.deepEqual(asModel(again), asModel(draft));
    assert.deepEqual(gaps(again), gaps(draft));
    assert.ok(
      again.repairs.some(({ rule }) => rule === 'lines joined'),
      'no row was cut by a page',
    );
  });

  it('is matched to the built-in edition, whose titles are proposed for the three with lost letters', async () => {
    const edition = await loadFramework(EDITION);
    const framework = draftToFramework(draft, { ...edition, version: '2.0', edition: null });
    const matches = matchStatements(framework, edition);
    assert.deepEqual(new Set(matches.map(({ by }) => by)), new Set(['code and title']));
    const titles = titleDoubts(draft, edition, matches);
    assert.deepEqual(
      titles.map(({ statement }) => statement),
      ['3.1', '3.2', '3.4'],
    );
    assert.deepEqual(disagreements(framework, edition, matches), []);
    const attached = statementsOf(attach(framework, edition, matches));
    const own = statementsOf(edition);
    attached.forEach((statement, index) => {
      assert.deepEqual(statement.buildsOn, own[index]!.buildsOn);
      assert.deepEqual(
        statement.levels.map(({ criteria }) => criteria),
        own[index]!.levels.map(({ criteria }) => criteria),
      );
    });
  });
});

/** The statements and levels of which no words were found. */
function gaps(of: Draft): string[] {
  return of.missing.map(({ statement, level }) => `${statement} level ${level}`);
}
