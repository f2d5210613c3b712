/** Adding actions to the plan: written out, or with one press from a move or a next step. */
import { z } from 'zod';
import type { Framework } from '../../framework/framework.js';
import { descriptorOf, statementOf, themeOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { assertNoLearnerData } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { changeIdempotently, recordBy } from '../../platform/access/member-changes.js';
import { invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { findAgreement } from '../../review/agreement-store.js';
import { moveKey, nextMove } from '../../review/moves.js';
import { levelWords } from '../../review/rating.js';
import { noReview } from '../../review/review.js';
import { findReview } from '../../review/store.js';
import { type ActionInput, actionInput, assertAim, textsOf, writtenFrom } from '../action-input.js';
import { planEvents, saidOf } from '../events.js';
import { assertMay } from '../permissions.js';
import { findPlanning, planYearOf } from '../planned.js';
import { type NewAction, saveAction } from '../store.js';
import { listYears } from '../years-store.js';
import { assertYearIsOpen, type How, ownerNameOf } from './changing.js';

/**
 * Adds an action. Gives its id.
 * @throws Problem 403 `plan.denied`, 409 `plan.archived`, 422 `action.unknown-aim`, `action.unknown-owner`,
 * `learner-data.doubt`
 */
export async function addAction(
  context: AppContext,
  member: Member,
  input: ActionInput,
  how: How,
): Promise<{ id: string }> {
  const { key } = how;
  assertMay(member, 'plan.write');
  return changeIdempotently(context, member, key, async (db) => {
    const organisation = member.organisation.id;
    const { frameworkVersionId } = await listYears(db, organisation);
    assertAim(await findFrameworkVersion(db, frameworkVersionId, organisation), input.aim);
    const ownerName = await ownerNameOf(db, organisation, input.ownerId);
    const written = writtenFrom(input, ownerName);
    assertNoLearnerData({ ...how, texts: textsOf(written), today: context.clock() });
    return save(db, context, member, { ...written, id: context.id() });
  });
}

/** Saves a new action and says so in the history. @throws Problem 409 `plan.archived` */
export async function save(
  db: Db,
  context: AppContext,
  member: Member,
  action: NewAction,
): Promise<{ id: string }> {
  const organisation = member.organisation.id;
  await assertYearIsOpen(db, organisation, action.academicYear);
  const by = { person: member.person.id, at: context.clock() };
  await saveAction(db, organisation, action, by);
  const { id } = action;
  await recordBy(db, context, member, planEvents, {
    verb: 'action.added',
    subject: { kind: 'action', id },
    after: saidOf(action),
  });
  return { id };
}

/** A move of a review: a statement to a level. Without a level, the statement's next move. Who does it and by when may follow. */
export const moveInput = z.object({
  review: z.uuid('Choose a review'),
  statement: z.string().trim().min(1, 'Choose a statement').max(20, 'Choose a statement'),
  level: z.coerce.number().int().min(0).max(20).optional(),
  ownerId: actionInput.shape.ownerId,
  dueOn: actionInput.shape.dueOn,
});
type AskedMove = z.infer<typeof moveInput>;
export type MoveInput = Pick<AskedMove, 'review' | 'statement' | 'level'> & Partial<AskedMove>;

/**
 * Puts a move of a review, with the next step that the team wrote for it, into the plan of this academic year, or of the
 * review's where that is still to come: what last year's review found open is this year's work. When an open action of
 * that plan aims at the same place already, that one is given and nothing is added.
 * @throws Problem 403 `plan.denied`, 404 `review.not-found`, 409 `plan.archived`, 422 `action.no-move`,
 * `action.unknown-owner`
 */
export async function addFromMove(
  context: AppContext,
  member: Member,
  move: MoveInput,
  { key }: How,
): Promise<{ id: string; isNew: boolean }> {
  assertMay(member, 'plan.write');
  return changeIdempotently(context, member, key, async (db) => {
    const organisation = member.organisation.id;
    const review = await findReview(db, organisation, move.review);
    if (review.deletedAt !== null) throw noReview();
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    const agreement = await findAgreement(db, organisation, move.review, move.statement);
    const level = move.level ?? nextLevelOf(framework, move.statement, agreement?.rating ?? null);
    const now = context.clock();
    const { planned } = await findPlanning(db, organisation, review, now);
    const known = planned.get(moveKey({ statement: move.statement, level }));
    if (known) return { id: known.id, isNew: false };
    const drawn = drawnUp(
      framework,
      { statement: move.statement, level },
      agreement?.nextStep ?? '',
    );
    const { ownerId = '', dueOn = null } = move;
    const ownerName = await ownerNameOf(db, organisation, ownerId);
    const action = {
      ...{ ...drawn, dueOn },
      owner: ownerName === null ? null : { id: ownerId, name: ownerName },
      id: context.id(),
      academicYear: planYearOf(review, now),
      fromReview: review.id,
    };
    return { ...(await save(db, context, member, action)), isNew: true };
  });
}

function nextLevelOf(framework: Framework, code: string, rating: number | 'not-yet' | null) {
  const statement = statementOf(framework, code);
  const next = statement && nextMove(statement, rating);
  if (!next) {
    throw invalid(
      'action.no-move',
      `There is no higher level to aim for in ${code}. Add an action of your own instead.`,
    );
  }
  return next.level;
}

/**
 * An action as a move suggests it, to be filled in: the team's own next step as its title, the descriptor as what is to
 * change, the model's ideas as the evidence expected.
 */
export function drawnUp(
  framework: Framework,
  aim: { statement: string; level: number },
  nextStep: string,
): Pick<
  Required<NewAction>,
  'title' | 'priority' | 'objective' | 'aim' | 'expectedChange' | 'expectedEvidence'
> {
  assertAim(framework, aim);
  const statement = statementOf(framework, aim.statement)!;
  const level = levelWords(framework, aim.level);
  return {
    title: (nextStep.trim() || `Take ${statement.id} ${statement.title} to ${level}`).slice(0, 300),
    priority: themeOf(framework, statement.id)?.title ?? '',
    objective: `${statement.id} ${statement.title}: reach ${level}`,
    aim,
    expectedChange: descriptorOf(statement, aim.level)?.summary ?? '',
    expectedEvidence: statement.evidence.slice(0, 2).join('\n'),
  };
}
