/** A person's own data: all of it as a file, and erased so that the school's record stays under a role. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { erasePersonRow } from '../account/people-store.js';
import { peopleEvents } from '../organisation/events.js';
import { eraseInvitations } from '../organisation/invitation-store.js';
import { assertAnotherOwnerOf } from '../organisation/membership-changes.js';
import { eraseMembership } from '../organisation/organisation-store.js';
import { erasePersonalLinks } from '../organisation/personal-link-store.js';
import { eraseDrafts } from '../platform/drafts/store.js';
import { record } from '../platform/history/history.js';
import { eachInParts } from '../platform/in-parts.js';
import { eraseMails } from '../platform/mail/outbox.js';
import type { Mentioned } from '../platform/mentions.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { eraseIdempotencyKeys } from '../platform/storage/idempotency.js';
import { type Db, installation } from '../platform/storage/transaction.js';
import { eraseWords } from './erased-words.js';

/** Columns that open something, or are of no meaning to a person: named, never given. */
const SECRETS = /hash|secret|salt|public_key|token|signature/;

/**
 * Everything that is kept about a person: from every table with a column that names them, as rows. What opens
 * something (hashes, secrets) is left out.
 */
export async function exportPerson(
  context: AppContext,
  person: string,
): Promise<Record<string, unknown>> {
  return context.storage.write({ ...installation, person }, async (db) => {
    const tables: Record<string, Record<string, unknown>[]> = {};
    const seen = new Set<string>();
    const schools = await schoolsOf(db, person);
    const own = await db
      .selectFrom('persons')
      .select(['id', 'name', 'email', 'created_at'])
      .where('id', '=', person)
      .executeTakeFirst();
    for (const organisation of [null, ...schools.map(({ id }) => id)]) {
      await workIn(db, organisation);
      for (const { table, column } of await columnsOfPersons(db)) {
        const { rows } = await sql<Record<string, unknown>>`
          SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${person}`.execute(db);
        const place = `${table} (${column})`;
        await eachInParts(rows, (whole) => {
          const row = plain(whole);
          // Some are seen in every school.
          const said = createHash('sha256')
            .update(place + JSON.stringify(row))
            .digest('base64');
          if (seen.has(said)) return;
          seen.add(said);
          tables[place] ??= [];
          tables[place].push(row);
        });
      }
    }
    await workIn(db, null);
    await record(db, context, peopleEvents, {
      organisation: null,
      person,
      verb: 'person.exported',
      subject: { kind: 'person', id: person },
    });
    return { exported: context.clock().toISOString(), person: own, schools, ...tables };
  });
}

const plain = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !SECRETS.test(name)));

/** Every column that points at a person, from the catalogue: a table that is added later is in it by itself. */
async function columnsOfPersons(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.confrelid = 'persons'::regclass
    UNION SELECT 'history', 'person_id' ORDER BY 1, 2`.execute(db);
  return rows;
}

async function schoolsOf(db: Db, person: string) {
  return db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['o.id', 'o.name', 'm.role', 'm.title', 'm.is_owner', 'm.started_at', 'm.ended_at'])
    .where('m.person_id', '=', person)
    .execute();
}

/** Schools in which somebody took part by a personal link. */
async function schoolsByLink(db: Db, person: string) {
  const rows = await db
    .selectFrom('personal_links')
    .select('organisation_id as id')
    .distinct()
    .where('person_id', '=', person)
    .execute();
  return rows.map(({ id }) => ({
    id,
    role: 'contributor' as const,
    is_owner: false,
    ended_at: null,
  }));
}

/** From here on the transaction works in this organisation, beside the installation. */
async function workIn(db: Db, organisation: string | null): Promise<void> {
  await sql`SELECT set_config('waymark.organisation', ${organisation ?? ''}, true)`.execute(db);
}

/**
 * Erases a person: name, address, way in, and their name wherever a school wrote it out. What they did stays with the
 * school, under "former contributor". History holds ids, so nothing in it changes and it still verifies.
 * @throws Problem 404 `person.unknown`; 409 `membership.last-owner` while a school has no other owner.
 */
export async function erasePerson(
  context: AppContext,
  erased: string,
  by: { person: string | null; channel: 'page' | 'command' },
): Promise<void> {
  await context.storage.write(installation, async (db) => {
    const person = await db
      .selectFrom('persons')
      .select(['name', 'email', 'is_administrator'])
      .where('id', '=', erased)
      .where('erased_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!person) throw notFound('person.unknown', 'This person does not exist.');
    if (person.is_administrator) {
      throw conflict(
        'person.administrator',
        'This person is the Waymark administrator. Make someone else administrator first.',
      );
    }
    const schools = [...(await schoolsOf(db, erased)), ...(await schoolsByLink(db, erased))];
    const now = context.clock();
    for (const school of schools) {
      await workIn(db, school.id);
      if (school.is_owner && school.ended_at === null) {
        await assertAnotherOwnerOf(db, school.id, erased);
      }
      await forgetIn(db, school.id, erased, person, `Former ${school.role}`);
      await eraseMembership(db, school.id, erased, now);
      await erasePersonalLinks(db, school.id, erased, now);
      await record(db, context, peopleEvents, {
        organisation: school.id,
        person: by.person,
        channel: by.channel,
        verb: 'person.erased',
        subject: { kind: 'person', id: erased },
      });
    }
    await workIn(db, null);
    await eraseIdempotencyKeys(db, erased);
    await eraseDrafts(db, erased);
    if (person.email) await eraseMails(db, person.email);
    await erasePersonRow(db, erased, `Former ${schools[0]?.role ?? 'member'}`, now);
  });
}

/** Puts a role in place of the name and the address, wherever this school wrote them out, and lets the invitations go. */
async function forgetIn(
  db: Db,
  organisation: string,
  person: string,
  erased: Mentioned,
  role: string,
): Promise<void> {
  await eraseInvitations(db, organisation, { id: person, email: erased.email });
  await eraseWords(db, organisation, erased, role);
}
