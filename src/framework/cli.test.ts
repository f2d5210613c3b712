import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openTestWorld } from '../../tests/support/world.js';
import type { Call } from '../commands.js';
import { frameworkCommands } from './cli.js';
import { schoolsModelPath } from './testing/schools-model.js';

const world = await openTestWorld();
const folder = mkdtempSync(join(tmpdir(), 'framework-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs a command of the room on the test's world, and gives what it printed. */
async function run(name: string, operands: string[], options: Call['options'] = {}) {
  const printed: { json: unknown; text: string }[] = [];
  const command = frameworkCommands.find((each) => each.name === name)!;
  const noDatabase = name === 'framework check';
  let problem: unknown = null;
  await command
    .run({
      config: world.config,
      operands,
      options,
      isJson: true,
      world: async () => (noDatabase ? assert.fail('needs no database') : world),
      print: (result) => printed.push(result),
    })
    .catch((error: unknown) => {
      problem = error;
    });
  return { json: printed[0]?.json as never, text: printed[0]?.text ?? '', problem };
}

describe('framework check', () => {
  it('finds nothing wrong in any built-in edition', async () => {
    const { json, text, problem } = await run('framework check', [schoolsModelPath]);
    assert.equal(problem, null);
    assert.deepEqual((json as { faults: unknown[] }).faults, []);
    assert.match(text, /32 statements in 6 themes, 4 levels/);
  });

  it('lists every fault with its file and line, and ends with 2', async () => {
    const copy = join(folder, 'model');
    cpSync(schoolsModelPath, copy, { recursive: true });
    const file = join(copy, 'theme-3.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('id: "3.2"', 'id: "3.9"').replace('asks:', 'askz:'));
    const { text: printed, problem } = await run('framework check', [copy]);
    assert.match(printed, /^theme-3\.yaml:7: Statement 3\.1: "askz" is not a key/m);
    assert.match(printed, /theme-3\.yaml:\d+: .*3\.9/);
    assert.match((problem as Error).message, /has \d+ faults/);
  });

  it('needs no database, and says its faults on the command line', async () => {
    const args = ['--import', 'tsx', 'src/main.ts', 'framework', 'check'];
    const env = { ...process.env, WAYMARK_DATA: join(folder, 'nothing'), DATABASE_URL: '' };
    const ended = (path: string) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        execFile(process.execPath, [...args, path], { env }, (error, out) =>
          resolve({ code: Number(error?.code ?? 0), out }),
        );
      });
    assert.equal((await ended('models/careers-impact-schools')).code, 0);
    const wrong = await ended(join(folder, 'model'));
    assert.equal(wrong.code, 2);
    assert.match(wrong.out, /theme-3\.yaml:\d+: /);
  });
});

describe('framework list and show', () => {
  it('list the published versions', async () => {
    const { json } = await run('framework list', []);
    const [version] = json as { framework: string; version: string; origin: string }[];
    assert.equal(version?.framework, 'careers-impact-schools');
    assert.equal(version?.origin, 'built-in');
  });

  it('print the newest version, or the one that is named, as its own file', async () => {
    const { json } = await run('framework show', ['careers-impact-schools']);
    const shown = json as {
      version: string;
      themes: {
        statements: {
          levels: { summary: string; criteria: { id: string }[] }[];
          builds_on: unknown[];
        }[];
      }[];
    };
    assert.equal(shown.themes.length, 6);
    const statement = shown.themes[2]!.statements[0]!;
    assert.equal(statement.levels.length, 4);
    assert.ok(statement.levels[1]!.criteria[0]!.id === '3.1.2a');
    assert.ok(statement.builds_on.length > 0);
    const file = join(folder, 'shown.json');
    writeFileSync(file, JSON.stringify(json));
    assert.equal((await run('framework check', [file])).problem, null);
    const again = await run('framework show', [`careers-impact-schools@${shown.version}`]);
    assert.deepEqual(again.json, json);
  });

  it('say which there are when the name is unknown', async () => {
    const { problem } = await run('framework show', ['nothing']);
    assert.match((problem as Error).message, /There are: careers-impact-schools@1\.0/);
  });
});
