/** The table of `WHO_MAY`, in the words of docs/security.md. */

import type { Permission, Permissions } from '../organisation/permissions.js';
import { EVERY_ROLE } from '../platform/access/member.js';
import { type Act, MAY_START, type ReviewState, WHO_MAY } from './review.js';

const SAYS: Readonly<Record<Act, string>> = {
  read: 'read a review and its results',
  remark: 'ask, comment and reply beneath it, as the table of remarks says',
  agree: 'set the agreed judgement, cite evidence',
  change: 'change its details and who takes part',
  close: 'close it, signed off',
  reopen: 'open it again, with a reason',
  delete: 'delete it',
  restore: 'restore it within 30 days',
};
const STATES: readonly ReviewState[] = ['open', 'closed', 'deleted'];

/** An act is a row for each set of roles that it has in some state. */
function rowsOf(act: Act): [string, Permission][] {
  const lists = new Set(STATES.map((state) => WHO_MAY[act][state]).filter(({ length }) => length));
  return [...lists].map((roles) => {
    const states = STATES.filter((state) => WHO_MAY[act][state] === roles);
    return [
      `review.${act} ${states.join(' ')}`,
      { says: SAYS[act], roles, states: states.map((state) => `${state} review`) },
    ];
  });
}

/** The feature's whole table. */
export const permissions: Permissions = {
  'review.list': { says: 'see which reviews there are', roles: EVERY_ROLE },
  'review.start': { says: 'start a review', roles: MAY_START },
  ...Object.fromEntries((Object.keys(WHO_MAY) as Act[]).flatMap(rowsOf)),
};
