/** Which test notices that a check has been taken out. */
import { readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';
import { moduleOf, testFiles } from '../files.js';
import { type Lane, takeReached } from './lane.js';
import type { Numbered } from './plants.js';

/** A test file as it is with nothing taken out. */
interface Known {
  isSound: boolean;
  /** The checks that it comes to: it cannot notice any other. */
  reached: Set<number>;
  seconds: number;
}

/** What was found about a plant. */
export interface Finding {
  /** The test that fails with the check taken out, as "file: name"; null when none does. */
  by: string | null;
  /** The test files that come to the check. */
  reachedBy: string[];
}

const known = new Map<string, Promise<Known>>();
const settled = new Map<string, Known>();

/** The test files that ought to notice, each with how far it is. */
function testsFor({ file, says }: Numbered): { test: string; rank: number }[] {
  const root = rootFolder();
  const name =
    file
      .split(sep)
      .at(-1)
      ?.replace(/\.tsx?$/, '.js') ?? '';
  const near = moduleOf(file) + sep;
  const rank = (test: string): number => {
    if (test.startsWith('tests/journeys')) return 9;
    if (test === file.replace(/\.tsx?$/, '.test.ts')) return 0;
    if (says.includes('questionLearners') && test.includes('learner-question')) return 0;
    if (test === 'tests/refusals.test.ts') return 2;
    const isOfModule = test.startsWith(near);
    const imported = isOfModule ? `/${name}'` : `/${file.replace(/\.tsx?$/, '.js')}'`;
    const isImported = readFileSync(join(root, test), 'utf8').includes(imported);
    if (isOfModule && isImported) return 1;
    if (dirname(test) === dirname(file)) return 2;
    if (isOfModule) return 3;
    if (/^tests\/(learner-question|doors)/.test(test)) return 4;
    return test === 'tests/authorization.test.ts'
      ? 5
      : test === 'tests/isolation.test.ts'
        ? 6
        : isImported
          ? 7
          : 9;
  };
  return testFiles()
    .map((test) => ({ test, rank: rank(test) }))
    .filter(({ rank: each }) => each < 9);
}

/** The quickest first among those that are equally near; those not yet known after them. */
function nearestOf(
  tests: readonly { test: string; rank: number }[],
  number: number,
): string | undefined {
  const cost = ({ test, rank }: { test: string; rank: number }) =>
    rank * 10_000 + (settled.get(test)?.seconds ?? 5_000);
  return tests
    .filter(({ test }) => settled.get(test)?.reached.has(number) ?? true)
    .sort((a, b) => cost(a) - cost(b))[0]?.test;
}

/** Runs a test file once with every check in. */
function know(lane: Lane, test: string, compiled: string): Promise<Known> {
  const running = known.get(test);
  if (running) return running;
  const file = `${compiled}.reached.json`;
  const first = lane
    .run(compiled, { PLANT_REACHED: file })
    .then(({ hasPassed, failed, seconds }) => {
      if (!hasPassed) console.log(`Left out, because it fails as it is: ${test}: ${failed}`);
      const reached = hasPassed ? takeReached(file) : new Set<number>();
      const result = { isSound: hasPassed === true, reached, seconds };
      settled.set(test, result);
      return result;
    });
  known.set(test, first);
  return first;
}

/** Runs the tests that come to a check, without it, nearest and quickest first, until one fails. */
export async function notice(
  lane: Lane,
  plant: Numbered,
  compiledOf: (test: string) => string,
): Promise<Finding> {
  const reachedBy: string[] = [];
  let left = testsFor(plant);
  for (;;) {
    const test = nearestOf(left, plant.number);
    if (!test) return { by: null, reachedBy };
    left = left.filter((each) => each.test !== test);
    const { isSound, reached } = await know(lane, test, compiledOf(test));
    if (!isSound || !reached.has(plant.number)) continue;
    reachedBy.push(test);
    const { hasPassed, failed } = await lane.run(compiledOf(test), {
      PLANT: String(plant.number),
    });
    if (hasPassed === false) return { by: `${test}: ${failed}`, reachedBy };
  }
}
