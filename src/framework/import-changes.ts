/** The verbs of an import: read a document, read it again, answer what was read, take it away. */
import { z } from 'zod';
import { type Member, scopeOf } from '../people/people.js';
import { conflict, invalid, notFound } from '../problems.js';
import { type Door, record } from '../storage/history.js';
import { once } from '../storage/receipts.js';
import type { Db } from '../storage/transaction.js';
import type { World } from '../storage/world.js';
import { withTitleDoubts } from './companion.js';
import {
  changeDraft,
  type FrameworkDraft,
  findDraft,
  findFile,
  listAnswers,
  saveAnswer,
  saveDraft,
} from './drafts-store.js';
import { readFile } from './import-reader.js';
import { type Answer, type Item, itemsOf, mayBeUnreadable, placeWords } from './importing.js';
import { keepMade } from './keep-made.js';
import { assertMay } from './permissions.js';
import type { Draft, ReadingOptions } from './reading/draft.js';
import { ownId } from './store.js';

interface How {
  key: string | null;
  door?: Door;
}

/** A document as it came. */
export interface Document {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads a document and keeps it as a draft of the member's organisation: one of Waymark's own files as one made by
 * hand, with all that it holds. Gives the draft's id.
 * @throws Problem reading.* when it cannot be read: nothing is kept then
 */
export async function startImport(
  world: World,
  member: Member,
  document: Document,
  { key, door = 'page' }: How,
): Promise<{ id: string; kind: 'imported' | 'made' }> {
  assertMay(member, 'model.load');
  const name = cleanName(document.name);
  const read = await readFile(world, document.bytes, name, {});
  const reading = await world.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  return world.storage.write(scopeOf(member), (db) =>
    once(db, world, member.person.id, key, async () => {
      if (reading.framework) {
        const own = await ownId(db, reading.framework.id);
        const kept = await keepMade(db, world, member, { ...reading.framework, id: own });
        return { ...kept, kind: 'made' as const };
      }
      const id = world.id();
      await saveDraft(db, {
        id,
        organisationId: member.organisation.id,
        title: reading.title ?? name,
        fileName: name,
        file: document.bytes,
        options: {},
        reading,
        content: null,
        startedBy: member.person.id,
        at: world.clock(),
      });
      await record(db, world, {
        organisation: member.organisation.id,
        person: member.person.id,
        door,
        verb: 'framework-draft.started',
        subject: { kind: 'framework draft', id },
        before: null,
        after: { file: name, bytes: document.bytes.length, ...countsOf(reading) },
      });
      return { id, kind: 'imported' as const };
    }),
  );
}

const countsOf = ({ repairs, doubts, missing }: Draft) => ({
  repairs: repairs.length,
  doubts: doubts.length,
  missing: missing.length,
});

/** The last part of a name, without what no list should show. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 120);
  return clean || 'Pasted text';
}

const column = z.coerce
  .number('Enter columns as numbers, the first is 1')
  .int('Enter columns as whole numbers')
  .min(1, 'The first column is 1')
  .max(1000, 'Enter a column of at most 1000');

/** What a person may set for the reading, as a form has it: columns counted from 1, empty for "as it was found". */
export const readingInput = z
  .object({
    levels: z.union([z.literal(''), z.coerce.number().int().min(2).max(8)]).default(''),
    firstLevel: z.union([z.literal(''), z.coerce.number().int().min(0).max(1)]).default(''),
    bestFirst: z.enum(['', 'yes', 'no']).default(''),
    codeLike: z
      .string()
      .trim()
      .max(12, 'Enter one code as it stands in the document, like 1.1')
      .default(''),
    codeColumn: z.union([z.literal(''), column]).default(''),
    titleColumn: z.union([z.literal(''), column]).default(''),
    levelColumns: z.string().trim().max(80).default(''),
    sheet: z.string().max(120).default(''),
  })
  .transform((given, context): ReadingOptions => {
    const levels = given.levelColumns.split(/[\s,;]+/).filter(Boolean);
    const numbers = levels.map(Number);
    const hasColumns = given.codeColumn !== '' && levels.length > 0;
    if (numbers.some((each) => !Number.isInteger(each) || each < 1) || numbers.length > 8) {
      const message = 'Enter the columns of the levels as numbers, like 3, 4, 5, 6';
      context.addIssue({ code: 'custom', path: ['levelColumns'], message });
    } else if (levels.length > 0 && given.codeColumn === '') {
      const message = 'Enter the column of the code too';
      context.addIssue({ code: 'custom', path: ['codeColumn'], message });
    }
    const code = Number(given.codeColumn) - 1;
    return {
      ...(given.levels === '' ? {} : { levels: given.levels }),
      ...(given.firstLevel === '' ? {} : { firstLevel: given.firstLevel }),
      ...(given.bestFirst === '' ? {} : { bestFirst: given.bestFirst === 'yes' }),
      ...(given.codeLike === '' ? {} : { codeLike: given.codeLike }),
      ...(given.sheet === '' ? {} : { sheet: given.sheet }),
      ...(hasColumns
        ? {
            columns: {
              code,
              title: given.titleColumn === '' ? code : given.titleColumn - 1,
              levels: numbers.map((each) => each - 1),
            },
          }
        : {}),
    };
  });

/**
 * Reads the document of a draft again with other settings. Answers stay where the words are read as before.
 * @throws Problem reading.*; Conflict when the draft was changed or published meanwhile
 */
export async function readAgain(
  world: World,
  member: Member,
  id: string,
  options: ReadingOptions,
  { version, door = 'page' }: { version: number; door?: Door },
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  const { draft, file } = await world.storage.read(scopeOf(member), async (db) => ({
    draft: await findImport(db, organisation, id),
    file: await findFile(db, organisation, id),
  }));
  if (!file) throw notFound('framework.no-document', 'The document of this draft is gone.');
  const read = await readFile(world, file, draft.fileName ?? '', options);
  const reading = await world.storage.read(scopeOf(member), (db) => withTitleDoubts(db, read));
  await world.storage.write(scopeOf(member), async (db) => {
    const now = await findImport(db, organisation, id);
    await changeDraft(db, { ...now, version }, { options, reading }, world.clock());
    await record(db, world, {
      organisation,
      person: member.person.id,
      door,
      verb: 'framework-draft.read',
      subject: { kind: 'framework draft', id },
      before: { options: now.options },
      after: { options, ...countsOf(reading) },
    });
  });
}

export const answerInput = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accepted') }),
  z.object({ act: z.literal('unreadable') }),
  z.object({
    act: z.literal('corrected'),
    words: z
      .string()
      .trim()
      .min(1, 'Enter the words as they stand in your copy')
      .max(6000, 'Enter at most 6,000 characters'),
  }),
]);
export type AnswerInput = z.infer<typeof answerInput>;

