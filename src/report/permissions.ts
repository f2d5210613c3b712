/** Who may hand reports on. Everybody who may read a review may read its reports. */
import { permissionTable } from '../platform/access/permission-table.js';

export const { permissions, may, assertMay } = permissionTable(
  { refusesLinks: true },
  {
    'report.write': {
      says: 'write the school’s own words for reports, choose their parts',
      roles: ['careers leader'],
      refusal: {
        code: 'report.write-denied',
        sentence: 'Only careers leaders at your school can change its reports.',
      },
    },
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
