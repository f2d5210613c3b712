/** Changing an action: its words, how far it is, its progress, and its end. */

import { z } from 'zod';
import { listKnown } from '../../evidence/store.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { assertNoLearnerData } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { dayAt } from '../../platform/days.js';
import { conflict, invalid } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import type { Db } from '../../platform/storage/transaction.js';
import { optionalText, requiredText } from '../../platform/web/form.js';
import {
  type ActionInput,
  assertAim,
  textsOf,
  type Written,
  writtenFrom,
} from '../action-input.js';
import { saidOf } from '../events.js';
import { attachEvidence, saveNote } from '../notes-store.js';
import { type Action, isOpenStatus, type Status } from '../plan.js';
import { listYears } from '../years-store.js';
import { assertYearIsOpen, changing, type How, ownerNameOf } from './changing.js';

/** The fields in which an action differs from what was written. */
function differing(action: Action, written: Written): (keyof Written)[] {
  return (Object.keys(written) as (keyof Written)[]).filter(
    (field) => JSON.stringify(action[field] ?? null) !== JSON.stringify(written[field] ?? null),
  );
}

const partOf = (action: Partial<Action>, fields: readonly (keyof Action)[]) =>
  Object.fromEntries(fields.map((field) => [field, action[field]]));

/**
 * Changes the words of an action. What is closed stays closed.
 * @throws Problem 403, 404, 409 `action.conflict`, `plan.archived`, 422 as `addAction`
 */
export async function changeWords(
  context: AppContext,
  member: Member,
  id: string,
  input: ActionInput,
  how: How,
): Promise<{ version: number }> {
  return changing(context, member, { id, act: 'plan.write' }, how, async (db, action) => {
    const organisation = member.organisation.id;
    const isSameAim = JSON.stringify(action.aim) === JSON.stringify(input.aim);
    if (!isSameAim) {
      const { frameworkVersionId } = await listYears(db, organisation);
      assertAim(await findFrameworkVersion(db, frameworkVersionId, organisation), input.aim);
    }
    if (input.academicYear !== action.academicYear)
      await assertYearIsOpen(db, organisation, input.academicYear);
    const name = await ownerNameOf(db, organisation, input.ownerId, action.owner?.id ?? null);
    const written = writtenFrom(input, name, action.milestones);
    if (!isOpenStatus(action.status)) written.status = action.status;
    const fields = differing(action, written);
    if (fields.length === 0) return null;
    assertNoLearnerData({
      ...how,
      texts: textsOf(written),
      was: textsOf(action),
      today: context.clock(),
    });
    return {
      verb: 'action.changed',
      fields: partOf(written, fields) as Partial<Action>,
      before: saidOf(action, fields),
      after: saidOf(written, fields),
    };
  });
}

/** Says that an action has begun, or has not yet; opens a closed one again. */
export async function setStatus(
  context: AppContext,
  member: Member,
  id: string,
  status: 'planned' | 'under way',
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'plan.write' }, how, async (_db, action) =>
    action.status === status
      ? null
      : {
          verb: isOpenStatus(action.status) ? 'action.moved' : 'action.reopened',
          fields: { status, closedOn: null },
          before: { status: action.status, closedOn: action.closedOn },
          after: { status },
        },
  );
}

const longWords = optionalText(4000);

export const closingInput = z.object({
  status: z.enum(['done', 'stopped'], 'Choose complete or stopped'),
  /** What the team says changed, or why it was stopped. */
  changed: longWords.refine((text) => text !== '', {
    message: 'Enter what changed, or why it was stopped',
  }),
  /** What the measure says. */
  result: longWords,
  /** Evidence of the school to attach. */
  evidence: z.array(z.uuid('Choose from your evidence')).max(100).default([]),
});
export type ClosingInput = z.infer<typeof closingInput>;

/**
 * Closes an action: what changed, what the measure says, what shows it.
 * @throws Problem 403, 404, 409 `action.closed`, 422 `evidence.unknown`
 */
export async function closeAction(
  context: AppContext,
  member: Member,
  id: string,
  { status, changed, result, evidence }: ClosingInput,
  how: How,
): Promise<{ version: number }> {
  return changing(context, member, { id, act: 'plan.write' }, how, async (db, action) => {
    if (!isOpenStatus(action.status)) {
      throw conflict(
        'action.closed',
        'This action is already complete or stopped. Reopen it to change how it ended.',
      );
    }
    assertNoLearnerData({
      ...how,
      texts: { changed, result },
      was: { changed: action.changed, result: action.result },
      today: context.clock(),
    });
    await attach(db, context, member, id, evidence);
    const closedOn = dayAt(context.clock());
    return {
      verb: 'action.closed',
      fields: { status, changed, result, closedOn },
      before: partOf(action, ['status', 'changed', 'result']),
      after: { status, changed, result, evidence },
    };
  });
}

/** Attaches evidence to an action. @throws Problem 422 `evidence.unknown` for what is not the school's */
async function attach(
  db: Db,
  context: AppContext,
  member: Member,
  action: string,
  evidence: string[],
) {
  const wanted = [...new Set(evidence)];
  const known = await listKnown(db, member.organisation.id, wanted);
  if (known.length < wanted.length) {
    throw invalid(
      'evidence.unknown',
      'Some of this evidence has been deleted. Choose from what is left.',
    );
  }
  await attachEvidence(db, member.organisation.id, action, wanted, {
    person: member.person.id,
    at: context.clock(),
  });
}

export const evidenceInput = z.object({
  evidence: z.array(z.uuid('Choose from your evidence')).min(1, 'Choose some evidence').max(100),
});

/** Attaches evidence while an action goes on, or afterwards. */
export async function addEvidence(
  context: AppContext,
  member: Member,
  id: string,
  { evidence }: z.infer<typeof evidenceInput>,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'plan.write' }, how, async (db) => {
    await attach(db, context, member, id, evidence);
    return { verb: 'action.evidence-attached', fields: {}, before: null, after: { evidence } };
  });
}

export const noteInput = z.object({
  words: requiredText('Enter how it is going', 4000),
});

/** Writes down how it is going. What is planned has begun with it when the writer says so. */
export async function addNote(
  context: AppContext,
  member: Member,
  id: string,
  { words }: z.infer<typeof noteInput>,
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'plan.write' }, how, async (db) => {
    assertNoLearnerData({ ...how, texts: { words }, today: context.clock() });
    const note = { id: context.id(), words, by: member.person.id, at: context.clock() };
    await saveNote(db, member.organisation.id, id, note);
    return { verb: 'action.noted', fields: {}, before: null, after: { words } };
  });
}

/** Says that a milestone was reached, or was not after all. @throws Problem 409 `action.milestone-gone` */
export async function reachMilestone(
  context: AppContext,
  member: Member,
  id: string,
  { what, isReached }: { what: string; isReached: boolean },
  how: How,
): Promise<void> {
  await changing(context, member, { id, act: 'plan.write' }, how, async (_db, action) => {
    if (!action.milestones.some((each) => each.what === what)) {
      throw conflict('action.milestone-gone', 'This milestone is no longer in the action.');
    }
    const milestones = action.milestones.map((each) =>
      each.what === what ? { ...each, isReached } : each,
    );
    return {
      verb: isReached ? 'action.milestone-reached' : 'action.milestone-opened',
      fields: { milestones },
      before: null,
      after: { what },
    };
  });
}

/** The status words of a form, or null. */
export const openStatusFrom = (word: string): Extract<Status, 'planned' | 'under way'> | null =>
  word === 'planned' || word === 'under way' ? word : null;
