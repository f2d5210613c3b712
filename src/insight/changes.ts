/** What a school sets for itself: how much work a move is, and the headings of its own plan. */
import { z } from 'zod';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { assertMay } from '../plan/permissions.js';
import { listYears } from '../plan/years-store.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { conflict, invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { contentVersion } from '../platform/web/form.js';
import { insightEvents } from './events.js';
import { headingsFrom } from './list-reading.js';

export const effortInput = z.object({
  statement: z.string().max(20),
  level: z.coerce.number().int().min(0).max(20),
  /** Days of somebody's time; '' goes back to the first guess. */
  days: z.union([
    z.literal('').transform(() => null),
    z.coerce
      .number('Enter days like 2 or 0.5')
      .min(0.1, 'Enter days like 2 or 0.5')
      .max(400, 'Enter at most 400 days')
      // What is saved is what was said: the table holds tenths.
      .multipleOf(0.1, 'Enter days with at most one decimal, like 2 or 0.5'),
  ]),
});

/**
 * Says how much work a move is in this school, in days.
 * @throws Problem 403 `plan.denied`, 409 `effort.changed`, 422 `effort.unknown-move`
 */
export async function setEffort(
  context: AppContext,
  member: Member,
  { statement, level, days }: z.infer<typeof effortInput>,
  { key, version = null }: How & { version?: number | null },
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const { frameworkVersionId } = await listYears(db, organisation);
    const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
    const found = statementOf(framework, statement);
    if (!found || !descriptorOf(found, level)) {
      throw invalid('effort.unknown-move', 'The model has no such next step.');
    }
    const was = await effortNow(db, organisation, { statement, level });
    if (version !== null && version !== contentVersion(was))
      throw conflict(
        'effort.changed',
        `Someone has just set the days for ${statement} to level ${level} to ${was ?? 'our estimate'}. You entered ${days ?? 'our estimate'}. Go back, reload the page and choose.`,
      );
    if (days === null) {
      await db
        .deleteFrom('efforts')
        .where('organisation_id', '=', organisation)
        .where('statement', '=', statement)
        .where('level', '=', level)
        .execute();
    } else {
      await db
        .insertInto('efforts')
        .values({ organisation_id: organisation, statement, level, days })
        .onConflict((on) =>
          on.columns(['organisation_id', 'statement', 'level']).doUpdateSet({ days }),
        )
        .execute();
    }
    await recordBy(db, context, member, insightEvents, {
      verb: 'effort.set',
      subject: { kind: 'move', id: `${statement}@${level}` },
      after: { days },
    });
  });
}

/** The days that are set for a move; null where none are. */
async function effortNow(
  db: Db,
  organisation: string,
  { statement, level }: { statement: string; level: number },
): Promise<number | null> {
  const row = await db
    .selectFrom('efforts')
    .select('days')
    .where('organisation_id', '=', organisation)
    .where('statement', '=', statement)
    .where('level', '=', level)
    .executeTakeFirst();
  return row ? Number(row.days) : null;
}

/** The headings of the school's own plan, in order. */
const headingsNow = (db: Db, organisation: string) =>
  db
    .selectFrom('plan_headings')
    .select(['title', 'statements'])
    .where('organisation_id', '=', organisation)
    .orderBy('place')
    .execute();

/**
 * Sets the headings of the school's own plan, all at once.
 * @throws Problem 403 `plan.denied`, 409 `headings.conflict`, 422 `crosswalk.invalid`
 */
export async function setHeadings(
  context: AppContext,
  member: Member,
  text: string,
  { key, version = null }: How & { version?: number | null },
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const { frameworkVersionId } = await listYears(db, organisation);
    const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
    const headings = headingsFrom(text, framework);
    if (version !== null && version !== contentVersion(await headingsNow(db, organisation)))
      throw conflict(
        'headings.conflict',
        'Someone changed the headings while you were writing. Here are both. Choose one, or combine both.',
      );
    await db.deleteFrom('plan_headings').where('organisation_id', '=', organisation).execute();
    if (headings.length > 0) {
      await db
        .insertInto('plan_headings')
        .values(
          headings.map((each, place) => ({
            ...each,
            organisation_id: organisation,
            id: context.id(),
            place,
          })),
        )
        .execute();
    }
    await recordBy(db, context, member, insightEvents, {
      verb: 'headings.set',
      subject: { kind: 'school', id: organisation },
      after: { headings },
    });
  });
}
