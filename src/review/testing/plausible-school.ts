import { statementsOf } from '../../framework/framework.js';
import { schoolsModel } from '../../framework/testing/schools-model.js';
import type { Ratings } from '../rating.js';

/** An invented school that has begun: two thirds of the schools' model at level 1, a third at level 2. */
export const plausibleSchool: Ratings = Object.fromEntries(
  statementsOf(schoolsModel).map(({ id }, index) => [id, index % 3 === 0 ? 2 : 1]),
);
