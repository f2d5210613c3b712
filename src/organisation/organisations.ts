/** A school: its words, its numbers in the registers, and what is changed in one go. */
import { z } from 'zod';
import {
  digits,
  emailAddress,
  type Member,
  organisationInput,
  scopeOf,
} from '../platform/access/member.js';
import { recordBy } from '../platform/access/member-changes.js';
import type { SignedIn } from '../platform/access/route.js';
import { record } from '../platform/history/history.js';
import { conflict } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { once } from '../platform/storage/idempotency.js';
import type { OrganisationsTable } from '../platform/storage/tables/people.js';
import { installation } from '../platform/storage/transaction.js';
import { peopleEvents } from './events.js';
import { invite } from './invitation-changes.js';
import { findOrganisation } from './organisation-store.js';
import { PHASES, REGIONS } from './organisation-words.js';
import { assertMay } from './permissions.js';

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Enter at most ${most} characters`)
    .transform((text) => text || null)
    .default(null);
const oneOf = (choices: readonly string[], sentence: string) =>
  z
    .string()
    .trim()
    .refine((text) => text === '' || choices.includes(text), sentence)
    .transform((text) => text || null)
    .default(null);

/** The whole page of a school, as typed. */
export const schoolInput = organisationInput.extend({
  ukprn: digits(8, 'UKPRN', '10012345').default(null),
  laestab: digits(7, 'LAESTAB', '123/4567').default(null),
  type: words(120),
  phase: oneOf(PHASES, 'Choose a phase from the list'),
  local_authority: words(120),
  region: oneOf(REGIONS, 'Choose a region from the list'),
});

export type SchoolInput = z.infer<typeof schoolInput>;

/** "123/4567": LAESTAB as it is written, with the local authority's number first. */
export const shownLaestab = (laestab: string | null): string | null =>
  laestab && `${laestab.slice(0, 3)}/${laestab.slice(3)}`;

/**
 * Changes a school's page.
 * @throws Problem 403 `school.not-yours`; 409 `school.changed` when somebody else saved first.
 */
export async function changeSchool(
  context: AppContext,
  member: Member,
  input: SchoolInput,
  version: number,
): Promise<void> {
  assertMay(member, 'school.change');
  await context.storage.write(scopeOf(member), async (db) => {
    const was = await findOrganisation(db, member.organisation.id);
    if (was.version !== version) {
      throw conflict(
        'school.changed',
        'Someone changed the school’s details while you were writing. What you typed is kept. Compare it with what is saved now.',
      );
    }
    const { organisation: name, ...rest } = input;
    const is = { name, ...rest };
    const changed = difference(was, is);
    if (Object.keys(changed.after).length === 0) return;
    await db
      .updateTable('organisations')
      .set({ ...is, version: version + 1 })
      .where('id', '=', was.id)
      .execute();
    await recordBy(db, context, member, peopleEvents, {
      verb: 'school.changed',
      subject: { kind: 'organisation', id: was.id },
      ...changed,
    });
  });
}

type Words = Partial<Record<keyof OrganisationsTable, unknown>>;

/** Only what differs, before and after. */
function difference(was: Words, is: Words) {
  const names = (Object.keys(is) as (keyof OrganisationsTable)[]).filter(
    (name) => was[name] !== is[name],
  );
  const only = (from: Words) => Object.fromEntries(names.map((name) => [name, from[name]]));
  return { before: only(was), after: only(is) };
}

/** A further school, and who leads it: an address to invite, or '' for the administrator themselves. */
export const furtherSchool = organisationInput.extend({
  leader: z.union([z.literal(''), emailAddress]).default(''),
});

/**
 * Makes a further school on this installation. Without a leader's address the administrator is its careers leader;
 * with one, an invitation as owner goes out, and its token is given back for when there is no mail server.
 */
export async function addSchool(
  context: AppContext,
  actor: SignedIn,
  input: z.infer<typeof furtherSchool>,
  asked: { key: string | null },
): Promise<{ id: string; token: string | null; isMailed: boolean }> {
  const id = context.id();
  const scope = { ...installation, organisation: id, person: actor.person.id };
  let token: string | null = null;
  const added = await context.storage.write(scope, (db) =>
    once(db, context, actor.person.id, asked.key, async () => {
      const now = context.clock();
      await db
        .insertInto('organisations')
        .values({ id, name: input.organisation, kind: input.kind, urn: input.urn, created_at: now })
        .execute();
      await record(db, context, peopleEvents, {
        organisation: id,
        person: actor.person.id,
        verb: 'school.added',
        subject: { kind: 'organisation', id },
        after: { name: input.organisation, kind: input.kind, urn: input.urn },
      });
      if (!input.leader) {
        await db
          .insertInto('memberships')
          .values({
            organisation_id: id,
            person_id: actor.person.id,
            role: 'careers leader',
            is_owner: true,
            started_at: now,
          })
          .execute();
        return { id, isMailed: false };
      }
      const sent = await invite(db, context, {
        organisation: { id, name: input.organisation },
        by: { id: actor.person.id, name: actor.person.name },
        invitee: {
          email: input.leader,
          name: '',
          role: 'careers leader',
          title: 'Careers Leader',
          isOwner: true,
        },
      });
      token = sent.token;
      // An idempotency key outlives the answer, so it holds no token.
      return { id, isMailed: sent.isMailed };
    }),
  );
  return { ...added, token };
}
