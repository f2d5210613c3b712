/** Who may write what in remarks. */
import { permissionTable } from '../platform/access/permission-table.js';
import type { Place } from './remark.js';

/** Everybody who writes remarks at all. Viewers read them. */
export const REMARKERS = ['careers leader', 'contributor', 'governor', 'adviser'] as const;

const refused = (code: string, sentence: string) => ({ refusal: { code, sentence } });

/** The thing is a remark or a reply. Open and closed reviews are alike: only the agreed answers are locked. */
export const { permissions, may, assertMay } = permissionTable(
  {
    stateOf: ({ place }: { place: Place; by: { id: string | null } }) =>
      place.statement === null && place.action === null
        ? 'on the results'
        : 'on a statement or an action',
    authorOf: ({ by }) => by.id,
  },
  {
    'remark.read': {
      says: 'read questions, comments and replies',
      roles: [...REMARKERS, 'viewer'],
    },
    'question.ask': {
      says: 'ask a question',
      roles: ['careers leader', 'contributor', 'governor'],
      ...refused(
        'question.not-yours',
        'Your role can leave comments. Governors and people who work on the review ask questions.',
      ),
    },
    'comment.leave': {
      says: 'leave a comment',
      roles: ['careers leader', 'contributor', 'adviser'],
      ...refused(
        'comment.not-yours',
        'Your role can ask questions. Advisers and people who work on the review leave comments.',
      ),
    },
    'remark.reply': {
      says: 'reply to a question or a comment',
      roles: {
        'on a statement or an action': ['careers leader', 'contributor'],
        'on the results': ['careers leader'],
      },
      own: REMARKERS,
      ...refused(
        'remark.reply-not-yours',
        'Only a careers leader at your school can reply to this.',
      ),
    },
    'question.answer': {
      says: 'mark a question answered, reopen it',
      roles: ['careers leader'],
      own: REMARKERS,
      ...refused(
        'question.answer-not-yours',
        'Only a careers leader, or the person who asked, can mark a question as answered.',
      ),
    },
    'remark.withdraw': {
      says: 'withdraw your own questions, comments and replies, restore them for 30 days',
      roles: [],
      own: REMARKERS,
      ...refused('remark.not-yours', 'Only the person who wrote this can withdraw it.'),
    },
  },
);
