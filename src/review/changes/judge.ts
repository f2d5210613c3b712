/** Judging: what the team agrees on a statement, what it rests on, and why. */

import { dropCitations, saveCitations } from '../../evidence/citations-store.js';
import type { NewEvidence } from '../../evidence/evidence.js';
import { listCitations, listKnown, saveEvidence } from '../../evidence/store.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { questionLearners } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { changeOnce, recordBy } from '../../platform/access/member-changes.js';
import { timeWords } from '../../platform/days.js';
import type { Door } from '../../platform/history/history.js';
import { conflict, invalid } from '../../platform/problems.js';
import type { World } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { reviewEvents } from '../events.js';
import { findJudgement, saveJudgement } from '../judgement-store.js';
import { differingFields, type JudgementInput, judged, partOf, statementIn } from '../judging.js';
import { type AgreedJudgement, assertMay, blankJudgement } from '../review.js';
import { findReview } from '../store.js';

export interface EvidenceInput {
  /** All that the statement is to cite, of what the school has; left out, citations stay as they are. */
  cited?: readonly string[];
  /** A new piece of evidence, cited at once. */
  added?: NewEvidence | null;
}

export interface Judging {
  review: string;
  statement: string;
  input: JudgementInput;
  evidence?: EvidenceInput;
  /** The version that the person saw; null for a command that changes what it names, whatever was there. */
  version: number | null;
  /** Lets a second sending have no second effect. */
  key: string | null;
  door?: Door;
  /** They have said that the texts name no individual learners. */
  namesNoLearners?: boolean | undefined;
}

export interface Judged {
  version: number;
  /** When it was last saved, ISO 8601. */
  savedAt: string;
}

/**
 * Sets what the team agrees on one statement. All of it or nothing; a change that changes nothing leaves no trace.
 * @throws Problem 404 `review.not-found`, `statement.not-found`; 403 `review.denied`; 409 `review.closed`;
 * 409 `judgement.conflict` when somebody else saved something different in between; 422 for what cannot be said, and
 * `learner-data.doubt`.
 */
export async function judge(world: World, member: Member, judging: Judging): Promise<Judged> {
  return changeOnce(world, member, judging.key, (db) => judgeOnce(db, world, member, judging));
}

async function judgeOnce(db: Db, world: World, member: Member, judging: Judging): Promise<Judged> {
  const { review: id, statement: code, input, evidence = {}, version, door = 'page' } = judging;
  const organisation = member.organisation.id;
  const review = await findReview(db, organisation, id, 'lock');
  assertMay('judge', member.role, review);
  const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
  const statement = statementIn(framework, code);
  const before = (await findJudgement(db, organisation, id, code)) ?? blankJudgement(code);
  const place = { organisation, review: id, statement: code };
  const citing = await citingOf(db, world, place, evidence);
  const wanted = judged(framework, statement, before, input);
  const fields = differingFields(before, wanted);
  const now = world.clock();
  if (fields.length === 0 && !citing.isChange) return answer(before, now);
  if (version !== null && version !== before.version) throw meanwhile(before, member);
  questionWords(judging, before, world.clock());
  const by = { person: member.person.id, at: now };
  const after = { ...wanted, version: before.version + 1, updatedAt: now };
  await saveJudgement(db, place, after, by);
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
  await recordBy(db, world, member, reviewEvents, {
    door,
    verb: 'judgement.set',
    subject: { kind: 'judgement', id: `${id}/${code}` },
    before: { ...partOf(before, fields), ...citing.before },
    after: { ...partOf(after, fields), ...citing.after },
  });
  return answer(after, now);
}

/** @throws Problem 422 `learner-data.doubt` at the text that looks like a list of pupils */
function questionWords(judging: Judging, was: AgreedJudgement, today: Date): void {
  const { reason, strength, nextStep, kept = {} } = judging.input;
  const note = judging.evidence?.added?.note;
  const byPair = (notes: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(notes).map(([pair, words]) => [`keep-${pair}`, words]));
  questionLearners({
    ...judging,
    texts: { reason, strength, nextStep, 'evidence-note': note, ...byPair(kept) },
    was: {
      reason: was.reason,
      strength: was.strength,
      nextStep: was.nextStep,
      ...byPair(was.kept),
    },
    today,
  });
}

const answer = ({ version, updatedAt }: AgreedJudgement, now: Date): Judged => ({
  version,
  savedAt: (updatedAt ?? now).toISOString(),
});

function meanwhile({ statement, updatedBy, updatedAt }: AgreedJudgement, { person }: Member) {
  const when = updatedAt ? ` at ${timeWords(updatedAt)}` : '';
  const isSelf = updatedBy?.id === person.id;
  const first = isSelf
    ? `You changed statement ${statement}${when} in another window.`
    : `${updatedBy?.name ?? 'Somebody else'} changed statement ${statement}${when} while you were writing.`;
  return conflict(
    'judgement.conflict',
    `${first} Here are both. Choose one, or bring them together.`,
  );
}

/** What changes in the citations. @throws Problem 422 `evidence.unknown` for what is not the school's. */
async function citingOf(
  db: Db,
  world: World,
  place: { organisation: string; review: string; statement: string },
  { cited, added }: EvidenceInput,
) {
  const newId = world.id();
  if (cited === undefined && !added) {
    return { isChange: false, newId, dropped: [], added: [], before: {}, after: {} };
  }
  const today = await listCitations(db, place.organisation, place.review, place.statement);
  const wanted = cited === undefined ? today : [...new Set(cited)];
  const coming = wanted.filter((id) => !today.includes(id));
  const known = await listKnown(db, place.organisation, coming);
  if (known.length < coming.length) {
    throw invalid(
      'evidence.unknown',
      'One of the pieces of evidence is no longer there. Open the page again and choose from what is left.',
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
