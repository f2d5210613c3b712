/** The staircase: a room imports only from steps below it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, it } from 'node:test';
import { rootFolder } from '../src/platform/config.js';

/** From the ground up. A file straight in src/ is a step of its own name. */
const STAIRCASE = [
  ['problems'],
  ['ids'],
  ['restoring'],
  ['days'],
  ['academic-year'],
  ['documents'],
  ['config'],
  ['storage'],
  ['web'],
  ['chart'],
  ['people'],
  ['framework'],
  ['evidence'],
  ['remark'],
  ['review'],
  ['meeting'],
  ['plan'],
  ['insight'],
  ['report'],
  ['group'],
  ['peer'],
  ['home'],
  ['permissions'],
  ['cast'],
  ['backup'],
  ['app'],
  ['serve', 'commands'],
  ['main'],
];
/** The type of a command is furniture that every room's cli.ts holds. */
const OPEN_TO_ALL = new Set(['commands']);

const root = rootFolder();
const src = join(root, 'src');
const stepOf = (room: string) => STAIRCASE.findIndex((step) => step.includes(room));
const roomOf = (path: string) => (relative(src, path).split('/')[0] ?? '').replace(/\.tsx?$/, '');

function sources(): string[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !isForTests(path));
}

/** What the tests of a room share may reach as far as its tests do; no product code may reach for it. */
const isForTests = (path: string) => /[\\/]testing[\\/]/.test(path);

describe('rooms', () => {
  it('have a step on the staircase', () => {
    const strangers = sources()
      .filter((file) => stepOf(roomOf(file)) < 0)
      .map((file) => relative(root, file));
    assert.deepEqual(
      strangers,
      [],
      `No step for ${strangers.join(', ')}: add the room to STAIRCASE in tests/rooms.test.ts.`,
    );
  });

  it('import only from steps below', () => {
    const wrong: string[] = [];
    for (const file of sources()) {
      const room = roomOf(file);
      for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
        /(?:from|import\()\s*'(\.[^']*)'/g,
      )) {
        const target = roomOf(normalize(join(dirname(file), from)).replace(/\.js$/, ''));
        if (isForTests(from)) wrong.push(`${relative(root, file)}: ${from} is for tests alone.`);
        if (target === room || OPEN_TO_ALL.has(target) || target === '..') continue;
        if (stepOf(target) >= stepOf(room))
          wrong.push(
            `${relative(root, file)}: ${room} may not import from ${target}, which is not below it.`,
          );
      }
    }
    assert.deepEqual(wrong, [], wrong.join('\n'));
  });
});
