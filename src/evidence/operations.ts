/** What a program does with evidence: the functions behind the pages. Files come by the page or the command line. */
import { z } from 'zod';
import { EVERY_ROLE, type Member, scopeOf } from '../platform/access/member.js';
import { members } from '../platform/access/route.js';
import { type Operation, operation } from '../platform/operations/operation.js';
import { nextPage, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { addEvidence, changeEvidence, setDeleted } from './changes.js';
import { itemInput, noEvidence } from './evidence.js';
import { findItem, listItems } from './library-store.js';
import { askedOf, todayAt } from './pages/list-query.js';
import { may } from './permissions.js';
import { listedItemSchema, presentItem, presentWholeItem, wholeItemSchema } from './present.js';

const everyone = members(...EVERY_ROLE);
const makers = members('careers leader', 'contributor');

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

const idOf = (params: Readonly<Record<string, string>>) => params.evidence ?? '';

/** An item; a deleted one only for those who can restore it. */
async function read(context: AppContext, member: Member, id: string) {
  const item = await context.storage.read(scopeOf(member), (db) =>
    findItem(db, member.organisation.id, id),
  );
  if (item.deletedAt && !may(member, 'evidence.delete', item)) throw noEvidence();
  return presentWholeItem(item);
}

/** The API of the library. Linking evidence to statements is the review's. */
export const evidenceOperations: Operation[] = [
  operation({
    name: 'evidence.list',
    summary: 'List the evidence, newest first.',
    feature: 'evidence',
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
    summary: 'Read a piece of evidence, with its files and the statements that it is linked to.',
    feature: 'evidence',
    http: { method: 'GET', path: '/evidence/:evidence' },
    allow: everyone,
    output: wholeItemSchema,
    isVersioned: true,
    form: 'GET /evidence/:id',
    command: 'evidence list',
    run: ({ context, member, params }) => read(context, member, idOf(params)),
  }),
  operation({
    name: 'evidence.add',
    summary: 'Add a link, a note or a figure. Upload a file on the page.',
    feature: 'evidence',
    http: { method: 'POST', path: '/evidence' },
    allow: makers,
    input: itemInput,
    output: wholeItemSchema,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /evidence/new',
    command: 'evidence add',
    async run({ context, member, input, how }) {
      const { id } = await addEvidence(context, member, { input, upload: null }, how);
      return read(context, member, id);
    },
  }),
  operation({
    name: 'evidence.change',
    summary: 'Change a piece of evidence. Anything you leave out is cleared.',
    feature: 'evidence',
    http: { method: 'PUT', path: '/evidence/:evidence' },
    allow: makers,
    input: itemInput,
    output: wholeItemSchema,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /evidence/:id/edit',
    async run({ context, member, params, input, how, version: known }) {
      const id = idOf(params);
      const version = known ?? (await read(context, member, id)).version;
      await changeEvidence(context, member, { id, input, version }, how);
      return read(context, member, id);
    },
  }),
  operation({
    name: 'evidence.delete',
    summary: 'Delete a piece of evidence. It can be restored for 30 days.',
    feature: 'evidence',
    http: { method: 'DELETE', path: '/evidence/:evidence' },
    allow: makers,
    form: 'POST /evidence/:id/delete',
    async run({ context, member, params, how }) {
      await setDeleted(context, member, { id: idOf(params), isDeleted: true }, how);
    },
  }),
  operation({
    name: 'evidence.restore',
    summary: 'Restore a deleted piece of evidence.',
    feature: 'evidence',
    http: { method: 'POST', path: '/evidence/:evidence/restore' },
    allow: makers,
    output: wholeItemSchema,
    isVersioned: true,
    form: 'POST /evidence/:id/restore',
    async run({ context, member, params, how }) {
      await setDeleted(context, member, { id: idOf(params), isDeleted: false }, how);
      return read(context, member, idOf(params));
    },
  }),
];
