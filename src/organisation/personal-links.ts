/**
 * Personal links: somebody takes part in one review without an account. A link is good for that review alone, ends
 * by itself, and can be taken back.
 */

import { z } from 'zod';
import { endLinkSessions } from '../account/link-sessions.js';
import { addPerson } from '../account/people-store.js';
import { newToken } from '../account/tokens.js';
import { emailAddress, type Member, scopeOf } from '../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../platform/access/member-changes.js';
import { mailOrigin, queueMail } from '../platform/mail/outbox.js';
import { conflict, notFound } from '../platform/problems.js';
import type { AppContext } from '../platform/storage/context.js';
import { once } from '../platform/storage/idempotency.js';
import type { Db } from '../platform/storage/transaction.js';
import { optionalText, requiredText } from '../platform/web/form.js';
import { isolated } from '../platform/web/html.js';
import { peopleEvents } from './events.js';
import { assertMay } from './permissions.js';

/** How long a link may be good for, in days. */
export const LINK_DAYS = [7, 14, 30, 60] as const;
const DAY_MS = 86_400_000;

export const linkInput = z.object({
  review: z.uuid('Choose a review'),
  name: requiredText('Enter the name of the person who takes part', 120, 'a name'),
  title: optionalText(80, 'a title'),
  email: z.union([z.literal(''), emailAddress]).default(''),
  days: z.coerce
    .number()
    .refine((days) => LINK_DAYS.some((each) => each === days), 'Choose when the link expires')
    .default(14),
});
export type LinkInput = z.infer<typeof linkInput>;

export interface NewLink {
  id: string;
  /** The person who takes part by it: for the list of participants. */
  personId: string;
  /** Null when it was asked for twice with one key: the first answer had it. */
  token: string | null;
  isMailed: boolean;
}

async function findOpenReview(db: Db, organisation: string, id: string) {
  const review = await db
    .selectFrom('reviews')
    .select(['id', 'title', 'closed_at'])
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!review) throw notFound('review.unknown', 'This review does not exist.');
  if (review.closed_at) {
    throw conflict('review.closed', 'This review is closed, so no one can take part in it.');
  }
  return review;
}

/**
 * Makes a personal link, and the person who takes part by it.
 * @throws Problem 403 `link.not-yours`, 404 `review.unknown`, 409 `review.closed`.
 */
export async function makeLink(
  context: AppContext,
  member: Member,
  input: LinkInput,
  { key }: How = { key: null },
): Promise<NewLink> {
  assertMay(member, 'link.make');
  let token: string | null = null;
  // The person is a row of the installation; everything else belongs to the school.
  const scope = { ...scopeOf(member), isInstallation: true };
  const made = await context.storage.write(scope, (db) =>
    once(db, context, member.person.id, key, async () => {
      const { token: fresh, ...rest } = await saveLink(db, context, member, input);
      token = fresh;
      return rest;
    }),
  );
  return { ...made, token };
}

async function saveLink(db: Db, context: AppContext, member: Member, input: LinkInput) {
  const review = await findOpenReview(db, member.organisation.id, input.review);
  const now = context.clock();
  const personId = context.id();
  await addPerson(db, { id: personId, name: input.name, email: null, created_at: now });
  const id = context.id();
  const { token, hash } = newToken();
  await db
    .insertInto('personal_links')
    .values({
      organisation_id: member.organisation.id,
      id,
      review_id: review.id,
      person_id: personId,
      title: input.title,
      token_hash: hash,
      made_by: member.person.id,
      made_at: now,
      expires_at: new Date(now.getTime() + input.days * DAY_MS),
    })
    .execute();
  await recordBy(db, context, member, peopleEvents, {
    verb: 'link.made',
    subject: { kind: 'person', id: personId },
    after: { review: review.id, days: input.days },
  });
  const origin = mailOrigin(context);
  const link = `${origin}/join/${token}`;
  const isMailed =
    input.email !== '' &&
    origin !== null &&
    (await queueMail(db, context, letter(member, input, review.title, link)));
  return { id, personId, token, isMailed };
}

function letter(member: Member, input: LinkInput, review: string, link: string) {
  return {
    to: input.email,
    subject: `${member.person.name} invites you to take part: ${review}`,
    text: `Dear ${isolated(input.name)},

${isolated(member.person.name)} of ${isolated(member.organisation.name)} invites you to take part in "${isolated(review)}" on Waymark. You do not need an account or a password. This link is only for you and expires in ${input.days} days. It opens this review only:
${link}
`,
  };
}

/**
 * Gives a link a new address and a new term; the old address opens nothing any more, and who came by it is out.
 * Asked for twice with one key, the second answer has no token.
 * @throws Problem 403 `link.not-yours`, 404 `link.unknown`.
 */
export async function renewLink(
  context: AppContext,
  member: Member,
  id: string,
  { key }: How = { key: null },
): Promise<{ token: string | null }> {
  assertMay(member, 'link.make');
  const { token, hash } = newToken();
  let isNew = false;
  await changeIdempotently(context, member, key, async (db) => {
    isNew = true;
    const link = await findLink(db, member, id);
    await findOpenReview(db, member.organisation.id, link.review_id);
    await endLinkSessions(db, member.organisation.id, [id]);
    const term = link.expires_at.getTime() - link.made_at.getTime();
    const now = context.clock();
    await db
      .updateTable('personal_links')
      .set({
        token_hash: hash,
        made_at: now,
        expires_at: new Date(now.getTime() + term),
        revoked_at: null,
      })
      .where('organisation_id', '=', member.organisation.id)
      .where('id', '=', id)
      .execute();
    await note(db, context, member, 'link.renewed', link.person_id);
  });
  return { token: isNew ? token : null };
}

/**
 * Takes a link back: it opens nothing any more, and who came by it is out at once.
 * @throws Problem 403 `link.not-yours`, 404 `link.unknown`.
 */
export async function revokeLink(context: AppContext, member: Member, id: string): Promise<void> {
  assertMay(member, 'link.make');
  await context.storage.write(scopeOf(member), async (db) => {
    const link = await findLink(db, member, id);
    if (link.revoked_at) return;
    await endLinkSessions(db, member.organisation.id, [id]);
    await db
      .updateTable('personal_links')
      .set({ revoked_at: context.clock() })
      .where('organisation_id', '=', member.organisation.id)
      .where('id', '=', id)
      .execute();
    await note(db, context, member, 'link.revoked', link.person_id);
  });
}

const note = (
  db: Db,
  context: AppContext,
  member: Member,
  verb: 'link.renewed' | 'link.revoked',
  person: string,
) =>
  recordBy(db, context, member, peopleEvents, {
    verb,
    subject: { kind: 'person', id: person },
  });

async function findLink(db: Db, member: Member, id: string) {
  const row = await db
    .selectFrom('personal_links')
    .selectAll()
    .where('organisation_id', '=', member.organisation.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('link.unknown', 'This link does not exist.');
  return row;
}
