/** Reviews and judgements as JSON: allow-lists, for the API and the command line alike. */

import type { CitedEvidence } from '../evidence/evidence.js';
import type { Framework } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import type { Remark, Written } from '../remark/remark.js';
import type { HistoryItem } from './history-messages.js';
import type { Marks } from './marks.js';
import { type Agreement, agreementOf, type Review, stateOf } from './review.js';
import type { ReviewInList } from './store.js';
import type { WholeReview } from './whole-review.js';

/** A review without its judgements. */
export function presentReview(review: Review) {
  return {
    id: review.id,
    title: review.title,
    academic_year: academicYear(review.academicYear),
    state: stateOf(review),
    framework_version_id: review.frameworkVersionId,
    previous_review_id: review.previousReviewId,
    started_by: review.startedBy?.name ?? null,
    started_at: review.startedAt.toISOString(),
    closed_at: review.closedAt?.toISOString() ?? null,
    signed_off_as: review.signedOffAs,
    gaps_reason: review.gapsReason,
  };
}

/** A review in a list. */
export const presentReviewInList = (review: ReviewInList) => ({
  ...presentReview(review),
  decided: review.decided,
});

/** A judgement; `level` is null for "not yet" and for "not recorded", which `standing` tells apart. */
export function presentAgreement(agreement: Agreement, evidence: CitedEvidence[]) {
  const { rating } = agreement;
  return {
    statement: agreement.statement,
    level: typeof rating === 'number' ? rating : null,
    rating: typeof rating === 'number' ? 'level' : (rating ?? 'not-recorded'),
    is_carried: agreement.isCarried,
    reason: agreement.reason,
    strength: agreement.strength,
    next_step: agreement.nextStep,
    marks: presentMarks(agreement.marks),
    kept: { ...agreement.kept },
    evidence: evidence.map(({ id, kind, title, url, note }) => ({ id, kind, title, url, note })),
    updated_by: agreement.updatedBy?.name ?? null,
    updated_at: agreement.updatedAt?.toISOString() ?? null,
    version: agreement.version,
  };
}

const presentMarks = (marks: Marks): Record<string, string> => ({ ...marks });

const presentWritten = ({ id, words, by, as, at }: Written) => ({
  id,
  words,
  written_by: by.name,
  role: as,
  written_at: at.toISOString(),
});

/** A question or a comment with its replies; `statement` is null for one on the results as a whole. */
const presentRemark = (remark: Remark) => ({
  ...presentWritten(remark),
  kind: remark.kind,
  statement: remark.place.statement,
  answered_at: remark.answeredAt?.toISOString() ?? null,
  replies: remark.replies.map(presentWritten),
});

/** A whole review: every statement of the framework in order, recorded or not. */
export function presentWholeReview(
  { review, participants, agreements }: WholeReview,
  framework: Framework,
  evidence: CitedEvidence[],
  remarks: readonly Remark[],
  history: HistoryItem[],
) {
  return {
    review: {
      ...presentReview(review),
      framework: { id: framework.id, version: framework.version, title: framework.title },
      participants: participants.map(({ name, role }) => ({ name, role })),
    },
    agreements: statementsOf(framework).map(({ id }) =>
      presentAgreement(
        agreementOf(agreements, id),
        evidence.filter(({ statement }) => statement === id),
      ),
    ),
    remarks: remarks.map(presentRemark),
    history: history.map((each) => ({
      at: each.to.toISOString(),
      who: each.who,
      statement: each.statement,
      channel: each.channel,
      what: each.sentences,
    })),
  };
}
