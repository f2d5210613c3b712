/** Taking back the last change of an agreement: its level, its words, its marks and what it cites. */
import { dropCitations, saveCitations } from '../../evidence/citations-store.js';
import { listCitations, listKnown } from '../../evidence/store.js';
import { findFrameworkVersion } from '../../framework/store.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import { changeToUndo, tooLateToUndo } from '../../platform/history/undo.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { type AgreementField, differingFields, partOf, statementIn } from '../agreement.js';
import { findAgreement, saveAgreement } from '../agreement-store.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { type Agreement, blankAgreement } from '../review.js';
import { findReview } from '../store.js';

export interface Undoing {
  review: string;
  statement: string;
  /** The version that the change made. */
  version: number;
}

/**
 * Sets an agreement back to what it was before its last change. Evidence that was added then stays in the library; the
 * criteria that an unlinked item was linked to do not come back.
 * @throws Problem 403, 404, 409 `review.closed`, 409 `undo.too-late`
 */
export async function undoAgreement(
  context: AppContext,
  member: Member,
  { review: id, statement: code, version }: Undoing,
  { key }: How,
): Promise<{ version: number }> {
  return changeIdempotently(context, member, key, async (db) => {
    const organisation = member.organisation.id;
    const review = await findReview(db, organisation, id, 'lock');
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    statementIn(framework, code);
    assertMay(member, 'review.cite', review);
    const now = context.clock();
    const is = (await findAgreement(db, organisation, id, code)) ?? blankAgreement(code);
    if (version !== is.version) throw tooLateToUndo();
    const subject = { kind: 'agreement', id: `${id}/${code}` };
    const change = await changeToUndo(db, organisation, { subject, verb: 'agreement.set', now });
    const { evidence, ...was } = (change.before ?? {}) as Partial<Agreement> & {
      evidence?: string[];
    };
    const wanted: Agreement = { ...is, ...was, version: is.version + 1 };
    const fields: AgreementField[] = differingFields(is, wanted);
    if (fields.length > 0) assertMay(member, 'review.agree', review);
    const place = { organisation, review: id, statement: code };
    const by = { person: member.person.id, at: now };
    const cited = evidence ? await citeAgain(db, place, evidence, by) : null;
    await saveAgreement(db, place, wanted, by);
    await recordBy(db, context, member, reviewEvents, {
      verb: 'agreement.undone',
      subject,
      before: { ...partOf(is, fields), ...(cited && { evidence: cited.before }) },
      after: { ...partOf(wanted, fields), ...(cited && { evidence: cited.after }) },
    });
    return { version: wanted.version };
  });
}

/** Cites what was cited before, as far as it is still there. */
async function citeAgain(
  db: Db,
  place: { organisation: string; review: string; statement: string },
  wanted: readonly string[],
  by: { person: string; at: Date },
) {
  const before = await listCitations(db, place.organisation, place.review, place.statement);
  const known = await listKnown(db, place.organisation, [...wanted]);
  const after = wanted.filter((id) => known.includes(id));
  await dropCitations(
    db,
    place,
    before.filter((id) => !after.includes(id)),
  );
  await saveCitations(
    db,
    place,
    after.filter((id) => !before.includes(id)),
    by,
  );
  return { before, after };
}
