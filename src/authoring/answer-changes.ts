/** Answering what was read of a document: as read, in other words, or not readable. */
import { z } from 'zod';
import { modelEvents } from '../framework/events.js';
import { assertMay } from '../framework/permissions.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, recordBy } from '../platform/access/member-changes.js';
import { conflict, invalid, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { requiredText } from '../platform/web/form.js';
import { saveAnswer } from './drafts-store.js';
import { type Item, mayBeUnreadable, placeWords } from './import-items.js';
import { findItems } from './open-import.js';

export const answerInput = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accepted') }),
  z.object({ act: z.literal('unreadable') }),
  z.object({
    act: z.literal('corrected'),
    words: requiredText('Enter the words from your copy', 6000),
  }),
]);
export type AnswerInput = z.infer<typeof answerInput>;

/**
 * Answers one cell or title: as read, in other words, or not readable in our copy.
 * @throws Problem 409 framework.answer-changed when somebody else answered meanwhile; 422 framework.no-words when
 * there is nothing to accept, framework.needs-words for a title that is to be marked as not readable
 */
export async function answerItem(
  context: AppContext,
  member: Member,
  at: { id: string; place: string; version: number; key: string | null },
  input: AnswerInput,
): Promise<void> {
  assertMay(member, 'model.load');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, at.key, async (db) => {
    const { draft, items } = await findItems(db, organisation, at.id);
    const item = items.find(({ place }) => place === at.place);
    if (!item) throw notFound('framework.unknown-place', 'This draft has no such place.');
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
      at: context.clock(),
      version: at.version,
    });
    if (!isSaved) throw answeredMeanwhile();
    await recordBy(db, context, member, modelEvents, {
      verb: `framework-draft.${kind}`,
      subject: { kind: 'framework draft', id: draft.id },
      before: { place: item.place, words: item.words },
      after: { words: kind === 'corrected' ? words : kind === 'accepted' ? item.words : null },
    });
  });
}

function checkAnswer(item: Item, { act }: AnswerInput): void {
  if (act === 'accepted' && item.words === null) {
    const sentence = 'Enter the words from your copy, or mark them as not readable';
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
    'Someone else answered this while you were looking at it. Both answers are shown here. Save again to use yours.',
  );
