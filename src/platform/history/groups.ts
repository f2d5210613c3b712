/** Savings that belong together: what one person set on one thing, saving again and again while they wrote. */
import type { Channel } from './history.js';

interface Saving {
  at: Date;
  personId: string | null;
  channel: Channel;
  verb: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

const TOGETHER_MS = 10 * 60 * 1000;

/** Verbs that are recorded again with each saving of one form. */
const SAVED_AS_ONE_GOES = /\.set$/;

/**
 * Puts entries together, newest first as they come: savings of one person to one thing within ten minutes of each
 * other. `thing` tells what an entry is about. Each group is newest first, and never empty.
 */
export function groupSavings<E extends Saving>(
  entries: readonly E[],
  thing: (entry: E) => string | null,
): E[][] {
  const groups: E[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    const later = group?.at(-1);
    if (group && later && belongTogether(later, entry, thing)) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function belongTogether<E extends Saving>(
  later: E,
  earlier: E,
  thing: (entry: E) => string | null,
): boolean {
  return (
    SAVED_AS_ONE_GOES.test(later.verb) &&
    earlier.verb === later.verb &&
    thing(earlier) === thing(later) &&
    earlier.personId === later.personId &&
    earlier.channel === later.channel &&
    later.at.getTime() - earlier.at.getTime() <= TOGETHER_MS
  );
}

/** What was before the first saving of a group, and what was after the last. */
export function spanOf(group: readonly Saving[]): {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
} {
  return {
    before: Object.assign({}, ...group.map((each) => each.before)),
    after: Object.assign({}, ...[...group].reverse().map((each) => each.after)),
  };
}
