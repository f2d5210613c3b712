/** Commands made of the operations that have none written by hand: what a program can do, a terminal can do as well. */
import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { stringify } from 'yaml';
import { acting, actor, confirming, isSet, operandsOf, said } from '../access/command-helpers.js';
import type { Member } from '../access/member.js';
import { assertAdmitted } from '../access/route.js';
import { snakeCase } from '../casing.js';
import type { Call, Command } from '../commands.js';
import { invalid } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import type { RequestContext } from '../web/request-context.js';
import { inputSchema } from './input-schema.js';
import { fileOutput, type Operation } from './operation.js';

type Field = { type?: string; enum?: unknown[]; description?: string; anyOf?: Field[] };

/** "next-step.add" is "waymark next-step add". */
export const commandName = ({ name, command }: Pick<Operation, 'name' | 'command'>): string =>
  command ?? name.replace('.', ' ');

/** The commands of all operations without one of their own. */
export const commandsOf = (operations: readonly Operation[]): Command[] =>
  operations.filter(({ command }) => command === undefined).map(commandOf);

function commandOf(operation: Operation): Command {
  const params = [...operation.http.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  return {
    name: commandName(operation),
    ...(params.length > 0 ? { operands: params.join(' ').toUpperCase() } : {}),
    summary: operation.summary,
    // Asked of the one command that is run: schemas for all of them would make every start longer.
    get options() {
      return optionsOf(operation);
    },
    async run(call) {
      const values = operandsOf(call, ...params.map((name) => name.toUpperCase()));
      const { context, member } = await actor(call);
      assertAdmitted(operation.allow, member);
      const asked = {
        context,
        member,
        request: requestOf(context, member),
        params: Object.fromEntries(params.map((name, at) => [name, values[at] ?? ''])),
        file: await fileIn(call, operation, context),
        how: { key: null, channel: 'command' as const },
        version: null,
      };
      const answer =
        (await operation.perform(asked, givenIn(call, fieldsOf(operation), operation))) ?? {};
      const json = answer instanceof Response ? await write(answer, said(call, 'out')) : answer;
      const isEmpty = Object.keys(json).length === 0;
      call.print({ json, text: isEmpty ? 'Done.' : stringify(json).trimEnd() });
    },
  };
}

function optionsOf(operation: Operation): NonNullable<Command['options']> {
  const options = Object.entries(fieldsOf(operation)).map(([name, field]) => [
    flagOf(name),
    optionOf(field),
  ]);
  return {
    ...{ ...acting, ...Object.fromEntries(options), ...(operation.hasTexts ? confirming : {}) },
    ...(operation.takesFile ? { file: FILE } : {}),
    ...(operation.output === fileOutput ? { out: FILE } : {}),
  };
}

const FILE = { type: 'string' as const, value: 'FILE', about: 'the path of the file' };

/** Takes in the file that was named, as an upload is taken in. @throws Problem 422 `command.file` */
async function fileIn(call: Call, { takesFile }: Operation, context: AppContext) {
  const path = said(call, 'file');
  if (!takesFile || path === undefined) return null;
  if (!existsSync(path)) throw invalid('command.file', `There is no file ${path}.`);
  return takesFile.take(context, { name: basename(path), bytes: createReadStream(path) });
}

/** Writes the file that was answered to a path. @throws Problem 422 `command.option` without one */
async function write({ body }: Response, path: string | undefined) {
  if (path === undefined || !body) throw invalid('command.option', 'Give --out as a path.');
  await writeFile(path, Readable.fromWeb(body as ReadableStream));
  return { path };
}

function fieldsOf(operation: Operation): Record<string, Field> {
  const { names_no_learners: _, ...fields } = (inputSchema(operation)?.properties ?? {}) as Record<
    string,
    Field
  >;
  return fields;
}

const flagOf = (name: string) => snakeCase(name).replaceAll('_', '-');

/** What a text after the option stands for: itself, a number, or JSON. */
function kindOf({ type, enum: values, anyOf }: Field): 'boolean' | 'text' | 'number' | 'json' {
  const types = anyOf ? anyOf.map((each) => each.type) : [type ?? typeof values?.[0]];
  if (types.includes('string')) return 'text';
  if (types.includes('number') || types.includes('integer')) return 'number';
  return types.includes('boolean') ? 'boolean' : 'json';
}

const VALUES = { text: 'TEXT', number: 'NUMBER', json: 'JSON', boolean: 'yes|no' };

function optionOf(field: Field) {
  const value = field.enum ? field.enum.join('|') : VALUES[kindOf(field)];
  return { type: 'string' as const, value, about: field.description ?? '' };
}

/** @throws Problem 422 `command.option` for a value that cannot be read */
function givenIn(call: Call, fields: Record<string, Field>, { hasTexts }: Operation) {
  const given = Object.entries(fields).flatMap(([name, field]) => {
    const text = said(call, flagOf(name));
    return text === undefined ? [] : [[name, readValue(flagOf(name), text, field)] as const];
  });
  const confirmed = hasTexts && isSet(call, 'names-no-learners');
  return { ...Object.fromEntries(given), ...(confirmed ? { names_no_learners: true } : {}) };
}

function readValue(flag: string, text: string, field: Field): unknown {
  const kind = kindOf(field);
  if (kind === 'text') return text;
  const wanted = { number: 'a number', json: 'JSON', boolean: 'yes or no' }[kind];
  if (kind === 'boolean' && ['yes', 'no'].includes(text)) return text === 'yes';
  try {
    if (kind !== 'boolean') return JSON.parse(text) as unknown;
  } catch {
    // Said below.
  }
  throw invalid('command.option', `Give --${flag} as ${wanted}.`);
}

/** Whoever is at the command line of the machine is not asked again who they are. */
const requestOf = (context: AppContext, member: Member): RequestContext => ({
  context,
  person: { ...member.person, email: null, isAdministrator: false },
  session: { id: '', confirmedAt: context.clock() },
  organisation: member.organisation,
  role: member.role,
  isOwner: member.isOwner,
  memberships: 1,
  isDemo: false,
  historyMessages: [],
  message: null,
});
