/**
 * `npm run plant`: takes the checks of access out, one at a time, and sees that a test notices.
 *
 * A check is a call that refuses (`assertMay`, `requireRecentProof`, …), a refusal after an `if` in the rooms that
 * let people in, or a condition that keeps a query to its school, its person or what has not ended. Each is taken out in
 * a copy of the repository, and the tests nearest to it are run until one fails. With words, only the checks
 * whose file or text has one of them (all of them take some hours). Prints those that nothing noticed, and fails when there is one.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { ensureBuild } from '../bin/build.js';
import { rootFolder } from '../src/config.js';
import { joinEmbedded } from '../src/storage/embedded.js';
import { sourceFiles, testFiles } from './files.js';
import { type Plant, plantsIn } from './plants.js';

const root = rootFolder();
const copy = join(root, '.tmp', 'plant');
const database = join(root, '.tmp', 'plant-database');

/** A copy of what the tests need, built once: a planted fault changes nothing in dist/. */
async function makeCopy(): Promise<void> {
  await ensureBuild();
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const left = new Set(['node_modules', '.git', '.tmp', 'data']);
  for (const part of readdirSync(root).filter((each) => !left.has(each)))
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(
    join(copy, 'bin/build.js'),
    'export const ensureBuild = async () => {};\nexport const isBuilt = () => true;\n',
  );
}

/** The tests that ought to notice, nearest first. */
function testsFor(file: string): string[] {
  const name =
    file
      .split(sep)
      .at(-1)
      ?.replace(/\.tsx?$/, '.js') ?? '';
  const room = file.split(sep).slice(0, 2).join(sep) + sep;
  const rank = (test: string): number => {
    if (test.startsWith('tests/journeys')) return 9;
    if (test === file.replace(/\.tsx?$/, '.test.ts')) return 0;
    const isClose = test.startsWith(room) || test.startsWith('tests/refusals');
    if (isClose && readFileSync(join(copy, test), 'utf8').includes(`/${name}'`)) return 1;
    if (dirname(test) === dirname(file)) return 2;
    if (test.startsWith(room)) return 3;
    if (/^tests\/(isolation|learner-question)/.test(test)) return 4;
    return test === 'tests/first-wall.test.ts' ? 5 : 9;
  };
  return testFiles()
    .map((test) => ({ test, rank: rank(test) }))
    .filter(({ rank: each }) => each < 9)
    .sort((a, b) => a.rank - b.rank)
    .map(({ test }) => test);
}

const run = (test: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', '--test', test], {
    cwd: copy,
    env: { ...process.env, WAYMARK_TEST_DATA: database },
    timeout: 300_000,
  }).status === 0;

/** Whether tests pass with nothing taken out: those that fail as it is notice nothing. */
const soundness = new Map<string, boolean>();

/** The test file that fails with the check taken out, and passes with it; or null. */
function noticedBy({ file, text }: Plant): string | null {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  try {
    for (const test of testsFor(file)) {
      writeFileSync(path, text);
      if (soundness.get(test) === false || run(test)) continue;
      writeFileSync(path, before);
      if (!soundness.has(test)) soundness.set(test, run(test));
      if (soundness.get(test)) return test;
      console.log(`Left out, because it fails as it is: ${test}`);
    }
    return null;
  } finally {
    writeFileSync(path, before);
  }
}

const words = process.argv.slice(2);
const whereOf = ({ file, line, says }: Plant) => `${file}:${line} ${says}`;
const isAsked = (plant: Plant) =>
  words.length === 0 || words.some((word) => whereOf(plant).includes(word));
await makeCopy();
mkdirSync(database, { recursive: true });
// Held open, so that it is not started and stopped for each test file.
const held = await joinEmbedded(database, join(root, 'dist/keeper.js'));
const plants = sourceFiles().flatMap(plantsIn).filter(isAsked);
const missed: Plant[] = [];
for (const [index, plant] of plants.entries()) {
  const test = noticedBy(plant);
  if (!test) missed.push(plant);
  console.log(
    `${index + 1}/${plants.length} ${test ? `noticed by ${test}` : 'NOT NOTICED'}: ${whereOf(plant)}`,
  );
}
await held.leave();
console.log(
  `${plants.length - missed.length} of ${plants.length} checks were noticed when taken out.`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
