import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../tests/support/runs.js';
import type { ReadingOptions } from './draft.js';
import { readDocument } from './read.js';
import { asModel, models, sampleModel, tableRows } from './testing/model.js';
import { converted, hasOffice, NO_OFFICE } from './testing/office.js';
import { packed, printExcel, printWord } from './testing/print-office.js';
import { printHtml, printOds, printOdt, printRtf } from './testing/print-open.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = async (input: Uint8Array, name = 'model', options: ReadingOptions = {}) =>
  asModel(await readDocument(input, name, options));

/** The words of a small table as they were read: code, title, levels. */
const rowsOf = async (input: Uint8Array, name = 'model', options: ReadingOptions = {}) =>
  (await readDocument(input, name, options)).themes.flatMap(({ statements }) =>
    statements.map(({ id, title, levels }) =>
      [id, title, ...levels.map(({ text }) => text)].join(' | '),
    ),
  );

const WALL = '1.1 | The wall | It is low. | It is high.';
const GATE = '1.2 | The gate | It is open. | It is shut.';

describe('the same model comes out of open formats', () => {
  const formats: Record<string, (rows: string[][]) => Uint8Array> = {
    'a saved web page': (rows) => printHtml(rows),
    'a page that Google publishes': (rows) => printHtml(rows, { isGoogle: true }),
    'an OpenDocument text': (rows) => printOdt(rows),
    'an OpenDocument sheet': (rows) => printOds({ One: rows }),
    'rich text': (rows) => printRtf(rows),
  };
  for (const [name, print] of Object.entries(formats))
    it(name, async () => {
      await fc.assert(
        fc.asyncProperty(models(), async (model) => {
          assert.deepEqual(await read(print(tableRows(model))), model);
        }),
        { numRuns: runs(3, 12) },
      );
    });

  it('from a real office suite', { skip: hasOffice() ? false : NO_OFFICE }, async () => {
    const model = sampleModel({}, 5);
    const word = printWord(tableRows(model));
    for (const to of ['odt', 'rtf', 'html'])
      assert.deepEqual(await read(converted(word, 'docx', to)), model, to);
    const excel = printExcel(tableRows(model));
    for (const to of ['ods', 'html'])
      assert.deepEqual(await read(converted(excel, 'xlsx', to)), model, to);
  });
});

describe('rich text', () => {
  it('knows no control words by the names of what every object has', async () => {
    const row = (cells: string[]) =>
      `\\trowd${cells.map((_, at) => `\\cellx${(at + 1) * 2000}`).join('')}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row`;
    const text = `{\\rtf1\\ansi\\constructor\\toString {\\hasOwnProperty}${row(['Code', 'Statement', 'Level 1', 'Level 2'])}${row(['1.1', 'The wall', 'It is low.', 'It is high.'])}${row(['1.2', 'The gate', 'It is open.', 'It is shut.'])}}`;
    assert.deepEqual(await rowsOf(bytes(text)), [WALL, GATE]);
  });
});

describe('a web page', () => {
  const page = (rows: string) =>
    bytes(`<html><body><nav>Home</nav><table><tr><td><table>${rows}</table></td></tr></table>`);

  it('has cells over several rows, tables within tables for its layout, and hidden parts', async () => {
    const rows = await rowsOf(
      page(`<tr><th>Theme<th>Code<th>Statement<th>Level 1<th>Level 2
        <tr><td rowspan=2>Village<td>1.1<td>The wall<script>x</script><td>It is low.<td>It is <b>high</b>.
        <tr><td>1.2<td>The<br>gate<td>It is open.<span hidden>Not this</span><td>It is shut.`),
    );
    assert.deepEqual(rows, [WALL, GATE]);
  });

  it('has lists within cells as lines', async () => {
    const draft = await readDocument(
      page(`<tr><th>Code<th>Statement<th>Level 1<th>Level 2
        <tr><td>1.1<td>The wall<td><ul><li>It is low.<li>It is old.</ul><td>It is high.
        <tr><td>1.2<td>The gate<td>It is open.<td>It is shut.`),
      'model.html',
    );
    assert.match(
      draft.themes[0]?.statements[0]?.levels[0]?.text ?? '',
      /It is low\.\n.*It is old\./,
    );
  });
});

describe('an OpenDocument workbook', () => {
  it('is read by its sheet, without hidden rows, and cells that repeat stand in each column', async () => {
    const rows = [['Code', 'Statement', 'Level 1', 'Level 2']];
    const wall = ['1.1', 'The wall', 'It is low.', 'It is high.'];
    const gate = ['1.2', 'The gate', 'It is open.', 'It is shut.'];
    const book = printOds({ Notes: [['About this']], Model: [...rows, wall, gate] });
    assert.deepEqual(await rowsOf(book), [WALL, GATE]);
    assert.deepEqual(await rowsOf(book, 'model.ods', { sheet: 'Model' }), [WALL, GATE]);
    const draft = await readDocument(book, 'model.ods');
    assert.deepEqual(draft.reading.sheets, ['Notes', 'Model']);
    await assert.rejects(rowsOf(book, 'a.ods', { sheet: 'None' }), { code: 'reading.no-sheet' });
  });
});

