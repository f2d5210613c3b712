/** The history of a review in sentences: on its own page, and in the school's. */
import { sql } from 'kysely';
import type { Framework } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { groupSavings, spanOf } from '../platform/history/groups.js';
import type { Channel, HistoryEntry } from '../platform/history/history.js';
import {
  type HistoryMessages,
  type HistoryWords,
  IT,
  type Saying,
  say,
} from '../platform/history/messages.js';
import { remarkSentence } from '../remark/history-messages.js';
import { describe, type Rating } from './rating.js';
import { counted } from './sentences.js';

/** One change as it was kept. */
export interface Entry extends Omit<HistoryEntry, 'subject'> {
  /** The statement that was judged; null for a change of the review itself. */
  statement: string | null;
}

/** Changes of one person to one statement that followed each other, shown as one. */
export interface HistoryItem {
  from: Date;
  to: Date;
  who: string;
  statement: string | null;
  channel: Channel;
  /** How many savings it was. */
  savings: number;
  sentences: string[];
}

/**
 * Tells entries, newest first as they come. Savings of one person to one statement within ten minutes of each other
 * are one telling, from what was before the first to what was after the last.
 */
export function historySentences(framework: Framework, entries: readonly Entry[]): HistoryItem[] {
  return groupSavings(entries, ({ statement }) => statement).map((group) =>
    message(framework, group),
  );
}

function message(framework: Framework, group: Entry[]): HistoryItem {
  const last = group[0]!;
  const first = group.at(-1)!;
  const { before, after } = spanOf(group);
  return {
    from: first.at,
    to: last.at,
    who: last.personName ?? 'Someone whose name was erased',
    statement: last.statement,
    channel: last.channel,
    savings: group.length,
    sentences: last.verb.startsWith('agreement.')
      ? [
          ...(last.verb === 'agreement.undone' ? ['The last change was undone.'] : []),
          ...agreementSentences((rating) => describe(rating, framework), before, after),
        ]
      : remarkSentences(last),
  };
}

/** How a rating is called: with the titles of a framework, or without. */
type Describe = (rating: Rating) => string;

/** What changed in an agreement, from what to what, a sentence each. */
function agreementSentences(
  describeAs: Describe,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): string[] {
  const changed = (field: string) =>
    field in after && JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  const sentences: string[] = [];
  if (changed('rating')) {
    const was = ('rating' in before ? before.rating : null) as Rating;
    sentences.push(ratingSentence(describeAs, was, after.rating as Rating));
  }
  if (changed('isCarried') && !changed('rating')) sentences.push('Confirmed for this review.');
  for (const [field, name] of TEXTS)
    if (changed(field)) sentences.push(textSentence(name, after[field]));
  if (changed('marks'))
    sentences.push(
      `${counted(changedMarks(before.marks, after.marks), 'criterion', 'criteria')} marked.`,
    );
  if (changed('contradictionReasons'))
    sentences.push('A reason for keeping both levels was added.');
  if (changed('evidence')) sentences.push(evidenceSentence(before.evidence, after.evidence));
  return sentences.length > 0 ? sentences : ['Changed, and changed back.'];
}

/** "Level 3 was agreed.", "Level 2 became level 3.", "Level 2 was taken back: not recorded." */
function ratingSentence(describeAs: Describe, was: Rating, is: Rating): string {
  if (was === null) return `${describeAs(is)} was agreed.`;
  if (is === null) return `${describeAs(was)} was cleared: not recorded.`;
  return `${describeAs(was)} became ${lower(describeAs(is))}.`;
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

const TEXTS: readonly [string, string][] = [
  ['reason', 'Reason'],
  ['strength', 'Strength'],
  ['nextStep', 'Next step'],
];

const textSentence = (name: string, text: unknown) =>
  text === '' ? `${name} removed.` : `${name}: “${String(text)}”`;

function changedMarks(before: unknown, after: unknown): number {
  const [one, other] = [before ?? {}, after ?? {}] as Record<string, string>[];
  const ids = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...ids].filter((id) => one?.[id] !== other?.[id]).length;
}

