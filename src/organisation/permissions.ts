/** Who may do what among people and schools: the table that the rules read and docs/security.md is drawn from. */

import { EVERY_ROLE, type Member, type Role } from '../platform/access/member.js';
import { forbidden } from '../platform/problems.js';

/** One line of a feature's table of permissions. */
export interface Permission<State extends string = string> {
  /** What is done, as people say it: "invite people". */
  says: string;
  /** Roles that may. */
  roles: readonly Role[];
  /** Owners may, whatever their role. */
  orOwner?: true;
  /** States of the thing in which it may be done; left out: in every state. */
  states?: readonly State[];
  /** Code and sentence of the refusal. */
  refusal?: { code: string; sentence: string };
}

/** A feature's whole table, by the name of each act. */
export type Permissions<Act extends string = string> = Readonly<Record<Act, Permission>>;

/** Spread into a line of a table: those who lead careers in the school, and those who own it. */
export const leadersAndOwners = { roles: ['careers leader'], orOwner: true } as const;
const ownersAlone = { roles: [], orOwner: true } as const;

/** Spread into a line of a table: the refusal of everybody else. */
export const refused = (code: string, sentence: string) => ({ refusal: { code, sentence } });

/** The people's room. */
export const permissions = {
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
    states: ['open review'],
    ...refused(
      'link.not-yours',
      'Only careers leaders and owners of the school can make personal links.',
    ),
  },
  'school.change': {
    says: "change the school's name and numbers",
    ...leadersAndOwners,
    ...refused('school.not-yours', "Only careers leaders and owners can change the school's page."),
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
} as const satisfies Permissions;

export type PeopleAct = keyof typeof permissions;

/** True when the table lets this member do it, as far as the role decides. */
export function may(member: Pick<Member, 'role' | 'isOwner' | 'limitedTo'>, act: PeopleAct) {
  if (member.limitedTo) return false;
  const rule: Permission = permissions[act];
  return rule.roles.includes(member.role) || (rule.orOwner === true && member.isOwner);
}

/**
 * Lets it through, or refuses it.
 * @throws Problem 403 with the sentence of the table.
 */
export function assertMay(
  member: Pick<Member, 'role' | 'isOwner' | 'limitedTo'>,
  act: PeopleAct,
): void {
  if (may(member, act)) return;
  const { refusal }: Permission = permissions[act];
  throw forbidden(
    refusal?.code ?? 'access.denied',
    refusal?.sentence ??
      'Your role does not include this. Ask a careers leader of your school if you need it.',
  );
}
