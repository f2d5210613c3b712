/** The commands of the library: the same verbs as the pages. */
import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  acting,
  actor,
  confirming,
  howOf,
  isSet,
  textSaid,
} from '../platform/access/command-helpers.js';
import { scopeOf } from '../platform/access/member.js';
import { countWords } from '../platform/chart/scale.js';
import type { Call, Command } from '../platform/commands.js';
import { conflict, invalid } from '../platform/problems.js';
import { parse } from '../platform/web/form.js';
import { addEvidence } from './changes.js';
import { itemInput } from './evidence.js';
import { sweep, verifyFiles } from './file-maintenance.js';
import { takeUpload, titleFromName, type Upload } from './files/upload.js';
import { listItems } from './library-store.js';
import { askedOf, todayAt } from './pages/list-query.js';
import { kindWords, weighWords } from './pages/parts.js';
import { presentItem } from './present.js';

/** The commands of the evidence feature. */
export const evidenceCommands: Command[] = [
  {
    name: 'evidence list',
    summary: 'List the evidence of a school, newest first.',
    options: {
      ...acting,
      kind: { type: 'string', value: 'file|link|note|figure', about: 'only of this kind' },
      voice: { type: 'string', value: 'VOICE', about: 'only with this view' },
      statement: { type: 'string', value: 'CODE', about: 'only evidence linked to this statement' },
      search: { type: 'string', value: 'WORDS', about: 'only with these words' },
    },
    run: list,
  },
  {
    name: 'evidence add',
    operands: '[FILE]',
    summary: 'Add evidence: a file, or a link, a note or a figure by its options. Prints its id.',
    options: {
      ...acting,
      title: { type: 'string', value: 'TEXT', about: 'title' },
      note: { type: 'string', value: 'TEXT', about: 'what it shows' },
      about: { type: 'string', value: 'TEXT', about: 'which group it is about' },
      url: { type: 'string', value: 'URL', about: 'web address' },
      figure: { type: 'string', value: 'NUMBER', about: 'the figure' },
      unit: { type: 'string', value: 'TEXT', about: 'what the figure counts' },
      voice: { type: 'string', value: 'VOICE', about: 'whose view it is' },
      date: { type: 'string', value: 'DATE', about: 'the date of the evidence' },
      until: { type: 'string', value: 'DATE', about: 'the last day it is valid' },
      ...confirming,
    },
    run: add,
  },
  {
    name: 'evidence verify',
    summary: 'Check every file of every school against its checksum.',
    options: { sweep: { type: 'boolean', about: 'also remove files that nothing uses' } },
    run: verify,
  },
];

async function list(call: Call): Promise<void> {
  const { context, member } = await actor(call);
  const query = new URLSearchParams({ q: textSaid(call, 'search') });
  for (const name of ['kind', 'voice', 'statement']) query.set(name, textSaid(call, name));
  const { filters } = askedOf(query);
  const items = await context.storage.read(scopeOf(member), (db) =>
    listItems(db, member.organisation.id, filters, {
      after: null,
      most: 10_000,
      today: todayAt(context.clock()),
    }),
  );
  const lines = items.map(
    (item) =>
      `${item.id}  ${item.title} (${kindWords(item, item.file)}; ${weighWords(item)})${item.citedBy.length > 0 ? `, linked to ${item.citedBy.join(', ')}` : ''}`,
  );
  call.print({
    json: items.map(presentItem),
    text: lines.length > 0 ? lines.join('\n') : 'No evidence matches.',
  });
}

async function add(call: Call): Promise<void> {
  const [path, ...more] = call.operands;
  if (more.length > 0) throw invalid('command.operands', 'Give one file, or none.');
  if (path && !existsSync(path)) throw invalid('command.file', `There is no file ${path}.`);
  const { context, member } = await actor(call);
  const name = path ? basename(path) : '';
  const kind = path
    ? 'file'
    : textSaid(call, 'figure')
      ? 'figure'
      : textSaid(call, 'url')
        ? 'link'
        : 'note';
  const input = parse(itemInput, {
    kind,
    title: textSaid(call, 'title') || titleFromName(name),
    note: textSaid(call, 'note'),
    about: textSaid(call, 'about'),
    url: textSaid(call, 'url'),
    figure: textSaid(call, 'figure'),
    unit: textSaid(call, 'unit'),
    voice: textSaid(call, 'voice'),
    effectiveOn: textSaid(call, 'date'),
    validUntil: textSaid(call, 'until'),
    owner: member.person.id,
  });
  const upload: Upload | null = path
    ? await takeUpload(context, { name, bytes: createReadStream(path) })
    : null;
  const { id } = await addEvidence(context, member, { input, upload }, howOf(call));
  call.print({
    json: { id, checksum: upload?.incoming.checksum ?? null },
    text: `Added ${id}.`,
  });
}

async function verify(call: Call): Promise<void> {
  const context = await call.context();
  const swept = isSet(call, 'sweep') ? await sweep(context) : null;
  const { files, orphans } = await verifyFiles(context);
  const broken = files.filter(({ state }) => state !== 'sound');
  const lines = [
    ...broken.map(
      ({ state, name, evidence, number }) => `${state}: ${name} (${evidence}, version ${number})`,
    ),
    `${countWords(files.length, 'file')} read, ${files.length - broken.length} sound.`,
    ...(orphans > 0 ? [`${countWords(orphans, 'file')} in the store that nothing uses.`] : []),
    ...(swept
      ? [
          `Removed: ${countWords(swept.files, 'file')}, ${countWords(swept.incoming, 'upload')} cut off, ${swept.evidence} deleted permanently.`,
        ]
      : []),
  ];
  call.print({ json: { files, orphans, swept }, text: lines.join('\n') });
  if (broken.length > 0)
    throw conflict(
      'file.broken',
      `${countWords(broken.length, 'file')} missing or damaged. Restore from a backup, then verify again.`,
    );
}
