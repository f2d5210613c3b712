/** What a program does with reviews: the functions behind the pages, answers by allow-list. */
import { listCitedEvidence } from '../evidence/store.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { careersLeaders, everyone } from '../platform/access/route.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import {
  remarkListInput,
  remarkListSchema,
  remarkOperations,
  remarkPageOf,
} from '../remark/operations.js';
import { listReportedRemarks } from '../remark/reported-remarks-store.js';
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
import { levelSetterOperations } from './level-setter-operations.js';
import { readReviewById } from './pages/review-read.js';
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
import { findReadable } from './readable.js';
import { reviewTarget } from './remarks.js';
import { listParticipants, listReviews } from './store.js';

const operation = operationsOf('reviews');

/** A review as it is now. */
const readReview = async (context: AppContext, member: Member, id: string) =>
  presentReview(await context.storage.read(scopeOf(member), (db) => findReadable(db, member, id)));

/** A review as it is then. */
const asReview = { output: reviewSchema, answer: readReview };

/** The API of reviews. */
export const reviewOperations: Operation[] = [
  operation({
    name: 'review.list',
    summary: 'List the reviews, newest year first.',
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
    http: { method: 'POST', path: '/reviews' },
    allow: careersLeaders,
    input: reviewInput,
    ...asReview,
    form: 'POST /reviews',
    command: 'review start',
    run: ({ context, member, input, how }) => startReview(context, member, input, how),
  }),
  operation({
    name: 'review.read',
    summary: 'Read a review with every agreed level, linked evidence, questions and comments.',
    http: { method: 'GET', path: '/reviews/:review' },
    allow: everyone,
    output: wholeReviewSchema,
    form: 'GET /reviews/:id',
    command: 'review show',
    async run({ context, member, id }) {
      const organisation = member.organisation.id;
      const [read, found] = await readReviewById(context, member, id, async (db) => ({
        evidence: await listCitedEvidence(db, organisation, id),
        remarks: await listReportedRemarks(db, organisation, id),
      }));
      const { whole, framework } = read;
      return presentWholeReview(whole, framework, found.evidence, found.remarks, []);
    },
  }),
  operation({
    name: 'review.change',
    summary: 'Change the name or the academic year of a review.',
    http: { method: 'PUT', path: '/reviews/:review' },
    allow: careersLeaders,
    input: detailsInput,
    ...asReview,
    isVersioned: true,
    form: 'POST /reviews/:id/details',
    run: ({ context, member, id, input, how, version }) =>
      changeDetails(context, member, id, input, { ...how, version }),
  }),
  operation({
    name: 'review.close',
    summary: 'Close a review, signed off by name.',
    http: { method: 'POST', path: '/reviews/:review/close' },
    allow: careersLeaders,
    input: closeInput,
    ...asReview,
    hasTexts: true,
    form: 'POST /reviews/:id/close',
    command: 'review close',
    run: ({ context, member, id, input, how }) => closeReview(context, member, id, input, how),
  }),
  operation({
    name: 'review.reopen',
    summary: 'Reopen a closed review, with a reason.',
    http: { method: 'POST', path: '/reviews/:review/reopen' },
    allow: careersLeaders,
    input: reopenInput,
    ...asReview,
    hasTexts: true,
    form: 'POST /reviews/:id/reopen',
    run: ({ context, member, id, input, how }) => reopenReview(context, member, id, input, how),
  }),
  operation({
    name: 'review.delete',
    summary: 'Delete a review. It can be restored for 30 days.',
    http: { method: 'DELETE', path: '/reviews/:review' },
    allow: careersLeaders,
    form: 'POST /reviews/:id/delete',
    run: ({ context, member, id, how }) => deleteReview(context, member, id, how),
  }),
  operation({
    name: 'review.restore',
    summary: 'Restore a deleted review.',
    http: { method: 'POST', path: '/reviews/:review/restore' },
    allow: careersLeaders,
    ...asReview,
    form: 'POST /reviews/:id/restore',
    run: ({ context, member, id, how }) => restoreReview(context, member, id, how),
  }),
  operation({
    name: 'participant.list',
    summary: 'List the people who take part in a review.',
    http: { method: 'GET', path: '/reviews/:review/participants' },
    allow: everyone,
    input: pageInput,
    output: pageOf(participantSchema),
    form: 'GET /reviews/:id/people',
    command: 'review show',
    async run({ context, member, id, input }) {
      const found = await context.storage.read(scopeOf(member), async (db) => {
        const review = await findReadable(db, member, id);
        return listParticipants(db, member.organisation.id, review.id);
      });
      return pageFrom(found.map(presentParticipant), input);
    },
  }),
  operation({
    name: 'participant.add',
    summary: 'Add someone who takes part in a review.',
    http: { method: 'POST', path: '/reviews/:review/participants' },
    allow: careersLeaders,
    input: participantInput,
    form: 'POST /reviews/:id/people',
    run: ({ context, member, id, input, how }) => addParticipant(context, member, id, input, how),
  }),
  operation({
    name: 'participant.remove',
    summary: 'Remove someone from a review.',
    http: { method: 'DELETE', path: '/reviews/:review/participants/:participant' },
    allow: careersLeaders,
    form: 'POST /reviews/:id/people/remove',
    run: ({ context, member, id, params, how }) =>
      removeParticipant(context, member, id, params.participant ?? '', how),
  }),
  ...levelSetterOperations,
  ...agreementOperations,
  operationsOf('remarks')({
    name: 'remark.list',
    summary: 'List the questions and comments on a review, newest first.',
    http: { method: 'GET', path: '/reviews/:review/remarks' },
    allow: everyone,
    input: remarkListInput,
    output: remarkListSchema,
    form: 'GET /reviews/:id/remarks',
    command: 'review show',
    async run({ context, member, id, input }) {
      await readReview(context, member, id);
      return remarkPageOf(context, member, id, input);
    },
  }),
  ...remarkOperations({
    name: 'remark',
    path: '/reviews/:review',
    page: '/reviews/:id',
    where: 'on a review',
    target: reviewTarget,
  }),
];
