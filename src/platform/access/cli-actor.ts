/** In whose name a command runs: a person of a school, found by e-mail and by the school's name or URN. */

import { invalid } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { installation } from '../storage/transaction.js';
import type { Member } from './member.js';

export interface Acting {
  /** An e-mail address; left out, the installation's first administrator. */
  as: string | undefined;
  /** The name or the URN of the school; only needed by people of several schools. */
  school: string | undefined;
}

/**
 * The member that a command acts for.
 * @throws Problem 422 `command.person`, `command.school`, saying what to give
 */
export async function actingMember(context: AppContext, { as, school }: Acting): Promise<Member> {
  const email = as?.trim().toLowerCase();
  const person = await context.storage.read(installation, (db) =>
    db
      .selectFrom('persons')
      .select(['id', 'name'])
      .where('erased_at', 'is', null)
      .where((where) =>
        email === undefined ? where('is_administrator', '=', true) : where('email', '=', email),
      )
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst(),
  );
  if (!person) {
    throw invalid(
      'command.person',
      email
        ? `No one here has the email address ${email}.`
        : 'Set Waymark up first: run waymark serve and open it.',
    );
  }
  const found = await membershipsOf(context, person.id);
  const wanted = school?.trim().toLowerCase();
  const fitting = found.filter(
    ({ name, urn }) => wanted === undefined || [name.toLowerCase(), urn].includes(wanted),
  );
  const [one] = fitting;
  if (!one || fitting.length > 1)
    throw whichSchool(
      person.name,
      found.map(({ name }) => name),
    );
  const { id, name, kind, role, is_owner: isOwner } = one;
  return { person, organisation: { id, name, kind }, role, isOwner, channel: 'command' };
}

function membershipsOf(context: AppContext, person: string) {
  return context.storage.read({ organisation: null, person }, (db) =>
    db
      .selectFrom('memberships as m')
      .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
      .select(['o.id', 'o.name', 'o.kind', 'o.urn', 'm.role', 'm.is_owner'])
      .where('m.person_id', '=', person)
      .where('m.ended_at', 'is', null)
      .orderBy('o.name')
      .execute(),
  );
}

function whichSchool(person: string, names: string[]) {
  return invalid(
    'command.school',
    names.length === 0
      ? `${person} does not belong to a school. Name someone who does with --as EMAIL.`
      : `${person} is in ${names.join(', ')}. Name one with --school, by its name or URN.`,
  );
}
