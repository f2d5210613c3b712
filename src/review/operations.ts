/** What a program does with reviews: the functions behind the pages, answers by allow-list. */
import { listCitedEvidence } from '../evidence/store.js';
import { EVERY_ROLE, type Member, scopeOf } from '../platform/access/member.js';
import { members } from '../platform/access/route.js';
import { type Operation, operation } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import {
  remarkListInput,
  remarkListSchema,
  remarkOperations,
  remarkPageOf,
} from '../remark/operations.js';
import { listReportedRemarks } from '../remark/telling-store.js';
import { agreementOperations } from './agreement-operations.js';
import {
  closeInput,
  closeReview,
  deleteReview,
  reopenInput,
  reopenReview,
  restoreReview,
} from './changes/close.js';
import {
  addParticipant,
  changeDetails,
  detailsInput,
  participantInput,
  removeParticipant,
} from './changes/participants.js';
import { reviewInput, startReview } from './changes/start.js';
import { readReviewById } from './pages/review-read.js';
import { assertMay } from './permissions.js';
import {
  participantSchema,
  presentParticipant,
  presentReview,
  presentReviewInList,
  presentWholeReview,
  reviewInListSchema,
  reviewSchema,
  wholeReviewSchema,
} from './present.js';
import { reviewTarget } from './remarks.js';
import { findReview, listParticipants, listReviews } from './store.js';

const everyone = members(...EVERY_ROLE);
const leaders = members('careers leader');

type Params = Readonly<Record<string, string>>;
const reviewOf = (params: Params) => params.review ?? '';

/** A review as it is now. */
const readReview = async (context: AppContext, member: Member, id: string) =>
  presentReview(
    await context.storage.read(scopeOf(member), async (db) => {
      const review = await findReview(db, member.organisation.id, id);
      assertMay(member, 'review.read', review);
      return review;
    }),
  );

