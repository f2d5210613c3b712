/** Who may do what with models. Everybody reads a published one; one of a school, everybody in that school. */
import { leadersAndOwners } from '../organisation/permissions.js';
import { permissionTable } from '../platform/access/permission-table.js';

const leaders = {
  ...leadersAndOwners,
  refusal: {
    code: 'framework.denied',
    sentence: 'Only careers leaders and account owners can do this.',
  },
};

export const { permissions, assertMay } = permissionTable(
  { refusesLinks: true },
  {
    'model.load': {
      says: 'load a model from a document, compare it, remove a draft',
      ...leaders,
    },
    'model.make': { says: 'write a model by hand', ...leaders },
    'model.publish': {
      says: 'publish a model for the school (for every school: only the administrator)',
      ...leaders,
    },
    'model.choose': { says: 'choose the version that new reviews start with', ...leaders },
  },
);
