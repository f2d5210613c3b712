/**
 * What opens an account besides its password. A new password through a link names all of it and drops what is not
 * kept: whoever came in before may have left a way in. A new kind of way in is added here and to `WAYS_IN` of
 * people-store.ts. The address of a calendar opens little, and is one: it goes on showing what a school plans.
 */
import { dateWords, momentWords } from '../platform/days.js';
import type { AppContext } from '../platform/storage/context.js';
import { type Db, workingAs } from '../platform/storage/transaction.js';
import { listApiTokens } from './api-tokens.js';
import { dropCalendarFeed, listCalendarFeeds } from './calendar-feeds.js';
import { deviceInWords } from './device.js';
import { listIdentities } from './identities.js';
import { listPasskeys } from './own-passkeys.js';
import { countRecoveryCodes, note, stopAskingForNothing } from './second-step.js';
import { endSessionsOf, listSessions } from './sessions.js';

export interface WayIn {
  /** What a form keeps it by. */
  key: string;
  /** "Passkey “iPhone”" */
  words: string;
  /** Since when, last used when. */
  about: string;
  /** Removes it, in the transaction of the caller. */
  drop(db: Db, context: AppContext): Promise<void>;
}

/** Every way into a person's account but the password, in the order of the account page. */
export async function listWaysIn(db: Db, context: AppContext, person: string): Promise<WayIn[]> {
  return [
    ...(await passkeys(db, person)),
    ...(await codes(db, person)),
    ...(await identities(db, context, person)),
    ...(await tokens(db, person)),
    ...(await calendars(db, person)),
    ...(await sessions(db, context, person)),
  ];
}

/**
 * Drops every way in but the password and those that are kept by their keys, known browsers, half-done sign-ins and
 * other links with them. A second step that nothing is left for ends. Gives what was dropped and what was kept.
 */
export async function dropWaysIn(
  db: Db,
  context: AppContext,
  person: string,
  keep: readonly string[],
): Promise<{ dropped: WayIn[]; kept: WayIn[] }> {
  const ways = await listWaysIn(db, context, person);
  const [kept, dropped] = [
    ways.filter(({ key }) => keep.includes(key)),
    ways.filter(({ key }) => !keep.includes(key)),
  ];
  for (const way of dropped) await way.drop(db, context);
  await db.deleteFrom('known_devices').where('person_id', '=', person).execute();
  await db.deleteFrom('challenges').where('person_id', '=', person).execute();
  await db.deleteFrom('one_time_links').where('person_id', '=', person).execute();
  await stopAskingForNothing(db, context, person);
  return { dropped, kept };
}

async function passkeys(db: Db, person: string): Promise<WayIn[]> {
  return (await listPasskeys(db, person)).map(({ id, name, addedAt, usedAt }) => ({
    key: `passkey:${id}`,
    words: `Passkey “${name}”`,
    about: `Added on ${dateWords(addedAt)}${lastUsed(usedAt)}`,
    drop: async (on, context) => {
      await on
        .deleteFrom('passkeys')
        .where('person_id', '=', person)
        .where('id', '=', id)
        .execute();
      await note(on, context, person, 'passkey.removed');
    },
  }));
}

async function codes(db: Db, person: string): Promise<WayIn[]> {
  const app = await db
    .selectFrom('code_apps')
    .select('added_at')
    .where('person_id', '=', person)
    .executeTakeFirst();
  const left = await countRecoveryCodes(db, person);
  const ways: WayIn[] = [];
  if (app)
    ways.push({
      key: 'code-app',
      words: 'Authenticator app',
      about: `Added on ${dateWords(app.added_at)}`,
      drop: async (on, context) => {
        await on.deleteFrom('code_apps').where('person_id', '=', person).execute();
        await note(on, context, person, 'code-app.removed');
      },
    });
  if (left > 0)
    ways.push({
      key: 'recovery-codes',
      words: left === 1 ? '1 recovery code' : `${left} recovery codes`,
      about: 'Printed or saved, instead of a code from the app',
      drop: async (on) => {
        await on.deleteFrom('recovery_codes').where('person_id', '=', person).execute();
      },
    });
  return ways;
}

async function identities(db: Db, context: AppContext, person: string): Promise<WayIn[]> {
  const { identityProviders } = context.config;
  const nameOf = (id: string) => identityProviders.find((each) => each.id === id)?.name ?? id;
  return (await listIdentities(db, person)).map((each) => ({
    key: `identity:${each.issuer} ${each.subject}`,
    words: `${nameOf(each.provider)}: ${each.label}`,
    about: `Linked on ${dateWords(each.addedAt)}${lastUsed(each.usedAt)}`,
    drop: async (on, at) => {
      await on
        .deleteFrom('identities')
        .where('person_id', '=', person)
        .where('issuer', '=', each.issuer)
        .where('subject', '=', each.subject)
        .execute();
      await note(on, at, person, 'identity.unlinked', { provider: each.provider });
    },
  }));
}

async function tokens(db: Db, person: string): Promise<WayIn[]> {
  return (await listApiTokens(db, person)).map(({ id, name, organisation, madeAt, usedAt }) => ({
    key: `token:${id}`,
    words: `API token “${name}”`,
    about: `For ${organisation}, made on ${dateWords(madeAt)}${lastUsed(usedAt)}`,
    drop: async (on, context) => {
      await on
        .deleteFrom('api_tokens')
        .where('person_id', '=', person)
        .where('id', '=', id)
        .execute();
      await note(on, context, person, 'token.revoked', { token: id });
    },
  }));
}

async function calendars(db: Db, person: string): Promise<WayIn[]> {
  return (await listCalendarFeeds(db, person)).map(
    ({ organisation, organisationName, madeAt }) => ({
      key: `calendar:${organisation}`,
      words: `Calendar address for ${organisationName}`,
      about: `Created on ${dateWords(madeAt)}: anyone who has it can see what is due for you`,
      drop: async (on, context) => {
        await workingAs(on, { organisation, person }, () =>
          dropCalendarFeed(on, { organisation, person }),
        );
        await note(on, context, person, 'calendar-address.dropped', { organisation });
      },
    }),
  );
}

async function sessions(db: Db, context: AppContext, person: string): Promise<WayIn[]> {
  return (await listSessions(db, context, person)).map(({ id, device, startedAt, seenAt }) => ({
    key: `session:${id}`,
    words: `Signed in: ${deviceInWords(device)}`,
    about: `Since ${momentWords(startedAt)}, last used ${momentWords(seenAt)}`,
    drop: async (on) => {
      await endSessionsOf(on, person, { only: id });
    },
  }));
}

const lastUsed = (at: Date | null) => (at ? `, last used on ${dateWords(at)}` : '');
