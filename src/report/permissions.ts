/** Who may hand reports on. Everybody who may read a review may read its reports. */
import { permissionTable } from '../platform/access/permission-table.js';

export const { permissions, assertMay } = permissionTable(
  { refusesLinks: true },
  {
    'report.share': {
      says: 'share a report by link, see and turn off such links',
      roles: ['careers leader'],
      refusal: {
        code: 'report.share-denied',
        sentence: 'Only careers leaders at your school can share a report by link.',
      },
    },
  },
);
