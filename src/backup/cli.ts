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
    summary: 'Back up everything, including evidence files, to one file. Waymark can keep running.',
    run: backup,
  },
  {
    name: 'restore',
    operands: 'FILE',
    summary: 'Restore a backup, here or on another machine or PostgreSQL. Stop Waymark first.',
    options: {
      check: { type: 'boolean', about: 'only check that the backup is complete' },
      replace: { type: 'boolean', about: 'replace the school that is here' },
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
    text: `Written to ${file} (${Math.ceil(bytes / 1000).toLocaleString('en-GB')} kB): ${holds(written)}, as they were on ${moment(header.madeAt)}.\nAnyone who has this file can read all of it. Keep it somewhere safe.`,
  });
  if (manifest.missing.length === 0) return;
  throw invalid(
    'backup.files-missing',
    `The backup was written, but ${countWords(manifest.missing.length, 'file')} of evidence could not be included, because the file is missing or damaged. Run waymark evidence verify to see which. Everything else is included.`,
  );
}

async function restore(call: Call): Promise<void> {
  const file = fileOperand(call);
  if (isSet(call, 'check')) {
    const sound = await verifyBackup(file);
    call.print({
      json: { file, isSound: true, ...presentBackup(sound) },
      text: `${file} is complete: ${holds(sound)}, as they were on ${moment(sound.header.madeAt)}.`,
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
    ...(applied.length ? [`Updated to this copy of Waymark: ${applied.join(', ')}.`] : []),
    ...(again.erased ? [`${countWords(again.erased, 'person', 'people')} erased again.`] : []),
    ...again.refused.map(({ why }) => `Someone still has to be erased. ${why}`),
    `Anything after ${since} is not included. People who were erased or removed since then, or changed a password, are back as they were. Check the requests you have answered since then and repeat them. Everyone has to sign in again.`,
  ];
  call.print({
    json: { file, ...presentBackup(restored), applied, ...again },
    text: lines.join('\n'),
  });
}
