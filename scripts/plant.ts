/**
 * `npm run plant`: takes the checks of access out, one at a time, and sees that a test notices.
 *
 * A check is a call that refuses (`assertMay`, `requireRecentProof`, …), a refusal after an `if` in the modules that
 * let people in, or a condition that keeps a query to its school, its person or what has not ended. The tests are
 * compiled once with a switch at every check. A test file that never comes to a check cannot notice it and is not run;
 * of the others the nearest and quickest run first, until one fails. With words, only the checks whose file or text has
 * one of them (all of them: hours on a busy machine). Prints those that nothing noticed, and fails when there is one.
 */
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBuild } from '../bin/build.js';
import { rootFolder } from '../src/platform/config.js';
import { compileTests } from './compile-tests.js';
import { sourceFiles, testFiles } from './files.js';
import { openLane } from './plant/lane.js';
import { notice } from './plant/notice.js';
import { type Numbered, plantsIn, withSwitches } from './plant/plants.js';

const root = rootFolder();
const folder = join(root, '.tmp', 'plant');
const words = process.argv.slice(2);
const whereOf = ({ file, line, says }: Numbered) => `${file}:${line} ${says}`;

const all: Numbered[] = sourceFiles()
  .flatMap(plantsIn)
  .map((plant, number) => ({ ...plant, number }));
const asked = all.filter(
  (plant) => words.length === 0 || words.some((word) => whereOf(plant).includes(word)),
);

/** Compiles the tests, with the switches, into the folder. */
async function compile(): Promise<Map<string, string>> {
  const files = [
    ...testFiles().filter((file) => !file.startsWith('tests/journeys')),
    'scripts/plant/switch.ts',
  ];
  rmSync(folder, { recursive: true, force: true });
  const compiled = await compileTests(files, folder, (path, text) => {
    const file = relative(root, path);
    return withSwitches(
      text,
      all.filter((plant) => plant.file === file),
    );
  });
  return new Map(compiled.map(({ file, path }) => [file, path]));
}

await ensureBuild();
const compiled = await compile();
const compiledOf = (file: string) => compiled.get(file) ?? '';
const queue = [...asked];
const missed: Numbered[] = [];
let done = 0;

/** Takes plants from the queue until there is none. */
async function work(name: string): Promise<void> {
  const lane = await openLane(name, compiledOf('scripts/plant/switch.ts'));
  for (let plant = queue.shift(); plant; plant = queue.shift()) {
    const { by, reachedBy } = await notice(lane, plant, compiledOf);
    if (!by) missed.push(plant);
    done += 1;
    const reach =
      reachedBy.length === 0 ? 'no test comes to it' : `passed: ${reachedBy.join(', ')}`;
    const message = by ? `noticed by ${by}` : `NOT NOTICED (${reach})`;
    console.log(`${done}/${asked.length} ${whereOf(plant)}\n    ${message}`);
  }
  await lane.close();
}

await Promise.all(Array.from({ length: Math.min(4, cpus().length) }, (_, at) => work(`${at}`)));
console.log(
  `${asked.length - missed.length} of ${asked.length} checks were noticed when taken out.`,
);
for (const plant of missed) console.log(`Not noticed: ${whereOf(plant)}`);
process.exitCode = missed.length === 0 ? 0 : 1;
