/** What people set for a reading, an edit and a publication, as their forms send it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from 'zod';
import { harbour } from '../framework/testing/harbour.js';
import { Problem } from '../platform/problems.js';
import { parse } from '../platform/web/form.js';
import { headInput, statementInput, themeInput } from './edit-changes.js';
import { assertSound, frameworkIdOf, nextVersion, publishInput } from './publishing.js';
import { readingInput } from './reading-options.js';

/** The sentence for each field that is refused. */
function refused(schema: z.ZodType, values: object): Record<string, string> {
  try {
    parse(schema, values);
  } catch (error) {
    assert.ok(error instanceof Problem);
    return { ...error.fields };
  }
  return {};
}

describe('the settings of a reading', () => {
  it('each reach the reading, columns counted from 0 there, and those that are left out do not', () => {
    const cases: [object, object][] = [
      [{}, {}],
      [{ levels: '3' }, { levels: 3 }],
      [{ firstLevel: '0' }, { firstLevel: 0 }],
      [{ firstLevel: '1' }, { firstLevel: 1 }],
      [{ bestFirst: 'yes' }, { bestFirst: true }],
      [{ bestFirst: 'no' }, { bestFirst: false }],
      [{ codeLike: ' A1 ' }, { codeLike: 'A1' }],
      [{ sheet: 'Second' }, { sheet: 'Second' }],
      [
        { codeColumn: '2', titleColumn: '4', levelColumns: '5, 6;8 7' },
        { columns: { code: 1, title: 3, levels: [4, 5, 7, 6] } },
      ],
      [
        { codeColumn: '2', levelColumns: '3,4' },
        { columns: { code: 1, title: 1, levels: [2, 3] } },
      ],
      [{ codeColumn: '2' }, { columns: { code: 1 } }],
      [{ levelColumns: '3, 4' }, { columns: { levels: [2, 3] } }],
      [
        { codeColumn: 'none', titleColumn: '1', table: '2' },
        { table: 2, columns: { code: null, title: 0 } },
      ],
    ];
    for (const [given, options] of cases)
      assert.deepEqual(parse(readingInput, given), options, JSON.stringify(given));
  });

  it('are refused at the field that is wrong', () => {
    const cases: [object, string, RegExp][] = [
      [{ table: '0' }, 'table', /as a number from 1/],
      [{ codeColumn: 'one' }, 'codeColumn', /as a number from 1, or none/],
      [{ titleColumn: '1.5' }, 'titleColumn', /as a number from 1/],
      [{ codeColumn: '1', levelColumns: '0, 2' }, 'levelColumns', /as numbers/],
      [{ codeColumn: '1', levelColumns: '2.5' }, 'levelColumns', /as numbers/],
      [{ codeColumn: '1', levelColumns: '1 2 3 4 5 6 7 8 9' }, 'levelColumns', /as numbers/],
      [{ codeLike: 'more than twelve' }, 'codeLike', /one code/],
      [{ levels: '9' }, 'levels', /from 2 to 8/],
      [{ levels: '1' }, 'levels', /from 2 to 8/],
      [{ firstLevel: '2' }, 'firstLevel', /0 or 1/],
    ];
    for (const [given, field, sentence] of cases)
      assert.match(refused(readingInput, given)[field] ?? '', sentence, JSON.stringify(given));
    assert.deepEqual(
      refused(readingInput, { codeColumn: '1', levelColumns: '1 2 3 4 5 6 7 8' }),
      {},
    );
  });
});

