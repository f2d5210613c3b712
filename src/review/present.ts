/** Reviews and agreements as JSON: allow-lists, for the API and the command line alike. */

import { z } from 'zod';
import type { CitedEvidence } from '../evidence/evidence.js';
import type { Framework } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { academicYear } from '../platform/academic-year.js';
import { jsonKeys, presented } from '../platform/casing.js';
import { presentRemark, remarkSchema } from '../remark/present.js';
import type { Remark } from '../remark/remark.js';
import type { HistoryItem } from './history-messages.js';
import type { LevelSetter } from './level-setters-store.js';
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
  version: z.int(),
});

/** A review without its agreements. */
export const presentReview = (review: Review) =>
  presented(reviewSchema, {
    ...jsonKeys(review),
    academic_year: academicYear(review.academicYear),
    state: stateOf(review),
    started_by: review.startedBy?.name ?? null,
  });

/** What `presentParticipant` gives. */
export const participantSchema = z.object({ id: z.uuid(), name: z.string(), role: z.string() });

/** Someone who takes part. */
export const presentParticipant = (participant: Participant) =>
  presented(participantSchema, participant);

/** What `presentLevelSetter` gives. */
export const levelSetterSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  title: z.string(),
  has_left: z.boolean(),
});

/** Someone who may set agreed levels. */
export const presentLevelSetter = (setter: LevelSetter) =>
  presented(levelSetterSchema, jsonKeys(setter));

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
  contradiction_reasons: z.record(z.string(), z.string()),
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
  const { rating, updatedBy } = agreement;
  return presented(agreementSchema, {
    ...jsonKeys(agreement),
    level: typeof rating === 'number' ? rating : null,
    rating: typeof rating === 'number' ? 'level' : (rating ?? 'not-recorded'),
    evidence,
    updated_by: updatedBy?.name ?? null,
  });
}

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
