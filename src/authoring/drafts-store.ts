/** Rows of frameworks in the making. */
import type { Updateable } from 'kysely';
import { conflict, notFound } from '../platform/problems.js';
import type { Tables } from '../platform/storage/tables.js';
import type { Db } from '../platform/storage/transaction.js';
import type { Answer, AnswerKind } from './import-items.js';
import type { Draft, ReadingOptions } from './reading/draft.js';

export interface FrameworkDraft {
  id: string;
  organisationId: string;
  kind: 'imported' | 'made';
  title: string;
  fileName: string | null;
  options: ReadingOptions;
  /** For an imported one. */
  reading: Draft | null;
  /** For one made by hand: the framework in the keys of its file. */
  content: Record<string, unknown> | null;
  startedAt: Date;
  updatedAt: Date;
  publishedVersionId: string | null;
  version: number;
}

/** What a list shows of a draft. */
export type DraftSummary = Omit<FrameworkDraft, 'options' | 'reading' | 'content'>;

const summary = [
  'id',
  'organisation_id as organisationId',
  'kind',
  'title',
  'file_name as fileName',
  'started_at as startedAt',
  'updated_at as updatedAt',
  'published_version_id as publishedVersionId',
  'version',
] as const;

/** The drafts of an organisation that were not removed, newest first. */
export async function listDrafts(db: Db, organisation: string): Promise<DraftSummary[]> {
  return db
    .selectFrom('framework_drafts')
    .select(summary)
    .where('organisation_id', '=', organisation)
    .where('removed_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(100)
    .execute();
}

/** One draft. Throws NotFound when it is not there, not theirs, or was removed. */
export async function findDraft(db: Db, organisation: string, id: string): Promise<FrameworkDraft> {
  const row = await db
    .selectFrom('framework_drafts')
    .select([...summary, 'options', 'reading', 'content'])
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw notFound('framework.unknown-draft', 'This draft does not exist.');
  const { options, reading } = row;
  return { ...row, options: options as ReadingOptions, reading: reading as Draft | null };
}

/** The document of a draft as it came, or null once it is gone. */
export async function findFile(db: Db, organisation: string, id: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('framework_drafts')
    .select('file')
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.file ?? null;
}

export interface NewDraft {
  id: string;
  organisationId: string;
  title: string;
  fileName: string | null;
  file: Uint8Array | null;
  options: ReadingOptions;
  reading: Draft | null;
  content: Record<string, unknown> | null;
  startedBy: string;
  at: Date;
}

/** Saves a new draft: made by hand when it has content, else read from a document. */
export async function saveDraft(db: Db, draft: NewDraft): Promise<void> {
  await db
    .insertInto('framework_drafts')
    .values({
      organisation_id: draft.organisationId,
      id: draft.id,
      kind: draft.content ? 'made' : 'imported',
      title: draft.title,
      file_name: draft.fileName,
      file: draft.file ? Buffer.from(draft.file) : null,
      options: asJson(draft.options),
      reading: draft.reading ? asJson(draft.reading) : null,
      content: draft.content ? asJson(draft.content) : null,
      started_by: draft.startedBy,
      started_at: draft.at,
      updated_at: draft.at,
      published_version_id: null,
      removed_at: null,
    })
    .execute();
}

export interface DraftChange {
  title?: string;
  options?: ReadingOptions;
  reading?: Draft;
  content?: Record<string, unknown>;
  publishedVersionId?: string;
  /** True takes the document away. */
  isFileGone?: boolean;
}

/** A draft as a person saw it. */
type DraftAt = Pick<FrameworkDraft, 'organisationId' | 'id' | 'version'>;

/** Changes a draft as it stood in `version`. Throws Conflict when somebody else changed it meanwhile. */
export async function changeDraft(
  db: Db,
  draft: DraftAt,
  change: DraftChange,
  at: Date,
): Promise<void> {
  const columns = {
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.options ? { options: asJson(change.options) } : {}),
    ...(change.reading ? { reading: asJson(change.reading) } : {}),
    ...(change.content ? { content: asJson(change.content) } : {}),
    ...(change.publishedVersionId ? { published_version_id: change.publishedVersionId } : {}),
    ...(change.isFileGone ? { file: null } : {}),
  };
  await updateDraft(db, draft, columns, at);
}

/**
 * Takes a draft away, with its document, all that was read of it and every answer: the row and its title stay for the
 * history. Throws Conflict when somebody else changed it meanwhile.
 */
export async function markDraftRemoved(db: Db, draft: DraftAt, at: Date): Promise<void> {
  const gone = { removed_at: at, file: null, file_name: null, options: '{}', reading: null };
  await updateDraft(db, draft, gone, at);
  await db
    .deleteFrom('framework_answers')
    .where('organisation_id', '=', draft.organisationId)
    .where('draft_id', '=', draft.id)
    .execute();
}

async function updateDraft(
  db: Db,
  draft: DraftAt,
  columns: Updateable<Tables['framework_drafts']>,
  at: Date,
): Promise<void> {
  const changed = await db
    .updateTable('framework_drafts')
    .set({ ...columns, updated_at: at, version: draft.version + 1 })
    .where('organisation_id', '=', draft.organisationId)
    .where('id', '=', draft.id)
    .where('version', '=', draft.version)
    .executeTakeFirst();
  if (changed.numUpdatedRows !== 1n) throw changedMeanwhile();
}

const changedMeanwhile = () =>
  conflict(
    'framework.draft-changed',
    'Someone else changed this draft while you were working. What you typed is kept here. Check the draft, then save again.',
  );

/** Every answer that was given on a draft. */
export async function listAnswers(db: Db, organisation: string, draft: string): Promise<Answer[]> {
  return db
    .selectFrom('framework_answers')
    .select(['place', 'kind', 'words', 'read_words as read', 'answered_by as answeredBy'])
    .select(['answered_at as answeredAt', 'version'])
    .where('organisation_id', '=', organisation)
    .where('draft_id', '=', draft)
    .execute();
}

export interface NewAnswer {
  organisationId: string;
  draftId: string;
  place: string;
  kind: AnswerKind;
  words: string | null;
  read: string | null;
  answeredBy: string;
  at: Date;
  /** The version of the answer that the person saw; 0 when there was none. */
  version: number;
}

/** Saves an answer. False, and nothing done, when there is another one than the person saw. */
export async function saveAnswer(db: Db, answer: NewAnswer): Promise<boolean> {
  const given = {
    kind: answer.kind,
    words: answer.words,
    read_words: answer.read,
    answered_by: answer.answeredBy,
    answered_at: answer.at,
  };
  const saved = await db
    .insertInto('framework_answers')
    .values({
      organisation_id: answer.organisationId,
      draft_id: answer.draftId,
      place: answer.place,
      ...given,
    })
    .onConflict((row) =>
      row
        .columns(['organisation_id', 'draft_id', 'place'])
        .doUpdateSet({ ...given, version: answer.version + 1 })
        .where('framework_answers.version', '=', answer.version),
    )
    .executeTakeFirst();
  return saved.numInsertedOrUpdatedRows === 1n;
}

/** JSON that the database can hold: without NULs and halves of surrogate pairs. */
function asJson(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\0', '') : each,
  );
}
