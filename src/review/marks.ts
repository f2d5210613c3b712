import type { Descriptor } from '../framework/framework.js';

/** What a team says of one criterion. */
export type Mark = 'met' | 'partly' | 'not-yet';

/** The marks by the id of the criterion. A criterion that is not named is not marked. */
export type Marks = Readonly<Record<string, Mark>>;

/**
 * How much of one level is in place. `points` are the criteria that count: all that are not optional, and the
 * optional ones that are met, so that what a descriptor only allows ("may") never tells against anybody.
 */
export interface LevelMarks {
  level: number;
  points: number;
  met: number;
  partly: number;
  notYet: number;
  unmarked: number;
}

/** The mark of a criterion, or null when it has none. */
export function markOf(marks: Marks, id: string): Mark | null {
  return Object.hasOwn(marks, id) ? marks[id]! : null;
}

/** How much of this level the marks say is in place. */
export function levelMarks(descriptor: Descriptor, marks: Marks): LevelMarks {
  const counting = descriptor.criteria
    .map(({ id, optional }) => ({ optional, mark: markOf(marks, id) }))
    .filter(({ optional, mark }) => !optional || mark === 'met');
  const count = (wanted: Mark | null) => counting.filter(({ mark }) => mark === wanted).length;
  return {
    level: descriptor.level,
    points: counting.length,
    met: count('met'),
    partly: count('partly'),
    notYet: count('not-yet'),
    unmarked: count(null),
  };
}
