/** One thing that somebody does: how it is asked of the product, and what the model says becomes of it. */
import type { Pick } from './pick.js';
import type { Person, School } from './school.js';

export interface Step {
  /** "Maya Okafor deletes Review 3", for whoever looks for the fault. */
  says: string;
  by: Person;
  ask: {
    method: 'POST' | 'PUT' | 'DELETE';
    path: string;
    /** JSON for the API, or a form for a page. */
    json?: Record<string, unknown>;
    form?: Record<string, string | string[]>;
    version?: number;
  };
  /** The statuses with which it may be refused; none: it is done. Where two rules refuse, either may be told. */
  refusals: number[];
  /** What becomes of the school, given the product's answer (for the ids of what is new). */
  done(answer: Record<string, unknown>): void;
}

/** Makes up a step; null when there is nothing yet that it could be done to. */
export type MakeStep = (school: School, pick: Pick) => Step | null;

/** Somebody who is in the school, mostly in these roles. */
export function somebody(school: School, pick: Pick, ...usual: Person['role'][]): Person {
  const here = school.people.filter(({ isHere }) => isHere);
  const fitting = here.filter(({ role }) => usual.includes(role));
  return pick.of(fitting.length > 0 && pick.chance(0.85) ? fitting : here);
}

/** The refusals that hold. */
export const refusalsOf = (...each: (number | false)[]): number[] =>
  each.filter((status) => status !== false);
