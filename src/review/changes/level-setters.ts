/** Who may set agreed levels in a review beside careers leaders. */
import { z } from 'zod';
import type { Member } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { invalid, notFound } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { dropLevelSetter, listLevelSetters, saveLevelSetter } from '../level-setters-store.js';
import { changing } from './changing.js';

export const levelSetterInput = z.object({ person: z.uuid('Choose a person') });

/**
 * Names somebody who may set agreed levels in this review.
 * @throws Problem 403, 404, 409 as the table of permissions says; 422 `level-setter.unknown` for who is no contributor
 * and has no link to it
 */
export async function addLevelSetter(
  context: AppContext,
  member: Member,
  id: string,
  { person }: z.infer<typeof levelSetterInput>,
  { key }: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.name-setters', key }, async (db, review) => {
    const place = { organisation: review.organisationId, review: id };
    const now = context.clock();
    const { named, others } = await listLevelSetters(db, place, now);
    if (![...named, ...others].some((each) => each.id === person)) {
      throw invalid('level-setter.unknown', 'Choose a contributor, or someone with a link.', {
        person: 'Choose a person',
      });
    }
    const by = { person: member.person.id, at: now };
    const isNew = await saveLevelSetter(db, place, person, by);
    return isNew ? { verb: 'level-setter.added', after: { person } } : null;
  });
}

/** Takes somebody off the list. @throws Problem as above; 404 `level-setter.not-found` */
export async function removeLevelSetter(
  context: AppContext,
  member: Member,
  id: string,
  person: string,
  { key }: How,
): Promise<void> {
  await changing(context, member, { id, act: 'review.name-setters', key }, async (db, review) => {
    const place = { organisation: review.organisationId, review: id };
    if (await dropLevelSetter(db, place, person))
      return { verb: 'level-setter.removed', before: { person } };
    throw notFound('level-setter.not-found', 'They are no longer on the list.');
  });
}
