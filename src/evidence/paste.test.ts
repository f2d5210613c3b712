import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../platform/problems.js';
import { COLUMN_ORDER, MOST_ROWS, readPasted } from './paste.js';

const owners = [{ id: '0199aaaa-0000-7000-8000-000000000001', name: 'Maya Okafor' }];

describe('rows pasted from a spreadsheet', () => {
  it('are understood under headings in any order', () => {
    const { rows } = readPasted(
      'Date\tTitle\tVoice\tWhat it shows\tOwner\n15/10/2026\tDestinations\tData\tBy group\tmaya okafor\n',
      owners,
    );
    assert.equal(rows.length, 1);
    assert.deepEqual(rows[0]?.faults, []);
    assert.deepEqual(
      { ...rows[0]?.input },
      {
        kind: 'note',
        title: 'Destinations',
        note: 'By group',
        about: '',
        url: null,
        figure: null,
        unit: '',
        voice: 'data',
        effectiveOn: '2026-10-15',
        validUntil: null,
        owner: owners[0]?.id,
      },
    );
  });

  it('bring each column to its field, in whatever order and under whatever heading', () => {
    const columns: Record<string, [string[], string, string | undefined]> = {
      title: [['Title', 'Evidence', 'Title'], 'Named', 'Named'],
      note: [['Note', 'Summary', 'Description (short)'], 'Noted', 'Noted'],
      about: [['Group', 'Cohort', 'Group'], 'Year 10', 'Year 10'],
      effectiveOn: [['Date', 'From', 'Effective from'], '2/10/2026', '2026-10-02'],
      validUntil: [['Until', 'Expiry date', 'Review by'], '3/10/2027', '2027-10-03'],
      voice: [['View', 'Source', 'Whose voice?'], 'pupils', 'learner'],
      figure: [['Figure', 'Value', 'Number'], '1,204', '1204'],
      unit: [['Unit', 'Measure', 'What the figure counts'], 'learners', 'learners'],
      owner: [['Owner', 'Lead', 'Owner'], 'MAYA OKAFOR', owners[0]?.id],
    };
    for (const at of [0, 1, 2])
      for (const order of [Object.values(columns), Object.values(columns).reverse()]) {
        const heading = order.map(([names]) => names[at]).join('\t');
        const { rows } = readPasted(
          `${heading}\n${order.map(([, text]) => text).join('\t')}`,
          owners,
        );
        const wanted = Object.entries(columns).map(([field, [, , is]]) => [field, is]);
        assert.deepEqual(rows[0]?.faults, [], heading);
        assert.deepEqual(rows[0]?.input, {
          ...Object.fromEntries(wanted),
          ...{ kind: 'figure', url: null },
        });
      }
    const link = readPasted('Title\tWeb address\nHub\thttps://a.example/', owners).rows[0];
    assert.deepEqual([link?.input?.kind, link?.input?.url], ['link', 'https://a.example/']);
    const said = ['pupils', 'carer', 'business', 'teacher', 'trustee', 'statistics'];
    assert.deepEqual(
      readPasted(
        `title,note,voice\n${said.map((each) => `a,b,${each}`).join('\n')}`,
        owners,
      ).rows.map(({ input }) => input?.voice),
      ['learner', 'parent and carer', 'employer', 'staff', 'governor', 'data'],
    );
  });

  it('are understood without headings, in the order that the page says', () => {
    const { rows, heading } = readPasted(
      'Calendar\tShared with two schools\tYears 7 to 13\tOct 2026\t\temployers\thttps://hub.example/calendar',
      owners,
    );
    assert.equal(heading, null);
    assert.equal(rows[0]?.input?.kind, 'link');
    assert.equal(rows[0]?.input?.effectiveOn, '2026-10-01');
    assert.equal(rows[0]?.input?.voice, 'employer');
  });

  it('have their days as spreadsheets and schools write them', () => {
    const days = (from: string, until: string) => {
      const input = readPasted(`title,note,date,until\na,b,${from},${until}`, owners).rows[0]
        ?.input;
      return [input?.effectiveOn, input?.validUntil];
    };
    assert.deepEqual(days('46093', '12/04/2026 00:00'), ['2026-03-12', '2026-04-12']);
    assert.deepEqual(days('Autumn 2025', 'Summer term 2026'), ['2025-09-01', '2026-08-31']);
    assert.deepEqual(days('2025/26', '2025/26'), ['2025-09-01', '2026-08-31']);
    assert.deepEqual(days('\u200b3/4/2026\u00a0', ''), ['2026-04-03', null]);
  });

  it('keep the joiners of Persian words and of emoji', () => {
    const title = 'mi\u200cravam 👩\u200d🏫';
    assert.equal(readPasted(`title,note\n${title}\u200b,b`, owners).rows[0]?.title, title);
  });

  it('are told line by line what is wrong, all of it', () => {
    const { rows } = readPasted(
      'title,figure,unit,date,voice,owner\n,12,learners,31/02/2026,the cat,Nobody\nGood,12,learners,1/2/2026,data,\n',
      owners,
    );
    assert.deepEqual(
      rows.map(({ line, faults }) => [line, faults.length]),
      [
        [2, 4],
        [3, 0],
      ],
    );
    assert.match(rows[0]?.faults.join(' ') ?? '', /title.*date.*view.*Nobody/);
  });

  it('keep a cell with line ends in one row, and count lines as the sheet does', () => {
    const { rows } = readPasted('title,note\n"Two","first\nsecond"\nThree,third\n', owners);
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 4],
    );
    assert.equal(rows[0]?.input?.note, 'first\nsecond');
  });

  it('are refused when they are too many, or a quotation mark stays open', () => {
    const most = `Title\tNote\n${'Week\tWell\n'.repeat(MOST_ROWS)}`;
    assert.equal(readPasted(most, owners).rows.length, MOST_ROWS);
    const many = 'Title\tNote\n'.repeat(MOST_ROWS + 2);
    assert.throws(
      () => readPasted(many, owners),
      (error) => (error as Problem).status === 413,
    );
    assert.throws(() => readPasted('"open\tnote', owners), Problem);
  });

  it('never end in a fault of ours, and an understood row always has a title', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { maxLength: COLUMN_ORDER.length })), (cells) => {
        try {
          const { rows } = readPasted(cells.map((row) => row.join('\t')).join('\n'), owners);
          for (const { input, faults } of rows) {
            assert.equal(input === null, faults.length > 0);
            if (input) assert.ok(input.title.length > 0);
          }
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
    );
  });
});
