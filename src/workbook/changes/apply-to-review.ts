/** Saving what was chosen from the workbook of a review: each statement by the change that its page makes. */
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, within } from '../../platform/access/member-changes.js';
import type { AppContext } from '../../platform/storage/context.js';
import { parse } from '../../platform/web/form.js';
import { agreementInput } from '../../review/agreement.js';
import { listAgreements } from '../../review/agreement-store.js';
import { agree } from '../../review/changes/agree.js';
import { assertMay } from '../../review/permissions.js';
import { blankAgreement } from '../../review/review.js';
import { findReview } from '../../review/store.js';
import { assertSeen, atRow, byRow, type Chosen } from '../chosen.js';
import { ratingFrom, reviewValues } from '../review-fields.js';

/**
 * Saves all of it or nothing. Gives how many cells were changed.
 * @throws Problem 409 `workbook.changed` when somebody saved one of them since, and as `agree`
 */
export async function applyToReview(
  context: AppContext,
  member: Member,
  id: string,
  { cells }: Chosen,
  { key, ...how }: How,
): Promise<{ changes: number }> {
  return changeIdempotently(context, member, key, async (db) => {
    const organisation = member.organisation.id;
    assertMay(member, 'review.agree', await findReview(db, organisation, id, 'lock'));
    const agreements = await listAgreements(db, organisation, id);
    for (const [statement, chosen] of byRow(cells)) {
      const now =
        agreements.find((each) => each.statement === statement) ?? blankAgreement(statement);
      assertSeen(chosen, reviewValues(now));
      const { rating, ...words } = Object.fromEntries(
        chosen.map(({ field, value }) => [field, value]),
      );
      await atRow(statement, async () => {
        const said = rating === undefined ? {} : { rating: ratingFrom(rating) };
        const input = parse(agreementInput, { ...words, ...said });
        const { version } = now;
        const place = { review: id, statement };
        await agree(within(context, db), member, { ...how, ...place, input, version, key: null });
      });
    }
    return { changes: cells.length };
  });
}
