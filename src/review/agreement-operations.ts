/** What a program does with what the team agrees on a statement, and with the evidence that it cites. */
import { z } from 'zod';
import { evidenceInput } from '../evidence/evidence.js';
import { listCitedEvidence } from '../evidence/store.js';
import type { Member } from '../platform/access/member.js';
import { editors, everyone } from '../platform/access/route.js';
import { versionInput } from '../platform/history/undo.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import type { AppContext } from '../platform/storage/context.js';
import { parse } from '../platform/web/form.js';
import { agreementInput, statementIn } from './agreement.js';
import { agree } from './changes/agree.js';
import { citeEvidence } from './changes/cite.js';
import { undoAgreement } from './changes/undo.js';
import { readReviewById } from './pages/review-read.js';
import { agreementSchema, presentAgreement } from './present.js';
import { agreementOf } from './review.js';

const operation = operationsOf('reviews');

/** What of an agreement is to be changed: as `agreementInput`, with the level in the words of the API. */
const agreementChange = agreementInput.omit({ rating: true }).extend({
  level: z.int().nullable().optional(),
  rating: z.enum(['level', 'not-yet', 'not-recorded']).optional(),
  /** All evidence that the statement is to cite; left out, citations stay as they are. */
  evidenceIds: z.array(z.uuid()).optional(),
  newEvidence: evidenceInput.nullable().optional(),
});

const citationInput = z.object({
  review: z.uuid(),
  cite: z.array(z.string().max(20)).max(200).default([]),
  uncite: z.array(z.string().max(20)).max(200).default([]),
  /** Ids of criteria. */
  name: z.array(z.string().max(40)).max(500).default([]),
  unname: z.array(z.string().max(40)).max(500).default([]),
});

async function readAgreement(context: AppContext, member: Member, review: string, code: string) {
  const [{ whole, framework }, evidence] = await readReviewById(context, member, review, (db) =>
    listCitedEvidence(db, member.organisation.id, review),
  );
  const { id } = statementIn(framework, code);
  const cited = evidence.filter(({ statement }) => statement === id);
  return presentAgreement(agreementOf(whole.agreements, id), cited);
}

/** The API of agreements; the reviews add them to their own. */
export const agreementOperations: Operation[] = [
  operation({
    name: 'agreement.read',
    summary: 'Read what the team agreed on a statement.',
    http: { method: 'GET', path: '/reviews/:review/statements/:code/agreement' },
    allow: everyone,
    output: agreementSchema,
    isVersioned: true,
    form: 'GET /reviews/:id/statements/:code',
    command: 'review show',
    run: ({ context, member, params: { review = '', code = '' } }) =>
      readAgreement(context, member, review, code),
  }),
  operation({
    name: 'agreement.set',
    summary: 'Set what the team agrees on a statement. Anything you leave out stays as it is.',
    http: { method: 'PUT', path: '/reviews/:review/statements/:code/agreement' },
    allow: editors,
    input: agreementChange,
    output: agreementSchema,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /reviews/:id/statements/:code/agreement',
    command: 'review agree',
    async run({ context, member, params: { review = '', code = '' }, input: given, how, version }) {
      const { level, rating, evidenceIds: cited, newEvidence, ...words } = given;
      const input = parse(agreementInput, { ...words, rating: ratingOf(level, rating) });
      await agree(context, member, {
        review,
        statement: code,
        input,
        evidence: { ...(cited === undefined ? {} : { cited }), added: newEvidence ?? null },
        version,
        ...how,
      });
      return readAgreement(context, member, review, code);
    },
  }),
  operation({
    name: 'agreement.undo',
    summary:
      'Undo the last change of a statement, until it is changed again and for a day at most.',
    http: { method: 'POST', path: '/reviews/:review/statements/:code/undo' },
    allow: editors,
    input: versionInput,
    output: agreementSchema,
    isVersioned: true,
    form: 'POST /reviews/:id/statements/:code/undo',
    async run({ context, member, params: { review = '', code = '' }, input, how }) {
      await undoAgreement(context, member, { review, statement: code, ...input }, how);
      return readAgreement(context, member, review, code);
    },
  }),
  operation({
    name: 'evidence.cite',
    summary: 'Link an item of evidence to statements and criteria of a review, or unlink it.',
    http: { method: 'POST', path: '/evidence/:evidence/citations' },
    allow: editors,
    input: citationInput,
    output: z.object({ statements: z.int() }),
    form: 'POST /evidence/:id/citations',
    run: ({ context, member, params, input, how }) =>
      citeEvidence(context, member, { ...input, evidence: params.evidence ?? '' }, how),
  }),
];

function ratingOf(level: number | null | undefined, rating: string | undefined) {
  if (rating === 'not-yet') return 'not-yet';
  if (rating === 'not-recorded') return null;
  return level;
}
