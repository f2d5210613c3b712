/** The command line: a list of each feature's commands, their help, and how they end. */
import { parseArgs } from 'node:util';
import { signInCommands } from './account/cli.js';
import { allJobs, allOperations } from './app.js';
import { importCommands } from './authoring/import-cli.js';
import { backupCommands } from './backup/cli.js';
import { evidenceCommands } from './evidence/cli.js';
import { publishBuiltIn } from './framework/changes.js';
import { frameworkCommands } from './framework/cli.js';
import { crosswalkCommands } from './insight/cli.js';
import { organisationCommands } from './organisation/organisation-cli.js';
import { planCommands } from './plan/cli.js';
import type { Call, Command } from './platform/commands.js';
import { readConfig } from './platform/config.js';
import { jobCommands } from './platform/jobs/cli.js';
import { nearestWord } from './platform/nearest-word.js';
import { commandsOf } from './platform/operations/commands.js';
import { Problem, StartProblem } from './platform/problems.js';
import { explainStart } from './platform/start-problems.js';
import { type AppContext, openAppContext } from './platform/storage/context.js';
import { listMigrations } from './platform/storage/migrate.js';
import { openDatabase } from './platform/storage/open.js';
import { reportCommands } from './report/cli.js';
import { reviewCommands } from './review/cli.js';
import { serve, welcome } from './serve.js';

const own: Command[] = [
  {
    name: 'serve',
    summary: 'Start Waymark. Creates and updates the database first.',
    options: { demo: { type: 'boolean', about: 'a sample school, deleted at the next start' } },
    run: runServe,
  },
  {
    name: 'demo',
    summary: 'Start a sample school. Changes are deleted when it stops.',
    run: (call) => runServe({ ...call, options: { ...call.options, demo: true } }),
  },
  {
    name: 'migrate',
    summary: 'Update the database to this copy of Waymark, then stop.',
    run: runMigrate,
  },
];

/** What each feature offers, by its name. */
const offered: Command[] = [
  ...backupCommands,
  ...jobCommands(allJobs),
  ...signInCommands,
  ...organisationCommands,
  ...frameworkCommands,
  ...importCommands,
  ...evidenceCommands,
  ...reviewCommands,
  ...reportCommands,
  ...planCommands,
  ...crosswalkCommands,
  ...commandsOf(allOperations),
];

const commands = [...own, ...offered.sort((a, b) => a.name.localeCompare(b.name))];

async function runServe({ config, options }: Call): Promise<void> {
  // Listened to from the beginning, and again and again: npm passes a Ctrl-C on that we have had already.
  const stopSignal = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const serving = await serve(config, { isDemo: options.demo === true });
  console.log(await welcome(serving, options.demo === true));
  await stopSignal;
  await serving.close();
}

async function runMigrate({ config, print }: Call): Promise<void> {
  const { storage, applied } = await openDatabase(config);
  await storage.close();
  const all = listMigrations(config.root).map(({ name }) => name);
  const text = applied.length
    ? `Applied ${applied.join(', ')}.`
    : `Nothing to do: ${all.at(-1)} is the newest.`;
  print({ json: { applied, newest: all.at(-1) }, text });
}

/** Finds the command whose words come first in the arguments. */
function find(args: string[]): { command: Command; rest: string[] } | null {
  const byLength = [...commands].sort((a, b) => b.name.length - a.name.length);
  for (const command of byLength) {
    const words = command.name.split(' ');
    if (words.every((word, index) => args[index] === word))
      return { command, rest: args.slice(words.length) };
  }
  return null;
}

/** "review show REVIEW" */
const calledAs = ({ name, operands }: Command) => (operands ? `${name} ${operands}` : name);

function overview(listed: readonly Command[] = commands): string {
  const width = Math.max(...listed.map((command) => calledAs(command).length));
  const lines = listed.map((command) => `  ${calledAs(command).padEnd(width)}  ${command.summary}`);
  return `waymark COMMAND\n\n${lines.join('\n')}\n\nEach takes --json and --help. Exit 0: done. 2: it could not be done, and says why. 1: a fault in Waymark.`;
}

/** What to say to words that call no command: the ones that begin so, else the one that was probably meant, and all. */
function answerUnknown(args: string[]): { code: number; text: string } {
  const words = args.filter((word) => !word.startsWith('-'));
  const isAsking = ['help', '--help', '-h'].some((word) => args.includes(word));
  const named = words.filter((word) => word !== 'help');
  const begun = commands.filter(({ name }) => name.startsWith(`${named[0]} `));
  if (named.length === 0) return { code: isAsking || args.length === 0 ? 0 : 2, text: overview() };
  if (named.length === 1 && begun.length > 0)
    return { code: isAsking ? 0 : 2, text: overview(begun) };
  const meant = nearestWord(
    named.slice(0, 2).join(' '),
    commands.map(({ name }) => name),
  );
  const hint = meant ? ` Did you mean "${meant}"?` : '';
  const rest = overview(begun.length > 0 ? begun : commands);
  return { code: 2, text: `There is no command "${named.join(' ')}".${hint}\n\n${rest}` };
}

function help(command: Command): string {
  const { summary, options = {} } = command;
  const every = {
    ...options,
    json: { type: 'boolean' as const, about: 'print JSON' },
    help: { type: 'boolean' as const, about: 'this text' },
  };
  const lines = Object.entries(every).map(([option, { about, ...rest }]) => {
    const value = 'value' in rest && rest.value ? ` ${rest.value}` : '';
    return `  ${`--${option}${value}`.padEnd(24)}  ${about}`;
  });
  return `waymark ${calledAs(command)}\n${summary}\n\n${lines.join('\n')}`;
}

async function main(args: string[]): Promise<number> {
  const found = find(args);
  if (!found) {
    const { code, text } = answerUnknown(args);
    (code === 0 ? console.log : console.error)(text);
    return code;
  }
  const { command, rest } = found;
  const { values, positionals } = read(command, rest);
  if (values.help) {
    console.log(help(command));
    return 0;
  }
  let context: AppContext | null = null;
  const config = readConfig(process.env);
  try {
    await command.run({
      config,
      operands: positionals,
      options: values,
      isJson: values.json === true,
      context: async () => {
        if (!context) {
          context = openAppContext(config, (await openDatabase(config)).storage);
          await publishBuiltIn(context);
        }
        return context;
      },
      print: ({ json, text }) => console.log(values.json ? JSON.stringify(json, null, 2) : text),
    });
  } finally {
    await (context as AppContext | null)?.storage.close();
  }
  return 0;
}

function read(command: Command, args: string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }) as { values: Record<string, string | boolean | undefined>; positionals: string[] };
  } catch (error) {
    throw new StartProblem(`${(error as Error).message.split('.')[0]}.\n\n${help(command)}`);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const error = explainStart(thrown);
    const isExpected = error instanceof Problem || error instanceof StartProblem;
    console.error(isExpected ? error.message : error);
    process.exitCode = isExpected ? 2 : 1;
  },
);
