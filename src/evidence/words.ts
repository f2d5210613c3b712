/** Searching a library for words: each is found by its beginning, in the words that the database keeps (migration 0006). */
import { type RawBuilder, sql } from 'kysely';

/** Signs that people type and leave out as apostrophes. */
const APOSTROPHES = /['’‘ʼ`´]/g;

/**
 * A text as a search sees it: small letters without accents and without apostrophes, so that O’Hara, O'Hara and ohara
 * are one word. The database says the same of what it keeps (`waymark_fold`).
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(APOSTROPHES, '')
    .toLowerCase();

/** What stands between words: all that is no letter or digit, in ASCII, in Latin-1 and among the marks of typography. */
const BETWEEN = /[^0-9A-Za-z\u00c0-\u1fff\u2070-\u2fff\u3001-\u{10ffff}]+/u;
const LONGEST = 60;
/** The last of all letters: whatever begins with a word lies between the word and the word with this behind it. */
const LAST = '\u{10ffff}';

/** The words in what was typed, folded: "peer-to-peer" is two, said once each. None in what is marks alone. */
export const wordsIn = (typed: string): string[] => [
  ...new Set(
    fold(typed)
      .split(BETWEEN)
      .filter(Boolean)
      .map((word) => [...word].slice(0, LONGEST).join('')),
  ),
];

/**
 * True for an item (e) that has a word with this beginning. Written so that the words of one item are read, and never
 * the index of all words: the database cannot know how often a beginning stands in one school.
 */
export const hasWord = (word: string) => sql<boolean>`
  (SELECT true FROM evidence_words w
   WHERE w.organisation_id = e.organisation_id AND w.evidence_id = e.id
     AND left(w.word, char_length(${word})) = ${word} LIMIT 1)`;

/** Up to so many items a word is rare: they are then read by themselves, and not the library. */
const RARE = 100;
/** How many words are looked at to find a rare one, the longest first. */
const MOST_LOOKED_AT = 8;

/**
 * One column: the ids of the items that have the rarest of these words, or null where none is rare. A library is then
 * walked newest first, because a word that stands in many items soon fills a page.
 */
export function rarestOf(
  organisation: string,
  typed: readonly string[],
): RawBuilder<string[] | null> {
  const words = typed.flatMap(wordsIn).sort((one, other) => other.length - one.length);
  if (words.length === 0) return sql`NULL::uuid[]`;
  const lists = words.slice(0, MOST_LOOKED_AT).map(
    (word) => sql`SELECT ARRAY(
      SELECT w.evidence_id FROM evidence_words w
      WHERE w.organisation_id = ${organisation} AND w.word >= ${word} AND w.word < ${word + LAST}
      LIMIT ${RARE + 1}) AS ids`,
  );
  return sql`(SELECT ids FROM (${sql.join(lists, sql` UNION ALL `)}) AS lists
    WHERE cardinality(ids) <= ${RARE} ORDER BY cardinality(ids) LIMIT 1)`;
}
