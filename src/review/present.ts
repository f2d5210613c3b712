/** Reviews and agreements as JSON: allow-lists, for the API and the command line alike. */

import { z } from 'zod';
import type { CitedEvidence } from '../evidence/evidence.js';
import type { Framework } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { presentRemark, remarkSchema } from '../remark/present.js';
import type { Remark } from '../remark/remark.js';
import type { HistoryItem } from './history-messages.js';
import type { Marks } from './marks.js';
import { type Agreement, agreementOf, type Participant, type Review, stateOf } from './review.js';
import type { ReviewInList } from './store.js';
import type { WholeReview } from './whole-review.js';

/** What `presentReview` gives. */
export const reviewSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  academic_year: z.string().meta({ examples: ['2026/27'] }),
  state: z.enum(['open', 'closed', 'deleted']),
  framework_version_id: z.uuid(),
  previous_review_id: z.uuid().nullable(),
  started_by: z.string().nullable(),
  started_at: z.iso.datetime(),
  closed_at: z.iso.datetime().nullable(),
  signed_off_as: z.string().nullable(),
  gaps_reason: z.string().nullable(),
});

/** A review without its agreements. */
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

/** What `presentParticipant` gives. */
export const participantSchema = z.object({ id: z.uuid(), name: z.string(), role: z.string() });

/** Someone who takes part. */
export const presentParticipant = ({ id, name, role }: Participant) => ({ id, name, role });

/** What `presentReviewInList` gives. */
export const reviewInListSchema = reviewSchema.extend({ decided: z.int() });

/** A review in a list. */
export const presentReviewInList = (review: ReviewInList) => ({
  ...presentReview(review),
  decided: review.decided,
});

/** What `presentJudgement` gives. */
export const agreementSchema = z.object({
  statement: z.string(),
  level: z.int().nullable(),
  rating: z.enum(['level', 'not-yet', 'not-recorded']),
  is_carried: z.boolean(),
  reason: z.string(),
  strength: z.string(),
  next_step: z.string(),
  marks: z.record(z.string(), z.enum(['met', 'partly', 'not-yet'])),
  kept: z.record(z.string(), z.string()),
  evidence: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['note', 'link', 'file', 'figure']),
      title: z.string(),
      url: z.string().nullable(),
      note: z.string(),
    }),
  ),
  updated_by: z.string().nullable(),
  updated_at: z.iso.datetime().nullable(),
  version: z.int(),
});

/** An agreement; `level` is null for "not yet" and for "not recorded", which `rating` tells apart. */
export function presentAgreement(agreement: Agreement, evidence: CitedEvidence[]) {
  const { rating } = agreement;
  return {
    statement: agreement.statement,
    level: typeof rating === 'number' ? rating : null,
    rating: typeof rating === 'number' ? ('level' as const) : (rating ?? ('not-recorded' as const)),
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

const presentMarks = (marks: Marks): Marks => ({ ...marks });

/** What `presentWholeReview` gives to a program that reads the review as it is: without its history. */
export const wholeReviewSchema = z.object({
  review: reviewSchema.extend({
    framework: z.object({ id: z.string(), version: z.string(), title: z.string() }),
    participants: z.array(z.object({ name: z.string(), role: z.string() })),
  }),
  agreements: z.array(agreementSchema),
  remarks: z.array(remarkSchema),
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
