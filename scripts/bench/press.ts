/** How long a report takes once the press is warm: every round sets a review with other words in it. */
import type { Framework } from '../../src/framework/framework.js';
import { answerSheetPaper, reportPaper } from '../../src/report/pdf-model.js';
import { openPress } from '../../src/report/pdf-renderer.js';
import { tell } from '../../src/report/summary.js';
import { otterbridge } from '../../src/report/testing/otterbridge.js';

interface PressTimes {
  /** Milliseconds from a review to its PDF, one for each round. */
  report: number[];
  answerSheet: number[];
  /** The first document of a cold press, its start included. */
  cold: number;
  /** Bytes of the last documents. */
  bytes: { report: number; answerSheet: number };
}

/** Measures the press that was built in `root`/dist. */
export async function measurePress(
  root: string,
  framework: Framework,
  rounds = 9,
): Promise<PressTimes> {
  const press = openPress(root);
  const times: PressTimes = {
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
      const account = otherWords(framework, round);
      const report = await timed(() => press.print('report', reportPaper(tell(account), 'today')));
      const sheet = await timed(() =>
        press.print('answer-sheet', answerSheetPaper(tell(account), 'today')),
      );
      times.bytes = { report: report.length, answerSheet: sheet.length };
      if (round === 0) times.cold = report.took;
      else {
        times.report.push(report.took);
        times.answerSheet.push(sheet.took);
      }
    }
  } finally {
    await press.close();
  }
  return times;
}

/** The same school with other words and levels, so that nothing set before can be used again. */
function otherWords(framework: Framework, round: number) {
  const account = otterbridge(framework);
  return {
    ...account,
    school: `${account.school} ${round}`,
    judgements: account.judgements.map((each, at) => ({
      ...each,
      standing: (at + round) % 5 === 0 ? (round % 4) + 1 : each.standing,
      reason: `${each.reason} Round ${round}.`,
    })),
  };
}
