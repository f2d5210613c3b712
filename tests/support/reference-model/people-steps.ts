/** People come and go, and time passes. */
import type { School } from './school.js';
import { type MakeStep, refusalsOf, somebody } from './step.js';

/** Somebody is removed, or let back in. What they wrote and own stays theirs. */
export const leaveOrReturn: MakeStep = (school, pick) => {
  const gone = school.people.filter(({ isHere }) => !isHere);
  const person = gone.length > 1 ? pick.of(gone) : pick.of(school.people.slice(2));
  const by = somebody(school, pick, 'careers leader');
  const isSelf = by === person;
  if (person.isHere) {
    return {
      says: `${by.name} removes ${person.name}`,
      by,
      ask: { method: 'DELETE', path: `/api/people/${person.id}` },
      refusals: refusalsOf(by.role !== 'careers leader' && 403),
      done: () => {
        person.isHere = false;
        school.tell(by, isSelf ? 'left the school' : `removed someone who was ${person.role}`);
      },
    };
  }
  return {
    says: `${by.name} lets ${person.name} back in`,
    by,
    ask: { method: 'POST', path: `/api/people/${person.id}/restore` },
    refusals: refusalsOf(by.role !== 'careers leader' && 403),
    done: () => {
      person.isHere = true;
      school.tell(by, `restored someone’s access as ${person.role}`);
    },
  };
};

/** How much time passes before the next step: mostly minutes, now and then a day, two weeks or more than a month. */
export function later(school: School, minutes: number): void {
  school.now = new Date(school.now.getTime() + minutes * 60_000);
}
