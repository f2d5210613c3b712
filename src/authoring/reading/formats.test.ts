import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../tests/support/runs.js';
import type { ReadingOptions } from './draft.js';
import { readDocument } from './read.js';
import { message } from './testing/expected.js';
import { asModel, type Model, models, sampleModel, tableRows } from './testing/model.js';
import { converted, hasOffice, NO_OFFICE } from './testing/office.js';
import { printExcel, printWord, printWorkbook } from './testing/print-office.js';
import { pdfOf, printPdf } from './testing/print-pdf.js';
import { wrapped } from './testing/print-text.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = async (input: Uint8Array, name = 'model', options: ReadingOptions = {}) =>
  asModel(await readDocument(input, name, options));

/** Rows with code and title apart, under a row of headings. */
const sheetRows = (model: Model, levels = model.levels) => [
  ['Code', 'Statement', ...levels],
  ...model.themes.flatMap((theme, index) => [
    [`Theme ${index + 1} ${theme.title}`],
    ...theme.statements.map(({ code, title, levels: words }) => [code, title, ...words]),
  ]),
];
const csv = (rows: readonly string[][], mark = ',') =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(mark)).join('\r\n');
const markdown = (rows: readonly string[][]) =>
  rows
    .map(
      (row, at) => `| ${row.join(' | ')} |${at === 0 ? `\n|${' --- |'.repeat(row.length)}` : ''}`,
    )
    .join('\n');
/** Columns of lines as rows. */
const table = (columns: readonly string[][]) =>
  Array.from({ length: Math.max(...columns.map((column) => column.length)) }, (_, at) =>
    columns.map((column) => column[at] ?? ''),
  );
const withoutBenchmarks = (model: Model): Model => ({
  ...model,
  themes: model.themes.map((theme) => ({ ...theme, benchmarks: [] })),
});

describe('the same model comes out of every format', () => {
  const formats: Record<string, (model: Model) => Uint8Array> = {
    'Word, its cells over several paragraphs': (model) => printWord(tableRows(model)),
    Excel: (model) => printExcel(tableRows(model)),
    'PDF with ruled tables cut by pages': (model) => printPdf(tableRows(model)),
    'PDF with ruled tables and centred cells': (model) =>
      printPdf(tableRows(model), { isCentred: true }),
  };
  for (const [name, print] of Object.entries(formats)) {
    it(name, async () => {
      await fc.assert(
        fc.asyncProperty(models(), async (model) => {
          assert.deepEqual(await read(print(model)), model);
        }),
        { numRuns: runs(4, 12) },
      );
    });
  }

  it('PDF without ruling lines, its cells at the top or in the middle', async () => {
    for (const isCentred of [false, true]) {
      const model = sampleModel({}, 21);
      const draft = await readDocument(
        printPdf(tableRows(model), { isBare: true, isCentred }),
        'a.pdf',
      );
      assert.deepEqual(asModel(draft), model);
    }
  });

  it('PDF without ruling lines, two tables of other widths on one page', async () => {
    const places = [
      [40, 90, 200, 400, 600],
      [40, 110, 300, 470, 640],
    ];
    const tables = [
      [
        'Code|Statement|Emerging|Developing|Secure',
        '1.1|Beds|There is one bed.|There are two beds.|There are many beds.',
        '1.2|Tools|There is one tool.|There are two tools.|There are many tools.',
      ],
      [
        'Code|Statement|Emerging|Developing|Secure',
        '2.1|Paths|There is one path.|There are two paths.|There are many paths.',
        '2.2|Gates|There is one gate.|There are two gates.|There are many gates.',
      ],
    ];
    const words = tables.flatMap((rows, table) =>
      rows.flatMap((row, at) =>
        row.split('|').map((cell, column) => {
          const y = 540 - table * 120 - at * 24;
          return `BT /F 9 Tf ${places[table]![column]} ${y} Td (${cell}) Tj ET`;
        }),
      ),
    );
    const draft = await readDocument(pdfOf([words.join('\n')]), 'a.pdf');
    assert.deepEqual(
      message(draft),
      tables.flatMap((rows) =>
        rows.slice(1).map((row) => {
          const [code, title, ...levels] = row.split('|');
          return `${code} ${title}: ${levels.join(' / ')}`;
        }),
      ),
    );
  });

  it('text whose columns stand below each other by spaces', async () => {
    const model = withoutBenchmarks(sampleModel());
    const rows = tableRows(model).flatMap((row) =>
      row.length === 1 ? [row] : table(row.map((cell) => wrapped(cell, 24))),
    );
    const text = rows.map((row) =>
      row.length === 1
        ? row[0]!
        : row
            .map((cell) => cell.padEnd(27))
            .join('')
            .trimEnd(),
    );
    assert.deepEqual(await read(bytes(text.join('\n'))), model);
  });

  it('CSV with commas, semicolons or tabs, in UTF-8 or Windows-1252, and Markdown', async () => {
    const model = withoutBenchmarks(sampleModel());
    model.themes[0]!.statements[0]!.title = 'Care of the café’s “old” walls';
    const rows = sheetRows(model);
    for (const mark of [',', ';', '\t'])
      assert.deepEqual(await read(bytes(csv(rows, mark))), model);
    const narrow = Buffer.from(
      csv(rows).replaceAll('’', '\x92').replaceAll('“', '\x93').replaceAll('”', '\x94'),
      'latin1',
    );
    assert.deepEqual(await read(narrow, 'model.csv'), model);
    assert.deepEqual(await read(bytes(`# A model\n\n${markdown(rows)}\n`)), model);
  });

  it('PDF made by a real office suite, with rows cut by pages', {
    skip: hasOffice() ? false : NO_OFFICE,
  }, async () => {
    const model = sampleModel({}, 5);
    const before = ['A model of the village', 'It was written by all who live there.'];
    const pdf = converted(printWord(tableRows(model), before), 'docx', 'pdf');
    const draft = await readDocument(pdf, 'model.pdf');
    assert.deepEqual(asModel(draft), model);
    assert.ok(draft.lines.at(-1)!.page > 1);
    assert.equal(draft.title, 'A model of the village');
    assert.equal(draft.lines[1]!.uses[0]!.use, 'left over');
    const sheet = converted(printExcel(tableRows(model)), 'xlsx', 'ods');
    assert.deepEqual(await read(converted(sheet, 'ods', 'xlsx')), model);
    const text = converted(printWord(tableRows(model)), 'docx', 'odt');
    assert.deepEqual(await read(converted(text, 'odt', 'docx')), model);
  });
});

