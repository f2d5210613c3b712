import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { openArchive } from '../archive.js';
import { LIMITS } from '../limits.js';
import { readEnteredSheets } from './excel-cells.js';

/** The sheets of a workbook with these rows; style 1 is a date. */
async function sheetsWith(rows: string, { strings = '', workbook = '' } = {}) {
  const parts = {
    'xl/workbook.xml': `<workbook>${workbook}<sheets><sheet name="One" r:id="r1"/><sheet name="Two" state="veryHidden" r:id="r2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/><Relationship Id="r2" Target="/xl/worksheets/b.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/worksheets/a.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    'xl/worksheets/b.xml': '<worksheet><sheetData/></worksheet>',
  };
  const bytes = zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  );
  return readEnteredSheets(await openArchive(bytes, LIMITS), LIMITS);
}

/** The cells of the first sheet, by "row:column". */
const cellsOf = ([sheet]: Awaited<ReturnType<typeof sheetsWith>>) =>
  Object.fromEntries(
    sheet!.rows.flatMap(({ row, cells }) =>
      [...cells].map(([column, cell]) => [`${row}:${column}`, cell]),
    ),
  );

const text = (words: string) => ({ kind: 'text', text: words });

describe('cells as they were entered', () => {
  it('are texts of every kind, with their line ends and empty lines', async () => {
    const sheets = await sheetsWith(
      '<row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c><c t="inlineStr"><is><t xml:space="preserve"> in </t></is></c><c t="str"><f>A1</f><v>worked out</v></c><c t="b"><v>1</v></c><c r="G2" t="s"><v>1</v></c><c r="H2" s="1"/></row><row r="9"><c r="A9" t="s"><v>2</v></c></row>',
      {
        strings:
          '<si><t>a&#10;&#10;b</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si><si><t>x_x000D_\ny_x005F_x0041_</t></si>',
      },
    );
    assert.deepEqual(cellsOf(sheets), {
      '2:1': text('a\n\nb'),
      '2:2': text(' in '),
      '2:3': text('worked out'),
      '2:4': text('TRUE'),
      '2:6': text('rich text'),
      '9:0': text('x\r\ny_x0041_'),
    });
    assert.deepEqual(
      sheets.map(({ name, isHidden }) => [name, isHidden]),
      [
        ['One', false],
        ['Two', true],
      ],
    );
  });

  it('are numbers with the day that they stand for, whichever year the workbook counts from, and errors', async () => {
    const rows =
      '<row><c r="A1" s="1"><v>46474.57</v></c><c><v>1.5</v></c><c t="e"><v>#REF!</v></c></row>';
    const number = (value: number, day: string, isDay: boolean) => ({
      ...{ kind: 'number', number: value, day, isDay },
    });
    assert.deepEqual(cellsOf(await sheetsWith(rows)), {
      '1:0': number(46474.57, '2027-03-28', true),
      '1:1': number(1.5, '1899-12-31', false),
      '1:2': { kind: 'error', text: '#REF!' },
    });
    const of1904 = await sheetsWith(rows.replace('46474.57', '45012'), {
      workbook: '<workbookPr date1904="1"/>',
    });
    assert.deepEqual(cellsOf(of1904)['1:0'], number(45012, '2027-03-28', true));
  });
});
