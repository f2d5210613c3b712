import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type excel from 'exceljs';
import { sampleAction } from '../plan/testing/actions.js';
import { openArchive } from '../platform/documents/archive.js';
import { LIMITS } from '../platform/documents/limits.js';
import { cellAt, comparedWith, edited, fileOf, planWith, reviewWith } from './testing/workbooks.js';

const sheetOf = (book: excel.Workbook, name: string) => book.getWorksheet(name)!;

const agreed = {
  '1.1': { rating: 2, reason: 'We met.', strength: 'A team' },
  '1.2': { rating: 1 },
};

/** What a review says otherwise after somebody changed the sheet. */
async function afterReview(
  work: (sheet: excel.Worksheet, book: excel.Workbook) => void,
  now: Parameters<typeof reviewWith>[0] = agreed,
) {
  const file = await edited(await fileOf(reviewWith(agreed)), (book) =>
    work(sheetOf(book, 'Review'), book),
  );
  return comparedWith(reviewWith(now), file);
}

const brief = ({ differences }: Awaited<ReturnType<typeof afterReview>>) =>
  differences.map(
    ({ row, field, now, file, isConflict }) =>
      `${row} ${field}: ${now} > ${file}${isConflict ? ' !' : ''}`,
  );

describe('a cell of the file, of now, and of when it was downloaded', () => {
  const write = (text: string | null) => (sheet: excel.Worksheet) => {
    cellAt(sheet, '1.1', 'Reason').value = text;
  };
  const nowWith = (reason: string) => ({ ...agreed, '1.1': { ...agreed['1.1'], reason } });

  it('is a change where only the file was changed', async () => {
    assert.deepEqual(brief(await afterReview(write('We agreed.'))), [
      '1.1 reason: We met. > We agreed.',
    ]);
    assert.deepEqual(brief(await afterReview(write(null))), ['1.1 reason: We met. > ']);
  });

  it('is nothing where only Waymark was changed, or both say the same', async () => {
    assert.deepEqual(brief(await afterReview(() => {}, nowWith('Since then'))), []);
    assert.deepEqual(brief(await afterReview(write('Both'), nowWith('Both'))), []);
  });

  it('is a conflict where both were changed', async () => {
    assert.deepEqual(brief(await afterReview(write('Mine'), nowWith('Theirs'))), [
      '1.1 reason: Theirs > Mine !',
    ]);
  });
});

describe('what spreadsheet programs and people do to a sheet', () => {
  it('a level in other letters and with spaces of any kind is the same level', async () => {
    const found = await afterReview((sheet) => {
      cellAt(sheet, '1.1', 'Level agreed').value = ' LEVEL\u00a02  ';
      cellAt(sheet, '1.2', 'Level agreed').value = 'not yet at  level 1';
      cellAt(sheet, '1.3', 'Level agreed').value = {
        richText: [{ text: 'Lev' }, { text: 'el 4' }],
      };
      cellAt(sheet, '1.1', 'Reason').value = 'We\u00a0met. ';
    });
    assert.deepEqual(brief(found), ['1.2 rating: 1 > not-yet', '1.3 rating:  > 4']);
    assert.deepEqual(found.unread, []);
  });

  it('rows are sorted, filtered or hidden, columns moved, added or hidden, sheets renamed', async () => {
    const found = await afterReview((sheet, book) => {
      cellAt(sheet, '1.2', 'Reason').value = 'New';
      const rows: excel.CellValue[][] = [];
      sheet.eachRow((row) => rows.push((row.values as excel.CellValue[]).slice(1)));
      const copy = book.addWorksheet('Our answers', { state: 'visible' });
      copy.addRow(['Draft of the team']);
      copy.addRow([]);
      const [head = [], ...rest] = rows;
      for (const row of [head, ...rest.reverse()])
        copy.addRow(['note', ...[...Array(7).keys()].map((at) => row[at] ?? null).reverse()]);
      copy.getRow(5).hidden = true;
      copy.getColumn(3).hidden = true;
      book.removeWorksheet(sheet.id);
      sheetOf(book, 'Waymark').name = 'x';
      sheetOf(book, 'Wording').name = 'Review';
    });
    assert.deepEqual(brief(found), ['1.2 reason:  > New']);
    assert.deepEqual([found.unread, found.missing, found.gone], [[], [], []]);
  });

  it('rows and columns that were taken out change nothing, and are named', async () => {
    const found = await afterReview((sheet) => {
      sheet.spliceRows(2, 1);
      sheet.spliceColumns(6, 1);
    });
    assert.deepEqual(brief(found), []);
    assert.deepEqual(found.gone, ['Strength']);
    assert.deepEqual(
      found.missing.map((title) => title.slice(0, 4)),
      ['1.1 '],
    );
  });

  it('a row that stands twice, a code that is none, a level that is none, an error and a text too long are listed', async () => {
    const found = await afterReview((sheet) => {
      sheet.addRow(['', '9.9', '', 'Level 1']);
      sheet.addRow(['', '1.1', '', 'Level 4', 'Again']);
      sheet.addRow(['', '', 'A note below the table']);
      cellAt(sheet, '1.3', 'Level agreed').value = 'Level 9';
      cellAt(sheet, '1.4', 'Reason').value = { error: '#REF!' };
      cellAt(sheet, '1.5', 'Reason').value = 'x'.repeat(8001);
      cellAt(sheet, '1.6', 'Strength').value = 'Still read';
    });
    assert.deepEqual(brief(found), ['1.6 strength:  > Still read']);
    assert.deepEqual(
      found.unread.map(({ place }) => place),
      [
        'Review, row 4, column D (Level agreed)',
        'Review, row 5, column E (Reason)',
        'Review, row 6, column E (Reason)',
        'Review, row 34',
        'Review, row 35',
      ],
    );
  });
});

