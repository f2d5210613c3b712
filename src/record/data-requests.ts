/** Requests of people about their data, and complaints: written down, with the day by which each is answered. */

import { z } from 'zod';
import { peopleEvents } from '../organisation/events.js';
import { assertMay } from '../organisation/permissions.js';
import { assertNoLearnerData } from '../platform/access/learner-data.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { dayAt, readDay } from '../platform/days.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { DataRequestsTable } from '../platform/storage/tables/record.js';
import type { Db, RowOf } from '../platform/storage/transaction.js';
import { optionalText, requiredText } from '../platform/web/form.js';

export type RequestKind = DataRequestsTable['kind'];

export const REQUEST_KINDS: readonly { kind: RequestKind; says: string }[] = [
  { kind: 'access', says: 'A copy of their data' },
  { kind: 'correction', says: 'A correction' },
  { kind: 'erasure', says: 'Their data to be erased' },
  { kind: 'objection', says: 'Their data not to be used in some way' },
  { kind: 'complaint', says: 'A complaint about how their data is handled' },
];

/**
 * The day by which it must be answered. A request: one calendar month after it was received, or the last day of that
 * month when it is shorter (UK GDPR, article 12(3)). A complaint: acknowledged within 30 days (Data Protection Act
 * 2018, section 164A).
 */
export function dueOn(kind: RequestKind, received: string): string {
  const [year = 0, month = 1, day = 1] = received.split('-').map(Number);
  if (kind === 'complaint') return iso(new Date(Date.UTC(year, month - 1, day + 30)));
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month, Math.min(day, last))));
}

const iso = (date: Date) => date.toISOString().slice(0, 10);

const day = (missing: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, missing)
    .refine((text) => readDay(text) === text, missing);

export const requestInput = z.object({
  kind: z.enum(
    REQUEST_KINDS.map(({ kind }) => kind) as [RequestKind, ...RequestKind[]],
    'Choose what they ask for',
  ),
  who: requiredText('Enter who is asking', 120),
  about: optionalText(2000),
  received_on: day('Enter the date you received it, like 23/11/2026'),
});

export const answerInput = z.object({
  answer: requiredText('Enter the answer, in a sentence', 2000),
});

/** Writes a request down. @throws Problem 403 by the table of permissions, 422 `learner-data.doubt`. */
export async function recordRequest(
  context: AppContext,
  member: Member,
  input: z.infer<typeof requestInput>,
  how: How,
): Promise<{ id: string }> {
  assertMay(member, 'data.keep');
  assertNoLearnerData({ ...how, texts: { about: input.about }, today: context.clock() });
  return changeIdempotently(context, member, how.key, async (db) => {
    const id = context.id();
    await db
      .insertInto('data_requests')
      .values({
        organisation_id: member.organisation.id,
        id,
        ...input,
        due_on: dueOn(input.kind, input.received_on),
        recorded_by: member.person.id,
        recorded_at: context.clock(),
      })
      .execute();
    await recordBy(db, context, member, peopleEvents, {
      verb: 'request.recorded',
      subject: { kind: 'request', id },
      after: { kind: input.kind, received: input.received_on },
    });
    return { id };
  });
}

/**
 * Says that a request was answered, today.
 * @throws Problem 404 `request.unknown`, 409 `request.answered`, 422 `learner-data.doubt`.
 */
export async function answerRequest(
  context: AppContext,
  member: Member,
  id: string,
  { answer }: z.infer<typeof answerInput>,
  how: How,
): Promise<void> {
  assertMay(member, 'data.keep');
  assertNoLearnerData({ ...how, texts: { answer }, today: context.clock() });
  await changeIdempotently(context, member, how.key, async (db) => {
    const row = await db
      .selectFrom('data_requests')
      .select('answered_on')
      .where('organisation_id', '=', member.organisation.id)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw notFound('request.unknown', 'This request does not exist.');
    if (row.answered_on) {
      throw conflict('request.answered', 'This request has already been answered.');
    }
    await db
      .updateTable('data_requests')
      .set({ answered_on: dayAt(context.clock()), answer })
      .where('organisation_id', '=', member.organisation.id)
      .where('id', '=', id)
      .execute();
    await recordBy(db, context, member, peopleEvents, {
      verb: 'request.answered',
      subject: { kind: 'request', id },
    });
    return { id };
  });
}

/** The register: open ones first, by the day they fall due. */
export async function listRequests(db: Db, organisation: string) {
  return db
    .selectFrom('data_requests')
    .select(['id', 'kind', 'who', 'about', 'received_on', 'due_on', 'answered_on', 'answer'])
    .where('organisation_id', '=', organisation)
    .orderBy('answered_on', (order) => order.desc().nullsFirst())
    .orderBy('due_on')
    .limit(200)
    .execute();
}

export type RequestRow = RowOf<typeof listRequests>;
