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
import { leaders, members } from '../platform/access/route.js';
import { type Operation, operation } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { inviteAll } from './invitation-changes.js';
import { MOST_INVITEES } from './invitees.js';
import {
  changeMembership,
  membershipInput,
  removeMember,
  restoreMember,
} from './membership-changes.js';
import { findMembership, findOrganisation, listMemberships } from './organisation-store.js';
import { changeSchool, schoolInput } from './organisations.js';
import {
  invitedSchema,
  memberSchema,
  organisationSchema,
  presentInvited,
  presentMember,
  presentOrganisation,
} from './present.js';

const everyone = members(...EVERY_ROLE);

const invitee = z.object({
  email: emailAddress,
  name: z.string().trim().max(120).default(''),
  role: z.enum(EVERY_ROLE as [Role, ...Role[]], 'Choose a role'),
  title: z.string().trim().max(80).nullable().default(null),
});
const inviteInput = z.object({ people: z.array(invitee).min(1).max(MOST_INVITEES) });

const personOf = (params: Readonly<Record<string, string>>) => params.person ?? '';

const readSchool = async (context: AppContext, member: Member) =>
  presentOrganisation(
    await context.storage.read(scopeOf(member), (db) =>
      findOrganisation(db, member.organisation.id),
    ),
  );

const readMember = (context: AppContext, member: Member, person: string) =>
  context.storage.read(scopeOf(member), (db) => findMembership(db, member.organisation.id, person));

/** The API of the school and its people. Whatever asks again who one is, a token cannot do. */
export const organisationOperations: Operation[] = [
  operation({
    name: 'organisation.read',
    summary: 'Read the details of the school.',
    feature: 'organisation',
    http: { method: 'GET', path: '/organisation' },
    allow: everyone,
    output: organisationSchema,
    isVersioned: true,
    form: 'GET /school',
    run: ({ context, member }) => readSchool(context, member),
  }),
  operation({
    name: 'organisation.change',
    summary: 'Change the name and details of the school. Anything you leave out is cleared.',
    feature: 'organisation',
    http: { method: 'PUT', path: '/organisation' },
    allow: leaders,
    input: schoolInput,
    output: organisationSchema,
    isVersioned: true,
    form: 'POST /school',
    async run({ context, member, input, version }) {
      const known = version ?? (await readSchool(context, member)).version;
      await changeSchool(context, member, input, known);
      return readSchool(context, member);
    },
  }),
  operation({
    name: 'person.list',
    summary: 'List the people in the school.',
    feature: 'people',
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
    summary: 'Invite people to the school, in any role but as an owner.',
    feature: 'people',
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
    name: 'person.change-role',
    summary: 'Change what someone can do in the school. An owner cannot be changed with a token.',
    feature: 'people',
    http: { method: 'PUT', path: '/people/:person/role' },
    allow: leaders,
    input: membershipInput,
    output: memberSchema,
    isVersioned: true,
    form: 'POST /people/:person/role',
    async run({ context, member, request, params, input, version }) {
      const person = personOf(params);
      const known = version ?? (await readMember(context, member, person)).version;
      await changeMembership(context, member, person, input, known, stepUpOf(request));
      return presentMember(member)(await readMember(context, member, person));
    },
  }),
  operation({
    name: 'person.remove',
    summary: 'Remove someone from the school. An owner cannot be removed with a token.',
    feature: 'people',
    http: { method: 'DELETE', path: '/people/:person' },
    allow: leaders,
    form: 'POST /people/:person/remove',
    run: ({ context, member, request, params }) =>
      removeMember(context, member, personOf(params), stepUpOf(request)),
  }),
  operation({
    name: 'person.restore',
    summary: 'Let someone who was removed back in, in the same role.',
    feature: 'people',
    http: { method: 'POST', path: '/people/:person/restore' },
    allow: leaders,
    output: memberSchema,
    form: 'POST /people/:person/restore',
    async run({ context, member, params }) {
      await restoreMember(context, member, personOf(params));
      return presentMember(member)(await readMember(context, member, personOf(params)));
    },
  }),
];
