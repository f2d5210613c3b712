/** `npm run check`: the gate at a desk. `--fast` leaves the tests out. `.ci/run` is this and the deep tests. */
import { spawnSync } from 'node:child_process';
import { rootFolder } from '../src/platform/config.js';

const cwd = rootFolder();
const steps: [string, string[]][] = [
  ['format and lint', ['node_modules/.bin/biome', 'ci', '.', '--diagnostic-level=error']],
  ['types', ['node_modules/.bin/tsc', '-p', '.']],
  ['types of the islands', ['node_modules/.bin/tsc', '-p', 'tsconfig.islands.json']],
  ['unused code', ['node_modules/.bin/knip', '--no-progress']],
];
if (!process.argv.includes('--fast'))
  steps.push(['tests', [process.execPath, '--import', 'tsx', 'scripts/test.ts']]);

for (const [name, [command = '', ...args]] of steps) {
  console.log(`\n${name}`);
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status === 0) continue;
  console.error(`\nThe check stopped at: ${name}.`);
  process.exit(1);
}
