/**
 * What could be settled quickly: how many of a review's open statements fit into some minutes, and which.
 *
 * The minutes of a statement are a first guess from what is there already, never a measure of anybody:
 *  - 2 to read the descriptors and agree, when there is something to agree to: the points suggest a level, or an answer
 *    was taken over from last year;
 *  - else 4, and a quarter of a minute for each point that nobody has marked yet;
 *  - 2 more while no reason is written, 2 more while nothing is cited;
 *  - 3 more when the level in view would pull apart from another agreement.
 * The quickest come first, for as long as they fit: no other choice holds more statements. What is decided takes no part.
 */
import { type Framework, type Statement, statementsOf } from '../framework/framework.js';
import { contradictionsAbout } from '../review/contradictions.js';
import { markOf } from '../review/marks.js';
import type { Rating } from '../review/rating.js';
import {
  type Agreement,
  type Agreements,
  agreementOf,
  isDecided,
  ratingsFrom,
} from '../review/review.js';
import { suggest } from '../review/suggestion.js';

export interface Quick {
  statement: Statement;
  minutes: number;
  /** The level in view: suggested by the points, or taken over; null when there is none. */
  inView: Rating;
  /** What makes it quick, or slow, in words. */
  because: string[];
}

/** Every open statement with its minutes, quickest first; equal ones in the order of the framework. */
export function minutesOf(
  framework: Framework,
  agreements: Agreements,
  evidence: Readonly<Record<string, number>>,
): Quick[] {
  return statementsOf(framework)
    .filter(({ id }) => !isDecided(agreements.get(id)))
    .map((statement) => quickOf(framework, statement, agreements, evidence[statement.id] ?? 0))
    .sort((one, other) => one.minutes - other.minutes);
}

/** Those that fit into so many minutes: as many as possible. */
export function fittingInto(minutes: number, all: readonly Quick[]): Quick[] {
  const fitting: Quick[] = [];
  let sum = 0;
  for (const each of [...all].sort((one, other) => one.minutes - other.minutes)) {
    if (sum + each.minutes > minutes) break;
    sum += each.minutes;
    fitting.push(each);
  }
  return fitting;
}

function quickOf(
  framework: Framework,
  statement: Statement,
  agreements: Agreements,
  evidence: number,
): Quick {
  const agreement = agreementOf(agreements, statement.id);
  const suggested = suggest(framework, statement, agreement.marks).suggested;
  const inView = agreement.isCarried ? agreement.rating : suggested;
  const unmarked = unmarkedPoints(statement, agreement);
  const because: string[] = [];
  let minutes = 2;
  if (agreement.isCarried) because.push('an answer was copied, to be confirmed');
  else if (suggested !== null) because.push('the criteria suggest a level');
  else {
    minutes = 4 + unmarked / 4;
    because.push(
      unmarked === 1 ? '1 criterion is not marked' : `${unmarked} criteria are not marked`,
    );
  }
  if (agreement.reason === '') {
    minutes += 2;
    because.push('no reason yet');
  }
  if (evidence === 0) {
    minutes += 2;
    because.push('no evidence yet');
  }
  if (inView !== null && wouldPullApart(framework, agreements, statement, inView)) {
    minutes += 3;
    because.push('it may not fit with another level');
  }
  return { statement, minutes, inView, because };
}

function unmarkedPoints({ levels }: Statement, { marks }: Agreement): number {
  return levels.flatMap(({ criteria }) => criteria).filter(({ id }) => markOf(marks, id) === null)
    .length;
}

function wouldPullApart(
  framework: Framework,
  agreements: Agreements,
  { id }: Statement,
  inView: Rating,
): boolean {
  const decided = [...agreements.values()].filter((each) => isDecided(each));
  const ratings = { ...ratingsFrom(decided), [id]: inView };
  const { leaning, lower } = contradictionsAbout(framework, ratings, id);
  return leaning.length + lower.length > 0;
}
