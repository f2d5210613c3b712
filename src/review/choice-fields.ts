/** The levels and criteria of a statement as fields of its form: its page writes them, its handler and its script read them. */
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

/** Which criteria have the mark of another: "2.4.3a=2.4.2a", with spaces between. */
export const SAME_FIELD = '_same';
export const sameValue = (same: Iterable<[id: string, at: string]>): string =>
  [...same].map(([id, at]) => `${id}=${at}`).join(' ');
export const samesOf = (value: string): [id: string, at: string][] =>
  value
    .split(' ')
    .map((each) => each.split('='))
    .filter((each): each is [string, string] => each.length === 2);

/** What a criterion says of itself to the script: `same` is the one that it is marked at. */
export const criterionData = (
  { id, optional }: Pick<Criterion, 'id' | 'optional'>,
  same?: string,
) => ({
  'data-criterion': id,
  'data-optional': optional ? '' : undefined,
  'data-same': same,
});
/** The same, read by the script: an attribute that is there has no value. */
export const isOptional = (data: { optional?: string }): boolean => data.optional !== undefined;
