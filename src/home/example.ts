/** An invented school for the welcome page: its levels are made up, everything drawn from them is worked out. */
import { type Framework, statementsOf } from '../framework/framework.js';
import type { Rating, Ratings } from '../review/rating.js';

// One rating for each statement, theme by theme, as a school in its second year might agree them.
const AGREED: readonly Rating[] = [
  ...[3, 3, 2, 3, 2, 4, 3],
  ...[2, 2, 3, 3, 1, 2, 'not-yet' as const],
  ...[2, 3, 2, 1, 2, 2, 4, 2],
  ...[3, 2, 1, 2],
  ...[3, 3, 2],
  ...[3, 4, null],
];

/** Where the invented school stands on each statement; what its framework has beyond 32 is not recorded. */
export function exampleRatings(framework: Framework): Ratings {
  return Object.fromEntries(
    statementsOf(framework).map(({ id }, at) => [id, AGREED[at] ?? null] as const),
  );
}
