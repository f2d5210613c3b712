/** The verbs of frameworks made by hand: copy one or begin with nothing, change it, publish it. */
import { z } from 'zod';
import { MOST_SHORT } from '../framework/definition.js';
import { modelEvents } from '../framework/events.js';
import type { Framework } from '../framework/framework.js';
import { statementOf } from '../framework/framework.js';
import { assertMay } from '../framework/permissions.js';
import { presentFramework } from '../framework/present.js';
import { findFrameworkVersion, ownId } from '../framework/store.js';
import { frameworkOf } from '../framework/version.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { conflict, invalid, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { once } from '../platform/storage/idempotency.js';
import type { Db } from '../platform/storage/transaction.js';
import { optionalText, requiredText } from '../platform/web/form.js';
import { changeDraft, type FrameworkDraft, findDraft } from './drafts-store.js';
import {
  addStatement,
  addTheme,
  blankFramework,
  editStatement,
  editTheme,
  linkOf,
  moveStatement,
  removeStatement,
  withLevels,
} from './edit-framework.js';
import {
  assertMayForAll,
  named,
  type Publisher,
  publish,
  publishScope,
} from './publish-changes.js';
import { frameworkIdOf, type PublishInput } from './publishing.js';
import { saveAsDraft } from './save-draft.js';

/** A draft that is written by hand, with its framework. */
export interface OpenDraft extends FrameworkDraft {
  framework: Framework;
}

/** A made draft. Throws NotFound; Conflict once it has been published. */
export async function findOpenDraft(db: Db, organisation: string, id: string): Promise<OpenDraft> {
  const draft = await findDraft(db, organisation, id);
  if (!draft.content) {
    throw notFound('framework.unknown-draft', 'This draft does not exist.');
  }
  if (draft.publishedVersionId) {
    throw conflict(
      'framework.draft-published',
      'This draft has been published. A published version cannot be changed. Copy the version to make another.',
    );
  }
  return { ...draft, framework: frameworkOf(draft.content) };
}

export const startInput = z.object({
  title: requiredText('Enter a title for the new model', 200, 'a title'),
  /** The version to copy, or nothing to begin with nothing. */
  from: z.union([z.literal(''), z.uuid()]).default(''),
});

/** Begins a framework by hand. Gives the draft's id. Throws NotFound for a version that is not there or not theirs. */
export async function startDraft(
  context: AppContext,
  member: Member,
  input: z.infer<typeof startInput>,
  { key }: How,
): Promise<{ id: string }> {
  assertMay(member, 'model.make');
  const organisation = member.organisation.id;
  return changeIdempotently(context, member, key, async (db) => {
    const frameworkId = await ownId(db, frameworkIdOf(input.title));
    const framework = input.from
      ? copyOf(await findFrameworkVersion(db, input.from, organisation), input.title, frameworkId)
      : blankFramework(input.title, frameworkId);
    return saveAsDraft(db, context, member, framework);
  });
}

const copyOf = (framework: Framework, title: string, id: string): Framework => ({
  ...framework,
  id,
  title,
  version: '1.0',
  edition: null,
});

const lines = (most: number) =>
  z
    .string()
    .max(most * 100, 'Enter less')
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .refine((list) => list.length <= most, `Enter at most ${most} lines`);

export const headInput = z.object({
  title: requiredText('Enter the title', 200),
  firstLevel: z.enum(['0', '1'], 'Choose the number of the lowest level'),
  levels: lines(8).refine(
    (list) => list.length >= 2,
    'Enter two to eight levels, one on each line',
  ),
});

export const themeInput = z.object({
  title: requiredText('Enter the title', 300),
  short: optionalText(MOST_SHORT, 'a short name').transform((text) => text || null),
  benchmarks: z
    .string()
    .trim()
    .default('')
    .transform((text) =>
      text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(Number),
    )
    .refine(
      (list) => list.every((each) => Number.isInteger(each) && each >= 1 && each <= 8),
      'Enter benchmarks as numbers from 1 to 8, like 2, 7',
    )
    .transform((list) => [...new Set(list)]),
});

const level = z.object({
  level: z.number().int(),
  summary: z
    .string()
    .trim()
    .max(6000, 'Enter at most 6,000 characters')
    .transform((text) => text || null),
  points: lines(30),
});

