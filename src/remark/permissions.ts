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
        'Your role leaves comments. Governors and those who work on the review ask questions.',
      ),
    },
    'comment.leave': {
      says: 'leave a comment',
      roles: ['careers leader', 'contributor', 'adviser'],
      ...refused(
        'comment.not-yours',
        'Your role asks questions. Advisers and those who work on the review leave comments.',
      ),
    },
    'remark.reply': {
      says: 'reply to a question or a comment',
      roles: {
        'on a statement or an action': ['careers leader', 'contributor'],
        'on the results': ['careers leader'],
      },
      own: REMARKERS,
      ...refused('remark.reply-not-yours', 'Only a careers leader of your school replies to this.'),
    },
    'question.answer': {
      says: 'mark a question answered, open it again',
      roles: ['careers leader'],
      own: REMARKERS,
      ...refused(
        'question.answer-not-yours',
        'Only a careers leader, or whoever asked, can say that a question is answered.',
      ),
    },
    'remark.withdraw': {
      says: 'take back what one wrote oneself, put it back for 30 days',
      roles: [],
      own: REMARKERS,
      ...refused('remark.not-yours', 'Only whoever wrote this can take it back.'),
    },
  },
);
