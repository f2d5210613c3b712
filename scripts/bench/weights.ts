/** How heavy pages are on the first view, and on the next. */
import { brotliDecompressSync } from 'node:zlib';
import type { Sample } from '../bench.js';
import { type Received, receive } from './wire.js';

const FIRST_VIEW = 40_000;
const SCRIPT = 12_000;

/** Prints the weight of each kind of page; the bar is for the judging page. */
export async function measureWeights({ address, cookie, review, closed }: Sample): Promise<void> {
  console.log(
    '\nWeights over the wire, in bytes, headers included (bar for the judging page: 40,000 in all, 12,000 script)',
  );
  const pages = [
    '/',
    '/reviews',
    review,
    `${review}/statements/3.1`,
    `${closed}/results`,
    '/model',
    '/model/3.1',
  ];
  for (const path of pages) {
    const page = await receive(address, path, cookie);
    const parts = await Promise.all(assetsOf(page).map((asset) => receive(address, asset)));
    const sum = (list: Received[]) => list.reduce((total, { bytes }) => total + bytes, 0);
    const script = sum(parts.filter(({ kind }) => kind.includes('javascript')));
    const all = page.bytes + sum(parts);
    const isJudging = path.endsWith('/statements/3.1');
    const isHeavy = isJudging && (all > FIRST_VIEW || script > SCRIPT);
    if (isHeavy) process.exitCode = 1;
    const name = path.replace(/[0-9a-f-]{36}/, 'ID').padEnd(30);
    console.log(
      `  ${name} first ${String(all).padStart(6)}  HTML ${String(page.bytes).padStart(6)}  script ${String(script).padStart(6)}${isHeavy ? '  over the bar' : ''}`,
    );
  }
}

function assetsOf(page: Received): string[] {
  const html = brotliDecompressSync(page.body).toString();
  return [
    ...new Set(
      [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? ''),
    ),
  ];
}
