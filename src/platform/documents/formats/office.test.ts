import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../../authoring/reading/draft.js';
import { readDocument } from '../../../authoring/reading/read.js';
import {
  packed,
  printWorkbook,
  type SheetCell,
} from '../../../authoring/reading/testing/print-office.js';
import { shownDate } from './excel-dates.js';
import { depthOf } from './word-numbering.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const text = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
const p = (words: string, about = '') => `<w:p><w:pPr>${about}</w:pPr>${words}</w:p>`;
const tc = (...paragraphs: string[]) => `<w:tc>${paragraphs.join('')}</w:tc>`;
const tr = (cells: string[], about = '') => `<w:tr>${about}${cells.join('')}</w:tr>`;
const plain = (words: string) => tc(p(text(words)));
const rows = (extra: string) =>
  tr([plain('1.1 A well'), tc(p(text('There is a well.')), extra), plain('It is deep.')]) +
  tr([plain('1.2 A lamp'), plain('There is a lamp.'), plain('It shines.')]);
const document = (table: string, before = '') =>
  `<w:document ${W}><w:body>${before}<w:tbl>${table}</w:tbl></w:body></w:document>`;
const word = (xml: string, parts: Record<string, string> = {}) =>
  readDocument(packed({ 'word/document.xml': xml, ...parts }), 'a.docx');
const levels = ({ themes }: Draft) =>
  themes.flatMap(({ statements }) =>
    statements.map((one) => one.levels.map((level) => level.text)),
  );
const ids = ({ themes }: Draft) =>
  themes.flatMap(({ statements }) => statements.map(({ id, title }) => `${id} ${title}`));
const MESSAGE = [
  ['There is a well.', 'It is deep.'],
  ['There is a lamp.', 'It shines.'],
];

