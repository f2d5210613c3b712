/** What a program does with the careers plan: the functions behind the pages. */
import { sql } from 'kysely';
import { z } from 'zod';
import { academicYearAt } from '../platform/academic-year.js';
import { type Member, scopeOf } from '../platform/access/member.js';
import { careersLeaders, editors, everyone } from '../platform/access/route.js';
import { dayAt } from '../platform/days.js';
import { versionInput } from '../platform/history/undo.js';
import { type Operation, operationsOf } from '../platform/operations/operation.js';
import { pageFrom, pageInput, pageOf } from '../platform/operations/pagination.js';
import type { AppContext } from '../platform/storage/context.js';
import { remarkOperations } from '../remark/operations.js';
import { listNewest } from '../remark/store.js';
import { actionInput } from './action-input.js';
import { addAction, addFromMove, moveInput } from './changes/add.js';
import {
  addEvidence,
  addNote,
  changeWords,
  closeAction,
  closingInput,
  evidenceInput,
  noteInput,
  reachMilestone,
  setStatus,
} from './changes/change.js';
import { deleteAction, restoreAction } from './changes/remove.js';
import { undoClosing } from './changes/undo.js';
import { actionSchema, presentAction, presentWholeAction, wholeActionSchema } from './present.js';
import { actionTarget } from './remarks.js';
import { wantReminders } from './reminders.js';
import { findAction, listActionsOf } from './store.js';
import { yearOperations } from './year-operations.js';

const operation = operationsOf('plan');

const listInput = pageInput.extend({
  /** The year in which the academic year begins; left out: this one. */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
});

async function read(context: AppContext, member: Member, id: string) {
  const organisation = member.organisation.id;
  const reading = { person: member.person.id, now: context.clock() };
  return context.storage.read(scopeOf(member), async (db) => {
    const action = await findAction(db, organisation, id);
    const which = sql`m.organisation_id = ${organisation} AND m.action_id = ${id}`;
    const remarks = await listNewest(db, which, reading);
    return presentWholeAction(action, remarks, dayAt(context.clock()));
  });
}

/** An action as it is then. */
const wholeAction = { output: wholeActionSchema, answer: read };

