/** Who may do what among people and schools. */
import { EVERY_ROLE } from '../platform/access/member.js';
import { permissionTable } from '../platform/access/permission-table.js';

/** Spread into a line of a table: those who lead careers in the school, and those who own it. */
export const leadersAndOwners = { roles: ['careers leader'], orOwner: true } as const;
const ownersAlone = { roles: [], orOwner: true } as const;

const refused = (code: string, sentence: string) => ({ refusal: { code, sentence } });

export const { permissions, may, assertMay } = permissionTable(
  { refusesLinks: true },
  {
    'people.see': { says: 'see who is in the school', roles: EVERY_ROLE },
    'people.see-addresses': {
      says: "see people's e-mail addresses",
      ...leadersAndOwners,
    },
    'people.invite': {
      says: 'invite people, send an invitation again, take it back',
      ...leadersAndOwners,
      ...refused(
        'invitation.not-yours',
        'Only careers leaders and owners of the school can invite people.',
      ),
    },
    'people.invite-owner': {
      says: 'invite somebody as owner',
      ...ownersAlone,
      ...refused('owner.only-owners', 'Only an owner of the school can make somebody an owner.'),
    },
    'people.change': {
      says: 'change the role of somebody who is not an owner, remove them, let them back in',
      ...leadersAndOwners,
      ...refused(
        'membership.not-yours',
        'Only careers leaders and owners of the school can change what people may do.',
      ),
    },
    'people.change-owner': {
      says: 'make somebody an owner, change or remove an owner',
      ...ownersAlone,
      ...refused('owner.only-owners', 'Only an owner of the school can do this. Ask one of them.'),
    },
    'people.take-over': {
      says: 'take over as careers leader',
      ...ownersAlone,
      ...refused(
        'owner.only-owners',
        'Only an owner of the school can take over as its careers leader.',
      ),
    },
    'link.make': {
      says: 'make, renew and take back a personal link',
      ...leadersAndOwners,
      when: 'open review',
      ...refused(
        'link.not-yours',
        'Only careers leaders and owners of the school can make personal links.',
      ),
    },
    'school.change': {
      says: "change the school's name and numbers",
      ...leadersAndOwners,
      ...refused(
        'school.not-yours',
        "Only careers leaders and owners can change the school's page.",
      ),
    },
    'history.read': {
      says: "read and export the school's history",
      ...leadersAndOwners,
    },
    'handover.print': {
      says: 'print the handover',
      ...leadersAndOwners,
    },
    'data.keep': {
      says: 'keep the register of requests, decide how long things are kept',
      ...leadersAndOwners,
    },
  },
);
