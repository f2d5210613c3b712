/** What the whole application takes, its renderer with it, while one report after another is made, each with other words. */
import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { formsOf } from '../../tests/support/forms.js';
import type { Sample } from '../bench.js';
import { residentMemory } from './measure.js';
import { receive, send } from './wire.js';

const BAR_MB = 300;

/** Makes as many reports as REPORTS says, 500 unless told otherwise, and prints the most that all took together. */
export async function measureReportMemory({ address, pid, cookie, closed }: Sample): Promise<void> {
  const count = Number(process.env.REPORTS ?? 500);
  let most = 0;
  for (let at = 1; at <= count; at += 1) {
    await renameSchool(address, cookie, `Otterbridge School ${at}`);
    let status = 503;
    // On a busy machine a report may take too long: whoever wants it asks again.
    for (let asked = 0; status === 503 && asked < 5; asked += 1)
      ({ status } = await receive(address, `${closed}/report.pdf`, cookie));
    if (status !== 200) throw new Error(`Report ${at} answered ${status}.`);
    most = Math.max(most, memoryOf(pid));
    if (at % 50 === 0) console.log(`  ${at} reports, at most ${Math.round(most)} MB`);
  }
  console.log(
    `\nMemory of the application and its renderer while ${count} changed reports were made: at most ${Math.round(most)} MB, ${Math.round(memoryOf(pid))} MB at the end (bar: ${BAR_MB})`,
  );
  if (most > BAR_MB) process.exitCode = 1;
}

async function renameSchool(address: string, cookie: string, name: string): Promise<void> {
  const page = brotliDecompressSync((await receive(address, '/school', cookie)).body).toString();
  const form = formsOf(page).find(({ fields: each }) => 'organisation' in each);
  if (!form) throw new Error('The page of the school has no form.');
  const shown = Object.entries(form.fields).map(([field, [value = '']]) => [field, value]);
  const fields = { ...Object.fromEntries(shown), organisation: name };
  const { status } = await send(address, form.action || '/school', fields, cookie);
  if (status !== 303) throw new Error(`Naming the school answered ${status}.`);
}

/** Of a process and of its renderer, which may end while it is looked at. */
function memoryOf(pid: number): number {
  const ofRenderers = readdirSync('/proc').map((each) => {
    try {
      const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
      const isOurs = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      const isRenderer = readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('report-worker');
      return isOurs && isRenderer ? residentMemory(Number(each)) : 0;
    } catch {
      return 0;
    }
  });
  return ofRenderers.reduce((sum, each) => sum + each, residentMemory(pid));
}