/** The API of reviews. */
export const reviewOperations: Operation[] = [
  operation({
    name: 'review.list',
    summary: 'List the reviews, newest year first.',
    feature: 'reviews',
    http: { method: 'GET', path: '/reviews' },
    allow: everyone,
    input: pageInput,
    output: pageOf(reviewInListSchema),
    form: 'GET /reviews',
    command: 'review list',
    async run({ context, member, input }) {
      const reviews = await context.storage.read(scopeOf(member), (db) =>
        listReviews(db, member.organisation.id, { now: context.clock() }),
      );
      return pageFrom(reviews.map(presentReviewInList), input);
    },
  }),
  operation({
    name: 'review.start',
    summary: 'Start a review, blank or from the answers of another.',
    feature: 'reviews',
    http: { method: 'POST', path: '/reviews' },
    allow: leaders,
    input: reviewInput,
    output: reviewSchema,
    form: 'POST /reviews',
    command: 'review start',
    async run({ context, member, input, how }) {
      const { id } = await startReview(context, member, input, how);
      return readReview(context, member, id);
    },
  }),
  operation({
    name: 'review.read',
    summary: 'Read a review with every agreed level, what it cites, and questions and comments.',
    feature: 'reviews',
    http: { method: 'GET', path: '/reviews/:review' },
    allow: everyone,
    output: wholeReviewSchema,
    form: 'GET /reviews/:id',
    command: 'review show',
    async run({ context, member, params }) {
      const id = reviewOf(params);
      const { organisation } = member;
      const [{ whole, framework }, [evidence, remarks]] = await readReviewById(
        context,
        member,
        id,
        async (db) =>
          [
            await listCitedEvidence(db, organisation.id, id),
            await listReportedRemarks(db, organisation.id, id),
          ] as const,
      );
      const { agreements, ...rest } = presentWholeReview(whole, framework, evidence, remarks, []);
      return { ...rest, agreements: agreements };
    },
  }),
  operation({
    name: 'review.change',
    summary: 'Change the name or the academic year of a review.',
    feature: 'reviews',
    http: { method: 'PUT', path: '/reviews/:review' },
    allow: leaders,
    input: detailsInput,
    output: reviewSchema,
    form: 'POST /reviews/:id/details',
    async run({ context, member, params, input, how }) {
      await changeDetails(context, member, reviewOf(params), input, how);
      return readReview(context, member, reviewOf(params));
    },
  }),
  operation({
    name: 'review.close',
    summary: 'Close a review, signed off by name.',
    feature: 'reviews',
    http: { method: 'POST', path: '/reviews/:review/close' },
    allow: leaders,
    input: closeInput,
    output: reviewSchema,
    hasTexts: true,
    form: 'POST /reviews/:id/close',
    command: 'review close',
    async run({ context, member, params, input, how }) {
      await closeReview(context, member, reviewOf(params), input, how);
      return readReview(context, member, reviewOf(params));
    },
  }),
  operation({
    name: 'review.reopen',
    summary: 'Reopen a closed review, with a reason.',
    feature: 'reviews',
    http: { method: 'POST', path: '/reviews/:review/reopen' },
    allow: leaders,
    input: reopenInput,
    output: reviewSchema,
    hasTexts: true,
    form: 'POST /reviews/:id/reopen',
    async run({ context, member, params, input, how }) {
      await reopenReview(context, member, reviewOf(params), input, how);
      return readReview(context, member, reviewOf(params));
    },
  }),
  operation({
    name: 'review.delete',
    summary: 'Delete a review. It can be restored for 30 days.',
    feature: 'reviews',
    http: { method: 'DELETE', path: '/reviews/:review' },
    allow: leaders,
    form: 'POST /reviews/:id/delete',
    run: ({ context, member, params, how }) => deleteReview(context, member, reviewOf(params), how),
  }),
  operation({
    name: 'review.restore',
    summary: 'Restore a deleted review.',
    feature: 'reviews',
    http: { method: 'POST', path: '/reviews/:review/restore' },
    allow: leaders,
    output: reviewSchema,
    form: 'POST /reviews/:id/restore',
    async run({ context, member, params, how }) {
      await restoreReview(context, member, reviewOf(params), how);
      return readReview(context, member, reviewOf(params));
    },
  }),
  operation({
    name: 'participant.list',
    summary: 'List the people who take part in a review.',
    feature: 'reviews',
    http: { method: 'GET', path: '/reviews/:review/participants' },
    allow: everyone,
    input: pageInput,
    output: pageOf(participantSchema),
    form: 'GET /reviews/:id/people',
    command: 'review show',
    async run({ context, member, params, input }) {
      const found = await context.storage.read(scopeOf(member), async (db) => {
        const review = await findReview(db, member.organisation.id, reviewOf(params));
        assertMay(member, 'review.read', review);
        return listParticipants(db, member.organisation.id, review.id);
      });
      return pageFrom(found.map(presentParticipant), input);
    },
  }),
  operation({
    name: 'participant.add',
    summary: 'Add someone who takes part in a review.',
    feature: 'reviews',
    http: { method: 'POST', path: '/reviews/:review/participants' },
    allow: leaders,
    input: participantInput,
    form: 'POST /reviews/:id/people',
    run: ({ context, member, params, input, how }) =>
      addParticipant(context, member, reviewOf(params), input, how),
  }),
  operation({
    name: 'participant.remove',
    summary: 'Remove someone from a review.',
    feature: 'reviews',
    http: { method: 'DELETE', path: '/reviews/:review/participants/:participant' },
    allow: leaders,
    form: 'POST /reviews/:id/people/remove',
    run: ({ context, member, params, how }) =>
      removeParticipant(context, member, reviewOf(params), params.participant ?? '', how),
  }),
  ...agreementOperations,
  operation({
    name: 'remark.list',
    summary: 'List the questions and comments on a review, newest first.',
    feature: 'remarks',
    http: { method: 'GET', path: '/reviews/:review/remarks' },
    allow: everyone,
    input: remarkListInput,
    output: remarkListSchema,
    form: 'GET /reviews/:id/remarks',
    command: 'review show',
    async run({ context, member, params, input }) {
      await readReview(context, member, reviewOf(params));
      return remarkPageOf(context, member, reviewOf(params), input);
    },
  }),
  ...remarkOperations({
    name: 'remark',
    path: '/reviews/:review',
    page: '/reviews/:id',
    where: 'on a review',
    parameter: 'review',
    target: reviewTarget,
  }),
];