/**
 * Answers one cell or title: as read, in other words, or not readable in our copy.
 * @throws Problem 409 framework.answer-changed when somebody else answered meanwhile; 422 framework.no-words when
 * there is nothing to accept, framework.needs-words for a title that is to be marked as not readable
 */
export async function answerItem(
  world: World,
  member: Member,
  at: { id: string; place: string; version: number },
  input: AnswerInput,
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  await world.storage.write(scopeOf(member), async (db) => {
    const { draft, items } = await findItems(db, organisation, at.id);
    const item = items.find(({ place }) => place === at.place);
    if (!item) throw notFound('framework.unknown-place', 'There is no such place in this draft.');
    checkAnswer(item, input);
    const words = input.act === 'corrected' ? input.words : null;
    const isSame = words !== null && words === item.words;
    const kind = isSame ? 'accepted' : input.act;
    const isSaved = await saveAnswer(db, {
      organisationId: organisation,
      draftId: draft.id,
      place: item.place,
      kind,
      words: isSame ? null : words,
      read: item.words,
      answeredBy: member.person.id,
      at: world.clock(),
      version: at.version,
    });
    if (!isSaved) throw answeredMeanwhile();
    await record(db, world, {
      organisation,
      person: member.person.id,
      verb: `framework-draft.${kind}`,
      subject: { kind: 'framework draft', id: draft.id },
      before: { place: item.place, words: item.words },
      after: { words: kind === 'corrected' ? words : kind === 'accepted' ? item.words : null },
    });
  });
}

function checkAnswer(item: Item, { act }: AnswerInput): void {
  if (act === 'accepted' && item.words === null) {
    const sentence = 'Enter the words as they stand in your copy, or mark them as not readable';
    throw invalid('framework.no-words', `${sentence}.`, { words: sentence });
  }
  if (act === 'unreadable' && !mayBeUnreadable(item)) {
    const sentence = `Enter words for ${placeWords(item)}, so that people can find it`;
    throw invalid('framework.needs-words', `${sentence}.`, { words: sentence });
  }
}

const answeredMeanwhile = () =>
  conflict(
    'framework.answer-changed',
    'Somebody else answered this while you were looking at it. Their answer and yours are both here: save again to put yours in its place.',
  );

/** Takes a draft away, with its document. What was published of it stays. */
export async function removeDraft(
  world: World,
  member: Member,
  id: string,
  { key }: How,
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  await world.storage.write(scopeOf(member), (db) =>
    once(db, world, member.person.id, key, async () => {
      const draft = await findDraft(db, organisation, id);
      const now = world.clock();
      await changeDraft(db, draft, { removedAt: now, isFileGone: true }, now);
      await record(db, world, {
        organisation,
        person: member.person.id,
        verb: 'framework-draft.removed',
        subject: { kind: 'framework draft', id },
        before: { title: draft.title },
        after: null,
      });
      return {};
    }),
  );
}

/** An imported draft that is still open. Throws NotFound; Conflict once it has been published. */
async function findImport(
  db: Db,
  organisation: string,
  id: string,
): Promise<FrameworkDraft & { reading: Draft }> {
  const draft = await findDraft(db, organisation, id);
  const { reading } = draft;
  if (!reading) throw notFound('framework.unknown-draft', 'There is no such draft of a framework.');
  if (draft.publishedVersionId) {
    throw conflict(
      'framework.draft-published',
      'This draft has been published, and a published version never changes. Load the document again to make another version.',
    );
  }
  return { ...draft, reading };
}

/** The draft with everything there is to look at. */
export async function findItems(
  db: Db,
  organisation: string,
  id: string,
): Promise<{ draft: FrameworkDraft & { reading: Draft }; items: Item[]; answers: Answer[] }> {
  const draft = await findImport(db, organisation, id);
  const answers = await listAnswers(db, organisation, id);
  return { draft, answers, items: itemsOf(draft.reading, answers) };
}
