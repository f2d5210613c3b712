/** What a school sets for itself: how much work a move is, and the headings of its own plan. */
import { z } from 'zod';
import { descriptorOf, statementOf } from '../framework/framework.js';
import { findFrameworkVersion } from '../framework/store.js';
import { assertMay } from '../plan/permissions.js';
import { listYears } from '../plan/years-store.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { invalid } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
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
      .max(400, 'Enter at most 400 days'),
  ]),
});

/**
 * Says how much work a move is in this school, in days.
 * @throws Problem 403 `plan.denied`, 422 `effort.unknown-move`
 */
export async function setEffort(
  context: AppContext,
  member: Member,
  { statement, level, days }: z.infer<typeof effortInput>,
  { key }: How,
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const { frameworkVersionId } = await listYears(db, organisation);
    const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
    const found = statementOf(framework, statement);
    if (!found || !descriptorOf(found, level)) {
      throw invalid('effort.unknown-move', 'There is no such move in the model.');
    }
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

/**
 * Sets the headings of the school's own plan, all at once.
 * @throws Problem 403 `plan.denied`, 422 `crosswalk.invalid`
 */
export async function setHeadings(
  context: AppContext,
  member: Member,
  text: string,
  { key }: How,
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const { frameworkVersionId } = await listYears(db, organisation);
    const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
    const headings = headingsFrom(text, framework);
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
