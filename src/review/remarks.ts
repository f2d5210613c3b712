/** A review as something that questions and comments are left on: its statements, and its results as a whole. */

import { findFrameworkVersion } from '../framework/store.js';
import type { Member } from '../platform/access/member.js';
import type { Db } from '../platform/storage/transaction.js';
import type { RemarkTarget } from '../remark/changes.js';
import type { Remarked } from '../remark/remark.js';
import { statementIn } from './agreement.js';
import { assertMay } from './permissions.js';
import { reviewName } from './review.js';
import { findReview } from './store.js';

/** Finds the review through the person; open or closed, remarks may be left. */
export const reviewTarget: RemarkTarget = {
  column: 'review_id',
  async find(db: Db, member: Member, { id, statement, toWrite }): Promise<Remarked> {
    const organisation = member.organisation.id;
    const review = await findReview(db, organisation, id);
    assertMay(member, toWrite ? 'review.remark' : 'review.read', review);
    const within = reviewName(review);
    const place = { review: id, statement, action: null };
    if (statement === null) return { place, name: 'the results as a whole', within };
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    const { id: code, title } = statementIn(framework, statement);
    return { place: { ...place, statement: code }, name: `${code} ${title}`, within };
  },
};
