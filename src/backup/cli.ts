/** Backups on the command line. */
import { resolve } from 'node:path';
import { isSet, operandsOf } from '../platform/access/command-helpers.js';
import { countWords } from '../platform/chart/scale.js';
import type { Call, Command } from '../platform/commands.js';
import { invalid } from '../platform/problems.js';
import { type Sound, verifyBackup } from './archive.js';
import { eraseAgain } from './erasures.js';
import { makeBackup } from './make-backup.js';
import { restoreBackup } from './restore.js';

/** The commands of the backup feature. */
export const backupCommands: Command[] = [
  {
    name: 'backup',
    operands: 'FILE',
    summary: 'Write everything, files of evidence too, into one file. Waymark may go on serving.',
    run: backup,
  },
  {
    name: 'restore',
    operands: 'FILE',
    summary: 'Put a backup in place, here or on another machine or PostgreSQL. Stop Waymark first.',
    options: {
      check: { type: 'boolean', about: 'only read the backup and say whether it is whole' },
      replace: { type: 'boolean', about: 'put it in the place of a school that is here' },
    },
    run: restore,
  },
];

function fileOperand(call: Call): string {
  const [file] = operandsOf(call, 'one file');
  return resolve(file);
}

/** "26 November 2026, 22:40 UTC" */
const moment = (iso: string) =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
    .format(new Date(iso))
    .replace(' at ', ', ')} UTC`;

/** What a backup holds, for programs. */
const presentBackup = ({ header, manifest }: Sound) => ({
  madeAt: header.madeAt,
  migration: header.migrations.at(-1)?.name ?? null,
  rows: manifest.rows,
  files: manifest.files,
  missing: manifest.missing,
});

function holds({ manifest }: Sound): string {
  const rows = Object.values(manifest.rows).reduce((sum, each) => sum + each, 0);
  return `${countWords(rows, 'row')} and ${countWords(manifest.files, 'file')}`;
}

async function backup(call: Call): Promise<void> {
  const written = await makeBackup(call.config, fileOperand(call), new Date());
  const { file, bytes, header, manifest } = written;
  call.print({
    json: { file, bytes, ...presentBackup(written) },
    text: `Written to ${file} (${Math.ceil(bytes / 1000).toLocaleString('en-GB')} kB): ${holds(written)}, as they were on ${moment(header.madeAt)}.\nWhoever has this file can read all of it: keep it where nobody else comes.`,
  });
  if (manifest.missing.length === 0) return;
  throw invalid(
    'backup.files-missing',
    `The backup was written, but ${countWords(manifest.missing.length, 'file')} of evidence could not be put in, because the file is missing or damaged: waymark evidence verify says which. Everything else is in it.`,
  );
}

async function restore(call: Call): Promise<void> {
  const file = fileOperand(call);
  if (isSet(call, 'check')) {
    const sound = await verifyBackup(file);
    call.print({
      json: { file, isSound: true, ...presentBackup(sound) },
      text: `${file} is whole: ${holds(sound)}, as they were on ${moment(sound.header.madeAt)}.`,
    });
    return;
  }
  const restored = await restoreBackup(call.config, file, {
    mayReplace: isSet(call, 'replace'),
  });
  const again = await eraseAgain(await call.context());
  const { header, applied } = restored;
  const since = moment(header.madeAt);
  const lines = [
    `Restored from ${file}: ${holds(restored)}, as they were on ${since}.`,
    ...(applied.length ? [`Brought up to this copy of Waymark: ${applied.join(', ')}.`] : []),
    ...(again.erased ? [`${countWords(again.erased, 'person', 'people')} erased again.`] : []),
    ...again.refused.map(({ why }) => `Somebody is still to be erased. ${why}`),
    `What happened after ${since} is not in it. Whoever was erased or removed since, or changed a password, is back as they were: look through the requests that you have answered since, and do again what is to be done. Everybody signs in anew.`,
  ];
  call.print({
    json: { file, ...presentBackup(restored), applied, ...again },
    text: lines.join('\n'),
  });
}
