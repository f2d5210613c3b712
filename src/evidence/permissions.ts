/** Who may do what in the library. Citing is a change of a review, and asks its table too. */
import { EVERY_ROLE } from '../platform/access/member.js';
import { permissionTable } from '../platform/access/permission-table.js';
import type { LibraryItem } from './evidence.js';

const makers = ['careers leader', 'contributor'] as const;

const denied = (sentence: string) => ({ code: 'evidence.denied', sentence });

export const { permissions, may, assertMay } = permissionTable(
  { authorOf: ({ createdBy }: Pick<LibraryItem, 'createdBy'>) => createdBy?.id },
  {
    'evidence.read': { says: 'read the evidence library, open its files', roles: EVERY_ROLE },
    'evidence.add': {
      says: 'add evidence',
      roles: makers,
      refusal: denied('Only careers leaders and contributors at your school can add evidence.'),
    },
    'evidence.change': {
      says: 'change evidence, replace its file',
      roles: makers,
      refusal: denied('Only careers leaders and contributors at your school can change evidence.'),
    },
    'evidence.delete': {
      says: 'delete and restore evidence',
      roles: ['careers leader'],
      own: makers,
      refusal: denied('Only careers leaders and contributors at your school can delete evidence.'),
      notOwn: denied('Someone else added this. Ask them or a careers leader to delete it.'),
    },
  },
);
