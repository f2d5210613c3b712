/** What the report shows beside the review itself, as far as it has letters that its fonts may lack. */
import { type RawBuilder, sql } from 'kysely';

export interface RareText {
  /** The statement that it stands on; null for a question or comment on the whole. */
  code: string | null;
  words: string;
}

/** What a column made by `rareTextsJson` holds. */
export type RareTextsJson = RareText[] | null;

/** Latin letters and the usual marks, which every font of the report has. */
const RARE = '[^\\u0001-\\u017f\\u2013\\u2014\\u2018-\\u201d\\u2022\\u2026]';

/** One column: evidence, questions and comments of a review with rare letters, seldom any. `review` is an expression of SQL. */
export const rareTextsJson = (
  organisation: string,
  review: RawBuilder<unknown>,
) => sql<RareTextsJson>`
  (SELECT json_agg(json_build_object('code', t.code, 'words', t.words)) FROM (
     SELECT c.statement AS code, concat_ws(' ', e.title, e.note) AS words
     FROM citations c
     JOIN evidence e ON e.organisation_id = c.organisation_id AND e.id = c.evidence_id AND e.deleted_at IS NULL
     WHERE c.organisation_id = ${organisation} AND c.review_id = ${review}
     UNION ALL
     SELECT coalesce(m.statement, o.statement), m.words
     FROM remarks m LEFT JOIN remarks o ON o.organisation_id = m.organisation_id AND o.id = m.replies_to
     WHERE m.organisation_id = ${organisation} AND coalesce(m.review_id, o.review_id) = ${review}
       AND m.withdrawn_at IS NULL AND o.withdrawn_at IS NULL
   ) AS t WHERE t.words ~ ${RARE})`;
