/** What a list of evidence was asked for, in its address. */

import { academicYearStart } from '../../platform/academic-year.js';
import { dayAt } from '../../platform/days.js';
import { isId } from '../../platform/ids.js';
import { KINDS, VOICES } from '../evidence.js';
import type { Age, Filters, Today } from '../library-filters.js';

export const AGES: readonly { age: Age; name: string }[] = [
  { age: 'this year', name: 'This academic year' },
  { age: 'last year', name: 'Last academic year' },
  { age: 'older', name: 'Older' },
  { age: 'undated', name: 'No date' },
  { age: 'past its date', name: 'Out of date' },
];

export interface Asked {
  filters: Filters;
  /** The words as they were typed. */
  search: string;
  /** The id of the last item of the page before. */
  after: string | null;
}

/** Reads an address; what is not known is passed over. */
export function askedOf(query: URLSearchParams): Asked {
  const given = (name: string) => (query.get(name) ?? '').replaceAll('\0', '').trim();
  const search = given('q').toWellFormed().slice(0, 100);
  const after = given('after');
  const filters: Filters = {};
  const kind = KINDS.find((each) => each.kind === given('kind'))?.kind;
  if (kind) filters.kind = kind;
  const voice = VOICES.find((each) => each.voice === given('voice'))?.voice;
  if (voice) filters.voice = voice;
  else if (given('voice') === 'not said') filters.voice = 'not said';
  const age = AGES.find((each) => each.age === given('age'))?.age;
  if (age) filters.age = age;
  if (/^[\w.-]{1,20}$/.test(given('statement'))) filters.statement = given('statement');
  if (isId(given('owner'))) filters.owner = given('owner');
  if (search) filters.words = search.split(/\s+/).slice(0, 8);
  if (given('deleted') === 'yes') filters.isDeleted = true;
  return { filters, search, after: isId(after) ? after : null };
}

/** True when it is not simply the whole library. */
export const isAsking = ({ filters }: Asked) => Object.keys(filters).length > 0;

/** "?kind=file&after=…", or nothing. */
export function queryOf({ filters, search }: Asked, after?: string): string {
  const query = new URLSearchParams();
  const { kind, voice, age, statement, owner, isDeleted } = filters;
  for (const [name, value] of Object.entries({ q: search, kind, voice, age, statement, owner }))
    if (value) query.set(name, value);
  if (isDeleted) query.set('deleted', 'yes');
  if (after) query.set('after', after);
  return query.size > 0 ? `?${query}` : '';
}

/** The days that ages are counted from. */
export function todayAt(now: Date): Today {
  const today = dayAt(now);
  return { today, yearBegan: academicYearStart(today), now };
}
