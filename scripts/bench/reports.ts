/** How long a report takes once warm, as a person waits for it: over HTTP. */
import { performance } from 'node:perf_hooks';
import { schoolsModel } from '../../src/framework/testing/schools-model.js';
import { rootFolder } from '../../src/platform/config.js';
import { REPORT_KINDS } from '../../src/report/kinds.js';
import type { Sample } from '../bench.js';
import { spread } from './measure.js';
import { measureRenderer } from './pdf-renderer.js';
import { receive } from './wire.js';

const BARS: [string, number][] = [
  ['results', 150],
  ['report.pdf', 400],
  ['answer-sheet.pdf', 400],
  ['workbook.xlsx', 400],
  ...REPORT_KINDS.flatMap(({ id }): [string, number][] => [
    [`reports/${id}`, 150],
    [`reports/${id}/pdf`, 400],
    [`reports/${id}/docx`, 400],
  ]),
];

/** Prints the time of each report of the closed review. */
export async function measureReports({ address, cookie, closed }: Sample): Promise<void> {
  console.log('\nReports, once warm (times differ between machines; the bars are for two cores)');
  for (const [name, bar] of BARS) {
    const times: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const start = performance.now();
      const { status, bytes } = await receive(address, `${closed}/${name}`, cookie);
      if (status !== 200) throw new Error(`${name} answered ${status}.`);
      if (round >= 3) times.push(performance.now() - start);
      if (round === 11)
        console.log(
          `  ${name.padEnd(26)} ${spread(times, ' ms')}, ${Math.round(bytes / 1000)} kB (bar: ${bar} ms)`,
        );
    }
  }
  const { report, answerSheet, cold, bytes } = await measureRenderer(rootFolder(), schoolsModel);
  console.log(
    `  with other words each time: report ${spread(report, ' ms')}, ${Math.round(bytes.report / 1000)} kB; ` +
      `answer sheet ${spread(answerSheet, ' ms')}; the first of a cold press ${Math.round(cold)} ms`,
  );
}
