/** `npm run bench`: the figures that Waymark claims, measured on this machine. Name parts to run only those. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { rootFolder } from '../src/platform/config.js';
import { playKillRounds } from '../tests/support/kill-rounds.js';
import { measureDocuments } from './bench/documents.js';
import { measureHistory } from './bench/history.js';
import { residentMemory, spread } from './bench/measure.js';
import { measurePageCost } from './bench/page-cost.js';
import { measurePages } from './bench/pages.js';
import { measureQueries } from './bench/queries.js';
import { measureReportMemory } from './bench/report-memory.js';
import { measureReports } from './bench/reports.js';
import { measureWeights } from './bench/weights.js';
import { cookiesOf, receive, send } from './bench/wire.js';

export interface Sample {
  address: string;
  pid: number;
  cookie: string;
  /** Path of the review that is in progress. */
  review: string;
  /** Path of the review that was closed last. */
  closed: string;
}

/** Starts Waymark as a person would: its address and its process. */
async function start(command: 'serve' | 'demo', env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(rootFolder(), 'bin/waymark.js'), command], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const found = /Waymark is at (\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`Waymark ended with ${code}.`)));
  });
  return { child, address };
}

/** What the application takes when it serves a data folder, and nobody has asked for anything yet. */
async function measureRest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'));
  const { child } = await start('serve', { WAYMARK_DATA: folder });
  await setTimeout(5000);
  const memory = Math.round(residentMemory(child.pid ?? 0));
  console.log(`\nMemory at rest: ${memory} MB (bar: 120)`);
  if (memory > 120) process.exitCode = 1;
  child.kill('SIGTERM');
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

/** Starts the filled sample, signs in as its careers leader, and finds the reviews. */
async function startDemo(): Promise<Sample & { stop: () => void }> {
  const { child, address } = await start('demo');
  const choose = await receive(address, '/demo', '');
  const { brotliDecompressSync } = await import('node:zlib');
  const person =
    /name="person" value="([^"]+)"/.exec(brotliDecompressSync(choose.body).toString())?.[1] ?? '';
  // A browser drops the flash message once it was shown.
  const cookie = cookiesOf(await send(address, '/demo', { person }), /message/);
  const list = brotliDecompressSync((await receive(address, '/reviews', cookie)).body).toString();
  const reviews = [
    ...new Set(
      [...list.matchAll(/href="(\/reviews\/[0-9a-f-]{36})/g)].map(([, path]) => path ?? ''),
    ),
  ];
  return {
    address,
    pid: child.pid ?? 0,
    cookie,
    review: reviews[0] ?? '',
    closed: reviews[1] ?? '',
    stop: () => child.kill('SIGTERM'),
  };
}

const wanted = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const wants = (part: string) => wanted.length === 0 || wanted.includes(part);

if (wanted.includes('kill')) {
  console.log('\nKill -9 of the application, its database or both, under eight writers');
  const { rounds, acknowledged, lost, recovery } = await playKillRounds(
    Number(process.env.ROUNDS ?? 200),
    console.log,
  );
  console.log(
    `  ${rounds} rounds, ${acknowledged} acknowledged writes, ${lost.length} lost (bar: 0)`,
  );
  console.log(`  first good answer after ${spread(recovery, ' ms')} (bar: 3000)`);
  for (const each of lost) console.log(`  lost: ${each}`);
  process.exit(lost.length ? 1 : 0);
}

// They need no school to be there.
if (wants('documents')) await measureDocuments();
if (wanted.length === 1 && wanted[0] === 'documents') process.exit();
if (wants('memory')) await measureRest();
const sample = await startDemo();
try {
  if (wants('weights')) await measureWeights(sample);
  if (wants('queries')) await measureQueries();
  if (wants('history')) await measureHistory();
  if (wants('page')) {
    console.log('\nA signed-in statement page');
    await measurePageCost(
      sample.address,
      sample.pid,
      `${sample.review}/statements/3.1`,
      sample.cookie,
    );
  }
  if (wants('reports')) await measureReports(sample);
  if (wants('pages')) await measurePages(sample);
  // Minutes long, so only when asked for.
  if (wanted.includes('report-memory')) await measureReportMemory(sample);
  console.log(
    `\nMemory of the sample after all that: ${Math.round(residentMemory(sample.pid))} MB (bar: 300)`,
  );
} finally {
  sample.stop();
}
