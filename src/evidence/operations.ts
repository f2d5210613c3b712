/** What a program does with evidence: the functions behind the pages. */
import { z } from 'zod';
import { type Member, scopeOf } from '../platform/access/member.js';
import { editors, everyone } from '../platform/access/route.js';
import { fileOutput, type Operation, operationsOf } from '../platform/operations/operation.js';
import { nextPage, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { dropIncoming } from '../platform/storage/files-incoming.js';
import { addEvidence, changeEvidence, replaceFile, setDeleted } from './changes.js';
import { itemInput, noEvidence } from './evidence.js';
import { takeUpload, type Upload } from './files/upload.js';
import { findItem, listItems } from './library-store.js';
import { download } from './pages/download.js';
import { MOST_UPLOAD_BYTES } from './pages/form.js';
import { askedOf, todayAt } from './pages/list-query.js';
import { may } from './permissions.js';
import { listedItemSchema, presentItem, presentWholeItem, wholeItemSchema } from './present.js';

const operation = operationsOf('evidence');

const listInput = pageInput.extend({
  cursor: z.uuid().optional(),
  /** Words to search for. */
  q: z.string().max(100).default(''),
  kind: z.enum(['file', 'link', 'note', 'figure']).optional(),
  voice: listedItemSchema.shape.voice.unwrap().optional(),
  /** The code of a statement that cites it. */
  statement: z.string().max(20).optional(),
  owner: z.uuid().optional(),
});

/** A file as the page takes it: counted, known by type, scanned. */
const upload = {
  bytes: MOST_UPLOAD_BYTES,
  take: takeUpload,
  drop: ({ incoming }: Upload) => dropIncoming(incoming),
};

/** An item; a deleted one only for those who can restore it. */
async function read(context: AppContext, member: Member, id: string) {
  const item = await context.storage.read(scopeOf(member), (db) =>
    findItem(db, member.organisation.id, id),
  );
  if (item.deletedAt && !may(member, 'evidence.delete', item)) throw noEvidence();
  return presentWholeItem(item);
}

/** An item as it is then. */
const wholeItem = { output: wholeItemSchema, answer: read };

/** The API of the library. Linking evidence to statements is the review's. */
export const evidenceOperations: Operation[] = [
  operation({
    name: 'evidence.list',
    summary: 'List the evidence, newest first.',
    http: { method: 'GET', path: '/evidence' },
    allow: everyone,
    input: listInput,
    output: pageOf(listedItemSchema),
    form: 'GET /evidence',
    command: 'evidence list',
    async run({ context, member, input: { limit, cursor = null, ...asked } }) {
      const wanted = Object.entries(asked).filter(([, is]) => is !== undefined);
      const { filters } = askedOf(new URLSearchParams(wanted as [string, string][]));
      const page = { after: cursor, most: limit + 1, today: todayAt(context.clock()) };
      const items = await context.storage.read(scopeOf(member), (db) =>
        listItems(db, member.organisation.id, filters, page),
      );
      return nextPage(items.map(presentItem), limit);
    },
  }),
  operation({
    name: 'evidence.read',
    summary: 'Read an item of evidence, with its files and the statements that it is linked to.',
    http: { method: 'GET', path: '/evidence/:evidence' },
    allow: everyone,
    output: wholeItemSchema,
    isVersioned: true,
    form: 'GET /evidence/:id',
    command: 'evidence list',
    run: ({ context, member, id }) => read(context, member, id),
  }),
  operation({
    name: 'evidence.add',
    summary: 'Add a link, a note, a figure or a file.',
    http: { method: 'POST', path: '/evidence' },
    allow: editors,
    input: itemInput,
    ...wholeItem,
    isVersioned: true,
    hasTexts: true,
    takesFile: { ...upload, isRequired: false },
    form: ['POST /evidence/new', 'POST /evidence/paste'],
    command: 'evidence add',
    run: ({ context, member, input, file, how }) =>
      addEvidence(context, member, { input, upload: file }, how),
  }),
  operation({
    name: 'evidence.change',
    summary: 'Change an item of evidence. Anything you leave out is cleared.',
    http: { method: 'PUT', path: '/evidence/:evidence' },
    allow: editors,
    input: itemInput,
    ...wholeItem,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /evidence/:id/edit',
    async run({ context, member, id, input, how, version: known }) {
      const version = known ?? (await read(context, member, id)).version;
      await changeEvidence(context, member, { id, input, version }, how);
    },
  }),
  operation({
    name: 'evidence.add-file',
    summary: 'Give an item of evidence a newer file. The earlier ones are kept.',
    http: { method: 'POST', path: '/evidence/:evidence/files' },
    allow: editors,
    ...wholeItem,
    isVersioned: true,
    hasTexts: true,
    takesFile: { ...upload, isRequired: true },
    form: 'POST /evidence/:id/file',
    async run({ context, member, id, file, how }) {
      if (file) await replaceFile(context, member, { id, upload: file }, how);
    },
  }),
  operation({
    name: 'evidence.read-file',
    summary: 'Read a file of an item of evidence, by its number.',
    http: { method: 'GET', path: '/evidence/:evidence/files/:number' },
    allow: everyone,
    output: fileOutput,
    form: 'GET /evidence/:id/files/:number',
    run: ({ context, member, id, params }) =>
      download(context, member, { id, number: params.number ?? '' }),
  }),
  operation({
    name: 'evidence.delete',
    summary: 'Delete an item of evidence. You can restore it for 30 days.',
    http: { method: 'DELETE', path: '/evidence/:evidence' },
    allow: editors,
    form: 'POST /evidence/:id/delete',
    async run({ context, member, id, how }) {
      await setDeleted(context, member, { id, isDeleted: true }, how);
    },
  }),
  operation({
    name: 'evidence.restore',
    summary: 'Restore a deleted item of evidence.',
    http: { method: 'POST', path: '/evidence/:evidence/restore' },
    allow: editors,
    ...wholeItem,
    isVersioned: true,
    form: 'POST /evidence/:id/restore',
    run: ({ context, member, id, how }) =>
      setDeleted(context, member, { id, isDeleted: false }, how),
  }),
];
