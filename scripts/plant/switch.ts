/**
 * Loaded before a test file whose checks have switches (plants.ts): takes out the check that PLANT names, and writes
 * the numbers of the checks that were come to into the file that PLANT_REACHED names.
 */
import { writeFileSync } from 'node:fs';

const out = Number(process.env.PLANT ?? -1);
const file = process.env.PLANT_REACHED;
const reached = new Set<number>();

Object.assign(globalThis, {
  /** Whether a check is in. */
  checkStands(number: number): boolean {
    reached.add(number);
    return number !== out;
  },
});
if (file) process.on('exit', () => writeFileSync(file, JSON.stringify([...reached])));
