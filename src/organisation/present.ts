/** Schools and their people as JSON: allow-lists. */
import { z } from 'zod';
import { EVERY_ROLE, type Member, type Role } from '../platform/access/member.js';
import { jsonKeys, presented } from '../platform/casing.js';
import type { Invited } from './invitation-changes.js';
import type { WaitingInvitation } from './invitation-store.js';
import type { MembershipRow, OrganisationRow } from './organisation-store.js';
import { may } from './permissions.js';

/** What `presentOrganisation` gives. */
export const organisationSchema = z.object({
  id: z.uuid(),
  organisation: z.string().meta({ description: 'The name of the school.' }),
  kind: z.enum(['school', 'special school']),
  urn: z.string().nullable(),
  ukprn: z.string().nullable(),
  laestab: z.string().nullable(),
  type: z.string().nullable(),
  phase: z.string().nullable(),
  local_authority: z.string().nullable(),
  region: z.string().nullable(),
  version: z.int(),
});

/** A school, in the names that a change of it takes. */
export const presentOrganisation = (row: OrganisationRow) =>
  presented(organisationSchema, { ...row, organisation: row.name });

const role = z.enum(EVERY_ROLE as [Role, ...Role[]]);

/** What `presentMember` gives. */
export const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable().meta({ description: 'Null where your role does not show it.' }),
  role,
  title: z.string().nullable(),
  is_owner: z.boolean(),
  started_at: z.iso.datetime(),
  version: z.int(),
});

/** Somebody in the school, as this member may see them. */
export const presentMember = (reader: Member) => (row: MembershipRow) =>
  presented(memberSchema, {
    ...jsonKeys(row),
    id: row.personId,
    email: may(reader, 'people.see-addresses') ? row.email : null,
  });

/** What `presentInvitation` gives. */
export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role,
  is_owner: z.boolean(),
  sent_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});

/** An invitation that nobody has accepted yet. */
export const presentInvitation = (waiting: WaitingInvitation) =>
  presented(invitationSchema, jsonKeys(waiting));

/** What `presentInvited` gives. */
export const invitedSchema = z.object({
  email: z.string(),
  is_mailed: z.boolean(),
  is_member: z.boolean(),
  path: z.string().nullable().meta({ description: 'The path of the link, where none was mailed.' }),
});

/** What came of an invitation. The link is for whoever has to pass it on by hand. */
export const presentInvited = (invited: Invited) =>
  presented(invitedSchema, {
    ...jsonKeys(invited),
    path: invited.isMailed || invited.token === null ? null : `/invitations/${invited.token}`,
  });
