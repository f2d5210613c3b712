import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allOperations } from '../../app.js';
import { openSchool } from '../../review/testing/school.js';
import { Problem } from '../problems.js';
import { commandsOf } from './commands.js';

const school = await openSchool();
const { context } = school;
const commands = commandsOf(allOperations);

/** Runs a command as the command line would: words, operands, options. */
async function run(
  name: string,
  operands: string[] = [],
  options: Record<string, string | boolean> = {},
): Promise<{ json: Record<string, unknown>; text: string }> {
  const command = commands.find((each) => each.name === name);
  assert.ok(command, name);
  const unknown = Object.keys(options).filter((option) => !(option in (command.options ?? {})));
  assert.deepEqual(unknown, []);
  const printed: { json: unknown; text: string }[] = [];
  await command.run({
    config: context.config,
    operands,
    options,
    isJson: true,
    context: async () => context,
    print: (result) => printed.push(result),
  });
  assert.equal(printed.length, 1);
  return printed[0] as { json: Record<string, unknown>; text: string };
}

const refused = (code: string) => (error: unknown) =>
  error instanceof Problem && error.code === code;

describe('commands made of operations', () => {
  it('change, delete and restore a review, and print it as text and as JSON', async () => {
    const id = await school.review();
    const { json, text } = await run('review change', [id], {
      title: 'By a command',
      'academic-year': '2026',
    });
    assert.equal(json.title, 'By a command');
    assert.match(text, /^title: By a command$/m);
    assert.equal((await run('review delete', [id])).text, 'Done.');
    assert.equal((await run('review restore', [id])).json.state, 'open');
  });

  it('read lists with numbers as options', async () => {
    const { json } = await run('person list', [], { limit: '1' });
    assert.equal((json.items as unknown[]).length, 1);
    await assert.rejects(run('person list', [], { limit: 'many' }), refused('command.option'));
  });

  it('take lists as JSON', async () => {
    const people = JSON.stringify([{ email: 'new@otterbridge.example', role: 'viewer' }]);
    const { json } = await run('person invite', [], { people });
    assert.equal((json.items as unknown[]).length, 1);
  });

  it('ask for their operands, and refuse what the person may not do', async () => {
    await assert.rejects(run('review delete'), refused('command.operands'));
    const id = await school.review();
    const reader = await school.colleague('Sam Reid', 'viewer');
    const as = `${reader.person.id}@otterbridge.example`;
    await assert.rejects(run('review delete', [id], { as }), refused('access.denied'));
  });
});
