/** `npm run bench`: the figures that Waymark claims, measured on this machine. Name parts to run only those. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { rootFolder } from '../src/config.js';
import { playKillRounds } from '../tests/support/kill-rounds.js';
import { measureHistory } from './bench/history.js';
import { residentMemory, spread } from './bench/measure.js';
import { measurePageCost } from './bench/page-cost.js';
import { measureQueries } from './bench/queries.js';
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

/** Starts the filled sample as a person would, signs in as its careers leader, and finds the reviews. */
async function startSample(): Promise<Sample & { stop: () => void }> {
  const child = spawn(process.execPath, [join(rootFolder(), 'bin/waymark.js'), 'demo'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const found = /Waymark is at (\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The sample ended with ${code}.`)));
  });
  const choose = await receive(address, '/demo', '');
  const { brotliDecompressSync } = await import('node:zlib');
  const person =
    /name="person" value="([^"]+)"/.exec(brotliDecompressSync(choose.body).toString())?.[1] ?? '';
  // A browser drops what is told once when it has been told.
  const cookie = cookiesOf(await send(address, '/demo', { person }), /told/);
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

const sample = await startSample();
try {
  console.log(`\nMemory at rest: ${Math.round(residentMemory(sample.pid))} MB (bar: 120)`);
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
  console.log(`\nMemory after all that: ${Math.round(residentMemory(sample.pid))} MB (bar: 250)`);
} finally {
  sample.stop();
}