/** The API of the plan. */
export const planOperations: Operation[] = [
  operation({
    name: 'action.list',
    summary: 'List the actions of an academic year.',
    http: { method: 'GET', path: '/plan/actions' },
    allow: everyone,
    input: listInput,
    output: pageOf(actionSchema),
    form: 'GET /plan',
    command: 'plan list',
    async run({ context, member, input }) {
      const now = context.clock();
      const actions = await context.storage.read(scopeOf(member), (db) =>
        listActionsOf(db, member.organisation.id, input.year ?? academicYearAt(now)),
      );
      return pageFrom(
        actions.map((action) => presentAction(action, dayAt(now))),
        input,
      );
    },
  }),
  operation({
    name: 'action.read',
    summary: 'Read an action, with the newest questions and comments on it.',
    http: { method: 'GET', path: '/plan/actions/:action' },
    allow: everyone,
    output: wholeActionSchema,
    isVersioned: true,
    form: 'GET /plan/actions/:id',
    command: 'plan list',
    run: ({ context, member, id }) => read(context, member, id),
  }),
  operation({
    name: 'action.add',
    summary: 'Add an action to the plan.',
    http: { method: 'POST', path: '/plan/actions' },
    allow: editors,
    input: actionInput,
    ...wholeAction,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /plan/actions',
    command: 'plan add',
    run: ({ context, member, input, how }) => addAction(context, member, input, how),
  }),
  operation({
    name: 'next-step.add',
    summary:
      'Add the next step for a statement to the plan. If it is there already, you get that action.',
    http: { method: 'POST', path: '/plan/next-steps' },
    allow: editors,
    input: moveInput,
    ...wholeAction,
    isVersioned: true,
    form: 'POST /plan/actions/from-move',
    run: ({ context, member, input, how }) => addFromMove(context, member, input, how),
  }),
  operation({
    name: 'action.change',
    summary: 'Change an action. Anything you leave out is cleared.',
    http: { method: 'PUT', path: '/plan/actions/:action' },
    allow: editors,
    input: actionInput,
    ...wholeAction,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /plan/actions/:id',
    run: ({ context, member, id, input, how, version }) =>
      changeWords(context, member, id, input, version === null ? how : { ...how, version }),
  }),
  operation({
    name: 'action.set-status',
    summary: 'Mark an action as not started or in progress, or reopen a closed one.',
    http: { method: 'PUT', path: '/plan/actions/:action/status' },
    allow: editors,
    input: z.object({ status: z.enum(['planned', 'under way']) }),
    ...wholeAction,
    form: 'POST /plan/actions/:id/status',
    run: ({ context, member, id, input, how }) => setStatus(context, member, id, input.status, how),
  }),
  operation({
    name: 'progress.add',
    summary: 'Add a progress note to an action.',
    http: { method: 'POST', path: '/plan/actions/:action/progress' },
    allow: editors,
    input: noteInput,
    hasTexts: true,
    form: 'POST /plan/actions/:id/notes',
    run: ({ context, member, id, input, how }) => addNote(context, member, id, input, how),
  }),
  operation({
    name: 'milestone.reach',
    summary: 'Mark a milestone of an action as reached or not reached.',
    http: { method: 'PUT', path: '/plan/actions/:action/milestones' },
    allow: editors,
    input: z.object({ what: z.string().min(1).max(1000), isReached: z.boolean() }),
    ...wholeAction,
    form: 'POST /plan/actions/:id/milestones',
    run: ({ context, member, id, input, how }) => reachMilestone(context, member, id, input, how),
  }),
  operation({
    name: 'action.attach-evidence',
    summary: 'Attach evidence to an action.',
    http: { method: 'POST', path: '/plan/actions/:action/evidence' },
    allow: editors,
    input: evidenceInput,
    form: 'POST /plan/actions/:id/evidence',
    run: ({ context, member, id, input, how }) => addEvidence(context, member, id, input, how),
  }),
  operation({
    name: 'action.close',
    summary: 'Complete or stop an action: say what changed.',
    http: { method: 'POST', path: '/plan/actions/:action/close' },
    allow: editors,
    input: closingInput,
    ...wholeAction,
    hasTexts: true,
    form: 'POST /plan/actions/:id/close',
    command: 'plan done',
    run: ({ context, member, id, input, how }) => closeAction(context, member, id, input, how),
  }),
  operation({
    name: 'action.undo-closing',
    summary: 'Undo the closing of an action, until it is changed again and for a day at most.',
    http: { method: 'POST', path: '/plan/actions/:action/undo' },
    allow: editors,
    input: versionInput,
    ...wholeAction,
    form: 'POST /plan/actions/:id/undo',
    run: ({ context, member, id, input: { version }, how }) =>
      undoClosing(context, member, id, { ...how, version }),
  }),
  operation({
    name: 'action.delete',
    summary: 'Delete an action. It can be restored for 30 days.',
    http: { method: 'DELETE', path: '/plan/actions/:action' },
    allow: careersLeaders,
    form: 'POST /plan/actions/:id/delete',
    run: ({ context, member, id, how }) => deleteAction(context, member, id, how),
  }),
  operation({
    name: 'action.restore',
    summary: 'Restore a deleted action.',
    http: { method: 'POST', path: '/plan/actions/:action/restore' },
    allow: careersLeaders,
    ...wholeAction,
    form: 'POST /plan/actions/:id/restore',
    run: ({ context, member, id, how }) => restoreAction(context, member, id, how),
  }),
  ...yearOperations,
  operation({
    name: 'reminders.set',
    summary: 'Turn your own reminders from this school on or off.',
    http: { method: 'PUT', path: '/plan/reminders' },
    allow: everyone,
    input: z.object({ isWanted: z.boolean() }),
    form: 'POST /plan/reminders',
    run: ({ context, member, input }) => wantReminders(context, member, input.isWanted),
  }),
  ...remarkOperations({
    name: 'action-remark',
    path: '/plan/actions/:action',
    page: '/plan/actions/:id',
    where: 'on an action',
    target: actionTarget,
  }),
];