describe('other frameworks', () => {
  it('may have two to eight levels', async () => {
    for (let levels = 2; levels <= 8; levels += 1) {
      const model = withoutBenchmarks(sampleModel({ levels }));
      assert.deepEqual(await read(bytes(csv(sheetRows(model)))), model);
    }
  });

  it('may begin with level 0, or have the best level first', async () => {
    const model = withoutBenchmarks(sampleModel());
    model.levels = ['Level 0', 'Level 1', 'Level 2', 'Level 3'];
    assert.deepEqual(await read(bytes(csv(sheetRows(model)))), model);
    const turned = sheetRows(model).map(([code = '', title = '', ...levels]) =>
      levels.length > 0 ? [code, title, ...levels.reverse()] : [code],
    );
    const draft = await readDocument(bytes(csv(turned)), 'a.csv');
    assert.deepEqual(asModel(draft), model);
    assert.equal(draft.reading.bestFirst, true);
    assert.deepEqual(
      draft.levels.map(({ level }) => level),
      [0, 1, 2, 3],
    );
  });

  it('may name their levels without numbers; what cannot be known is set by a person', async () => {
    const model = withoutBenchmarks(sampleModel());
    model.levels = ['Emerging', 'Developing', 'Secure', 'Leading'];
    const file = bytes(csv(sheetRows(model)));
    assert.deepEqual(await read(file), model);
    const turned = await readDocument(file, 'a.csv', { bestFirst: true, firstLevel: 0 });
    assert.deepEqual(
      turned.levels,
      ['Leading', 'Secure', 'Developing', 'Emerging'].map((title, level) => ({ level, title })),
    );
    assert.equal(
      turned.themes[0]!.statements[0]!.levels[0]!.text,
      model.themes[0]!.statements[0]!.levels[3],
    );
  });

  it('may write their codes otherwise', async () => {
    const letter = (at: number) => String.fromCharCode(96 + at);
    const ways: ((theme: number, at: number) => string)[] = [
      (theme, at) => `${letter(theme).toUpperCase()}${at}`,
      (theme, at) => `${theme}${letter(at)}`,
      (theme, at) => `${theme}.1.${at}`,
      (theme, at) => `GV-${theme}${at}`,
    ];
    for (const code of ways) {
      const model = withoutBenchmarks(sampleModel({ code }));
      const draft = await readDocument(bytes(csv(sheetRows(model))), 'a.csv');
      assert.deepEqual(asModel(draft).themes, model.themes, code(1, 1));
    }
  });

  it('keep the nought of 1.10, typed as text, shown by a number format, or lost', async () => {
    const model = withoutBenchmarks(sampleModel());
    const statements = Array.from({ length: 11 }, (_, at) => ({
      ...model.themes[0]!.statements[0]!,
      code: `1.${at + 1}`,
    }));
    const rows = [
      ['Code', 'Statement', ...model.levels],
      ...statements.map(({ code, title, levels }) => [code, title, ...levels]),
    ];
    const codes = statements.map(({ code }) => code);
    const codesOf = async (input: Uint8Array) =>
      (await read(input)).themes.flatMap((theme) => theme.statements.map(({ code }) => code));
    assert.deepEqual(await codesOf(printExcel(rows)), codes);
    const typed = (format: (code: string) => string) =>
      printExcel(
        rows.map(([code = '', ...rest]) =>
          /^\d/u.test(code)
            ? [{ number: Number(code), format: format(code) }, ...rest]
            : [code, ...rest],
        ),
      );
    assert.deepEqual(await codesOf(typed((code) => (code.length > 3 ? '0.00' : '0.0'))), codes);
    const draft = await readDocument(
      typed(() => 'General'),
      'a.xlsx',
    );
    assert.deepEqual(
      draft.themes[0]!.statements.map(({ id }) => id),
      codes,
    );
    assert.deepEqual(
      draft.repairs.map(({ rule, before, after }) => [rule, before, after]),
      [['nought of a code', '1.1', '1.10']],
    );
  });

  it('may give each theme a sheet, named in the sheet or by its name', async () => {
    const model = withoutBenchmarks(sampleModel());
    const head = ['Code', 'Statement', ...model.levels];
    const rows = (at: number) => [
      head,
      ...model.themes[at]!.statements.map(({ code, title, levels }) => [code, title, ...levels]),
    ];
    const named = model.themes.map(({ title }, at) => [`Theme ${at + 1} ${title}`, rows(at)]);
    const about = [
      'About',
      [['A model of the village'], ['It was written by all who live there.']],
    ];
    const book = printWorkbook(Object.fromEntries([about, ...named]));
    const draft = await readDocument(book, 'a.xlsx');
    assert.deepEqual(asModel(draft), model);
    assert.equal(draft.reading.sheets.length, model.themes.length + 1);
    const lines = draft.lines.map(({ line }) => line);
    assert.deepEqual(
      lines,
      [...new Set(lines)].sort((a, b) => a - b),
    );
    const inSheets = model.themes.map(({ title }, at) => [
      `Sheet${at + 1}`,
      [[`Theme ${at + 1} ${title}`], ...rows(at)],
    ]);
    assert.deepEqual(await read(printWorkbook(Object.fromEntries(inSheets))), model);
    const sheet = String(named[1]![0]);
    const one = await readDocument(book, 'a.xlsx', { sheet });
    assert.deepEqual(
      one.themes.map(({ statements }) => statements.length),
      [model.themes[1]!.statements.length],
    );
    await assert.rejects(readDocument(book, 'a.xlsx', { sheet: 'Other' }), {
      code: 'reading.no-sheet',
    });
  });

  it('may be in another language', async () => {
    const rows = [
      ['', '', 'Niveau 1', 'Niveau 2', 'Niveau 3'],
      ['Thème 1 Diriger'],
      [
        '1.1',
        'Une équipe',
        'Une équipe est nommée.',
        'Elle se réunit à l’école.',
        'Elle rend compte à tous.',
      ],
      [
        '1.2',
        'Un projet',
        'Il y a un projet.',
        'Il est écrit et suivi.',
        'Il est évalué chaque année.',
      ],
      ['Thème 2 Apprendre'],
      ['2.1', 'Des élèves', 'Ils sont informés.', 'Ils sont aidés.', 'Ils choisissent eux-mêmes.'],
    ];
    const draft = await readDocument(bytes(csv(rows)), 'a.csv');
    assert.deepEqual(
      draft.themes.map(({ title, statements }) => [title, statements.length]),
      [
        ['Diriger', 2],
        ['Apprendre', 1],
      ],
    );
    assert.deepEqual(
      draft.levels.map(({ title }) => title),
      ['Niveau 1', 'Niveau 2', 'Niveau 3'],
    );
    assert.deepEqual(draft.doubts, []);
  });

  it('may leave levels out: a dash says so, an empty cell is missing', async () => {
    const rows = [
      ['Code', 'Statement', 'Level 1', 'Level 2', 'Level 3'],
      ['1.1', 'A well', 'There is a well of clear water.', 'It is cleaned by all who use it.', '—'],
      ['1.2', 'A lamp', 'There is a lamp on the stairs.', '', 'It shines through the whole night.'],
    ];
    const draft = await readDocument(bytes(csv(rows)), 'a.csv');
    assert.deepEqual(
      draft.themes[0]!.statements.map(({ levels }) => levels.map(({ level }) => level)),
      [
        [1, 2],
        [1, 2, 3],
      ],
    );
    assert.deepEqual(
      draft.missing.map(({ statement, level, reason }) => [statement, level, reason]),
      [['1.2', 2, 'empty']],
    );
  });

  it('may have other columns: a person sees them and can choose which are levels', async () => {
    const rows = [
      ['Code', 'Statement', 'Level 1', 'Level 2', 'Notes'],
      ['Theme 1 The yard'],
      ['1.1', 'A well', 'There is a well.', 'It is clean.', 'Ask Ana'],
      ['1.2', 'A lamp', 'There is a lamp.', 'It shines.', 'Ask Ben'],
    ];
    const draft = await readDocument(bytes(csv(rows)), 'a.csv');
    assert.deepEqual(draft.reading.columns, { code: 0, title: 1, levels: [2, 3] });
    assert.deepEqual(
      draft.doubts.map(({ rule, before }) => [rule, before]),
      [['column left over', 'Ask Ana | Ask Ben']],
    );
    assert.equal(draft.lines[2]!.uses.at(-1)!.use, 'left over');
    const again = await readDocument(bytes(csv(rows)), 'a.csv', {
      columns: { code: 0, title: 1, levels: [2, 3, 4] },
    });
    assert.equal(again.themes[0]!.statements[1]!.levels[2]!.text, 'Ask Ben');
  });
});
