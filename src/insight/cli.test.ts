import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { readConfig } from '../platform/config.js';
import { crosswalkCommands } from './cli.js';

const folder = mkdtempSync(join(tmpdir(), 'crosswalk-'));
after(() => rmSync(folder, { recursive: true }));

it('crosswalk check says that a list is sound, or every fault and where it is', async () => {
  const check = async (...operands: string[]) => {
    let printed = { json: {} as unknown, text: '' };
    let refused = '';
    await crosswalkCommands[0]!
      .run({
        ...{ config: readConfig({}), operands, options: {}, isJson: false },
        context: async () => assert.fail('needs no database'),
        print: (result) => {
          printed = result;
        },
      })
      .catch((error: Error) => {
        refused = error.message;
      });
    return { ...printed, refused };
  };
  const path = join(folder, 'list.yaml');
  const head = 'id: ours\ntitle: Ours\nentries:\n';
  writeFileSync(path, `${head}  - { id: a, title: A, statements: ["2.1"] }\n`);
  assert.deepEqual(await check(path), {
    json: { path, faults: [] },
    text: `${path} has no errors: 1 entry.`,
    refused: '',
  });
  writeFileSync(
    path,
    `${head}  - { id: a, title: A }\n  - { id: b, title: B, statements: ["2.19"] }\n`,
  );
  const wrong = await check(path);
  assert.match(wrong.text, /: Entry 1: Name statements or a benchmark that count$/m);
  assert.match(
    wrong.text,
    /: Entry 2, statements: The model has no statement "2\.19"\. Did you mean 2\.1\?$/m,
  );
  assert.equal(wrong.refused, `${path} has 2 errors.`);
  assert.match((await check(join(folder, 'gone.yaml'))).refused, /There is no file .*gone\.yaml/);
  assert.match((await check()).refused, /Give one file\./);
});
