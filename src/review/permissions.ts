/** Who may do what with a review in which state. Everything that changes one asks here. */
import { EVERY_ROLE } from '../platform/access/member.js';
import { permissionTable } from '../platform/access/permission-table.js';
import { conflict } from '../platform/problems.js';
import { RESTORABLE_DAYS } from '../platform/restoring.js';
import { REMARKERS } from '../remark/permissions.js';
import { noReview, type Review, type ReviewState, stateOf } from './review.js';

const leaders = ['careers leader'] as const;
const editors = ['careers leader', 'contributor'] as const;
const nobody = [] as const;

const SENTENCES: Record<ReviewState, string> = {
  open: 'This review is open. Close it first.',
  closed:
    'This review is closed, so you cannot change it. A careers leader can reopen it, with a reason.',
  deleted: `This review has been deleted. A careers leader can restore it within ${RESTORABLE_DAYS} days.`,
};

export const { permissions, may, assertMay } = permissionTable(
  {
    stateOf,
    namedIn: ({ levelSetters }: Pick<Review, 'closedAt' | 'deletedAt' | 'levelSetters'>) =>
      levelSetters,
    hidden: { unless: 'review.read', problem: noReview },
    forbidding: (state) => conflict(`review.${state}`, SENTENCES[state]),
    denied: 'review.denied',
  },
  {
    'review.list': { says: 'see which reviews there are', roles: EVERY_ROLE },
    'review.start': {
      says: 'start a review',
      roles: leaders,
      refusal: {
        code: 'review.denied',
        sentence: 'Only a careers leader of your school can start a review.',
      },
    },
    'review.read': {
      says: 'read a review and its results',
      roles: { open: EVERY_ROLE, closed: EVERY_ROLE, deleted: leaders },
    },
    'review.remark': {
      says: 'ask, comment and reply below it (see the table of questions and comments)',
      roles: { open: REMARKERS, closed: REMARKERS, deleted: nobody },
    },
    'review.agree': {
      says: 'set the agreed level of a statement, with reason and criteria',
      roles: { open: leaders, closed: nobody, deleted: nobody },
      named: ['contributor'],
      refusal: {
        code: 'review.denied',
        sentence: 'A careers leader sets the agreed level, or someone they name for this review.',
      },
    },
    'review.cite': {
      says: 'link evidence to a statement',
      roles: { open: editors, closed: nobody, deleted: nobody },
    },
    'review.name-setters': {
      says: 'choose who else can set agreed levels',
      roles: { open: leaders, closed: nobody, deleted: nobody },
    },
    'review.follow': {
      says: 'see what others changed in it, and mark it as seen',
      roles: { open: leaders, closed: nobody, deleted: nobody },
    },
    'review.change': {
      says: 'change its details and who takes part',
      roles: { open: leaders, closed: nobody, deleted: nobody },
    },
    'review.close': {
      says: 'close it, signed off',
      roles: { open: leaders, closed: nobody, deleted: nobody },
    },
    'review.reopen': {
      says: 'reopen it, with a reason',
      roles: { open: nobody, closed: leaders, deleted: nobody },
    },
    'review.delete': {
      says: 'delete it',
      roles: { open: leaders, closed: leaders, deleted: nobody },
    },
    'review.restore': {
      says: 'restore it within 30 days',
      roles: { open: nobody, closed: nobody, deleted: leaders },
    },
  },
);
