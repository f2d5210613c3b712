/**
 * Who may do what in the library: the table that the rules read and docs/security.md is drawn from. Citing is a change
 * of a review, and asks its table too.
 */

import { type Permission, type Permissions, refused } from '../organisation/permissions.js';
import { EVERY_ROLE, type Role } from '../platform/access/member.js';
import { forbidden } from '../platform/problems.js';
import type { LibraryItem } from './evidence.js';

const leaders: readonly Role[] = ['careers leader'];
const makers: readonly Role[] = ['careers leader', 'contributor'];

const denied = (sentence: string) => refused('evidence.denied', sentence);

/** The feature's table. */
export const permissions = {
  'evidence.read': { says: 'read the evidence library, open its files', roles: EVERY_ROLE },
  'evidence.add': {
    says: 'add evidence',
    roles: makers,
    ...denied('Only careers leaders and contributors of your school add evidence.'),
  },
  'evidence.change': {
    says: 'change evidence, replace its file',
    roles: makers,
    ...denied('Only careers leaders and contributors of your school change evidence.'),
  },
  'evidence.delete-own': {
    says: 'delete and restore evidence that they added',
    roles: makers,
    ...denied('Only careers leaders and contributors of your school delete evidence.'),
  },
  'evidence.delete': {
    says: 'delete and restore any evidence',
    roles: leaders,
    ...denied('Somebody else added this. Ask them or a careers leader to delete it.'),
  },
} as const satisfies Permissions;

export type EvidenceAct = keyof typeof permissions;

/** True when the table lets this role do it. */
export const may = (role: Role, act: EvidenceAct) =>
  (permissions[act] as Permission).roles.includes(role);

/** Lets it through. (Everybody reads.) @throws Problem 403 with the sentence of the table */
export function assertMay(role: Role, act: Exclude<EvidenceAct, 'evidence.read'>): void {
  if (may(role, act)) return;
  const { code, sentence } = permissions[act].refusal;
  throw forbidden(code, sentence);
}

/** True when this member may delete the item, or restore it. */
export function mayDelete(
  member: { role: Role; person: { id: string } },
  item: Pick<LibraryItem, 'createdBy'>,
): boolean {
  const isOwn = item.createdBy?.id === member.person.id;
  return may(member.role, isOwn ? 'evidence.delete-own' : 'evidence.delete');
}
