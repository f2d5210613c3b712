/**
 * This year against last: which statements moved, and which did not. Never a difference of sums or means: a change is
 * compared statement by statement and counted.
 *
 * Two versions of a framework are compared by a mapping that says which statement was which. Where the wording changed
 * so far that levels cannot be set side by side, the mapping says so, and a statement that is recorded in both is shown as
 * not comparable. A statement that did not exist then is newly recorded.
 */
import type { Framework, StatementCode } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { compareRatings, type Rating, type Ratings, ratingOf } from './rating.js';
import { counted } from './sentences.js';

export type Change =
  | 'moved-up'
  | 'same'
  | 'moved-down'
  | 'newly-recorded'
  | 'no-longer-recorded'
  | 'not-recorded'
  | 'not-comparable';

export interface StatementChange {
  statement: StatementCode;
  change: Change;
  /** As it stood then, in today's levels; null also when there was no such statement. */
  before: Rating;
  now: Rating;
}

/** How an earlier version of the framework maps onto this one. Whatever it does not name has stayed. */
export interface VersionMapping {
  /** For a statement of today, the code it had then; null when there was none. */
  statements?: Readonly<Record<StatementCode, StatementCode | null>>;
  /** Statements of today whose wording changed so far that levels cannot be compared. */
  reworded?: readonly StatementCode[];
  /** For a level of then, the level of today. */
  levels?: Readonly<Record<number, number>>;
}

export interface Comparison {
  /** Every statement of today's framework, in order. */
  changes: StatementChange[];
  /** How many statements changed in each way. */
  counts: Record<Change, number>;
  headline: string;
}

/** What changed between two reviews; `framework` is today's. */
export function compare(
  framework: Framework,
  before: Ratings,
  now: Ratings,
  mapping: VersionMapping = {},
): Comparison {
  const changes = statementsOf(framework).map(({ id }) => changeOf(id, before, now, mapping));
  const counts: Record<Change, number> = {
    'moved-up': 0,
    same: 0,
    'moved-down': 0,
    'newly-recorded': 0,
    'no-longer-recorded': 0,
    'not-recorded': 0,
    'not-comparable': 0,
  };
  for (const { change } of changes) counts[change] += 1;
  return { changes, counts, headline: headlineFor(counts) };
}

function changeOf(
  statement: StatementCode,
  before: Ratings,
  now: Ratings,
  { statements = {}, reworded = [], levels = {} }: VersionMapping,
): StatementChange {
  const earlierCode = Object.hasOwn(statements, statement) ? statements[statement]! : statement;
  const earlier = earlierCode === null ? null : ratingOf(before, earlierCode);
  const mapped = typeof earlier === 'number' ? (levels[earlier] ?? earlier) : earlier;
  const today = ratingOf(now, statement);
  const isReworded = reworded.includes(statement) && mapped !== null && today !== null;
  return {
    statement,
    change: isReworded ? 'not-comparable' : kindOf(mapped, today),
    before: mapped,
    now: today,
  };
}

function kindOf(before: Rating, now: Rating): Change {
  if (before === null) return now === null ? 'not-recorded' : 'newly-recorded';
  if (now === null) return 'no-longer-recorded';
  const difference = compareRatings(now, before);
  if (difference === 0) return 'same';
  return difference > 0 ? 'moved-up' : 'moved-down';
}

/** How many statements can be compared: recorded both times, with wordings that match. */
export const inBoth = (counts: Record<Change, number>): number =>
  counts['moved-up'] + counts.same + counts['moved-down'];

function headlineFor(counts: Record<Change, number>): string {
  const both = inBoth(counts);
  const others = [
    counts['newly-recorded'] > 0 && `${counts['newly-recorded']} recorded for the first time`,
    counts['no-longer-recorded'] > 0 && `${counts['no-longer-recorded']} not recorded this time`,
    counts['not-comparable'] > 0 && `${counts['not-comparable']} not comparable`,
  ].filter((part) => part !== false);
  const rest = others.length > 0 ? ` Also: ${others.join(', ')}.` : '';
  if (both === 0) return `No statement is recorded in both reviews.${rest}`;
  const up = counts['moved-up'];
  const parts = [
    `${up === 0 ? 'None' : up} of ${counted(both, 'statement')} went up`,
    ...(counts['moved-down'] > 0 ? [`${counts['moved-down']} went down`] : []),
    `${counts.same} stayed`,
  ];
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.${rest}`;
}