const depth = (at: number, format: string, written: string, start = 1) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${written}"/></w:lvl>`;
const numbering = (...depths: string[]) =>
  `<w:numbering ${W}><w:abstractNum w:abstractNumId="7">${depths.join('')}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
const place = (at: number, list = 3) =>
  `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`;

describe('a Word document', () => {
  it('has the bullets of its styles, and of styles that are based on them', async () => {
    const styles = `<w:styles ${W}><w:style w:styleId="Bullet"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Bullet"/></w:style><w:style w:styleId="Off"><w:basedOn w:val="Bullet"/></w:style></w:styles>`;
    const parts = {
      'word/styles.xml': styles,
      'word/numbering.xml': numbering(depth(0, 'bullet', '•')),
    };
    const items = ['Bullet', 'Own'].map((style) =>
      p(text(`${style}.`), `<w:pStyle w:val="${style}"/>`),
    );
    const off = p(text('Plain.'), '<w:pStyle w:val="Off"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    const read = await word(
      document(rows(`${items.join('')}${p('', '<w:pStyle w:val="Own"/>')}${off}`)),
      parts,
    );
    assert.equal(levels(read)[0]![0], 'There is a well.\n- Bullet.\n- Own. Plain.');
  });

  it('has the numbers that Word prints by itself, in the way that the list writes them', async () => {
    const ways: [string, string, string, string][] = [
      ['decimal', '%1.%2', '1.1', '1.2'],
      ['decimalZero', '%1.%2', '1.01', '1.02'],
      ['upperLetter', '%2%1', 'A1', 'B1'],
      ['lowerLetter', '%1%2', '1a', '1b'],
    ];
    for (const [format, written, first, second] of ways) {
      const parts = {
        'word/numbering.xml': numbering(depth(0, 'decimal', 'Theme %1'), depth(1, format, written)),
      };
      const own = (title: string) => tc(p(text(title), place(1)));
      const table =
        tr([tc(p(text('Water'), place(0)))]) +
        tr([own('A well'), plain('There is a well.'), plain('It is deep.')]) +
        tr([own('A lamp'), plain('There is a lamp.'), plain('It shines.')]);
      const read = await word(document(table), parts);
      assert.deepEqual(ids(read), [`${first} A well`, `${second} A lamp`]);
      assert.equal(read.themes[0]!.title, 'Water');
    }
  });

  it('counts its lists from where they start, begins again below each, and prints a number that stands alone', async () => {
    const parts = {
      'word/numbering.xml': numbering(
        depth(0, 'upperRoman', '%1', 4),
        depth(1, 'decimal', '%1.%2'),
        depth(2, 'none', ''),
      ),
    };
    const alone = tc(p('', place(1)));
    const statement = (title: string) =>
      tr([alone, plain(title), tc(p(text('There is one.'), place(2))), plain('It is good.')]);
    const theme = tr([tc(p(text('Water'), place(0)))]);
    const table =
      theme +
      statement('A well') +
      statement('A lamp') +
      theme +
      statement('A path') +
      statement('A song');
    const read = await word(document(table), parts);
    assert.deepEqual(
      read.lines.map((line) => line.text.split('\t')[0]),
      ['IV Water', 'IV.1', 'IV.2', 'V Water', 'V.1', 'V.2'],
    );
    assert.deepEqual(levels(read)[0], ['There is one.', 'It is good.']);
  });

  it('leaves out what a tracked change deleted or moved away, and hidden words; what was added stays', async () => {
    const changes = `<w:ins>${text('It is new. ')}</w:ins><w:del><w:r><w:delText>It was old.</w:delText></w:r></w:del><w:moveFrom>${text('It stood here.')}</w:moveFrom><w:moveTo>${text('It came. ')}</w:moveTo>`;
    const hidden =
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r>';
    const formerly =
      '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:pPrChange><w:rPr><w:vanish/></w:rPr>';
    const gone = tr(
      [plain('1.3 Gone'), plain('It was there.'), plain('It is not.')],
      '<w:trPr><w:del/></w:trPr>',
    );
    const kept = tr(
      [
        plain('1.4 Kept'),
        tc(p(text('It stays.'), '<w:rPr><w:del/></w:rPr>')),
        plain('It is good.'),
      ],
      '<w:trPr><w:ins/></w:trPr>',
    );
    const read = await word(document(rows(p(changes + hidden, formerly)) + gone + kept));
    assert.equal(levels(read)[0]![0], 'There is a well. It is new. It came. Seen.');
    assert.deepEqual(ids(read), ['1.1 A well', '1.2 A lamp', '1.4 Kept']);
  });

  it('has each cell once where a row has lost its beginning', async () => {
    const read = await word(document(rows('')).replaceAll('</w:tr><w:tr>', '</w:tr>'));
    assert.deepEqual(levels(read), MESSAGE);
  });

  it('has the words of text boxes and footnotes beside the table, never in a level', async () => {
    const box = `<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>${p(text('A note.'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p(text('A note.'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const notes = `<w:footnotes ${W}><w:footnote>${p(text('See the council.'))}</w:footnote></w:footnotes>`;
    const read = await word(document(rows(p(`${text('It is ')}${box}${text('clear.')}`))), {
      'word/footnotes.xml': notes,
    });
    assert.equal(levels(read)[0]![0], 'There is a well. It is clear.');
    assert.deepEqual(
      read.doubts.filter(({ rule }) => rule === 'left over').map(({ before }) => before),
      ['A note.', 'See the council.'],
    );
  });
});

/** A workbook of one sheet, with some of its XML changed. */
function sheet(cells: readonly (readonly SheetCell[])[], change: (xml: string) => string) {
  return readDocument(printWorkbook({ Model: cells }, change), 'a.xlsx');
}
const CELLS: SheetCell[][] = [
  ['Code', 'Statement', 'Level 1', 'Level 2', 'Secret'],
  ['1.1', 'A well', 'There is a well.', 'It is deep.', 'Ask Ana'],
  ['1.2', 'A lamp', 'There is a lamp.', 'It shines.', 'Ask Ben'],
  ['1.3', 'A song', 'There is a song.', 'It is long.', ''],
];

describe('a workbook', () => {
  it('sets hidden rows and columns aside, and says so', async () => {
    const read = await sheet(CELLS, (xml) =>
      xml
        .replace(
          '<sheetData>',
          '<cols><col min="5" max="6" hidden="1"/><col min="1" max="1"/></cols><sheetData>',
        )
        .replace('<row r="4"', '<row r="4" hidden="1"'),
    );
    assert.deepEqual(levels(read), MESSAGE);
    assert.deepEqual(
      read.doubts.filter(({ rule }) => rule === 'hidden cells').map(({ lines }) => lines),
      [[1, 2, 3, 4]],
    );
    assert.deepEqual(
      [2, 3].map((at) => read.lines[at]!.uses.at(-1)?.because),
      ['Its column of the sheet is hidden.', 'Its row of the sheet is hidden.'],
    );
    assert.ok(!read.doubts.some(({ rule }) => rule === 'column left over'));
  });

  it('shows dates by the format of their cell: a code that became one is itself again', async () => {
    const day = (at: number) => 46_023 + (at === 1 ? 0 : 31);
    const dated = (format: string) =>
      sheet(
        CELLS.slice(0, 3).map((row, at) =>
          at === 0 ? row : [{ number: day(at), format }, ...row.slice(1)],
        ),
        (xml) => xml,
      );
    assert.deepEqual(ids(await dated('d.m')), ['1.1 A well', '1.2 A lamp']);
    const shown = async (format: string) => {
      const cells = CELLS.slice(0, 3).map((row, at) =>
        at === 1 ? [...row.slice(0, 4), { number: 46_266.5, format }] : row,
      );
      const found = (await sheet(cells, (xml) => xml)).doubts.find(
        ({ rule }) => rule === 'column left over',
      );
      return found?.before.split(' | ')[0];
    };
    assert.equal(await shown('dd/mm/yyyy'), '01/09/2026');
    assert.equal(await shown('d mmmm yyyy hh:mm'), '1 September 2026');
    assert.equal(await shown('[$-809]d" of "mmm\\, yy;@'), '1 of Sep, 26');
    assert.equal(await shown('0.00'), '46266.50');
    assert.equal(await shown('General'), '46266.5');
  });

  it('says which sheets it did not read, hidden ones too', async () => {
    const book = printWorkbook(
      { About: [['How to use it. '.repeat(60)]], Model: CELLS, Old: CELLS },
      (xml) => xml.replace('<sheet name="Old"', '<sheet state="hidden" name="Old"'),
    );
    const read = await readDocument(book, 'a.xlsx');
    assert.equal(ids(read).length, 3);
    assert.deepEqual(
      read.doubts.filter(({ rule }) => rule === 'sheet not read').map(({ says }) => says),
      ['These sheets were not read: “About”, “Old” (hidden).'],
    );
    const one = await readDocument(book, 'a.xlsx', { sheet: 'Model' });
    assert.ok(!one.doubts.some(({ rule }) => rule === 'sheet not read'));
  });
});

it('a number of days that no calendar has is shown as a number', () => {
  assert.equal(shownDate(45_000, 'dd/mm/yyyy', false), '15/03/2023');
  assert.equal(shownDate(123_456_789_012, 'dd/mm/yyyy', false), '123456789012');
});

it('the depth of a list is one that Word has', () => {
  assert.deepEqual(
    ['0', '2', '1.5', '4294967296', '-3', '', null].map(depthOf),
    [0, 2, 1, 8, 0, 0, 0],
  );
});
