import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from './read.js';
import { printWorkbook } from './testing/print-office.js';

const help = { asksForHelp: true };
const read = (text: string, options = {}) =>
  readDocument(Buffer.from(text), 'a.csv', options, help);

const MODEL = ['Walls', 'Gates', 'Paths'].map((name, at) => [
  ...[`1.${at + 1}`, name, `${name} are low.`, `${name} are high.`],
]);
const table = (rows: string[][]) => rows.map((row) => row.join(',')).join('\n');
const letter = 'Dear all\nhere are,my notes,of the well';
/** Codes without words beside them: with it the document is not understood. */
const diary = (code: string) =>
  Array.from({ length: 12 }, (_, at) => [
    `${code}.${at + 1}`,
    at % 6 === 0 ? 'Rain on all the walls, the gates and the paths' : '',
    '',
    '',
  ]);

describe('a document of several tables that is not understood', () => {
  it('names the table that fits best, and shows its beginning', async () => {
    const text = [table(diary('7')), table(MODEL), letter].join('\n\n');
    const draft = await read(text);
    assert.match(draft.refusal?.says ?? 'understood', /Table 2 fits best\.$/);
    assert.deepEqual(draft.reading.best, { table: 2 });
    assert.deepEqual(draft.reading.sample?.[0], MODEL[0]);
    const again = await read(text, draft.reading.best);
    assert.equal(again.refusal, undefined);
    assert.equal(again.themes[0]?.statements.length, 3);
  });

  it('names none where there is one only, or where one was chosen', async () => {
    for (const [text, options] of [
      [letter, {}],
      [[table(diary('7')), table(MODEL)].join('\n\n'), { table: 1 }],
    ] as const) {
      const draft = await read(text, options);
      assert.ok(draft.refusal);
      assert.doesNotMatch(draft.refusal.says, /fits best/);
      assert.equal(draft.reading.best, undefined);
    }
  });

  it('names the sheet that fits best', async () => {
    const book = printWorkbook({ Diary: diary('1'), Model: MODEL, Notes: [['Dear all']] });
    const draft = await readDocument(book, 'a.xlsx', {}, help);
    assert.match(draft.refusal?.says ?? 'understood', /The sheet “Model” fits best\.$/);
    assert.deepEqual(draft.reading.best, { sheet: 'Model' });
    const again = await readDocument(book, 'a.xlsx', { sheet: 'Model' }, help);
    assert.equal(again.themes[0]?.statements.length, 3);
  });

  it('names the longest one with columns where none can be read alone', async () => {
    const notes = table([1, 2, 3, 4].map((at) => ['x', `note ${at}`, 'of', 'wells']));
    const draft = await read([letter, notes, 'a,b,c'].join('\n\n'));
    assert.deepEqual(draft.reading.best, { table: 2 }, draft.refusal?.says);
  });
});
