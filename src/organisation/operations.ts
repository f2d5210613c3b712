/** What a program does with the school and its people: the functions behind the pages. */
import { z } from 'zod';
import { stepUpOf } from '../account/step-up.js';
import {
  EVERY_ROLE,
  emailAddress,
  type Member,
  type Role,
  scopeOf,
} from '../platform/access/member.js';
import { everyone, leaders } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { inviteAll, resendInvitation, revokeInvitation } from './invitation-changes.js';
import { listWaiting } from './invitation-store.js';
import { MOST_INVITEES } from './invitees.js';
import {
  changeMembership,
  membershipInput,
  removeMember,
  restoreMember,
  takeOver,
} from './membership-changes.js';
import { findMembership, findOrganisation, listMemberships } from './organisation-store.js';
import { changeSchool, schoolInput } from './organisations.js';
import { assertMay } from './permissions.js';
import { personalLinkOperations } from './personal-link-operations.js';
import {
  invitationSchema,
  invitedSchema,
  memberSchema,
  organisationSchema,
  presentInvitation,
  presentInvited,
  presentMember,
  presentOrganisation,
} from './present.js';

const operation = operationsOf('people');
const schoolOperation = operationsOf('organisation');

const invitee = z.object({
  email: emailAddress,
  name: z.string().trim().max(120).default(''),
  role: z.enum(EVERY_ROLE as [Role, ...Role[]], 'Choose a role'),
  title: z.string().trim().max(80).nullable().default(null),
});
const inviteInput = z.object({ people: z.array(invitee).min(1).max(MOST_INVITEES) });

const readSchool = async (context: AppContext, member: Member) =>
  presentOrganisation(
    await context.storage.read(scopeOf(member), (db) =>
      findOrganisation(db, member.organisation.id),
    ),
  );

const readMember = async (context: AppContext, member: Member, person: string) =>
  presentMember(member)(
    await context.storage.read(scopeOf(member), (db) =>
      findMembership(db, member.organisation.id, person),
    ),
  );

/** The API of the school and its people. Whatever asks again who one is, a token cannot do. */
export const organisationOperations: Operation[] = [
  schoolOperation({
    name: 'organisation.read',
    summary: 'Read the details of the school.',
    http: { method: 'GET', path: '/organisation' },
    allow: everyone,
    output: organisationSchema,
    isVersioned: true,
    form: 'GET /school',
    run: ({ context, member }) => readSchool(context, member),
  }),
  schoolOperation({
    name: 'organisation.change',
    summary: 'Change the name and details of the school. Anything you leave out is cleared.',
    http: { method: 'PUT', path: '/organisation' },
    allow: leaders,
    input: schoolInput,
    output: organisationSchema,
    isVersioned: true,
    form: 'POST /school',
    async run({ context, member, input, version }) {
      const known = version ?? (await readSchool(context, member)).version;
      await changeSchool(context, member, input, known);
    },
    answer: readSchool,
  }),
  operation({
    name: 'person.list',
    summary: 'List the people in the school.',
    http: { method: 'GET', path: '/people' },
    allow: everyone,
    input: pageInput,
    output: pageOf(memberSchema),
    form: 'GET /people',
    async run({ context, member, input }) {
      const all = await context.storage.read(scopeOf(member), (db) =>
        listMemberships(db, member.organisation.id),
      );
      const here = all.filter(({ endedAt }) => endedAt === null);
      return pageFrom(here.map(presentMember(member)), input);
    },
  }),
  operation({
    name: 'person.invite',
    summary: 'Invite people to the school, in any role, but not as account owner.',
    http: { method: 'POST', path: '/people/invitations' },
    allow: leaders,
    input: inviteInput,
    output: z.object({ items: z.array(invitedSchema) }),
    form: 'POST /people/invitations',
    async run({ context, member, request, input, how }) {
      const invitees = input.people.map((each) => ({ ...each, isOwner: false }));
      const asked = { key: how.key, confirm: stepUpOf(request) };
      return { items: (await inviteAll(context, member, invitees, asked)).map(presentInvited) };
    },
  }),
  operation({
    name: 'invitation.list',
    summary: 'List the invitations that have not been accepted yet, newest first.',
    http: { method: 'GET', path: '/people/invitations' },
    allow: leaders,
    input: pageInput,
    output: pageOf(invitationSchema),
    form: 'GET /people',
    async run({ context, member, input }) {
      assertMay(member, 'people.invite');
      const waiting = await context.storage.read(scopeOf(member), (db) =>
        listWaiting(db, member.organisation.id),
      );
      return pageFrom(waiting.map(presentInvitation), input);
    },
  }),
  operation({
    name: 'invitation.resend',
    summary:
      'Send an invitation again, with a new link. An account owner cannot be invited with a token.',
    http: { method: 'POST', path: '/people/invitations/:invitation/resend' },
    allow: leaders,
    output: invitedSchema,
    form: 'POST /people/invitations/:id/resend',
    async run({ context, member, request, params, how }) {
      const asked = { key: how.key, confirm: stepUpOf(request) };
      const { invitation = '' } = params;
      return presentInvited(await resendInvitation(context, member, invitation, asked));
    },
  }),
  operation({
    name: 'invitation.revoke',
    summary: 'Revoke an invitation: its link no longer works.',
    http: { method: 'DELETE', path: '/people/invitations/:invitation' },
    allow: leaders,
    form: 'POST /people/invitations/:id/revoke',
    run: ({ context, member, params }) =>
      revokeInvitation(context, member, params.invitation ?? ''),
  }),
  ...personalLinkOperations,
  operation({
    name: 'person.take-over',
    summary: 'As account owner, take over as careers leader of the school.',
    http: { method: 'POST', path: '/people/take-over' },
    allow: leaders,
    output: memberSchema,
    form: 'POST /people/take-over',
    async run({ context, member }) {
      await takeOver(context, member);
      return readMember(context, member, member.person.id);
    },
  }),
  operation({
    name: 'person.change-role',
    summary:
      'Change what someone can do in the school. An account owner cannot be changed with a token.',
    http: { method: 'PUT', path: '/people/:person/role' },
    allow: leaders,
    input: membershipInput,
    output: memberSchema,
    isVersioned: true,
    form: 'POST /people/:person/role',
    async run({ context, member, request, id, input, version }) {
      const known = version ?? (await readMember(context, member, id)).version;
      await changeMembership(context, member, id, input, known, stepUpOf(request));
    },
    answer: readMember,
  }),
  operation({
    name: 'person.remove',
    summary: 'Remove someone from the school. An account owner cannot be removed with a token.',
    http: { method: 'DELETE', path: '/people/:person' },
    allow: leaders,
    form: 'POST /people/:person/remove',
    run: ({ context, member, request, id }) => removeMember(context, member, id, stepUpOf(request)),
  }),
  operation({
    name: 'person.restore',
    summary: 'Let someone who was removed back in, in the same role.',
    http: { method: 'POST', path: '/people/:person/restore' },
    allow: leaders,
    output: memberSchema,
    form: 'POST /people/:person/restore',
    run: ({ context, member, id, how }) => restoreMember(context, member, id, how),
    answer: readMember,
  }),
];
