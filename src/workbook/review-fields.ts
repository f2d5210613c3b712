/** The fields of a statement in a workbook. */
import type { Framework } from '../framework/framework.js';
import { MOST_REASON, MOST_WORDS } from '../review/agreement.js';
import { describe, type Rating } from '../review/rating.js';
import type { Agreement } from '../review/review.js';
import { choiceField, type Field, textField } from './fields.js';

/** A rating as a value: '', 'not-yet', '3'. */
const ratingValue = (rating: Rating): string => (rating === null ? '' : String(rating));

/** The rating that a value stands for. */
export const ratingFrom = (value: string): Rating =>
  value === '' ? null : value === 'not-yet' ? value : Number(value);

/** The fields of a statement, with the levels of the framework to choose from. */
export function reviewFields(framework: Framework): Field[] {
  const ratings: Rating[] = [null, 'not-yet', ...framework.levels.map(({ level }) => level)];
  return [
    choiceField('rating', 'Level agreed', 18, {
      empty: '',
      choices: ratings.map((rating) => ({
        value: ratingValue(rating),
        label: describe(rating, framework),
      })),
    }),
    textField('reason', 'Reason', 56, MOST_REASON),
    textField('strength', 'Strength', 38, MOST_WORDS),
    textField('nextStep', 'Next step', 38, MOST_WORDS),
  ];
}

/** What was agreed, as values. A level that was only copied from an earlier review is not recorded yet. */
export const reviewValues = ({ rating, reason, strength, nextStep, isCarried }: Agreement) => ({
  rating: isCarried ? '' : ratingValue(rating),
  reason,
  strength,
  nextStep,
});