function evidenceSentence(before: unknown, after: unknown): string {
  const [one, other] = [before, after].map((list) => (Array.isArray(list) ? list : []));
  const added = other!.filter((id) => !one!.includes(id)).length;
  const dropped = one!.filter((id) => !other!.includes(id)).length;
  const parts = [
    added > 0 ? `${counted(added, 'item')} of evidence linked` : '',
    dropped > 0 ? `${counted(dropped, 'link')} removed` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Order of evidence changed.';
}

/** What was asked stands on its own page; here only that it was. */
function remarkSentences(entry: Entry): string[] {
  const sentence = remarkSentence(entry.verb, entry.after);
  return sentence === null ? reviewSentences(entry) : [sentence];
}

/** What happened to a review itself, a sentence each. */
function reviewSentences({ verb, after }: Pick<Entry, 'verb' | 'after'>): string[] {
  const said = (value: unknown) => String(value ?? '');
  switch (verb) {
    case 'review.started':
      return [
        after?.answersFrom
          ? 'Started from a copy of an earlier review.'
          : 'Started as a blank review.',
      ];
    case 'review.changed':
      return [
        `Now called “${said(after?.title)}”, for ${academicYear(Number(after?.academicYear))}.`,
      ];
    case 'participant.added':
      return [`A participant was added: ${said(after?.role)}.`];
    case 'participant.removed':
      return ['A participant was removed.'];
    case 'level-setter.added':
      return ['Another person can set agreed levels.'];
    case 'level-setter.removed':
      return ['A person can no longer set agreed levels.'];
    case 'review.closed':
      return [
        'Closed and signed off.',
        ...(after?.gapsReason
          ? [`Closed with statements not recorded: “${said(after.gapsReason)}”`]
          : []),
      ];
    case 'review.reopened':
      return [`Reopened: “${said(after?.reason)}”`];
    case 'review.deleted':
      return ['Deleted.'];
    case 'review.restored':
      return ['Restored.'];
    default:
      return [verb];
  }
}

/** Without the titles of a model: one page of the school's history may speak of several. */
function plainly(rating: Rating): string {
  if (rating === null) return 'Not recorded';
  return rating === 'not-yet' ? 'Not yet at level 1' : `Level ${rating}`;
}

const withSentences =
  (words: Saying): HistoryWords[string] =>
  (entry) => ({ words, details: reviewSentences(entry) });

/** How the history of a school says what happened here. */
export const reviewMessages: HistoryMessages = {
  area: 'Reviews and levels',
  verbs: {
    'agreement.set': ({ before, after }) => ({
      words: say`changed ${IT}`,
      details: agreementSentences(plainly, before ?? {}, after ?? {}),
    }),
    'agreement.undone': ({ before, after }) => ({
      words: say`undid the last change of ${IT}`,
      details: agreementSentences(plainly, before ?? {}, after ?? {}),
    }),
    'review.started': withSentences(say`started ${IT}`),
    'review.changed': withSentences(say`changed the details of ${IT}`),
    'participant.added': withSentences(say`changed who takes part in ${IT}`),
    'participant.removed': withSentences(say`changed who takes part in ${IT}`),
    'level-setter.added': withSentences(say`changed who can set agreed levels in ${IT}`),
    'level-setter.removed': withSentences(say`changed who can set agreed levels in ${IT}`),
    'review.closed': withSentences(say`closed ${IT}`),
    'review.reopened': withSentences(say`reopened ${IT}`),
    'review.deleted': 'deleted a review',
    'review.restored': say`restored ${IT}`,
  },
  subjects: {
    review: {
      word: 'a review',
      names: (organisation, ids) => sql`
        SELECT id::text, ${NAME} AS name FROM reviews
        WHERE organisation_id = ${organisation} AND id::text = ANY (${ids}) AND deleted_at IS NULL`,
      path: (id) => `/reviews/${id}`,
    },
    agreement: {
      word: 'a statement of a review',
      names: (organisation, ids) => sql`
        SELECT j.id, split_part(j.id, '/', 2) || ' in ' || ${NAME} AS name
        FROM unnest(${ids}::text[]) AS j (id)
        JOIN reviews ON organisation_id = ${organisation} AND reviews.id::text = split_part(j.id, '/', 1)
        WHERE deleted_at IS NULL`,
      path: (id) => `/reviews/${id.replace('/', '/statements/')}`,
    },
  },
};

/** "Internal leadership review 2026/27", as `reviewName` says it. */
const NAME = sql`title || ' ' || academic_year || '/' || lpad(((academic_year + 1) % 100)::text, 2, '0')`;
