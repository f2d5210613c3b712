/** What a program changes in a model that is written by hand. */
import { z } from 'zod';
import { assertMay } from '../framework/permissions.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { leaders } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import type { AppContext } from '../platform/storage/context.js';
import { findDraft, listAnswers } from './drafts-store.js';
import { type Edit, editDraft, headInput, statementInput, themeInput } from './edit-changes.js';
import { presentWholeDraft, wholeDraftSchema } from './present.js';

const operation = operationsOf('model');

type Params = Readonly<Record<string, string>>;

/** A draft as it is now. */
export async function readDraft(context: AppContext, member: Member, id: string) {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  return context.storage.read(scopeOf(member), async (db) => {
    const draft = await findDraft(db, organisation, id);
    return presentWholeDraft(draft, await listAnswers(db, organisation, id));
  });
}

const EDITOR = 'POST /model/drafts/:id';

/** One operation for each edit: without a version it changes the draft as it is. */
const edit = <I extends z.ZodType = z.ZodUndefined>({
  editOf,
  ...rest
}: {
  name: string;
  summary: string;
  http: Operation['http'];
  input?: I;
  form: string;
  editOf(params: Params, input: z.output<I>): Edit;
}): Operation =>
  operation({
    ...rest,
    allow: leaders,
    output: wholeDraftSchema,
    isVersioned: true,
    async run({ context, member, id, params, input, how, version: known }) {
      const version = known ?? (await readDraft(context, member, id)).version;
      const at = { id, version, key: how.key };
      await editDraft(context, member, at, editOf(params, input as z.output<I>));
    },
    answer: readDraft,
  });

const themeIn = (params: Params) => Number(params.theme);
const codeIn = (params: Params) => params.statement ?? '';

/** The API of the parts of a draft; the drafts add them to their own. */
export const editOperations: Operation[] = [
  edit({
    name: 'draft.change',
    summary: 'Change the title and the levels of a draft; levels are lines of one text.',
    http: { method: 'PUT', path: '/drafts/:draft' },
    input: headInput,
    form: EDITOR,
    editOf: (_, head) => ({ kind: 'head', head }),
  }),
  edit({
    name: 'draft-theme.add',
    summary: 'Add a theme to a draft, with one statement.',
    http: { method: 'POST', path: '/drafts/:draft/themes' },
    form: EDITOR,
    editOf: () => ({ kind: 'add theme' }),
  }),
  edit({
    name: 'draft-theme.change',
    summary: 'Change the title, the short name and the benchmarks of a theme of a draft.',
    http: { method: 'PUT', path: '/drafts/:draft/themes/:theme' },
    input: themeInput,
    form: EDITOR,
    editOf: (params, input) => ({ kind: 'theme', theme: themeIn(params), edit: input }),
  }),
  edit({
    name: 'draft-statement.add',
    summary: 'Add a statement to a theme of a draft.',
    http: { method: 'POST', path: '/drafts/:draft/themes/:theme/statements' },
    form: EDITOR,
    editOf: (params) => ({ kind: 'add statement', theme: themeIn(params) }),
  }),
  edit({
    name: 'draft-statement.change',
    summary: 'Change a statement of a draft. Anything you leave out is cleared.',
    http: { method: 'PUT', path: '/drafts/:draft/statements/:statement' },
    input: statementInput,
    form: 'POST /model/drafts/:id/statements/:statement',
    editOf: (params, input) => ({ kind: 'statement', code: codeIn(params), edit: input }),
  }),
  edit({
    name: 'draft-statement.move',
    summary: 'Move a statement of a draft one place up (-1) or down (1) within its theme.',
    http: { method: 'POST', path: '/drafts/:draft/statements/:statement/move' },
    input: z.object({ by: z.union([z.literal(-1), z.literal(1)]) }),
    form: EDITOR,
    editOf: (params, { by }) => ({ kind: 'move statement', code: codeIn(params), by }),
  }),
  edit({
    name: 'draft-statement.remove',
    summary: 'Remove a statement from a draft.',
    http: { method: 'DELETE', path: '/drafts/:draft/statements/:statement' },
    form: EDITOR,
    editOf: (params) => ({ kind: 'remove statement', code: codeIn(params) }),
  }),
];