export const statementInput = z.object({
  title: requiredText('Enter the title', 300),
  asks: optionalText(500).transform((text) => text || null),
  levels: z.array(level),
  evidence: lines(30),
  prompts: lines(30),
  voices: lines(30),
  links: lines(40).transform((list, refinement) =>
    list.map((line) => {
      const link = linkOf(line);
      if (link) return link;
      const message = `Write each link like “3: 2.1 at 3 because …”. This one is not: ${line.slice(0, 60)}`;
      refinement.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  ),
});

/** What can be changed in a framework that is made by hand. */
export type Edit =
  | { kind: 'head'; head: z.infer<typeof headInput> }
  | { kind: 'theme'; theme: number; edit: z.infer<typeof themeInput> }
  | { kind: 'statement'; code: string; edit: z.infer<typeof statementInput> }
  | { kind: 'add theme' }
  | { kind: 'add statement'; theme: number }
  | { kind: 'remove statement'; code: string }
  | { kind: 'move statement'; code: string; by: -1 | 1 };

/** The framework after an edit. Throws NotFound for a theme or statement that is not there. */
function afterEdit(framework: Framework, edit: Edit): Framework {
  assertThere(framework, edit);
  if (edit.kind === 'head') {
    const { title, firstLevel, levels } = edit.head;
    return withLevels({ ...framework, title }, firstLevel === '0' ? 0 : 1, levels);
  }
  if (edit.kind === 'theme') return editTheme(framework, edit.theme, edit.edit);
  if (edit.kind === 'add theme') {
    return addTheme(framework, `Theme ${framework.themes.length + 1}`);
  }
  if (edit.kind === 'add statement') return addStatement(framework, edit.theme);
  if (edit.kind === 'remove statement') return removeStatement(framework, edit.code);
  if (edit.kind === 'move statement') return moveStatement(framework, edit.code, edit.by);
  const { links: buildsOn, ...rest } = edit.edit;
  return editStatement(framework, edit.code, { ...rest, buildsOn });
}

function assertThere(framework: Framework, edit: Edit): void {
  const isThere =
    'code' in edit
      ? statementOf(framework, edit.code) !== undefined
      : !('theme' in edit) || framework.themes.some(({ id }) => id === edit.theme);
  if (isThere) return;
  throw notFound('framework.unknown-place', 'This draft has no such place.');
}

/**
 * Changes a made draft as it stood in `version`.
 * @throws Conflict framework.draft-changed when somebody else changed it meanwhile; NotFound
 */
export async function editDraft(
  context: AppContext,
  member: Member,
  { id, version, key }: { id: string; version: number; key: string | null },
  edit: Edit,
): Promise<void> {
  assertMay(member, 'model.make');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const draft = await findOpenDraft(db, organisation, id);
    const framework = afterEdit(draft.framework, edit);
    const change = { title: framework.title, content: presentFramework(framework) };
    await changeDraft(db, { ...draft, version }, change, context.clock());
    await recordBy(db, context, member, modelEvents, {
      verb: 'framework-draft.edited',
      subject: { kind: 'framework draft', id },
      after: { edit: { ...edit } },
    });
  });
}

/**
 * Publishes a made draft as an immutable version. Gives the version's id.
 * @throws Problem 422 framework.invalid with its first fault, framework.unwritten while a level has no words,
 * framework.version-taken; 403 framework.not-for-all
 */
export async function publishDraft(
  context: AppContext,
  publisher: Publisher,
  id: string,
  input: PublishInput,
  { key }: How,
): Promise<{ id: string }> {
  const { member } = publisher;
  assertMay(member, 'model.publish');
  assertMayForAll(publisher, input.isForAll);
  return context.storage.write(publishScope(publisher, input.isForAll), (db) =>
    once(db, context, member.person.id, key, async () => {
      const draft = await findOpenDraft(db, member.organisation.id, id);
      if (!input.isCompared && unwritten(draft.framework).length > 0) throw stillUnwritten();
      const framework = { ...draft.framework, ...named(input) };
      const none = { matchedVersionId: null, matches: {} };
      return publish(db, context, publisher, { framework, origin: 'made', ...none, draft }, input);
    }),
  );
}

/** "2.4 level 3": every level without words. */
export const unwritten = (framework: Framework): string[] =>
  framework.themes.flatMap((theme) =>
    theme.statements.flatMap(({ id, levels }) =>
      levels.filter(({ summary }) => summary === null).map((each) => `${id} level ${each.level}`),
    ),
  );

function stillUnwritten() {
  const sentence = 'Confirm that levels can be left without words, or write them first';
  return invalid('framework.unwritten', `${sentence}.`, { isCompared: sentence });
}
