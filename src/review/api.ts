/** JSON handlers of reviews: the same reads and verbs as the pages, answers by allow-list. */
import { z } from 'zod';
import { evidenceInput } from '../evidence/evidence.js';
import { listCitedEvidence } from '../evidence/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { invalid } from '../platform/problems.js';
import { parse } from '../platform/web/form.js';
import type { Ctx } from '../platform/web/request-context.js';
import { listReportedRemarks } from '../remark/telling-store.js';
import { agreementInput, statementIn } from './agreement.js';
import { agree } from './changes/agree.js';
import { readReview } from './pages/review-read.js';
import { presentAgreement, presentReviewInList, presentWholeReview } from './present.js';
import { agreementOf } from './review.js';
import { listReviews } from './store.js';

/** GET /api/reviews */
export async function listReviewsJson(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const reviews = await context.storage.read(scopeOf(member), (db) =>
    listReviews(db, member.organisation.id, { now: context.clock() }),
  );
  return c.json({ reviews: reviews.map(presentReviewInList) });
}

/** GET /api/reviews/:id */
export async function reviewJson(c: Ctx, member: Member): Promise<Response> {
  const { whole, framework } = await readReview(c, member);
  const { organisation } = member;
  const remarks = await c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      listReportedRemarks(db, organisation.id, whole.review.id),
    );
  const evidence = await evidenceOf(c, member, whole.review.id);
  return c.json(presentWholeReview(whole, framework, evidence, remarks, []));
}

const evidenceOf = (c: Ctx, member: Member, review: string) =>
  c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      listCitedEvidence(db, member.organisation.id, review),
    );

/** GET /api/reviews/:id/statements/:code/agreement */
export async function agreementJson(c: Ctx, member: Member): Promise<Response> {
  const { whole, framework } = await readReview(c, member);
  const { id } = statementIn(framework, c.req.param('code') ?? '');
  const evidence = await evidenceOf(c, member, whole.review.id);
  const cited = evidence.filter(({ statement }) => statement === id);
  return c.json(presentAgreement(agreementOf(whole.agreements, id), cited));
}

const putInput = z.object({
  level: z.int().nullable().optional(),
  rating: z.enum(['level', 'not-yet', 'not-recorded']).optional(),
  reason: z.string().optional(),
  strength: z.string().optional(),
  next_step: z.string().optional(),
  marks: z.record(z.string(), z.string()).optional(),
  kept: z.record(z.string(), z.string()).optional(),
  evidence_ids: z.array(z.uuid()).optional(),
  new_evidence: evidenceInput.nullable().optional(),
  /** The texts name no individual learners, although they may look like a list of them. */
  names_no_learners: z.boolean().optional(),
  /** The version that was read; null changes what is named, whatever was there. */
  version: z.int().min(0).nullable(),
});

/** PUT /api/reviews/:id/statements/:code/agreement. What is left out stays as it is. */
export async function agreementPut(c: Ctx, member: Member): Promise<Response> {
  const given = parse(putInput, await bodyOf(c));
  const input = parse(agreementInput, {
    rating: ratingGiven(given),
    reason: given.reason,
    strength: given.strength,
    nextStep: given.next_step,
    marks: given.marks,
    kept: given.kept,
  });
  const cited = given.evidence_ids === undefined ? {} : { cited: given.evidence_ids };
  await agree(c.get('request').context, member, {
    review: c.req.param('id') ?? '',
    statement: c.req.param('code') ?? '',
    input,
    evidence: { ...cited, added: given.new_evidence ?? null },
    version: given.version,
    key: null,
    channel: 'api',
    namesNoLearners: given.names_no_learners,
  });
  return agreementJson(c, member);
}

function ratingGiven({ level, rating }: z.infer<typeof putInput>) {
  if (rating === 'not-yet') return 'not-yet';
  if (rating === 'not-recorded') return null;
  return level;
}

/** @throws Problem 422 `request.unreadable` */
async function bodyOf(c: Ctx): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw invalid('request.unreadable', 'Send the judgement as JSON.');
  }
}
