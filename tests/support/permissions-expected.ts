/** Who may do what, written out by hand: the one table that tests hold the tables of the code against. */
import { EVERY_ROLE, type Role } from '../../src/platform/access/member.js';

const LETTERS: Readonly<Record<Role, string>> = {
  'careers leader': 'L',
  contributor: 'C',
  governor: 'G',
  adviser: 'A',
  viewer: 'V',
};

/** By the act and its states. L C G A V: the roles as above. O: an owner of the school in any role. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'people.see': 'LCGAV',
  'people.see-addresses': 'LO',
  'people.invite': 'LO',
  'people.invite-owner': 'O',
  'people.change': 'LO',
  'people.change-owner': 'O',
  'people.take-over': 'O',
  'link.make (open review)': 'LO',
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
  'evidence.delete': 'L',
  'evidence.delete (one’s own)': 'LC',
  'remark.read': 'LCGAV',
  'question.ask': 'LCG',
  'comment.leave': 'LCA',
  'remark.reply (on a statement or an action)': 'LC',
  'remark.reply (on the results)': 'L',
  'remark.reply (one’s own)': 'LCGA',
  'question.answer': 'L',
  'question.answer (one’s own)': 'LCGA',
  'remark.withdraw (one’s own)': 'LCGA',
  'report.share': 'L',
  'report.write': 'L',
  'review.list': 'LCGAV',
  'review.start': 'L',
  'review.read (open, closed)': 'LCGAV',
  'review.read (deleted)': 'L',
  'review.remark (open, closed)': 'LCGA',
  'review.agree (open)': 'L',
  'review.agree (if named for it)': 'C',
  'review.cite (open)': 'LC',
  'review.name-setters (open)': 'L',
  'review.follow (open)': 'L',
  'review.change (open)': 'L',
  'review.close (open)': 'L',
  'review.reopen (closed)': 'L',
  'review.delete (open, closed)': 'L',
  'review.restore (deleted)': 'L',
  'plan.write (open year)': 'LC',
  'plan.delete (open year)': 'L',
  'plan.lead': 'L',
};

/** "review.read (open, closed)": an act with its states, as the table above calls it. */
export const lineName = ({ act, states }: { act: string; states: readonly string[] }): string =>
  states.length === 0 ? act : `${act} (${states.join(', ')})`;

/** The letters of an act, or of one of its lines; in a state where one is said, and there '' when nobody may. */
function expected(asked: string, state?: string): string {
  const lines = Object.entries(EXPECTED).map(([line, letters]) => {
    const [act, states = ''] = line.replace(')', '').split(' (');
    return { line, act, states: states.split(', '), letters };
  });
  const found = lines.filter(({ line, act }) => line === asked || act === asked);
  if (found.length === 0) throw new Error(`Add ${asked} to the table in ${import.meta.url}.`);
  const line = state === undefined ? found[0] : found.find(({ states }) => states.includes(state));
  return line?.letters ?? '';
}

/** The roles that may do something. */
export const rolesFor = (act: string, state?: string): Role[] =>
  EVERY_ROLE.filter((role) => expected(act, state).includes(LETTERS[role]));

/** Whether an owner may, whatever their role. */
export const hasOwner = (act: string): boolean => expected(act).includes('O');

/** Roles as letters: "LCG". */
export const glyphsOf = (roles: readonly Role[], orOwner = false): string =>
  EVERY_ROLE.filter((role) => roles.includes(role))
    .map((role) => LETTERS[role])
    .join('') + (orOwner ? 'O' : '');
