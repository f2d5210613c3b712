/** Who may do what with models. Everybody reads a published one; one of a school, everybody in that school. */
import { leadersAndOwners } from '../organisation/permissions.js';
import { permissionTable } from '../platform/access/permission-table.js';

const leaders = {
  ...leadersAndOwners,
  refusal: {
    code: 'framework.denied',
    sentence: 'Only careers leaders and owners of your school can do this.',
  },
};

export const { permissions, assertMay } = permissionTable(
  { refusesLinks: true },
  {
    'model.load': {
      says: 'load a model from a document, compare it, take a draft away',
      ...leaders,
    },
    'model.make': { says: 'write a model by hand', ...leaders },
    'model.publish': {
      says: 'publish a model for the school (for every school: the administrator alone)',
      ...leaders,
    },
    'model.choose': { says: 'choose the version that new reviews begin with', ...leaders },
  },
);