describe('an outline', () => {
  const words = [
    ['1.1 The wall', ['It is low.', 'It is high.']],
    ['1.2 The gate', ['It is open.', 'It is shut.']],
    ['1.3 The path', ['It is long.', 'It is short.']],
  ] as const;
  const PATH = '1.3 | The path | It is long. | It is short.';
  const shapes: Record<string, (name: string, text: string) => string> = {
    'the level and its words on one line': (name, text) => `${name}: ${text}`,
    'the level as a heading of its own': (name, text) => `${name}\n${text}`,
  };
  for (const [what, shape] of Object.entries(shapes))
    for (const names of [
      ['Level 1', 'Level 2'],
      ['Stage 1', 'Stage 2'],
    ])
      it(`is read with ${what}, as ${names.join(' and ')}`, async () => {
        const text = words
          .map(([title, levels]) =>
            [title, ...levels.map((each, at) => shape(names[at]!, each))].join('\n'),
          )
          .join('\n\n');
        assert.deepEqual(await rowsOf(bytes(text), 'model.txt'), [WALL, GATE, PATH]);
      });

  it('may have no codes, and group its statements', async () => {
    const text = words
      .map(([title, levels], at) =>
        [
          ...(at === 0 ? ['A model of the village', 'Around the house'] : []),
          title.slice(4),
          `Level 1: ${levels[0]}`,
          `Level 2: ${levels[1]}`,
        ].join('\n'),
      )
      .join('\n');
    const draft = await readDocument(bytes(text), 'model.txt');
    assert.deepEqual(
      draft.themes.flatMap(({ statements }) => statements.map(({ title }) => title)),
      ['The wall', 'The gate', 'The path'],
    );
    assert.ok(draft.doubts.some(({ rule }) => rule === 'outline read as a table'));
    for (const { text: line, uses } of draft.lines)
      assert.ok(line.trim() === '' || uses.length > 0, line);
  });
});

const SHEET_OF_2003 =
  '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Table ss:ExpandedRowCount="2"><Row><Cell><Data>A</Data></Cell></Row></Table></Workbook>';
const WORD_OF_2003 =
  '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument><w:body><w:p ><w:t>A</w:t></w:p></w:body></w:wordDocument>';

describe('a file that is no document', () => {
  const ole = (part: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(`${part}\0`, 'utf16le')]);
  const zip = (...names: string[]) => packed(Object.fromEntries(names.map((name) => [name, 'x'])));
  const CASES: [string, Uint8Array, string, RegExp][] = [
    ['a.doc', ole('WordDocument'), 'reading.old-office', /Word file.*\.doc\b.*\.docx/],
    ['a.xls', ole('Workbook'), 'reading.old-office', /Excel file.*\.xls\b.*\.xlsx/],
    ['a.msg', ole('__nameid_version1.0'), 'reading.old-office', /email/],
    ['a.heic', Buffer.from('\0\0\0\x18ftypheic\0\0'), 'reading.picture', /phone/],
    ['a.gif', Buffer.from('GIF89a'), 'reading.picture', /picture/],
    ['a.webp', Buffer.from('RIFF1234WEBP'), 'reading.picture', /picture/],
    ['a.mp4', Buffer.from('\0\0\0\x18ftypisom\0\0'), 'reading.film', /video/],
    ['a.pptx', zip('ppt/presentation.xml'), 'reading.slides', /slides/],
    ['a.xlsb', zip('xl/workbook.bin'), 'reading.binary-workbook', /\.xlsb/],
    ['a.pages', zip('Index/Document.iwa'), 'reading.apple', /Pages or Numbers/],
    ['a.json', bytes('{"rubric": [{"id": 1}]}'), 'reading.other-data', /JSON/],
    ['a', bytes('[{"a": 1, "b": 2}]'), 'reading.other-data', /JSON/],
    [
      'a.yml',
      bytes('name: Rubric\nitems:\n  - id: a\n    text: b\n'),
      'reading.other-data',
      /YAML/,
    ],
    ['a.xml', bytes('<?xml version="1.0"?><Workbook/>'), 'reading.xml', /XML/],
    ['a.xls', bytes(SHEET_OF_2003), 'reading.office-xml', /Excel file.*\.xlsx/],
    ['sheet.xml', bytes(SHEET_OF_2003.replace(/<\?mso.*?>/, '')), 'reading.office-xml', /Excel/],
    ['word.xml', bytes(WORD_OF_2003), 'reading.office-xml', /Word file.*\.docx/],
    [
      'a.mht',
      bytes('From: <x>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>'),
      'reading.web-archive',
      /HTML only/,
    ],
    ['a.eml', bytes('From: a@x\nContent-Type: text/plain\n\nHello'), 'reading.mail', /attached/],
  ];
  for (const [name, input, code, says] of CASES)
    it(`is refused with what helps for it: ${name}`, () =>
      assert.rejects(readDocument(input, name), { code, message: says }));
});
