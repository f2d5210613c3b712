/** Commands about schools: letting people back in, and the history as a file that can be verified. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { findPerson, findSchool, isSet, said } from '../platform/access/command-helpers.js';
import { EVERY_ROLE, emailAddress, roleWords } from '../platform/access/member.js';
import { countWords } from '../platform/chart/scale.js';
import type { Call, Command } from '../platform/commands.js';
import {
  exportHistory,
  listForgedColumns,
  type Verification,
  verifyExport,
} from '../platform/history/export.js';
import { record } from '../platform/history/history.js';
import { openHistoryKey } from '../platform/history/signing-key.js';
import { conflict, invalid, notFound, Problem } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { RoleWord } from '../platform/storage/tables/people.js';
import { installation } from '../platform/storage/transaction.js';
import { parse } from '../platform/web/form.js';
import { peopleEvents } from './events.js';

async function grant(call: Call): Promise<void> {
  const email = parse(emailAddress, call.operands[0] ?? '');
  const role = z
    .enum(EVERY_ROLE as [RoleWord, ...RoleWord[]])
    .safeParse(said(call, 'role') ?? 'careers leader');
  if (!role.success)
    throw invalid('role.unknown', `--role must be one of ${EVERY_ROLE.join(', ')}.`);
  const context = await call.context();
  const school = await context.storage.read(installation, (db) =>
    findSchool(db, said(call, 'school')),
  );
  const isOwner = isSet(call, 'owner');
  const name = await grantAccess(context, { email, school: school.id, role: role.data, isOwner });
  call.print({
    json: { email, school: school.name, role: role.data, isOwner },
    text: `${name} is now ${roleWords({ role: role.data, isOwner })} of ${school.name}. The school's history shows that the administrator did this.`,
  });
}

/**
 * Gives somebody with an account a part in a school, or their part back. The history of the school shows it.
 * @throws Problem 404 `person.missing`.
 */
export async function grantAccess(
  context: AppContext,
  {
    email,
    school,
    role,
    isOwner,
  }: { email: string; school: string; role: RoleWord; isOwner: boolean },
): Promise<string> {
  return context.storage.write({ ...installation, organisation: school }, async (db) => {
    const person = await findPerson(db, email);
    const was = await db
      .selectFrom('memberships')
      .select(['role', 'is_owner', 'ended_at'])
      .where('organisation_id', '=', school)
      .where('person_id', '=', person.id)
      .executeTakeFirst();
    const keepsOwner = isOwner || (was?.is_owner === true && was.ended_at === null);
    const started_at = context.clock();
    await db
      .insertInto('memberships')
      .values({
        organisation_id: school,
        person_id: person.id,
        role,
        is_owner: keepsOwner,
        started_at,
      })
      .onConflict((known) =>
        known.columns(['organisation_id', 'person_id']).doUpdateSet((set) => ({
          role,
          is_owner: keepsOwner,
          ...(was?.ended_at ? { started_at } : {}),
          ended_at: null,
          version: set('memberships.version', '+', 1),
        })),
      )
      .execute();
    await record(db, context, peopleEvents, {
      organisation: school,
      person: null,
      channel: 'command',
      verb: 'membership.granted',
      subject: { kind: 'person', id: person.id },
      before: was && was.ended_at === null ? { role: was.role, is_owner: was.is_owner } : null,
      after: { role, is_owner: keepsOwner },
    });
    return person.name;
  });
}

async function exportToFile(call: Call): Promise<void> {
  const context = await call.context();
  const isInstallation = isSet(call, 'installation');
  const school = isInstallation
    ? null
    : await context.storage.read(installation, (db) => findSchool(db, said(call, 'school')));
  const file = await exportHistory(context, school?.id ?? null);
  const [path] = call.operands;
  if (!path) {
    process.stdout.write(file);
    return;
  }
  try {
    writeFileSync(path, file, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw conflict('file.exists', `${path} already exists. Choose another file name.`);
  }
  const { entries, keys } = verifyExport(file);
  call.print({
    json: { path, entries, keys },
    text: `${countWords(entries, 'entry', 'entries')} of ${school?.name ?? 'the installation'} ${entries === 1 ? 'is' : 'are'} in ${path}. Verify it with waymark history verify ${path}.`,
  });
}

function readGiven(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw notFound('file.missing', `${path} cannot be read.`);
  }
}

