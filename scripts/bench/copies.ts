/** What an object costs that begins with a copy, as it is written and as bin/copies.js builds it. */
import { copyInto } from '../../bin/copies.js';
import { median } from './measure.js';

const OBJECTS = 200_000;
const ROUNDS = 5;

const CODE = `
export function make(count) {
  let last;
  for (let at = 0; at < count; at += 1) {
    const row = { id: 'i' + (at & 1023), title: 't' + (at & 1023), url: null, note: 'n' };
    last = { ...row, createdAt: at, citedBy: [at] };
  }
  return last;
}`;

/** Nanoseconds for each object. */
async function cost(code: string): Promise<number> {
  const { make } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  make(OBJECTS);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.hrtime.bigint();
    make(OBJECTS);
    return Number(process.hrtime.bigint() - before) / OBJECTS;
  });
  return median(rounds);
}

/** Prints both, and how many times as long the first takes. */
export async function measureCopies(): Promise<void> {
  const written = await cost(CODE);
  const built = await cost(copyInto(CODE));
  console.log(`\nAn object that begins with a copy (Node ${process.versions.node})`);
  console.log(
    `  as it is written ${Math.round(written)} ns, as it is built ${Math.round(built)} ns: ${(written / built).toFixed(1)} times`,
  );
}