const actions = [
  sampleAction({
    id: 'a',
    title: 'Write it',
    dueOn: '2026-12-04',
    cost: '£250',
    owner: { id: 'm', name: 'Maya' },
  }),
  sampleAction({
    id: 'b',
    title: 'Show it',
    status: 'done',
    changed: 'All know',
    closedOn: '2026-11-01',
  }),
];
const people = [
  { id: 'm', name: 'Maya' },
  { id: 'c', name: 'Callum Byrne' },
];

async function afterPlan(work: (sheet: excel.Worksheet) => void) {
  const content = planWith(actions, people);
  const file = await edited(await fileOf(content), (book) => work(sheetOf(book, 'Plan')));
  return comparedWith(content, file);
}

describe('the cells of a plan', () => {
  it('days and costs are real ones, and are read however they come back', async () => {
    const file = await edited(await fileOf(planWith(actions)), (book) => {
      const sheet = sheetOf(book, 'Plan');
      assert.ok(cellAt(sheet, '1', 'Due date').value instanceof Date);
      assert.equal(cellAt(sheet, '1', 'Cost').value, 250);
    });
    assert.ok(file);
    for (const value of [
      new Date('2027-03-28T13:45:00Z'),
      '28/3/2027',
      ' 28 March 2027\u00a0',
      '2027-03-28 13:45:00',
      '2027-03-28T00:00:00',
    ]) {
      const found = await afterPlan((sheet) => {
        cellAt(sheet, '1', 'Due date').value = value;
      });
      assert.deepEqual(brief(found), ['a dueOn: 2026-12-04 > 2027-03-28'], String(value));
    }
    const asNumber = await afterPlan((sheet) => {
      const cell = cellAt(sheet, '1', 'Due date');
      cell.value = 46_474;
      cell.numFmt = 'General';
      cellAt(sheet, '1', 'Cost').value = 1234.5;
    });
    assert.deepEqual(brief(asNumber), [
      'a dueOn: 2026-12-04 > 2027-03-28',
      'a cost: £250 > £1,234.50',
    ]);
  });

  it('what is no day, no owner, no statement, no cost or no status is listed, and the rest is read', async () => {
    const found = await afterPlan((sheet) => {
      cellAt(sheet, '1', 'Due date').value = 'soon';
      cellAt(sheet, '1', 'Owner').value = 'Somebody Else';
      cellAt(sheet, '1', 'Statement').value = '9.9 Nothing';
      cellAt(sheet, '1', 'Status').value = 'Nearly';
      cellAt(sheet, '1', 'Cost').value = -5;
      cellAt(sheet, '1', 'Priority').value = 'First';
    });
    assert.deepEqual(brief(found), ['a priority:  > First']);
    assert.deepEqual(found.unread.map(({ place }) => /\((.*)\)/.exec(place)?.[1]).sort(), [
      'Cost',
      'Due date',
      'Owner',
      'Statement and level',
      'Status',
    ]);
  });

  it('an owner and a statement are known by what stands in the list', async () => {
    const found = await afterPlan((sheet) => {
      cellAt(sheet, '1', 'Owner').value = 'callum  byrne';
      cellAt(sheet, '1', 'Statement').value = '2.1';
      cellAt(sheet, '1', 'Level').value = 'level 3';
    });
    assert.deepEqual(brief(found), ['a aim:  > 2.1@3', 'a owner: Maya > Callum Byrne']);
  });

  it('an action is closed with what changed; what is closed is not changed in how it ended', async () => {
    const closed = await afterPlan((sheet) => {
      cellAt(sheet, '1', 'Status').value = 'Complete';
      cellAt(sheet, '1', 'What changed').value = 'Much';
    });
    assert.deepEqual(brief(closed), ['a status: planned > done', 'a changed:  > Much']);
    const refused = await afterPlan((sheet) => {
      cellAt(sheet, '1', 'Status').value = 'Stopped';
      cellAt(sheet, '2', 'Status').value = 'Stopped';
      cellAt(sheet, '2', 'What changed').value = 'Something else';
    });
    assert.deepEqual(brief(refused), []);
    assert.equal(refused.unread.length, 3);
  });

  it('a row without a number is a new action, and needs its words', async () => {
    const found = await afterPlan((sheet) => {
      sheet.getRow(4).getCell(2).value = 'A new one';
      sheet.getRow(4).getCell(8).value = new Date('2027-05-01');
      sheet.getRow(6).getCell(5).value = 'Maya';
      sheet.getRow(40).getCell(1).value = 77;
      sheet.getRow(40).getCell(2).value = 'Has a number of its own';
    });
    assert.deepEqual(
      found.added.map(({ values }) => values),
      [{ title: 'A new one', dueOn: '2027-05-01', status: 'planned' }],
    );
    assert.deepEqual(
      found.unread.map(({ place }) => place),
      ['Plan, row 40', 'Plan, row 6'],
    );
  });
});