async function verifyFile(call: Call): Promise<void> {
  const [path] = call.operands;
  if (!path) return verifyHere(call);
  const trusted = said(call, 'key');
  const earlier = said(call, 'earlier');
  const found = verifyExport(readGiven(path), {
    ...(trusted ? { trusted: [readGiven(trusted)] } : {}),
    ...(earlier ? { earlier: readGiven(earlier) } : {}),
  });
  conclude(call, [found]);
}

/** Every chain of this installation. */
async function verifyHere(call: Call): Promise<void> {
  const context = await call.context();
  const schools = await context.storage.read(installation, (db) =>
    db.selectFrom('organisations').select('id').orderBy('name').execute(),
  );
  const key = openHistoryKey(call.config);
  const all: Verification[] = [];
  for (const organisation of [null, ...schools.map(({ id }) => id)]) {
    const found = verifyExport(await exportHistory(context, organisation));
    for (const position of await listForgedColumns(context, organisation)) {
      found.faults.push(`Entry ${position}: its columns differ from what was written.`);
    }
    const strange = found.keys.filter((each) => each !== key.id);
    if (strange.length > 0) found.keys = [key.id, ...strange];
    all.push(found);
  }
  conclude(call, all);
}

/** @throws Problem 422 `history.broken` with all that is wrong. */
function conclude(call: Call, all: Verification[]): void {
  const faults = all.flatMap(({ name, faults: each }) => each.map((fault) => `${name}: ${fault}`));
  if (faults.length > 0) {
    if (call.isJson) console.log(JSON.stringify(all, null, 2));
    throw new Problem(422, 'history.broken', faults.join('\n'));
  }
  const lines = all.map(
    ({ name, entries, until, keys }) =>
      `${name}: ${countWords(entries, 'entry', 'entries')}, nothing changed, missing or out of order${until ? ` up to ${until}` : ''}, signed by ${keys.join(', ') || 'no key yet'}.`,
  );
  call.print({ json: all, text: lines.join('\n') });
}

async function showKey(call: Call): Promise<void> {
  const { id, publicKey } = openHistoryKey(call.config);
  call.print({ json: { id, publicKey }, text: `${publicKey}${id}` });
}

const SCHOOL = {
  school: { type: 'string', value: 'SCHOOL', about: 'its name, URN or id' },
} as const;

/** The commands about schools and their history. */
export const organisationCommands: Command[] = [
  {
    name: 'person grant',
    operands: 'EMAIL',
    summary: 'Give someone a role in a school, when no one is left who can.',
    options: {
      ...SCHOOL,
      role: {
        type: 'string',
        value: 'ROLE',
        about: 'careers leader, unless you name another role',
      },
      owner: { type: 'boolean', about: 'as account owner too' },
    },
    run: grant,
  },
  {
    name: 'history export',
    operands: '[FILE]',
    summary: 'Export a school’s history, signed, as lines of JSON.',
    options: { ...SCHOOL, installation: { type: 'boolean', about: "the installation's own" } },
    run: exportToFile,
  },
  {
    name: 'history verify',
    operands: '[FILE]',
    summary:
      'Check that an exported history, or the history here, has not been changed. FILE needs no database.',
    options: {
      key: { type: 'string', value: 'PEM', about: 'the public key to trust: waymark history key' },
      earlier: {
        type: 'string',
        value: 'FILE',
        about: 'an older export that must still be part of it',
      },
    },
    run: verifyFile,
  },
  {
    name: 'history key',
    summary: 'Print the public key that signs the history, and its short name.',
    run: showKey,
  },
];
