import type { Descriptor, Statement } from '../framework/framework.js';

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

/** Where the mark of a criterion is set: at the first one of its statement that says the same, word for word. */
export interface MarkedAt {
  id: string;
  level: number;
}

/** For each criterion of a statement that says again what a lower level says: the one that is marked for both. */
export function markedAt(statement: Statement): ReadonlyMap<string, MarkedAt> {
  const known = sames.get(statement) ?? findSames(statement);
  sames.set(statement, known);
  return known;
}

const sames = new WeakMap<Statement, ReadonlyMap<string, MarkedAt>>();

function findSames({ levels }: Statement): ReadonlyMap<string, MarkedAt> {
  const first = new Map<string, MarkedAt>();
  const found = new Map<string, MarkedAt>();
  for (const { level, criteria } of levels)
    for (const { id, text } of criteria) {
      const same = first.get(text);
      if (!same) first.set(text, { id, level });
      else if (same.level !== level) found.set(id, same);
    }
  return found;
}

/** The marks with each criterion that stands at several levels marked alike: as its first one is, else as another. */
export function withSameMarks(statement: Statement, marks: Marks): Marks {
  const same = markedAt(statement);
  if (same.size === 0) return marks;
  const shared = new Map<string, Mark>();
  const ids = statement.levels.flatMap(({ criteria }) => criteria.map(({ id }) => id));
  const placeOf = (id: string) => same.get(id)?.id ?? id;
  for (const id of ids) {
    const mark = markOf(marks, id);
    if (mark && !shared.has(placeOf(id))) shared.set(placeOf(id), mark);
  }
  return Object.fromEntries(
    ids.flatMap((id) => {
      const mark = shared.get(placeOf(id));
      return mark ? [[id, mark]] : [];
    }),
  );
}
