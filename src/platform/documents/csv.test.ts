import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../problems.js';
import { readCsv } from './csv.js';

const shown = (text: string) => readCsv(text).map(({ fields }) => fields.join('|'));

describe('CSV', () => {
  const CASES: [string, string, string[]][] = [
    ['commas', 'a,b\n1,2\n', ['a|b', '1|2']],
    ['tabs', 'a, b\tc\n1\t2', ['a, b|c', '1|2']],
    ['a mark and a line of its own from Excel', '\ufeffsep=;\r\na;b', ['a|b']],
    ['quotes around a comma, a line end and a quote', '"a,\r\n""b""",c', ['a,\r\n"b"|c']],
    ['spaces around quotes', 'a, "b, c" ,d', ['a|b, c|d']],
    ['quotes within a cell', '"Good" careers,b "c" d', ['"Good" careers|b "c" d']],
    ['nothing', '', []],
  ];
  for (const [what, text, wanted] of CASES)
    it(`is read with ${what}`, () => assert.deepEqual(shown(text), wanted));

  it('names the line on which each record begins', () => {
    const lines = readCsv('a,"b\nc"\n\nd,e', ',').map(({ line, raw }) => [line, raw]);
    assert.deepEqual(lines, [
      [1, 'a,"b\nc"'],
      [3, ''],
      [4, 'd,e'],
    ]);
  });

  it('is refused where a quotation mark is never closed', () => {
    assert.throws(
      () => readCsv('a,b\n"c,d'),
      (error) => error instanceof Problem && /line 2/.test(error.message),
    );
  });

  it('comes back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2 }), { minLength: 1 }), (table) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = table.map((row) => row.map(quote).join(',')).join('\n');
        const read = readCsv(text, ',').map(({ fields }) => fields);
        assert.deepEqual(read, table);
      }),
    );
  });
});
