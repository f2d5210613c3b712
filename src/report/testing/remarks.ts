/** Invented questions and comments to tell: a governor's, an adviser's, and what the school replied. */
import type { Role } from '../../platform/access/member.js';
import type { RemarkOfYear } from '../remarks-store.js';

/** One thing that somebody wrote. */
export function writtenBy(name: string, as: Role, day: string, words: string) {
  const at = new Date(`${day}T10:00:00Z`);
  return { id: day, words, by: { id: name, name, isErased: false }, as, at, withdrawnAt: null };
}

type Placed = { statement: string | null } | { action: string };

/** A question or a comment at its place, without replies and unanswered. */
export function remarkAt(
  place: Placed,
  kind: RemarkOfYear['kind'],
  written: ReturnType<typeof writtenBy>,
): RemarkOfYear {
  const isOnAction = 'action' in place;
  return {
    ...written,
    kind,
    place: {
      review: isOnAction ? null : 'review',
      statement: isOnAction ? null : place.statement,
      action: isOnAction ? place.action : null,
    },
    action: isOnAction ? place.action : null,
    answeredAt: null,
    answeredBy: null,
    replies: [],
  };
}

/** What was asked and said at Otterbridge School: answered, open, on the results and on the plan. */
export const otterbridgeRemarks: RemarkOfYear[] = [
  {
    ...remarkAt(
      { statement: '2.4' },
      'question',
      writtenBy(
        'Helen Marsh',
        'governor',
        '2026-11-12',
        'We see where leavers go in September. Do we know whether they are still there in the spring?',
      ),
    ),
    answeredAt: new Date('2026-11-16T10:00:00Z'),
    answeredBy: 'Maya Okafor',
    replies: [
      writtenBy(
        'Jo Hart',
        'contributor',
        '2026-11-13',
        'Not as a rule. I hear from those who write.',
      ),
      writtenBy(
        'Maya Okafor',
        'careers leader',
        '2026-11-16',
        'Jo is right, and the plan asks leavers this month.',
      ),
    ],
  },
  remarkAt(
    { statement: '1.7' },
    'comment',
    writtenBy(
      'Priya Desai',
      'adviser',
      '2026-11-16',
      'Send the draft plan a week before the planning day.',
    ),
  ),
  remarkAt(
    { statement: null },
    'question',
    writtenBy(
      'Helen Marsh',
      'governor',
      '2026-12-11',
      'What would help you to get careers into the school development plan?',
    ),
  ),
  remarkAt(
    { action: 'Ask leavers about their first term' },
    'comment',
    writtenBy(
      'Priya Desai',
      'adviser',
      '2026-11-17',
      'Ask them who helped in the first fortnight.',
    ),
  ),
];
