/** Judging: what the team agrees on a statement, what it rests on, and why. */

import { dropCitations, saveCitations } from '../../evidence/citations-store.js';
import type { NewEvidence } from '../../evidence/evidence.js';
import { listCitations, listKnown, saveEvidence } from '../../evidence/store.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { assertNoLearnerData } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, recordBy } from '../../platform/access/member-changes.js';
import { timeWords } from '../../platform/days.js';
import { type DraftField, type DraftStep, emptyDraft } from '../../platform/drafts/store.js';
import type { Channel } from '../../platform/history/history.js';
import { conflict, invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { VERSION_FIELD } from '../../platform/web/form.js';
import { type AgreementInput, agreed, differingFields, partOf, statementIn } from '../agreement.js';
import { findAgreement, saveAgreement } from '../agreement-store.js';
import { reviewEvents } from '../events.js';
import { assertMay } from '../permissions.js';
import { type Agreement, blankAgreement } from '../review.js';
import { findReview } from '../store.js';

export interface EvidenceInput {
  /** All that the statement is to cite, of what the school has; left out, citations stay as they are. */
  cited?: readonly string[];
  /** What to cite and to take back beside what is cited then, for who changes evidence alone. */
  cite?: readonly string[];
  uncite?: readonly string[];
  /** A new piece of evidence, cited at once. */
  added?: NewEvidence | null;
}

export interface Agreeing {
  review: string;
  statement: string;
  input: AgreementInput;
  evidence?: EvidenceInput;
  /** The version that the person saw; null for a command that changes what it names, whatever was there. */
  version: number | null;
  /** Lets a second sending have no second effect. */
  key: string | null;
  channel?: Channel;
  /** The draft that is saved so: `rest` is left in it. */
  draft?: DraftStep & { rest: readonly DraftField[] };
  /** They have said that the texts name no individual learners. */
  namesNoLearners?: boolean | undefined;
}

export interface Agreed {
  version: number;
  /** When it was last saved, ISO 8601. */
  savedAt: string;
  /** False when there was nothing to change. */
  isChange: boolean;
}

/**
 * Sets what the team agrees on one statement. Who may not set it may still change what it cites. All of it or nothing; a change that changes nothing leaves no trace.
 * @throws Problem 404 `review.not-found`, `statement.not-found`; 403 `review.denied`; 409 `review.closed`;
 * 409 `agreement.conflict` when somebody else saved something different in between; 422 for what cannot be said, and
 * `learner-data.doubt`.
 */
export async function agree(
  context: AppContext,
  member: Member,
  agreeing: Agreeing,
): Promise<Agreed> {
  return changeIdempotently(context, member, agreeing.key, async (db) => {
    const agreed = await agreeIdempotently(db, context, member, agreeing);
    const { draft } = agreeing;
    if (draft) {
      const rest = draft.rest.map(
        ([name, value]): DraftField =>
          name === VERSION_FIELD ? [name, String(agreed.version)] : [name, value],
      );
      await emptyDraft(db, context, { ...draft, rest, person: member.person.id });
    }
    return agreed;
  });
}

async function agreeIdempotently(
  db: Db,
  context: AppContext,
  member: Member,
  agreeing: Agreeing,
): Promise<Agreed> {
  const { review: id, statement: code, input, evidence = {}, version } = agreeing;
  const organisation = member.organisation.id;
  const review = await findReview(db, organisation, id, 'lock');
  assertMay(member, 'review.cite', review);
  const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
  const statement = statementIn(framework, code);
  const before = (await findAgreement(db, organisation, id, code)) ?? blankAgreement(code);
  const place = { organisation, review: id, statement: code };
  const citing = await citingOf(db, context, place, evidence);
  const wanted = agreed(framework, statement, before, input);
  const fields = differingFields(before, wanted);
  const now = context.clock();
  if (fields.length > 0) assertMay(member, 'review.agree', review);
  if (fields.length === 0 && !citing.isChange) return answer(before, now, false);
  if (version !== null && version !== before.version) throw meanwhile(before, member);
  questionWords(agreeing, before, context.clock());
  const by = { person: member.person.id, at: now };
  const after = { ...wanted, version: before.version + 1, updatedAt: now };
  await saveAgreement(db, place, after, by);
  if (evidence.added)
    await saveEvidence(db, {
      ...evidence.added,
      organisation,
      id: citing.newId,
      by: by.person,
      at: now,
    });
  await dropCitations(db, place, citing.dropped);
  await saveCitations(db, place, citing.added, by);
  await recordBy(db, context, member, reviewEvents, {
    verb: 'agreement.set',
    subject: { kind: 'agreement', id: `${id}/${code}` },
    before: { ...partOf(before, fields), ...citing.before },
    after: { ...partOf(after, fields), ...citing.after },
  });
  return answer(after, now, true);
}

/** @throws Problem 422 `learner-data.doubt` at the text that looks like a list of pupils */
function questionWords(agreeing: Agreeing, was: Agreement, today: Date): void {
  const { reason, strength, nextStep, contradictionReasons = {} } = agreeing.input;
  const note = agreeing.evidence?.added?.note;
  const byPair = (notes: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(notes).map(([pair, words]) => [`keep-${pair}`, words]));
  assertNoLearnerData({
    ...agreeing,
    texts: { reason, strength, nextStep, 'evidence-note': note, ...byPair(contradictionReasons) },
    was: {
      reason: was.reason,
      strength: was.strength,
      nextStep: was.nextStep,
      ...byPair(was.contradictionReasons),
    },
    today,
  });
}

const answer = ({ version, updatedAt }: Agreement, now: Date, isChange: boolean): Agreed => ({
  version,
  isChange,
  savedAt: (updatedAt ?? now).toISOString(),
});

function meanwhile({ statement, updatedBy, updatedAt }: Agreement, { person }: Member) {
  const when = updatedAt ? ` at ${timeWords(updatedAt)}` : '';
  const isSelf = updatedBy?.id === person.id;
  const first = isSelf
    ? `You changed statement ${statement}${when} in another window.`
    : `${updatedBy?.name ?? 'Someone else'} changed statement ${statement}${when} while you were writing.`;
  return conflict('agreement.conflict', `${first} Here are both. Choose one, or combine both.`);
}

/** What changes in the citations. @throws Problem 422 `evidence.unknown` for what is not the school's. */
async function citingOf(
  db: Db,
  context: AppContext,
  place: { organisation: string; review: string; statement: string },
  { cited, cite = [], uncite = [], added }: EvidenceInput,
) {
  const newId = context.id();
  if (cited === undefined && cite.length + uncite.length === 0 && !added) {
    return { isChange: false, newId, dropped: [], added: [], before: {}, after: {} };
  }
  const today = await listCitations(db, place.organisation, place.review, place.statement);
  const asked = cited ?? [...today.filter((id) => !uncite.includes(id)), ...cite];
  const wanted = [...new Set(asked)];
  const coming = wanted.filter((id) => !today.includes(id));
  const known = await listKnown(db, place.organisation, coming);
  if (known.length < coming.length) {
    throw invalid(
      'evidence.unknown',
      'Some of this evidence is no longer there. Reload the page and choose again.',
    );
  }
  const dropped = today.filter((id) => !wanted.includes(id));
  const adding = added ? [...coming, newId] : coming;
  const isChange = dropped.length > 0 || adding.length > 0;
  if (!isChange) return { isChange, newId, dropped, added: adding, before: {}, after: {} };
  const after = [...today.filter((id) => wanted.includes(id)), ...adding];
  return {
    isChange,
    newId,
    dropped,
    added: adding,
    before: { evidence: today },
    after: { evidence: after, ...(added ? { added: added.title } : {}) },
  };
}
