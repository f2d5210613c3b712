/** What a program does with drafts of models: the functions behind the pages. */
import { z } from 'zod';
import { versionSchema } from '../framework/operations.js';
import { assertMay } from '../framework/permissions.js';
import { presentVersion } from '../framework/present.js';
import { findVersion } from '../framework/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { leaders } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import { notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { parse } from '../platform/web/form.js';
import { answerInput, answerItem } from './answer-changes.js';
import { findDraft, listDrafts } from './drafts-store.js';
import { publishDraft, startDraft, startInput } from './edit-changes.js';
import { editOperations, readDraft } from './edit-operations.js';
import { readAgain, removeDraft, startImport } from './import-changes.js';
import { findItems } from './open-import.js';
import { IMPORT_BYTES, pasted, takeDocument } from './pages/imports.js';
import {
  draftSchema,
  placeSchema,
  presentDraft,
  presentPlace,
  wholeDraftSchema,
} from './present.js';
import { chooseVersion, publishImport } from './publish-changes.js';
import { publishInput } from './publishing.js';
import { importInput, readingInput } from './reading-options.js';

const operation = operationsOf('model');

async function findPlace(context: AppContext, member: Member, id: string, wanted: string) {
  const { items } = await context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, id),
  );
  const found = items.find(({ place }) => place === wanted);
  if (!found) throw notFound('framework.unknown-place', 'This draft has no such place.');
  return presentPlace(found);
}

const readVersion = async (context: AppContext, member: Member, id: string) =>
  presentVersion(
    await context.storage.read(scopeOf(member), (db) =>
      findVersion(db, id, member.organisation.id),
    ),
  );

/** A draft as it is then. */
const wholeDraft = { output: wholeDraftSchema, answer: readDraft };

/** The API of drafts, and of which version a school works with. */
export const authoringOperations: Operation[] = [
  operation({
    allow: leaders,
    name: 'draft.list',
    summary: 'List the drafts of models, the last changed first.',
    http: { method: 'GET', path: '/drafts' },
    input: pageInput,
    output: pageOf(draftSchema),
    form: 'GET /model/imports',
    async run({ context, member, input }) {
      assertMay(member, 'model.load');
      const drafts = await context.storage.read(scopeOf(member), (db) =>
        listDrafts(db, member.organisation.id),
      );
      return pageFrom(drafts.map(presentDraft), input);
    },
  }),
  operation({
    allow: leaders,
    name: 'draft.read',
    summary: 'Read a draft: the model that is written, or every place that was read of a document.',
    http: { method: 'GET', path: '/drafts/:draft' },
    output: wholeDraftSchema,
    isVersioned: true,
    form: ['GET /model/drafts/:id', 'GET /model/imports/:id'],
    run: ({ context, member, id }) => readDraft(context, member, id),
  }),
  operation({
    allow: leaders,
    name: 'draft.start',
    summary: 'Start a model by hand, blank or as a copy of a version.',
    http: { method: 'POST', path: '/drafts' },
    input: startInput,
    ...wholeDraft,
    isVersioned: true,
    form: 'POST /model/drafts',
    run: ({ context, member, input, how }) => startDraft(context, member, input, how),
  }),
  operation({
    allow: leaders,
    name: 'draft.import',
    summary:
      'Read a model from a document, or from text, as a draft. One that is not understood is kept, with the reason as refusal.',
    http: { method: 'POST', path: '/drafts/import' },
    input: importInput,
    takesFile: {
      isRequired: false,
      bytes: IMPORT_BYTES,
      take: (_, file) => takeDocument(file),
    },
    ...wholeDraft,
    isVersioned: true,
    form: 'POST /model/imports',
    run: ({ context, member, input, file, how }) =>
      startImport(context, member, file ?? pasted(input.text), how, input.options),
  }),
  operation({
    allow: leaders,
    name: 'draft.read-again',
    summary: 'Read the document of a draft again with other settings.',
    http: { method: 'PUT', path: '/drafts/:draft/settings' },
    input: readingInput,
    ...wholeDraft,
    isVersioned: true,
    form: 'POST /model/imports/:id/settings',
    async run({ context, member, id, input, how, version: known }) {
      const version = known ?? (await readDraft(context, member, id)).version;
      await readAgain(context, member, id, input, { ...how, version });
    },
  }),
  operation({
    allow: leaders,
    name: 'draft.answer',
    summary: 'Accept or correct what was read of one place of a document, or call it unreadable.',
    http: { method: 'PUT', path: '/drafts/:draft/places/:place' },
    input: z.object({
      act: z.enum(['accepted', 'corrected', 'unreadable']),
      words: z.string().max(6000).optional(),
    }),
    output: placeSchema,
    isVersioned: true,
    form: 'POST /model/imports/:id/items/:place',
    async run({ context, member, id, params: { place = '' }, input, how, version: known }) {
      const version = known ?? (await findPlace(context, member, id, place)).version;
      const at = { id, place, version, key: how.key };
      await answerItem(context, member, at, parse(answerInput, input));
      return findPlace(context, member, id, place);
    },
  }),
  ...editOperations,
  operation({
    allow: leaders,
    name: 'draft.remove',
    summary: 'Remove a draft, with its document. What was published from it stays.',
    http: { method: 'DELETE', path: '/drafts/:draft' },
    form: ['POST /model/imports/:id/removal', 'POST /model/drafts/:id'],
    run: ({ context, member, id, how }) => removeDraft(context, member, id, how),
  }),
  operation({
    allow: leaders,
    name: 'draft.publish',
    summary: 'Publish a draft for the school, as a version that never changes.',
    http: { method: 'POST', path: '/drafts/:draft/publication' },
    // For every school only an administrator publishes, on the page or with "framework publish".
    input: publishInput.omit({ isForAll: true }),
    output: versionSchema,
    form: ['POST /model/imports/:id/publication', 'POST /model/drafts/:id/publication'],
    async run({ context, member, id, input, how }) {
      const { kind } = await context.storage.read(scopeOf(member), (db) =>
        findDraft(db, member.organisation.id, id),
      );
      const publish = kind === 'made' ? publishDraft : publishImport;
      const publisher = { member, isAdministrator: false };
      return publish(context, publisher, id, { ...input, isForAll: false }, how);
    },
    answer: readVersion,
  }),
  operation({
    allow: leaders,
    name: 'framework.choose',
    summary: 'Choose the version of the model that new reviews start with.',
    http: { method: 'PUT', path: '/frameworks/:version/choice' },
    output: versionSchema,
    form: 'POST /model/versions/:id/choice',
    run: async ({ context, member, id, how }) =>
      presentVersion(await chooseVersion(context, member, id, how)),
  }),
];
