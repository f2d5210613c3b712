/** Who may write what in remarks: the table that the rules read and docs/security.md is drawn from. */

import { type Permission, type Permissions, refused } from '../organisation/permissions.js';
import type { Role } from '../platform/access/member.js';
import { forbidden } from '../platform/problems.js';

/** Everybody who writes remarks at all. Viewers read them. */
export const REMARKERS = ['careers leader', 'contributor', 'governor', 'adviser'] as const;

/** The feature's table. All of it holds for open and closed reviews alike: only the agreed answers are locked. */
export const permissions = {
  'remark.read': {
    says: 'read questions, comments and replies',
    roles: [...REMARKERS, 'viewer'],
  },
  'question.ask': {
    says: 'ask a question',
    roles: ['careers leader', 'contributor', 'governor'],
    states: ['open review', 'closed review', 'action'],
    ...refused(
      'question.not-yours',
      'Your role leaves comments. Governors and those who work on the review ask questions.',
    ),
  },
  'comment.leave': {
    says: 'leave a comment',
    roles: ['careers leader', 'contributor', 'adviser'],
    states: ['open review', 'closed review', 'action'],
    ...refused(
      'comment.not-yours',
      'Your role asks questions. Advisers and those who work on the review leave comments.',
    ),
  },
  'remark.reply': {
    says: 'reply to a question or a comment',
    roles: ['careers leader'],
    states: ['open review', 'closed review', 'action'],
    ...refused('remark.reply-not-yours', 'Only a careers leader of your school replies to this.'),
  },
  'remark.reply-on-work': {
    says: 'reply to a question or a comment on a statement or an action',
    roles: ['careers leader', 'contributor'],
    states: ['open review', 'closed review', 'action'],
  },
  'question.answer': {
    says: 'mark a question answered, open it again',
    roles: ['careers leader'],
    states: ['open review', 'closed review', 'action'],
    ...refused(
      'question.answer-not-yours',
      'Only a careers leader, or whoever asked, can say that a question is answered.',
    ),
  },
  'remark.own': {
    says: 'add to what one wrote oneself, mark one’s own question answered, take it back, put it back for 30 days',
    roles: REMARKERS,
    states: ['open review', 'closed review', 'action'],
    ...refused('remark.not-yours', 'Only whoever wrote this can take it back.'),
  },
} as const satisfies Permissions;

export type RemarkAct = keyof typeof permissions;

/** True when the table lets this role do it. */
export function may(act: RemarkAct, role: Role): boolean {
  const rule: Permission = permissions[act];
  return rule.roles.includes(role);
}

/** Acts that are refused with a sentence; the others only decide what a page offers. */
type Refused = Exclude<RemarkAct, 'remark.read' | 'remark.reply-on-work'>;

/** The refusal of the table for an act, as a Problem 403. */
export function refusalOf(act: Refused) {
  const { code, sentence } = permissions[act].refusal;
  return forbidden(code, sentence);
}
