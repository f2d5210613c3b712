/** What others changed in a review since somebody last looked. */
import { z } from 'zod';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How } from '../../platform/access/member-changes.js';
import type { AppContext } from '../../platform/storage/context.js';
import { saveLook } from '../looks-store.js';
import { assertMay } from '../permissions.js';
import { findReview } from '../store.js';

/** `until`: when the list of changes that they saw was made. */
export const seenInput = z.object({ until: z.iso.datetime('Reload the page') });

/**
 * Somebody has seen what others changed up to a moment. It is theirs alone, so the history has no entry of it.
 * @throws Problem 403, 404, 409 as the table of permissions says
 */
export async function followUntil(
  context: AppContext,
  member: Member,
  id: string,
  { until }: z.infer<typeof seenInput>,
  { key }: How,
): Promise<void> {
  await changeIdempotently(context, member, key, async (db) => {
    const review = await findReview(db, member.organisation.id, id);
    assertMay(member, 'review.follow', review);
    const now = context.clock();
    const at = new Date(Math.min(new Date(until).getTime(), now.getTime()));
    await saveLook(db, { organisation: review.organisationId, review: id }, member.person.id, at);
    return { id };
  });
}
