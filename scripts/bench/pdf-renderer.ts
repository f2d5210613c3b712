/** How long a report takes once the PDF renderer is warm: every round sets a review with other words in it. */
import { join } from 'node:path';
import type { Framework } from '../../src/framework/framework.js';
import { answerSheetPdfModel, reportPdfModel } from '../../src/report/pdf-model.js';
import { openPdfRenderer } from '../../src/report/pdf-renderer.js';
import { summarise } from '../../src/report/summary.js';
import { otterbridge } from '../../src/report/testing/otterbridge.js';

interface RendererTimes {
  /** Milliseconds from a review to its PDF, one for each round. */
  report: number[];
  answerSheet: number[];
  /** The first document of a cold press, its start included. */
  cold: number;
  /** Bytes of the last documents. */
  bytes: { report: number; answerSheet: number };
}

/** Measures the PDF renderer that was built in `root`/dist. */
export async function measureRenderer(
  root: string,
  framework: Framework,
  rounds = 9,
): Promise<RendererTimes> {
  const renderer = openPdfRenderer({ root, dataFolder: join(root, 'data') });
  const times: RendererTimes = {
    ...{ report: [], answerSheet: [], cold: 0 },
    bytes: { report: 0, answerSheet: 0 },
  };
  const timed = async (work: () => Promise<Uint8Array>) => {
    const start = performance.now();
    const { length } = await work();
    return { took: performance.now() - start, length };
  };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const source = otherWords(framework, round);
      const report = await timed(() =>
        renderer.print('report', reportPdfModel(summarise(source), 'today')),
      );
      const sheet = await timed(() =>
        renderer.print('answer-sheet', answerSheetPdfModel(summarise(source), 'today')),
      );
      times.bytes = { report: report.length, answerSheet: sheet.length };
      if (round === 0) times.cold = report.took;
      else {
        times.report.push(report.took);
        times.answerSheet.push(sheet.took);
      }
    }
  } finally {
    await renderer.close();
  }
  return times;
}

/** The same school with other words and levels, so that nothing set before can be used again. */
function otherWords(framework: Framework, round: number) {
  const source = otterbridge(framework);
  return {
    ...source,
    school: `${source.school} ${round}`,
    agreements: source.agreements.map((each, at) => ({
      ...each,
      rating: (at + round) % 5 === 0 ? (round % 4) + 1 : each.rating,
      reason: `${each.reason} Round ${round}.`,
    })),
  };
}
