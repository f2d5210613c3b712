/** Workbooks that come back damaged, or with far more in them: a refusal that says what to do, or what can be read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zipSync } from 'fflate';
import { ensureBuild } from '../../bin/build.js';
import { damagedFrom } from '../../tests/support/damaged.js';
import { runs } from '../../tests/support/runs.js';
import { sampleAction } from '../plan/testing/actions.js';
import { rootFolder } from '../platform/config.js';
import { Problem } from '../platform/problems.js';
import { compareWith, type WorkbookContent } from './content.js';
import { loadWorkbook, WORKBOOK_LIMITS } from './load-workbook.js';
import { comparedWith, edited, fileOf, planWith, reviewWith } from './testing/workbooks.js';

const config = { root: rootFolder() } as Parameters<typeof loadWorkbook>[0]['config'];

const contents: Readonly<Record<string, WorkbookContent>> = {
  review: reviewWith({ '1.1': { rating: 2, reason: 'We met.' } }),
  plan: planWith([sampleAction({ dueOn: '2026-12-04', cost: '£250' })]),
};

/** What is wrong with how reading ended, or null. */
async function faultOf(reading: () => Promise<unknown>): Promise<string | null> {
  try {
    await reading();
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) return error instanceof Error ? `${error.stack}` : `${error}`;
    const isPlain = /^(reading|workbook)\./.test(error.code) && /^[A-Z].*\.$/s.test(error.message);
    return isPlain ? null : `${error.code}: ${error.message}`;
  }
}

describe('a damaged workbook', () => {
  for (const [name, content] of Object.entries(contents)) {
    it(`of a ${name} is refused, or what is left of it is read`, async () => {
      const file = await fileOf(content);
      const faults: string[] = [];
      for (let seed = 1; seed <= runs(4, 40); seed += 1) {
        for (const { what, bytes } of damagedFrom(file, seed)) {
          const fault = await faultOf(() => comparedWith(content, bytes));
          if (fault !== null) faults.push(`${what}: ${fault}`);
        }
      }
      assert.deepEqual(faults, []);
    });
  }
});

describe('in the thread that reads', () => {
  const content = contents.plan!;
  const refused = (code: string) => (error: unknown) =>
    error instanceof Problem && error.code === code;

  it('a workbook is read as it is without one', async () => {
    await ensureBuild();
    const file = await fileOf(content);
    const { differences, unread } = await compareWith(
      content,
      await loadWorkbook({ config }, file),
    );
    assert.deepEqual([differences, unread], [[], []]);
  });

  it('a picture is told to be none, and the plan of 500 actions with long texts is read', async () => {
    await ensureBuild();
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);
    await assert.rejects(loadWorkbook({ config }, png), refused('workbook.not-excel'));
    const words = 'Two employers came, and learners asked them what they do. '.repeat(30);
    const full = planWith(
      Array.from({ length: 500 }, (_, at) =>
        sampleAction({
          id: `a${at}`,
          title: `Action ${at}`,
          measure: words,
          expectedChange: `${at} ${words}`,
        }),
      ),
    );
    const sheets = await loadWorkbook({ config }, await fileOf(full));
    assert.deepEqual((await compareWith(full, sheets)).differences, []);
  });

  it('what has far more in it, or unpacks to it, or is too large, is refused', async () => {
    await ensureBuild();
    const long = await edited(await fileOf(content), (book) => {
      const sheet = book.getWorksheet('Plan')!;
      for (let at = 0; at < WORKBOOK_LIMITS.rows; at += 1) sheet.addRow(['', `Action ${at}`]);
    });
    await assert.rejects(loadWorkbook({ config }, long), refused('workbook.too-large'));
    const sheet = `<worksheet><sheetData>${' '.repeat(40_000_000)}</sheetData></worksheet>`;
    const bomb = zipSync({
      'xl/workbook.xml': Buffer.from(
        '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': Buffer.from(
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(sheet),
    });
    await assert.rejects(loadWorkbook({ config }, bomb), refused('workbook.too-large'));
    const large = new Uint8Array(WORKBOOK_LIMITS.bytes + 1);
    await assert.rejects(loadWorkbook({ config }, large), refused('workbook.too-large'));
  });
});
