/** Who may do what with the plan: the table that the rules read and docs/security.md is drawn from. */
import type { Permissions } from '../organisation/permissions.js';

/** Everybody in the school reads the plan. Nothing in an archived year changes until it is opened again. */
export const permissions = {
  write: {
    says: 'add and change actions, write progress, close them',
    roles: ['careers leader', 'contributor'],
    states: ['open year'],
  },
  delete: {
    says: 'delete and restore actions',
    roles: ['careers leader'],
    states: ['open year'],
  },
  lead: {
    says: "carry a year over, archive it and open it again, set efforts and the headings of the school's own plan",
    roles: ['careers leader'],
  },
} as const satisfies Permissions;
