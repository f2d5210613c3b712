/** Every report as a Word file in a real office suite: it opens, holds the same words as its PDF, and is about as long. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, describe, it } from 'node:test';
import { converted, hasOffice, NO_OFFICE } from '../../src/authoring/reading/testing/office.js';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { sampleAction } from '../../src/plan/testing/actions.js';
import { rootFolder } from '../../src/platform/config.js';
import { blocksPdfModel } from '../../src/report/blocks/pdf.js';
import { composeReport, REPORT_KINDS } from '../../src/report/kinds.js';
import { openPdfRenderer } from '../../src/report/pdf-renderer.js';
import { OWN_TEXTS } from '../../src/report/sections/own-words.js';
import { summarise } from '../../src/report/summary.js';
import { longestAccount, otterbridge } from '../../src/report/testing/otterbridge.js';

const renderer = openPdfRenderer({ root: rootFolder(), dataFolder: '/nonexistent' });
after(() => renderer.close());

const run = (program: string, args: string[], input: Uint8Array) =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
const pagesIn = (pdf: Uint8Array) => Number(/Pages: +(\d+)/.exec(run('pdfinfo', ['-'], pdf))?.[1]);
/** Words of letters alone: numbers of pages and of headings differ between the two. */
const wordsIn = (pdf: Uint8Array) =>
  new Set(run('pdftotext', ['-', '-'], pdf).match(/\p{L}{4,}/gu) ?? []);

const ACTIONS = Array.from({ length: 12 }, (_, at) =>
  sampleAction({
    ...{ title: `Action number ${at} with some words`, priority: at % 2 ? 'Leadership' : '' },
    ...{ owner: { id: null, name: 'Callum Byrne' }, dueOn: '2027-03-28' },
    measure: 'Every tutor has taught it by June',
  }),
);
const texts = Object.fromEntries(
  OWN_TEXTS.map(({ id, label }) => [id, `${label}.\n\nIn our words.`]),
);

describe('a report in an office suite', { skip: hasOffice() ? false : NO_OFFICE }, () => {
  const longest = longestAccount(schoolsModel);
  const cases = [
    ...REPORT_KINDS.map((kind) => [kind, otterbridge(schoolsModel)] as const),
    ...REPORT_KINDS.filter(({ id }) => /full-record|governor-pack/.test(id)).map(
      (kind) => [kind, longest] as const,
    ),
  ];
  for (const [kind, source] of cases)
    it(`${kind.id} of ${source === longest ? 'the longest' : 'a typical'} review opens as Word file, with the words of its PDF`, async () => {
      const { document } = composeReport(kind, {
        ...{ summary: summarise(source), framework: schoolsModel, actions: ACTIONS, texts },
        ...{ planYear: '2026/27', today: '2026-12-12', hasNames: true },
      });
      const pdf = await renderer.print('blocks', blocksPdfModel(document));
      const printed = converted(await renderer.word(document), 'docx', 'pdf');
      const [own, office] = [wordsIn(pdf), wordsIn(printed)];
      const lost = [...own].filter((word) => !office.has(word));
      // A word that the one breaks at the end of a line and the other does not is two there.
      assert.ok(
        lost.length <= own.size * 0.03,
        `${lost.length} of ${own.size}: ${lost.slice(0, 20)}`,
      );
      const [here, there] = [pagesIn(pdf), pagesIn(printed)];
      assert.ok(
        there <= here * 1.6 + 2 && there >= here * 0.6 - 1,
        `${here} pages, ${there} in the suite`,
      );
    });
});
