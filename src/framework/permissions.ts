/** Who may do what with models: the table that the rules read and docs/security.md is drawn from. */

import {
  leadersAndOwners,
  type Permission,
  type Permissions,
} from '../organisation/permissions.js';
import type { Member } from '../platform/access/member.js';
import { forbidden } from '../platform/problems.js';

const refusal = {
  code: 'framework.denied',
  sentence: 'Only careers leaders and owners of your school can do this.',
};
const leaders = { ...leadersAndOwners, refusal };

/** Everybody reads a published model; one of a school, everybody in that school. */
export const permissions = {
  'model.load': { says: 'load a model from a document, compare it, take a draft away', ...leaders },
  'model.make': { says: 'write a model by hand', ...leaders },
  'model.publish': {
    says: 'publish a model for the school (for every school: the administrator alone)',
    ...leaders,
  },
  'model.choose': { says: 'choose the version that new reviews begin with', ...leaders },
} as const satisfies Permissions;

/**
 * Lets it through, or refuses it.
 * @throws Problem 403 `framework.denied`
 */
export function assertMay(member: Member, act: keyof typeof permissions): void {
  const rule: Permission = permissions[act];
  const isRole = rule.roles.includes(member.role) || (rule.orOwner === true && member.isOwner);
  if (!isRole || member.limitedTo) throw forbidden(refusal.code, refusal.sentence);
}
