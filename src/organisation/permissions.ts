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
    'people.see': { says: 'see who has access', roles: EVERY_ROLE },
    'people.see-addresses': {
      says: "see people's email addresses",
      ...leadersAndOwners,
    },
    'people.invite': {
      says: 'invite people, send an invitation again, cancel it',
      ...leadersAndOwners,
      ...refused(
        'invitation.not-yours',
        'Only careers leaders and account owners can invite people.',
      ),
    },
    'people.invite-owner': {
      says: 'invite someone as account owner',
      ...ownersAlone,
      ...refused('owner.only-owners', 'Only an account owner can make someone an account owner.'),
    },
    'people.change': {
      says: 'change the role of someone who is not an account owner, remove them, restore their access',
      ...leadersAndOwners,
      ...refused(
        'membership.not-yours',
        'Only careers leaders and account owners can change what people can do.',
      ),
    },
    'people.change-owner': {
      says: 'make someone an account owner, change or remove an account owner',
      ...ownersAlone,
      ...refused('owner.only-owners', 'Only an account owner can do this. Ask one of them.'),
    },
    'people.take-over': {
      says: 'take over as careers leader',
      ...ownersAlone,
      ...refused('owner.only-owners', 'Only an account owner can take over as careers leader.'),
    },
    'link.make': {
      says: 'create, renew and turn off a personal link',
      ...leadersAndOwners,
      when: 'open review',
      ...refused(
        'link.not-yours',
        'Only careers leaders and account owners can create personal links.',
      ),
    },
    'school.change': {
      says: "change the school's name and numbers",
      ...leadersAndOwners,
      ...refused(
        'school.not-yours',
        'Only careers leaders and account owners can change the school’s details.',
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
      says: 'keep the register of requests, set data retention',
      ...leadersAndOwners,
    },
  },
);
