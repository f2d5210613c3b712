/** What commands of several features share: whose name they run in, and what was said to them. */
import type { Call, Command } from '../commands.js';
import { invalid, notFound } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import type { Db } from '../storage/transaction.js';
import { actingMember } from './cli-actor.js';
import type { Member } from './member.js';

type Options = NonNullable<Command['options']>;

/** Options of every command that acts in a school. */
export const acting: Options = {
  as: { type: 'string', value: 'EMAIL', about: 'who does it (default: the administrator)' },
  school: { type: 'string', value: 'NAME|URN', about: 'which school, for people in several' },
};

/** Of every command that takes texts in which a list of pupils could stand. */
export const confirming: Options = {
  'names-no-learners': { type: 'boolean', about: 'the texts name no individual learners' },
};

/** The text of an option; undefined when it was left out. */
export const said = ({ options }: Call, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};

/** The text of an option; '' when it was left out. */
export const textSaid = (call: Call, name: string): string => said(call, name) ?? '';

/** True for an option that was set and takes no text. */
export const isSet = ({ options }: Call, name: string): boolean => options[name] === true;

/** All operands, of which there have to be as many as names. @throws Problem 422 `command.operands` */
export function operandsOf<Names extends string[]>(
  { operands }: Call,
  ...names: Names
): { [Name in keyof Names]: string } {
  if (operands.length === names.length && operands.every(Boolean))
    return operands as { [Name in keyof Names]: string };
  throw invalid('command.operands', `Give ${names.join(' and ')}.`);
}

/** How a command changes something. */
export const howOf = (call: Call) => ({
  key: null,
  channel: 'command' as const,
  namesNoLearners: isSet(call, 'names-no-learners'),
});

/** The member that a command acts for, by --as and --school. @throws Problem as `actingMember` */
export async function actor(call: Call): Promise<{ context: AppContext; member: Member }> {
  const context = await call.context();
  const who = { as: said(call, 'as'), school: said(call, 'school') };
  return { context, member: await actingMember(context, who) };
}

/**
 * A school by its name, URN or id. The only one, when there is one and none is named.
 * @throws Problem 404 `school.unknown`
 */
export async function findSchool(db: Db, wanted: string | undefined) {
  const schools = await db.selectFrom('organisations').select(['id', 'name', 'urn']).execute();
  const found = wanted
    ? schools.filter(
        ({ id, name, urn }) =>
          id === wanted || urn === wanted || name.toLowerCase() === wanted.toLowerCase(),
      )
    : schools;
  if (found[0] && found.length === 1) return found[0];
  const what = wanted ? `There is no school "${wanted}"` : 'There is no school';
  const names = schools.map(({ name, urn, id }) => `  ${name} (${urn ? `URN ${urn}` : id})`);
  throw notFound(
    'school.unknown',
    `${found.length ? 'More than one school fits' : what}: name it with --school, by its name, URN or id.\n${names.sort().join('\n')}`,
  );
}

/** Whoever has an account with an address. @throws Problem 404 `person.missing` */
export async function findPerson(
  db: Db,
  typed: string | undefined,
): Promise<{ id: string; name: string; email: string }> {
  const email = (typed ?? '').trim().toLowerCase();
  const row = await db
    .selectFrom('persons')
    .select(['id', 'name'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (row) return { ...row, email };
  throw notFound(
    'person.missing',
    `No one here has the address "${email}". Name one that has an account, or send an invitation.`,
  );
}
