/** Loading a list to count towards, and removing one. */
import { z } from 'zod';
import { findFrameworkVersion } from '../framework/store.js';
import { assertMay } from '../plan/permissions.js';
import { listYears } from '../plan/years-store.js';
import type { Member } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { conflict, invalid, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import type { Db } from '../platform/storage/transaction.js';
import { contentVersion } from '../platform/web/form.js';
import { type Crosswalk, TAKEN } from './crosswalk.js';
import { insightEvents } from './events.js';
import { readList, refusedList } from './list-reading.js';

const MOST_LISTS = 20;
/** The most characters of a list. */
export const MOST_LIST = 100_000;

/** A list as the form sends it. A file of its own format brings its title with it. */
export const listInput = z
  .object({
    title: z.string().max(200, 'Enter a title of at most 200 characters').default(''),
    about: z.string().max(2000, 'Enter at most 2,000 characters').default(''),
    text: z
      .string()
      .min(1, 'Enter the list, or choose a file')
      .max(MOST_LIST, 'Choose a list of at most 100,000 characters')
      .default(''),
  })
  .superRefine(({ title, text }, refinement) => {
    if (title === '' && !/^entries:/m.test(text))
      refinement.addIssue({
        code: 'custom',
        path: ['title'],
        message: 'Enter the name of the list',
      });
  });
export type ListInput = z.infer<typeof listInput>;

/**
 * Loads a list; one of the same name is replaced. Gives its name in addresses.
 * @throws Problem 403 `plan.denied`, 409 `crosswalk.taken`, `crosswalk.too-many`, 422 `crosswalk.invalid`
 */
export async function loadList(
  context: AppContext,
  member: Member,
  input: ListInput,
  { key, version = null }: How & { version?: number | null },
): Promise<{ id: string }> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  return changeIdempotently(context, member, key, async (db) => {
    const { frameworkVersionId } = await listYears(db, organisation);
    const framework = await findFrameworkVersion(db, frameworkVersionId, organisation);
    const { crosswalk, faults } = await readList(input, framework);
    if (!crosswalk) throw refusedList(faults, 'text');
    const { id } = crosswalk;
    if (TAKEN.includes(id)) throw taken(crosswalk);
    const before = await rowsOf(db, organisation).where('id', '=', id).executeTakeFirst();
    if (version !== null && before && version !== contentVersion(partsOf(before)))
      throw meanwhile();
    if (!before) await assertDiskSpace(db, organisation);
    await save(db, context, member, crosswalk);
    await recordBy(db, context, member, insightEvents, {
      verb: before ? 'list.replaced' : 'list.loaded',
      subject: { kind: 'list', id: organisation },
      before: before ?? null,
      after: { title: crosswalk.title, about: crosswalk.about, entries: crosswalk.entries },
    });
    return { id };
  });
}

/** What of a list is compared: two people who changed it. */
export const partsOf = ({
  title,
  about,
  entries,
}: Pick<Crosswalk, 'title' | 'about' | 'entries'>) => [
  title,
  about,
  entries.map((each) => [each.id, each.title, each.about, each.benchmark ?? null, each.statements]),
];

const meanwhile = () =>
  conflict(
    'list.changed',
    'Someone has just saved a list with this name. What you entered is kept here. Save again to replace their list, or cancel to see it.',
  );

const rowsOf = (db: Db, organisation: string) =>
  db
    .selectFrom('crosswalks')
    .select(['title', 'about', 'entries'])
    .where('organisation_id', '=', organisation);

async function assertDiskSpace(db: Db, organisation: string): Promise<void> {
  const all = await rowsOf(db, organisation).execute();
  if (all.length < MOST_LISTS) return;
  throw conflict(
    'crosswalk.too-many',
    `Your school has ${MOST_LISTS} lists, which is the limit. Remove one first.`,
  );
}

const taken = ({ title }: Crosswalk) => {
  const sentence = `Enter another title. Waymark already has a list called “${title}”`;
  return invalid('crosswalk.taken', `${sentence}.`, { title: sentence });
};

async function save(db: Db, context: AppContext, member: Member, list: Crosswalk): Promise<void> {
  const values = {
    title: list.title,
    about: list.about,
    entries: JSON.stringify(list.entries),
    loaded_by: member.person.id,
    loaded_at: context.clock(),
  };
  await db
    .insertInto('crosswalks')
    .values({ organisation_id: member.organisation.id, id: list.id, ...values })
    .onConflict((on) => on.columns(['organisation_id', 'id']).doUpdateSet(values))
    .execute();
}

/**
 * Removes a list that the school has loaded. The history keeps what it held.
 * @throws Problem 403 `plan.denied`, 404 `crosswalk.unknown`
 */
export async function removeList(
  context: AppContext,
  member: Member,
  id: string,
  { key }: How,
): Promise<void> {
  assertMay(member, 'plan.lead');
  const organisation = member.organisation.id;
  await changeIdempotently(context, member, key, async (db) => {
    const gone = await db
      .deleteFrom('crosswalks')
      .where('organisation_id', '=', organisation)
      .where('id', '=', id)
      .returning(['title', 'about', 'entries'])
      .executeTakeFirst();
    if (!gone) throw noList();
    await recordBy(db, context, member, insightEvents, {
      verb: 'list.removed',
      subject: { kind: 'list', id: organisation },
      before: gone,
    });
  });
}

/** There is no such list for this school. */
export const noList = () => notFound('crosswalk.unknown', 'This list does not exist.');
