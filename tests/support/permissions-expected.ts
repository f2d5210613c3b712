/** Who may do what, written out by hand: the one table that tests hold the tables of the code against. */
import { EVERY_ROLE, type Role } from '../../src/platform/access/member.js';

const LETTERS: Readonly<Record<Role, string>> = {
  'careers leader': 'L',
  contributor: 'C',
  governor: 'G',
  adviser: 'A',
  viewer: 'V',
};

/** By the act, and for reviews the states. L C G A V: the roles as above. O: an owner of the school in any role. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'people.see': 'LCGAV',
  'people.see-addresses': 'LO',
  'people.invite': 'LO',
  'people.invite-owner': 'O',
  'people.change': 'LO',
  'people.change-owner': 'O',
  'people.take-over': 'O',
  'link.make': 'LO',
  'school.change': 'LO',
  'history.read': 'LO',
  'handover.print': 'LO',
  'data.keep': 'LO',
  'model.load': 'LO',
  'model.make': 'LO',
  'model.publish': 'LO',
  'model.choose': 'LO',
  'evidence.read': 'LCGAV',
  'evidence.add': 'LC',
  'evidence.change': 'LC',
  'evidence.delete-own': 'LC',
  'evidence.delete': 'L',
  'remark.read': 'LCGAV',
  'question.ask': 'LCG',
  'comment.leave': 'LCA',
  'remark.reply': 'L',
  'remark.reply-on-work': 'LC',
  'question.answer': 'L',
  'remark.own': 'LCGA',
  'review.list': 'LCGAV',
  'review.start': 'L',
  'review.read open closed': 'LCGAV',
  'review.read deleted': 'L',
  'review.remark open closed': 'LCGA',
  'review.judge open': 'LC',
  'review.change open': 'L',
  'review.close open': 'L',
  'review.reopen closed': 'L',
  'review.delete open closed': 'L',
  'review.restore deleted': 'L',
  'plan.write': 'LC',
  'plan.delete': 'L',
  'plan.lead': 'L',
};

const expected = (act: string): string => {
  const letters = EXPECTED[act];
  if (letters === undefined) throw new Error(`Add ${act} to the table in ${import.meta.url}.`);
  return letters;
};

/** The roles that may do something. */
export const rolesFor = (act: string): Role[] =>
  EVERY_ROLE.filter((role) => expected(act).includes(LETTERS[role]));

/** Whether an owner may, whatever their role. */
export const hasOwner = (act: string): boolean => expected(act).includes('O');

/** The roles that may do something with a review in one state. */
export function rolesInState(act: string, state: string): Role[] {
  const line = Object.keys(EXPECTED).find((key) => {
    const [name, ...states] = key.split(' ');
    return name === `review.${act}` && states.includes(state);
  });
  return line === undefined ? [] : rolesFor(line);
}

/** Roles as letters: "LCG". */
export const glyphsOf = (roles: readonly Role[], orOwner = false): string =>
  EVERY_ROLE.filter((role) => roles.includes(role))
    .map((role) => LETTERS[role])
    .join('') + (orOwner ? 'O' : '');
