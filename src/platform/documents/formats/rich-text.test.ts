import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowText } from '../grid.js';
import { LIMITS } from '../limits.js';
import { readRichText } from './rich-text.js';

const read = (text: string) => readRichText(Buffer.from(`{\\rtf1 ${text}}`, 'latin1'), LIMITS).rows;
const words = (text: string) => read(text).map(rowText);
const row = (text: string) => `\\trowd\\cellx2000\\pard\\intbl ${text}\\cell\\row`;

describe('rich text', () => {
  it('has two tables where only an empty paragraph stands between them', () => {
    const tables = read(`${row('A')}${row('B')}\\pard\\par ${row('C')}\\pard\\par`).map(
      ({ table }) => table,
    );
    assert.deepEqual(tables, [1, 1, 2]);
  });

  it('has its cells in the order of their columns, wherever a damaged row says that they end', () => {
    const [first] = read(
      '\\trowd\\cellx4000\\cellx2000\\cellx6000\\pard\\intbl A\\cell B\\cell C\\cell\\row\\pard\\par',
    );
    const columns = first!.cells.map(({ column }) => column);
    assert.deepEqual(
      columns,
      columns.toSorted((a, b) => a - b),
    );
  });

  it('drops what stands in for a letter, and nothing behind the end of its group', () => {
    assert.deepEqual(words('{\\u8211 ?A}'), ['–A']);
    assert.deepEqual(words('{\\u8211}A'), ['–A']);
    assert.deepEqual(words('\\u8211{A}'), ['–A']);
    assert.deepEqual(words('{\\uc3\\u8211 ?}ABC'), ['–ABC']);
  });

  it('has no words of the data of a field', () => {
    assert.deepEqual(words('{\\field{\\*\\fldinst {\\*\\flddata 080808}}{\\fldrslt A}}'), ['A']);
    assert.deepEqual(words('A{\\*\\flddata 080808}{\\flddata 080808}'), ['A']);
  });

  it('goes on behind bytes that are no text', () => {
    assert.deepEqual(words('A{\\pict\\bin5 }}{\\x}B'), ['AB']);
    assert.deepEqual(words('A\\bin-5 B\\bin99999 C'), ['AB']);
  });
});
