/** Workbooks in a real office suite: it opens them, shows every text whole, and saves them so that nothing is changed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { converted, hasOffice, NO_OFFICE } from '../../src/authoring/reading/testing/office.js';
import { statementsOf } from '../../src/framework/framework.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { sampleAction } from '../../src/plan/testing/actions.js';
import {
  cellAt,
  comparedWith,
  edited,
  fileOf,
  planWith,
  reviewWith,
} from '../../src/workbook/testing/workbooks.js';

const NOTHING = { differences: [], added: [], unread: [], missing: [], gone: [] };

const words = (count: number, last: string): string =>
  `${'Tutors work from a page that we wrote together, and learners know what comes next. '.repeat(count)}${last}`;

/** A mark that stands last in a text: it is seen where the text is seen whole. */
const mark = (place: string): string => `End${place.replace(/[^\da-z]/gi, '')}Z`;

const review = reviewWith(
  Object.fromEntries(
    statementsOf(schoolsModel).map(({ id }, at) => [
      id,
      {
        rating: ([1, 2, 3, 4, null, 'not-yet'] as const)[at % 6]!,
        reason: words(at % 14, mark(`reason${id}`)),
        strength: words(at % 5, mark(`strength${id}`)),
        nextStep: `=1+1\n\n- ${words(at % 7, mark(`next${id}`))}`,
      },
    ]),
  ),
);

const plan = planWith(
  Array.from({ length: 12 }, (_, at) =>
    sampleAction({
      id: `action-${at}`,
      title: words(1, mark(`title${at}`)),
      aim: { statement: '2.1', level: 1 + (at % 4) },
      owner: { id: null, name: 'Callum Byrne' },
      startOn: '2026-10-25',
      dueOn: '2027-03-28',
      cost: at % 2 ? '£1,200' : '£20 a term',
      objective: words(at % 6, mark(`objective${at}`)),
      measure: words(at % 4, mark(`measure${at}`)),
      milestones: [{ on: '2026-12-04', what: mark(`milestone${at}`), isReached: false }],
    }),
  ),
);

/** What the pages of a PDF show, without spaces: a word may be cut at the edge of a column. */
function printed(pdf: Uint8Array): string {
  const run = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, maxBuffer: 1e8 });
  assert.equal(run.status, 0, String(run.stderr));
  return run.stdout.toString().replace(/\s+/g, '');
}

describe('workbooks in an office suite', { skip: hasOffice() ? false : NO_OFFICE }, () => {
  for (const [name, content] of Object.entries({ review, plan })) {
    it(`the ${name} is printed with every text whole`, async () => {
      const pdf = converted(await fileOf(content), 'xlsx', 'pdf');
      const text = printed(pdf);
      const all = content.rows.flatMap(({ values }) => Object.values(values));
      const marks = all.flatMap((value) => value.match(/End\w+Z/g) ?? []);
      assert.ok(marks.length > 40);
      assert.deepEqual(
        marks.filter((each) => !text.includes(each)),
        [],
      );
    });

    it(`the ${name} saved by it says nothing otherwise, and its changes are read`, async () => {
      const saved = converted(converted(await fileOf(content), 'xlsx', 'ods'), 'ods', 'xlsx');
      assert.deepEqual(await comparedWith(content, saved), NOTHING);
      const key = content.rows[0]!.key;
      const title = name === 'plan' ? 'Objective' : 'Reason';
      const changed = await edited(saved, (book) => {
        cellAt(book.worksheets[0]!, key, title).value = 'Changed';
      });
      const { differences, unread } = await comparedWith(content, changed);
      assert.deepEqual([differences.length, unread], [1, []]);
    });
  }
});
