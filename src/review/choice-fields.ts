/** The levels and points of a statement as fields of its form: its page writes them, its handler and its script read them. */
import type { Criterion } from '../framework/framework.js';
import type { Rating } from './rating.js';

/** The value of a rating's radio. */
export const levelValue = (rating: Rating): string =>
  rating === null ? 'not-recorded' : String(rating);

/** The rating that a value of the level's radios stands for. */
export function ratingOfValue(value: string): Rating {
  if (value === 'not-yet') return value;
  return /^\d$/.test(value) ? Number(value) : null;
}

const MARK = 'mark-';
export const markField = (criterion: string): string => MARK + criterion;
/** The criterion of such a field. */
export const criterionOf = (field: string): string => field.slice(MARK.length);

/** What a point says of itself to the script. */
export const pointData = ({ optional }: Pick<Criterion, 'optional'>) => ({
  'data-optional': optional ? '' : undefined,
});
/** The same, read by the script: an attribute that is there has no value. */
export const isOptional = (data: { optional?: string }): boolean => data.optional !== undefined;
