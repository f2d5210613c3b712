import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowText } from '../grid.js';
import { LIMITS } from '../limits.js';
import { readOpenSheets, readOpenText } from './open-document.js';

const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
const EMPTY =
  '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>';
const part = (...tables: string[]) => {
  const all = tables.map((rows, at) => `<table:table table:name="${at}">${rows}</table:table>`);
  return async (name: string) => (name === 'content.xml' ? all.join('') : null);
};
const sheet = async (...tables: string[]) =>
  (await readOpenSheets(part(...tables), undefined, LIMITS, () => [])).grid.rows;

describe('an OpenDocument sheet', () => {
  it('has two tables where empty rows stand between them, which a text has not', async () => {
    const rows = row(cell('A')) + row(cell('B')) + EMPTY + row(cell('C'));
    const tables = (await sheet(rows)).map(({ table = 0 }) => table);
    assert.equal(tables[0], tables[1]);
    assert.notEqual(tables[1], tables[2]);
    const text = await readOpenText(part(rows), LIMITS);
    assert.equal(new Set(text.rows.map(({ table }) => table)).size, 1);
  });

  it('has no words of cells that a merged one covers', async () => {
    const covered = '<table:covered-table-cell><text:p>No</text:p></table:covered-table-cell>';
    assert.deepEqual((await sheet(row(cell('A'), covered, cell('B')))).map(rowText), ['A B']);
  });

  it('is refused with more than a document holds, all its sheets together', async () => {
    const half = `<table:table-row table:number-rows-repeated="${LIMITS.rows / 2 + 1}">${cell('A')}</table:table-row>`;
    assert.equal((await sheet(half)).length, LIMITS.rows / 2 + 1);
    await assert.rejects(sheet(half, half), { code: 'reading.too-long' });
  });

  it('is refused with more letters than a document holds, however few the file has', async () => {
    const long = cell('A'.repeat(LIMITS.letters / 1000));
    const rows = `<table:table-row table:number-rows-repeated="1001">${long}</table:table-row>`;
    await assert.rejects(sheet(rows), { code: 'reading.too-long' });
  });
});
