/** What most pages of a review begin with. */
import type { Framework } from '../../framework/framework.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { findReadableWhole } from '../readable.js';
import type { Review } from '../review.js';
import type { WholeReview } from '../whole-review.js';

export interface ReviewRead {
  whole: WholeReview;
  framework: Framework;
  /** "/reviews/…" */
  base: string;
}

/** The review of this address with its framework: one query, two when the framework was not read before. */
export async function readReview(c: Ctx, member: Member): Promise<ReviewRead> {
  return (await readReviewAnd(c, member, async () => null))[0];
}

/** The same, with whatever else a page asks of the database. */
export const readReviewAnd = <Also>(
  c: Ctx,
  member: Member,
  also: (db: Db, review: Review) => Promise<Also>,
): Promise<[ReviewRead, Also]> =>
  readReviewById(c.get('request').context, member, c.req.param('id') ?? '', also);

/** The same of any review, by its id. */
export async function readReviewById<Also>(
  context: AppContext,
  member: Member,
  id: string,
  also: (db: Db, review: Review) => Promise<Also>,
): Promise<[ReviewRead, Also]> {
  return context.storage.read(scopeOf(member), async (db) => {
    const read = await findReadableWhole(db, member, id);
    return [{ ...read, base: `/reviews/${id}` }, await also(db, read.whole.review)];
  });
}
