/** The words of remarks (a question or a comment, with its replies), and the rules on them. */
import { z } from 'zod';
import type { Role } from '../platform/access/member.js';
import type { Actor } from '../platform/access/permission-table.js';
import { conflict, notFound } from '../platform/problems.js';
import { requiredText } from '../platform/web/form.js';
import { may } from './permissions.js';

/** A question is open until it is answered; a comment asks for nothing. */
export type RemarkKind = 'question' | 'comment';

/** Where a remark is left: on a statement of a review, on its results as a whole, or on an action of the plan. */
export interface Place {
  review: string | null;
  /** Null: the results as a whole. */
  statement: string | null;
  action: string | null;
}

/** The place of a remark as people know it. */
export interface Remarked {
  place: Place;
  /** "2.4 Destinations data", "the results", "Invite Priya to the planning day". */
  name: string;
  /** What it is a part of: "Internal leadership review 2026/27". */
  within: string;
}

/** Something that somebody wrote. */
export interface Written {
  id: string;
  words: string;
  /** The name is null once nobody knows it any more. */
  by: { id: string | null; name: string | null; isErased: boolean };
  /** The role in which it was written. */
  as: Role;
  at: Date;
  /** When its author took it back; only they see it then. */
  withdrawnAt: Date | null;
}

export interface Remark extends Written {
  kind: RemarkKind;
  place: Place;
  /** Null for a question that is open, and for every comment. */
  answeredAt: Date | null;
  answeredBy: string | null;
  /** In the order in which they were written. */
  replies: Written[];
}

/** True for a question that waits for an answer. */
export const isOpen = ({ kind, answeredAt, withdrawnAt }: Omit<Remark, 'replies'>): boolean =>
  kind === 'question' && answeredAt === null && withdrawnAt === null;

/** True for whoever wrote it. */
export const isOwn = ({ by }: Pick<Written, 'by'>, { person }: Pick<Actor, 'person'>): boolean =>
  person !== null && by.id === person.id;

/** The kinds that somebody may write: one form for one, a choice for both. */
export const kindsFor = (actor: Actor): RemarkKind[] => [
  ...(may(actor, 'question.ask') ? (['question'] as const) : []),
  ...(may(actor, 'comment.leave') ? (['comment'] as const) : []),
];

/** Careers leaders say that a question is answered, and so does whoever asked it. */
export const mayAnswer = (actor: Actor, remark: Pick<Remark, 'by' | 'kind' | 'place'>): boolean =>
  remark.kind === 'question' && may(actor, 'question.answer', remark);

/** The field of the words, in every form that takes some. Pages that carry one have other forms with other names. */
export const WORDS = 'remark';
const LONGEST = 2000;

/** The words of something new: `what` is "question", "comment" or "reply". */
export const wordsOf = (what: RemarkKind | 'reply') =>
  requiredText(`Enter your ${what}`, LONGEST, `a ${what}`);

export const kindInput = z.object({
  kind: z.enum(['question', 'comment'], 'Choose whether it is a question or a comment'),
});

export const noRemark = () =>
  notFound(
    'remark.not-found',
    'This question or comment does not exist. It may have been withdrawn.',
  );

export const isWithdrawn = () =>
  conflict('remark.withdrawn', 'You withdrew this. Restore it first.');

/** Under which address the remarks of a place lie. */
export const baseOf = ({ review, action }: Place): string =>
  review === null ? `/plan/actions/${action}` : `/reviews/${review}`;

/** The page on which the place is shown, at its remarks. */
export function hrefOf(place: Place): string {
  const page = place.statement === null ? '/results/questions' : `/statements/${place.statement}`;
  return `${baseOf(place)}${place.review === null ? '' : page}#remarks`;
}

/** "Helen Marsh, governor"; the role stands in the name already once a person's data is erased. */
export function authorOf({ by, as }: Pick<Written, 'by' | 'as'>): string {
  if (by.name === null) return `Someone who has left, ${as}`;
  return by.isErased ? by.name : `${by.name}, ${as}`;
}

/** "Question from Helen Marsh, governor" */
export const titleOf = (remark: Remark): string =>
  `${remark.kind === 'comment' ? 'Comment' : 'Question'} from ${authorOf(remark)}`;

/** "/reviews/…/remarks/…" */
export const pathOf = ({ place, id }: Pick<Remark, 'place' | 'id'>): string =>
  `${baseOf(place)}/remarks/${id}`;
