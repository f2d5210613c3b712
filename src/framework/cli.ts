/** The commands of frameworks. */

import { operandsOf } from '../platform/access/command-helpers.js';
import { countWords } from '../platform/chart/scale.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid, notFound } from '../platform/problems.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { checkFramework } from './check.js';
import { type Framework, statementsOf } from './framework.js';
import { readFrameworkSource } from './load.js';
import { presentFramework, presentVersion } from './present.js';
import { findFrameworkVersion, listEveryVersion } from './store.js';
import type { FrameworkVersion } from './version.js';

/** What to say for a framework. */
export const ONE_FRAMEWORK = 'one framework, like careers-impact-schools@1.0';

/** The commands of the framework's feature. */
export const frameworkCommands: Command[] = [
  {
    name: 'framework check',
    operands: 'PATH',
    summary: 'List all errors in the files of a framework.',
    run: check,
  },
  { name: 'framework list', summary: 'List the published versions of frameworks.', run: list },
  {
    name: 'framework show',
    operands: 'ID[@VERSION]',
    summary: 'Print a framework: the newest version for everyone, or the one you name.',
    run: show,
  },
];

async function check(call: Call): Promise<void> {
  const [path] = operandsOf(call, 'one folder or file');
  const { framework, faults } = checkFramework(await readFrameworkSource(path));
  if (framework) {
    call.print({
      json: { path, faults: [] },
      text: `${path} has no errors: ${inWords(framework)}.`,
    });
    return;
  }
  const lines = faults.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  call.print({ json: { path, faults }, text: lines.join('\n') });
  throw invalid('framework.invalid', `${path} has ${countWords(faults.length, 'error')}.`);
}

/** "32 statements in 6 themes, 4 levels" */
function inWords(framework: Framework): string {
  const { themes, levels } = framework;
  const statements = countWords(statementsOf(framework).length, 'statement');
  return `${statements} in ${countWords(themes.length, 'theme')}, ${countWords(levels.length, 'level')}`;
}

async function list({ context, print }: Call): Promise<void> {
  const versions = await (await context()).storage.read(installation, listEveryVersion);
  const lines = versions.map(
    ({ frameworkId, version, title, edition, origin, organisationId }) =>
      `${frameworkId}@${version}  ${[title, edition].filter(Boolean).join(', ')} (${origin}${organisationId ? `, for ${organisationId} only` : ''})`,
  );
  print({ json: versions.map(presentVersion), text: lines.join('\n') });
}

async function show(call: Call): Promise<void> {
  const [name] = operandsOf(call, ONE_FRAMEWORK);
  const { storage } = await call.context();
  const framework = await storage.read(installation, (db) => findNamedFramework(db, name));
  call.print({ json: presentFramework(framework), text: outline(framework) });
}

/**
 * The version of a name: "careers-impact-schools" (the newest for everybody), "careers-impact-schools@1.0", or the
 * id of a version. Throws NotFound when there is none.
 */
export async function findNamed(db: Db, name: string): Promise<FrameworkVersion> {
  const [id, version] = name.split('@');
  const versions = await listEveryVersion(db);
  const found =
    versions.find((each) => each.id === name) ??
    versions
      .filter((each) => each.frameworkId === id && (!version || each.version === version))
      .sort((a, b) => Number(a.organisationId !== null) - Number(b.organisationId !== null))[0];
  if (found) return found;
  const known = [...new Set(versions.map((each) => `${each.frameworkId}@${each.version}`))];
  throw notFound(
    'framework.unknown-version',
    `There is no framework "${name}". There are: ${known.join(', ')}.`,
  );
}

/** The framework of a name. @throws NotFound */
export async function findNamedFramework(db: Db, name: string): Promise<Framework> {
  const { id, organisationId } = await findNamed(db, name);
  return findFrameworkVersion(db, id, organisationId);
}

function outline(framework: Framework): string {
  const { title, edition, version, themes } = framework;
  const lines = themes.flatMap((theme) => [
    `\n${theme.id}. ${theme.title}`,
    ...theme.statements.flatMap((statement) => [
      `  ${statement.id} ${statement.title}`,
      ...statement.levels.map(
        ({ level, summary, missing }) => `      ${level}  ${summary ?? `(${missing})`}`,
      ),
    ]),
  ]);
  return [`${title}, ${edition ?? 'version'} ${version}: ${inWords(framework)}`, ...lines].join(
    '\n',
  );
}
