/** What a list of the library can be narrowed to, and how. */

import { type SelectQueryBuilder, sql } from 'kysely';
import { goneBefore } from '../platform/restoring.js';
import type { EvidenceTable } from '../platform/storage/tables/evidence.js';
import type { Tables } from '../platform/storage/tables.js';
import type { EvidenceKind, Voice } from './evidence.js';
import { fold, hasWord, wordsIn } from './words.js';

/** How old, by the date that an item speaks of. */
export type Age = 'this year' | 'last year' | 'older' | 'undated' | 'past its date';

/** Which items are asked for. What is left out does not matter. */
export interface Filters {
  kind?: EvidenceKind;
  voice?: Voice | 'not said';
  age?: Age;
  /** The code of a statement that cites it, in any year. */
  statement?: string;
  owner?: string;
  /** What was typed to search for: all of it stands in its title, what it shows or whom it is about. */
  words?: string[];
  /** The items to look among, as `findChoices` found them for these words; null: all of them. */
  among?: readonly string[] | null;
  isDeleted?: boolean;
}

/** The days that ages are counted from. */
export interface Today {
  today: string;
  /** The first day of this academic year. */
  yearBegan: string;
  now: Date;
}

/** A query of items, each called e. */
export type Items = SelectQueryBuilder<Tables & { e: EvidenceTable }, 'e', object>;

/** The items that all of this is true of. */
export function filtered(items: Items, filters: Filters, { today, yearBegan, now }: Today): Items {
  const { kind, voice, age, statement, owner, words = [], among = null } = filters;
  let chosen = filters.isDeleted
    ? items.where('e.deleted_at', '>', goneBefore(now))
    : items.where('e.deleted_at', 'is', null);
  if (among !== null) chosen = chosen.where(sql<boolean>`e.id = ANY (${among}::uuid[])`);
  if (kind) chosen = chosen.where('e.kind', '=', kind);
  if (voice === 'not said') chosen = chosen.where('e.voice', 'is', null);
  else if (voice) chosen = chosen.where('e.voice', '=', voice);
  if (owner) chosen = chosen.where('e.owner_id', '=', owner);
  const lastYear = `${Number(yearBegan.slice(0, 4)) - 1}${yearBegan.slice(4)}`;
  if (age === 'this year') chosen = chosen.where('e.effective_on', '>=', yearBegan);
  if (age === 'last year')
    chosen = chosen.where('e.effective_on', '>=', lastYear).where('e.effective_on', '<', yearBegan);
  if (age === 'older') chosen = chosen.where('e.effective_on', '<', lastYear);
  if (age === 'undated') chosen = chosen.where('e.effective_on', 'is', null);
  if (age === 'past its date') chosen = chosen.where('e.valid_until', '<', today);
  if (statement)
    chosen = chosen.where((eb) =>
      eb.exists(
        eb
          .selectFrom('citations as c')
          .innerJoin('reviews as r', (join) =>
            join
              .onRef('r.organisation_id', '=', 'c.organisation_id')
              .onRef('r.id', '=', 'c.review_id')
              .on('r.deleted_at', 'is', null),
          )
          .select('c.statement')
          .whereRef('c.organisation_id', '=', 'e.organisation_id')
          .whereRef('c.evidence_id', '=', 'e.id')
          .where('c.statement', '=', statement),
      ),
    );
  // Not ILIKE: the database takes it for so rare a match that it sorts the whole library first.
  // A single word is found by the words alone; what stands between several is looked for in the text.
  for (const typed of words.map(fold).filter((each) => wordsIn(each)[0] !== each))
    chosen = chosen.where(
      sql<boolean>`strpos(waymark_fold(concat_ws(' ', e.title, e.note, e.about, e.unit)), ${typed}) > 0`,
    );
  for (const word of words.flatMap(wordsIn)) chosen = chosen.where(hasWord(word));
  return chosen;
}
