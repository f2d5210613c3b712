/** Who may do what among people and schools: the table that the rules read and docs/security.md is drawn from. */
import { forbidden } from '../problems.js';
import type { Member, Role } from './people.js';

/** One line of a room's table of permissions. */
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

/** A room's whole table, by the name of each act. */
export type Permissions<Act extends string = string> = Readonly<Record<Act, Permission>>;

const EVERYBODY: readonly Role[] = [
  'careers leader',
  'contributor',
  'governor',
  'adviser',
  'viewer',
];

/** The people's room. */
export const permissions = {
  'people.see': { says: 'see who is in the school', roles: EVERYBODY },
  'people.see-addresses': {
    says: "see people's e-mail addresses",
    roles: ['careers leader'],
    orOwner: true,
  },
  'people.invite': {
    says: 'invite people, send an invitation again, take it back',
    roles: ['careers leader'],
    orOwner: true,
    refusal: {
      code: 'invitation.not-yours',
      sentence: 'Only careers leaders and owners of the school can invite people.',
    },
  },
  'people.invite-owner': {
    says: 'invite somebody as owner',
    roles: [],
    orOwner: true,
    refusal: {
      code: 'owner.only-owners',
      sentence: 'Only an owner of the school can make somebody an owner.',
    },
  },
  'people.change': {
    says: 'change the role of somebody who is not an owner, remove them, let them back in',
    roles: ['careers leader'],
    orOwner: true,
    refusal: {
      code: 'membership.not-yours',
      sentence: 'Only careers leaders and owners of the school can change what people may do.',
    },
  },
  'people.change-owner': {
    says: 'make somebody an owner, change or remove an owner',
    roles: [],
    orOwner: true,
    refusal: {
      code: 'owner.only-owners',
      sentence: 'Only an owner of the school can do this. Ask one of them.',
    },
  },
  'people.take-over': {
    says: 'take over as careers leader',
    roles: [],
    orOwner: true,
    refusal: {
      code: 'owner.only-owners',
      sentence: 'Only an owner of the school can take over as its careers leader.',
    },
  },
  'link.make': {
    says: 'make, renew and take back a personal link',
    roles: ['careers leader'],
    orOwner: true,
    states: ['open review'],
    refusal: {
      code: 'link.not-yours',
      sentence: 'Only careers leaders and owners of the school can make personal links.',
    },
  },
  'school.change': {
    says: "change the school's name and numbers",
    roles: ['careers leader'],
    orOwner: true,
    refusal: {
      code: 'school.not-yours',
      sentence: "Only careers leaders and owners can change the school's page.",
    },
  },
  'history.read': {
    says: "read and export the school's history",
    roles: ['careers leader'],
    orOwner: true,
  },
  'handover.print': {
    says: 'print the handover',
    roles: ['careers leader'],
    orOwner: true,
  },
  'data.keep': {
    says: 'keep the register of requests, decide how long things are kept',
    roles: ['careers leader'],
    orOwner: true,
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