describe('a file that is not the workbook of this page', () => {
  const refusedWith = (code: string) => (error: unknown) =>
    (error as { code: string }).code === code;

  it('of a plan, another year, another version, another school or nothing of ours is refused', async () => {
    const content = reviewWith(agreed);
    const file = await fileOf(content);
    const other = (of: Partial<typeof content.of>) =>
      comparedWith({ ...content, of: { ...content.of, ...of } }, file);
    await assert.rejects(comparedWith(planWith([]), file), refusedWith('workbook.other-kind'));
    await assert.rejects(other({ organisation: 'x' }), refusedWith('workbook.other-school'));
    await assert.rejects(other({ record: 'x' }), refusedWith('workbook.other-record'));
    await assert.rejects(
      other({ framework: { id: 'x', version: '1' } }),
      refusedWith('workbook.other-version'),
    );
    const without = await edited(file, (book) => book.removeWorksheet('Waymark'));
    await assert.rejects(comparedWith(content, without), refusedWith('workbook.unknown'));
    const noTable = await edited(file, (book) => book.removeWorksheet('Review'));
    await assert.rejects(comparedWith(content, noTable), refusedWith('workbook.no-table'));
  });
});

describe('the file', () => {
  it('asks each cell for one thing: rules for cells do not overlap', async () => {
    const file = await fileOf(
      planWith(
        Array.from({ length: 120 }, (_, at) => sampleAction({ id: `${at}` })),
        people,
      ),
    );
    const xml = await (await openArchive(file, LIMITS))('xl/worksheets/sheet1.xml');
    const ranges = [
      ...(xml ?? '').matchAll(/<dataValidation [^>]*sqref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g),
    ].map(([, from = '', first, to = '', last]) => ({
      from,
      to,
      first: Number(first),
      last: Number(last),
    }));
    assert.deepEqual([...new Set(ranges.map(({ from }) => from))], ['C', 'D', 'E', 'F', 'G']);
    for (const one of ranges)
      for (const other of ranges)
        if (one !== other && one.from <= other.to && other.from <= one.to)
          assert.ok(one.last < other.first || other.last < one.first, JSON.stringify([one, other]));
  });

  it('holds no formula and no apostrophe, locks the wording, and names no person', async () => {
    const text = '=HYPERLINK("http://x.example")';
    const file = await fileOf(reviewWith({ '1.1': { reason: text, nextStep: '@SUM(A1)' } }));
    await edited(file, (book) => {
      const sheet = sheetOf(book, 'Review');
      assert.equal(cellAt(sheet, '1.1', 'Reason').value, text);
      assert.equal(cellAt(sheet, '1.1', 'Next step').value, '@SUM(A1)');
      for (const each of book.worksheets)
        each.eachRow((row) => row.eachCell((cell) => assert.equal(cell.formula, undefined)));
      assert.equal(cellAt(sheet, '1.1', 'Reason').protection.locked, false);
      assert.notEqual(cellAt(sheet, '1.1', 'Statement').protection?.locked, false);
      assert.ok((sheet as unknown as { sheetProtection: object }).sheetProtection);
      assert.equal(cellAt(sheet, '1.1', 'Level agreed').dataValidation.type, 'list');
      assert.equal(sheet.pageSetup.printTitlesRow, '1:1');
      assert.equal(sheetOf(book, 'Waymark').state, 'veryHidden');
      assert.deepEqual(
        [book.creator, book.lastModifiedBy],
        ['Otterbridge School', 'Otterbridge School'],
      );
      assert.match(book.title, /2026\/27, Otterbridge School/);
      assert.equal((book.model as unknown as { language: string }).language, 'en-GB');
      assert.doesNotMatch(JSON.stringify(book.model.creator), /Maya/);
    });
  });
});
