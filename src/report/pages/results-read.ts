/** What every page of the results is made from. */

import type { Framework } from '../../framework/framework.js';
import { academicYearAt } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import type { Planning } from '../../review/planned.js';
import { findReadableWhole } from '../../review/readable.js';
import type { WholeReview } from '../../review/whole-review.js';
import { accountOf, actionsFor } from '../load-source.js';
import type { RareText } from '../rare-letters-store.js';
import { findReported, type ReportedReview } from '../store.js';
import { type Summary, summarise } from '../summary.js';

export interface ResultsRead {
  request: RequestContext;
  id: string;
  /** "/reviews/…": where the review's own pages begin. */
  base: string;
  whole: WholeReview;
  framework: Framework;
  planning: Planning;
  summary: Summary;
  /** Of what the report shows beside it, the texts with rare letters. */
  rareTexts: readonly RareText[];
  /** Every review of the school, newest year first. */
  reviews: readonly ReportedReview[];
}

/**
 * The results of a review, or, where none is named, of the one to show; null when the school has none.
 * @throws Problem 404 `review.not-found` for a review that is not there or that this person may not know of
 */
export async function readResults(
  c: Ctx,
  actor: Member,
  wanted: string | null,
): Promise<ResultsRead | null> {
  const request = c.get('request');
  const now = request.context.clock();
  const { organisation, person } = actor;
  const read = await request.context.storage.read(scopeOf(actor), async (db) => {
    const found = await findReported(db, organisation.id, wanted, now);
    if (!found) return null;
    const reading = { person: person.id, now };
    return { ...found, ...(await findReadableWhole(db, actor, found.id, reading)) };
  });
  if (!read) return null;
  const { id, reviews, planning, rareTexts, whole, framework } = read;
  const actions = actionsFor(actor, planning);
  const source = accountOf(organisation.name, framework, whole, { actions });
  return {
    ...{ request, id, base: `/reviews/${id}`, whole, framework, planning, rareTexts, reviews },
    summary: summarise(source, academicYearAt(now)),
  };
}