describe('what is typed of a model that is written by hand', () => {
  it('takes lines, benchmarks and links apart, and drops what is empty or said twice', () => {
    assert.deepEqual(parse(themeInput, { title: 'T', benchmarks: ' 2; 7,2 8 ' }), {
      ...{ title: 'T', short: null, benchmarks: [2, 7, 8] },
    });
    assert.equal(parse(themeInput, { title: 'T', short: ' LMI ' }).short, 'LMI');
    assert.deepEqual(parse(headInput, { title: 'T', firstLevel: '0', levels: ' A \n\nB' }).levels, [
      'A',
      'B',
    ]);
    const level = { level: 1, summary: '  ', points: ' one \n\n two ' };
    const read = parse(statementInput, {
      ...{ title: 'T', asks: ' ', levels: [level], evidence: 'a\nb' },
      links: '3: 2.1 at 2 because it is so',
    });
    assert.equal(read.asks, null);
    assert.deepEqual(read.levels, [{ level: 1, summary: null, points: ['one', 'two'] }]);
    assert.deepEqual([read.evidence, read.prompts, read.voices], [['a', 'b'], [], []]);
  });

  it('is refused at the field that is wrong', () => {
    const statement = { title: 'T', asks: '', levels: [] };
    const many = (count: number) => Array.from({ length: count }, (_, at) => `l${at}`).join('\n');
    const cases: [z.ZodType, object, string, RegExp][] = [
      [themeInput, { title: 'T', benchmarks: '9' }, 'benchmarks', /numbers from 1 to 8/],
      [themeInput, { title: 'T', benchmarks: '0' }, 'benchmarks', /numbers from 1 to 8/],
      [themeInput, { title: 'T', short: 'x'.repeat(41) }, 'short', /at most 40 characters/],
      [themeInput, { title: 'T', benchmarks: '1.5' }, 'benchmarks', /numbers from 1 to 8/],
      [headInput, { title: 'T', firstLevel: '1', levels: 'One' }, 'levels', /two to eight/],
      [headInput, { title: 'T', firstLevel: '1', levels: many(9) }, 'levels', /at most 8 lines/],
      [
        headInput,
        { title: 'T', firstLevel: '2', levels: 'A\nB' },
        'firstLevel',
        /Choose the number/,
      ],
      [statementInput, { ...statement, evidence: many(31) }, 'evidence', /at most 30 lines/],
      [statementInput, { ...statement, links: 'leans on 2.1' }, 'links', /not: leans on 2\.1/],
    ];
    for (const [schema, given, field, sentence] of cases)
      assert.match(refused(schema, given)[field] ?? '', sentence, JSON.stringify(given));
  });
});

describe('the name of a version', () => {
  it('that is proposed comes after those that are there', () => {
    const cases: [string[], string][] = [
      [[], '1.0'],
      [['1.0'], '2.0'],
      [['2.0', '10.1', '9'], '11.0'],
      [['2024', '2026', '2025'], '2027'],
      [['2024', '1.0'], '2025.0'],
    ];
    for (const [taken, next] of cases) assert.equal(nextVersion(taken), next, taken.join());
  });

  it('becomes an id of small letters, without a hyphen at either end, however long it is', () => {
    assert.equal(frameworkIdOf(' Écoles: (2026) '), 'ecoles-2026');
    assert.equal(frameworkIdOf(`${'x'.repeat(59)} and more`), 'x'.repeat(59));
  });

  it('is refused where it is none, and asks for no more than it has to', () => {
    const fine = { title: 'M', edition: '', version: '2026', publisher: '', work: '' };
    assert.deepEqual(parse(publishInput, fine), {
      ...{ ...fine, language: 'en-GB', isChosen: false, isForAll: false, isCompared: false },
    });
    for (const version of ['1.0', '1.2.3', '2026-draft.1', ' 7 '])
      assert.deepEqual(refused(publishInput, { ...fine, version }), {}, version);
    for (const version of ['', 'v1', '1.', '1.0 beta', '1'.repeat(21)])
      assert.ok(refused(publishInput, { ...fine, version }).version, version);
    assert.ok(refused(publishInput, { ...fine, language: 'the Queen’s' }).language);
    assert.ok(refused(publishInput, { ...fine, title: ' ' }).title);
  });

  it('is given to no model with faults: the first is told, and how many more there are', () => {
    assertSound(harbour);
    const twins = structuredClone(harbour);
    twins.themes[0]!.statements[1]!.id = '1.1';
    assert.throws(() => assertSound(twins), {
      code: 'framework.invalid',
      message: /^It cannot be published yet\. .+ There (is 1|are \d+) more\.$/,
    });
    const says = (faulty: typeof harbour) => {
      try {
        assertSound(faulty);
        return 'sound';
      } catch (error) {
        return (error as Problem).message;
      }
    };
    for (const [links, end] of [
      [1, /^It cannot be published yet\. .*9\.0/],
      [2, /\. There is 1 more\.$/],
      [3, /\. There are 2 more\.$/],
    ] as const) {
      const leading = structuredClone(harbour);
      const { buildsOn } = leading.themes[0]!.statements[0]!;
      for (let at = 0; at < links; at += 1)
        buildsOn.push({ level: 1, needs: { statement: `9.${at}`, level: 1 }, because: 'So' });
      assert.match(says(leading), end);
      if (links === 1) assert.doesNotMatch(says(leading), /There (is|are)/);
    }
    const tongue = { ...harbour, language: 'x' };
    assert.throws(() => assertSound(tongue), {
      message: 'It cannot be published yet. "x" is not the tag of a language, like en-GB or cy.',
    });
  });
});
