/** Runs a command of the command line in a test's world. */

import { signInCommands } from '../../src/account/cli.js';
import { organisationCommands } from '../../src/organisation/organisation-cli.js';
import { planCommands } from '../../src/plan/cli.js';
import type { Call } from '../../src/platform/commands.js';
import { reviewCommands } from '../../src/review/cli.js';
import type { TestApp } from './app.js';

/**
 * Runs the command whose name comes first, and gives the text that it prints.
 * @throws Problem as the command does.
 */
export async function runCommand(
  context: TestApp,
  [name = '', ...operands]: string[],
  options: Call['options'] = {},
): Promise<string> {
  const known = [...signInCommands, ...organisationCommands, ...reviewCommands, ...planCommands];
  const command = known.find((each) => each.name === name);
  if (!command) throw new Error(`There is no command "${name}".`);
  let printed = '';
  await command.run({
    config: context.config,
    operands,
    options,
    isJson: false,
    context: async () => context,
    print: ({ text }) => {
      printed += text;
    },
  });
  return printed;
}
