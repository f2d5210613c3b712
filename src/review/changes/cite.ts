/** Citing one piece of evidence on many statements and criteria of a review at once. */

import {
  type CitedCriterion,
  dropCitations,
  dropCriteria,
  saveCitations,
  saveCriteria,
} from '../../evidence/citations-store.js';
import { evidenceEvents } from '../../evidence/events.js';
import { noEvidence } from '../../evidence/evidence.js';
import { findItem } from '../../evidence/library-store.js';
import { listCitations } from '../../evidence/store.js';
import { type Framework, statementsOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, type How, recordBy } from '../../platform/access/member-changes.js';
import { invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { statementIn } from '../agreement.js';
import { findAgreement, saveAgreement } from '../agreement-store.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { blankAgreement } from '../review.js';
import { findReview } from '../store.js';

/** What to change, and only that: what somebody else cited meanwhile stays. */
export interface Citing {
  review: string;
  evidence: string;
  /** Codes of statements. */
  cite: readonly string[];
  uncite: readonly string[];
  /** Ids of criteria. Naming one cites its statement too. */
  name: readonly string[];
  unname: readonly string[];
}

/**
 * Cites and uncites. Gives how many statements cite the item afterwards.
 * @throws Problem 404 `review.not-found`, `evidence.not-found`, `statement.not-found`; 403 `review.denied`;
 * 409 `review.closed`; 422 `agreement.unknown-criterion`
 */
export async function citeEvidence(
  context: AppContext,
  member: Member,
  citing: Citing,
  { key }: How,
): Promise<{ statements: number }> {
  return changeIdempotently(context, member, key, (db) => cite(db, context, member, citing));
}

async function cite(db: Db, context: AppContext, member: Member, citing: Citing) {
  const organisation = member.organisation.id;
  const review = await findReview(db, organisation, citing.review, 'lock');
  assertMay(member, 'review.cite', review);
  const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
  const item = await findItem(db, organisation, citing.evidence, 'lock');
  if (item.deletedAt) throw noEvidence();
  const named = criteriaIn(framework, citing.name);
  for (const code of citing.cite) statementIn(framework, code);
  const here = item.citations.filter(({ reviewId }) => reviewId === review.id);
  const cited = new Set(here.map(({ statement }) => statement));
  const adding = [...new Set([...citing.cite, ...named.map(({ statement }) => statement)])];
  const coming = adding.filter((code) => !cited.has(code));
  const going = citing.uncite.filter((code) => cited.has(code) && !adding.includes(code));
  const place = { organisation, review: review.id, evidence: item.id };
  for (const code of [...coming, ...going])
    await move(db, context, member, { place, code, isComing: coming.includes(code) });
  const known = here.flatMap(({ criteria }) => criteria);
  const fresh = named.filter(({ criterion }) => !known.includes(criterion));
  const stale = citing.unname.filter((id) => known.includes(id));
  await saveCriteria(db, place, fresh);
  await dropCriteria(db, place, stale);
  if (coming.length + going.length + fresh.length + stale.length > 0)
    await recordBy(db, context, member, evidenceEvents, {
      verb: 'evidence.cited',
      subject: { kind: 'evidence', id: item.id },
      before: { statements: going, criteria: stale },
      after: {
        review: review.id,
        statements: coming,
        criteria: fresh.map(({ criterion }) => criterion),
      },
    });
  return { statements: cited.size + coming.length - going.length };
}

interface Move {
  place: { organisation: string; review: string; evidence: string };
  code: string;
  isComing: boolean;
}

/** One statement. Its agreement gets a new version, so that a form opened before does not undo this unseen. */
async function move(db: Db, context: AppContext, member: Member, { place, code, isComing }: Move) {
  const { organisation, review, evidence } = place;
  const by = { person: member.person.id, at: context.clock() };
  const at = { organisation, review, statement: code };
  const before = await listCitations(db, organisation, review, code);
  const agreement = (await findAgreement(db, organisation, review, code)) ?? blankAgreement(code);
  await saveAgreement(db, at, { ...agreement, version: agreement.version + 1 }, by);
  if (isComing) await saveCitations(db, at, [evidence], by);
  else await dropCitations(db, at, [evidence]);
  const after = isComing ? [...before, evidence] : before.filter((id) => id !== evidence);
  await recordBy(db, context, member, reviewEvents, {
    verb: 'agreement.set',
    subject: { kind: 'agreement', id: `${review}/${code}` },
    before: { evidence: before },
    after: { evidence: after },
  });
}

/** The criteria with the statements they belong to. @throws Problem 422 `agreement.unknown-criterion` */
function criteriaIn(framework: Framework, ids: readonly string[]): CitedCriterion[] {
  const known = new Map(
    statementsOf(framework).flatMap((statement) =>
      statement.levels.flatMap(({ criteria }) => criteria.map(({ id }) => [id, statement.id])),
    ),
  );
  return ids.map((criterion) => {
    const statement = known.get(criterion);
    if (statement !== undefined) return { statement, criterion };
    throw invalid(
      'agreement.unknown-criterion',
      `This review has no criterion ${criterion}. Reload the page and choose again.`,
    );
  });
}
