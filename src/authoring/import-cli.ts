/** The commands that read documents, write frameworks out, and publish them. */
import { readFile as readBytes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { publishFile } from '../framework/changes.js';
import { findNamedFramework, ONE_FRAMEWORK } from '../framework/cli.js';
import { proposalsFor } from '../framework/compare/carry-over.js';
import { frameworkDifferences, type WordRun } from '../framework/compare/differences.js';
import { frameworkFileText } from '../framework/exporting.js';
import type { Framework } from '../framework/framework.js';
import { loadFramework } from '../framework/load.js';
import { presentVersion } from '../framework/present.js';
import { findVersion } from '../framework/store.js';
import {
  findSchool,
  isSet,
  operandsOf,
  said,
  textSaid,
} from '../platform/access/command-helpers.js';
import { countWords } from '../platform/chart/scale.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid, notFound, type Problem } from '../platform/problems.js';
import { installation } from '../platform/storage/transaction.js';
import { parse } from '../platform/web/form.js';
import { joined, titledBeside } from './edition-match.js';
import { placeWords } from './import-items.js';
import { readFile } from './import-reader.js';
import { withPublishedCodes } from './published-codes.js';
import { frameworkIdOf } from './publishing.js';
import { type Draft, draftToFramework } from './reading/draft.js';
import { readingInput } from './reading-options.js';

const out = {
  type: 'string',
  value: 'FILE',
  about: 'write a framework file (.yaml or .json) there',
} as const;

/** The commands that read, write and publish. */
export const importCommands: Command[] = [
  {
    name: 'framework import',
    operands: 'FILE',
    summary: 'Read a document and print what it holds. Nothing is published.',
    options: {
      levels: { type: 'string', value: 'N', about: 'how many levels it has' },
      'first-level': { type: 'string', value: '0|1', about: 'the number of the lowest level' },
      'best-first': { type: 'boolean', about: 'the best level comes first' },
      code: { type: 'string', value: 'CODE', about: 'a code as shown in the document' },
      columns: {
        type: 'string',
        value: 'C,T,1,2…',
        about: 'columns of code (or none), title and levels, from 1',
      },
      sheet: { type: 'string', value: 'NAME', about: 'the sheet of a workbook' },
      table: { type: 'string', value: 'N', about: 'the table that holds the model, from 1' },
      out,
    },
    run: importDocument,
  },
  {
    name: 'framework diff',
    operands: 'A B',
    summary: 'Show what changed between two versions, and what happens to levels already agreed.',
    run: diff,
  },
  {
    name: 'framework export',
    operands: 'ID[@VERSION]',
    summary: 'Print a framework as one file, or write it.',
    options: { out },
    run: exportFramework,
  },
  {
    name: 'framework publish',
    operands: 'PATH',
    summary: 'Publish a framework of files as a version that never changes.',
    options: { school: { type: 'string', value: 'NAME|URN|ID', about: 'for this school only' } },
    run: publish,
  },
];

async function importDocument(call: Call): Promise<void> {
  const [path] = operandsOf(call, 'one document');
  const bytes = await readBytes(path).catch(() => {
    throw notFound('reading.no-file', `The file ${path} cannot be read.`);
  });
  const how = { asksForHelp: true };
  const read = await readFile(call, bytes, basename(path), optionsOf(call), how);
  if (read.refusal) throw withOptions(read.refusal);
  const edition = await loadFramework(join(call.config.root, 'models/careers-impact-schools'));
  const draft = titledBeside(read, edition);
  const to = said(call, 'out');
  if (to !== undefined) await writeDraft(draft, edition, to);
  call.print({ json: presentDraft(draft), text: draftWords(draft) });
}

/** A refusal names the options that help. */
function withOptions({ code, says }: NonNullable<Draft['refusal']>): Problem {
  const help = 'Say how to read it with --columns, --levels, --table, --sheet or --code.';
  return invalid(code, `${says} ${help}`);
}

function optionsOf(call: Call) {
  const text = (name: string) => textSaid(call, name);
  const [code = '', title = '', ...levels] = text('columns').split(',').filter(Boolean);
  return parse(readingInput, {
    levels: text('levels'),
    firstLevel: text('first-level'),
    bestFirst: isSet(call, 'best-first') ? 'yes' : '',
    codeLike: text('code'),
    codeColumn: code,
    titleColumn: title,
    levelColumns: levels.join(','),
    sheet: text('sheet'),
    table: text('table'),
  });
}

/** What was read, with all that was done and all that is in doubt; the lines of the source are left out. */
function presentDraft({ lines, reading, ...draft }: Draft) {
  return { ...draft, reading, lines: lines.length };
}

function draftWords({ themes, levels, repairs, doubts, missing }: Draft): string {
  const statements = themes.flatMap((theme) => theme.statements);
  const cells = statements.flatMap((statement) => statement.levels);
  const read = cells.filter(({ text }) => text !== null).length;
  return [
    `${countWords(statements.length, 'statement')} in ${countWords(themes.length, 'theme')}, ${countWords(levels.length, 'level')}: ${read} of ${cells.length} descriptors read, ${countWords(repairs.length, 'repair')}.`,
    ...missing.map(
      ({ theme, statement, level, reason }) =>
        `${reason}: ${placeWords({ theme: theme ?? 0, statement, level })}`,
    ),
    ...doubts.map(({ says, theme, statement, level }) =>
      theme === null
        ? `doubt: ${says}`
        : `doubt: ${placeWords({ theme, statement, level })}: ${says}`,
    ),
  ].join('\n');
}

/** The draft as a framework file, joined with the edition on disk that it belongs to: to be edited and published. */
async function writeDraft(draft: Draft, edition: Framework, path: string): Promise<void> {
  const title = draft.title ?? 'Model';
  const name = {
    title,
    id: frameworkIdOf(title),
    version: '1.0',
    edition: null,
    language: 'en-GB',
  };
  const plain = draftToFramework(withPublishedCodes(draft), {
    ...name,
    publisher: null,
    institutionTypes: [],
  });
  const { framework } = joined(plain, edition);
  await writeFile(path, frameworkFileText(framework, formatOf(path)));
}

const formatOf = (path: string) => (path.endsWith('.json') ? 'json' : 'yaml');

async function diff(call: Call): Promise<void> {
  const [from, to] = operandsOf(call, 'one version or path of a framework file', 'another');
  const [before, after] = [await named(call, from), await named(call, to)];
  const differences = frameworkDifferences(before, after);
  const proposals = proposalsFor(differences);
  const lines = differences
    .filter(({ verdict }) => verdict !== 'same')
    .flatMap(({ before: old, after: fresh, verdict, levels }) => [
      `${fresh ?? old}: ${verdict}${old && fresh && old !== fresh ? ` (was ${old})` : ''}`,
      ...levels
        .filter((level) => level.verdict !== 'same')
        .map(({ level, words }) => `  ${level}  ${words.map(runWords).join(' ')}`),
    ]);
  const text = lines.length > 0 ? lines.join('\n') : 'Both versions have the same words.';
  call.print({ json: { differences, proposals }, text });
}

const runWords = ({ kind, text }: WordRun) =>
  kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`;

/** A framework by its published name, or from files. */
async function named({ context }: Call, name: string): Promise<Framework> {
  if (/[/\\]|\.(ya?ml|json)$/.test(name)) return loadFramework(name);
  const { storage } = await context();
  return storage.read(installation, (db) => findNamedFramework(db, name));
}

async function exportFramework(call: Call): Promise<void> {
  const [name] = operandsOf(call, ONE_FRAMEWORK);
  const { storage } = await call.context();
  const framework = await storage.read(installation, (db) => findNamedFramework(db, name));
  const path = said(call, 'out');
  if (path !== undefined) {
    await writeFile(path, frameworkFileText(framework, formatOf(path)));
    call.print({ json: { path }, text: `Written to ${path}.` });
    return;
  }
  const text = frameworkFileText(framework, call.isJson ? 'json' : 'yaml');
  call.print({ json: JSON.parse(call.isJson ? text : 'null'), text: text.trimEnd() });
}

async function publish(call: Call): Promise<void> {
  const [path] = operandsOf(call, 'one folder or file');
  const framework = await loadFramework(path);
  const context = await call.context();
  const school = said(call, 'school');
  const organisation =
    school === undefined
      ? null
      : (await context.storage.read(installation, (db) => findSchool(db, school))).id;
  const { id } = await publishFile(context, framework, organisation);
  const scope = { organisation, person: null, isInstallation: true };
  const version = await context.storage.read(scope, (db) => findVersion(db, id, organisation));
  call.print({
    json: presentVersion(version),
    text: `${framework.id}@${framework.version} is published${organisation ? ' for this school' : ''}.`,
  });
}
