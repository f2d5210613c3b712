/** Who may do what with the plan. Everybody in the school reads it. */
import { permissionTable } from '../platform/access/permission-table.js';

/** Nothing in an archived year changes until it is opened again: `assertYearIsOpen` sees to that. */
export const { permissions, may, assertMay } = permissionTable(
  { denied: 'plan.denied' },
  {
    'plan.write': {
      says: 'add and change actions, write progress, close them',
      roles: ['careers leader', 'contributor'],
      when: 'open year',
    },
    'plan.delete': {
      says: 'delete and restore actions',
      roles: ['careers leader'],
      when: 'open year',
    },
    'plan.lead': {
      says: 'carry a year over, archive it and reopen it, set days of work and the headings of the school’s own plan',
      roles: ['careers leader'],
    },
  },
);
