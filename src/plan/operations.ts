/** What a program does with the careers plan: the functions behind the pages. */
import { sql } from 'kysely';
import { z } from 'zod';
import { academicYearAt } from '../platform/academic-year.js';
import { EVERY_ROLE, type Member, scopeOf } from '../platform/access/member.js';
import { members } from '../platform/access/route.js';
import { dayAt } from '../platform/days.js';
import { type Operation, operation } from '../platform/operations/operation.js';
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
import { actionSchema, presentAction, presentWholeAction, wholeActionSchema } from './present.js';
import { actionTarget } from './remarks.js';
import { findAction, listActionsOf } from './store.js';

const everyone = members(...EVERY_ROLE);
const writers = members('careers leader', 'contributor');
const leaders = members('careers leader');

const listInput = pageInput.extend({
  /** The year in which the academic year begins; left out: this one. */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
});

const idOf = (params: Readonly<Record<string, string>>) => params.action ?? '';

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

/** The API of the plan. */
export const planOperations: Operation[] = [
  operation({
    name: 'action.list',
    summary: 'List the actions of an academic year.',
    feature: 'plan',
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
    feature: 'plan',
    http: { method: 'GET', path: '/plan/actions/:action' },
    allow: everyone,
    output: wholeActionSchema,
    isVersioned: true,
    form: 'GET /plan/actions/:id',
    command: 'plan list',
    run: ({ context, member, params }) => read(context, member, idOf(params)),
  }),
  operation({
    name: 'action.add',
    summary: 'Add an action to the plan.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/actions' },
    allow: writers,
    input: actionInput,
    output: wholeActionSchema,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /plan/actions',
    command: 'plan add',
    async run({ context, member, input, how }) {
      const { id } = await addAction(context, member, input, how);
      return read(context, member, id);
    },
  }),
  operation({
    name: 'next-step.add',
    summary:
      'Add the next step for a statement to the plan. If it is there already, you get that action.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/next-steps' },
    allow: writers,
    input: moveInput,
    output: wholeActionSchema,
    isVersioned: true,
    form: 'POST /plan/actions/from-move',
    async run({ context, member, input, how }) {
      const { id } = await addFromMove(context, member, input, how);
      return read(context, member, id);
    },
  }),
  operation({
    name: 'action.change',
    summary: 'Change an action. Anything you leave out is cleared.',
    feature: 'plan',
    http: { method: 'PUT', path: '/plan/actions/:action' },
    allow: writers,
    input: actionInput,
    output: wholeActionSchema,
    isVersioned: true,
    hasTexts: true,
    form: 'POST /plan/actions/:id',
    async run({ context, member, params, input, how, version }) {
      const known = version === null ? how : { ...how, version };
      await changeWords(context, member, idOf(params), input, known);
      return read(context, member, idOf(params));
    },
  }),
  operation({
    name: 'action.set-status',
    summary: 'Mark an action as planned or in progress, or open a closed one again.',
    feature: 'plan',
    http: { method: 'PUT', path: '/plan/actions/:action/status' },
    allow: writers,
    input: z.object({ status: z.enum(['planned', 'under way']) }),
    output: wholeActionSchema,
    form: 'POST /plan/actions/:id/status',
    async run({ context, member, params, input, how }) {
      await setStatus(context, member, idOf(params), input.status, how);
      return read(context, member, idOf(params));
    },
  }),
  operation({
    name: 'progress.add',
    summary: 'Write down how an action is going.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/actions/:action/progress' },
    allow: writers,
    input: noteInput,
    hasTexts: true,
    form: 'POST /plan/actions/:id/notes',
    run: ({ context, member, params, input, how }) =>
      addNote(context, member, idOf(params), input, how),
  }),
  operation({
    name: 'milestone.reach',
    summary: 'Mark a milestone of an action as reached, or not reached after all.',
    feature: 'plan',
    http: { method: 'PUT', path: '/plan/actions/:action/milestones' },
    allow: writers,
    input: z.object({ what: z.string().min(1).max(1000), isReached: z.boolean() }),
    output: wholeActionSchema,
    form: 'POST /plan/actions/:id/milestones',
    async run({ context, member, params, input, how }) {
      await reachMilestone(context, member, idOf(params), input, how);
      return read(context, member, idOf(params));
    },
  }),
  operation({
    name: 'action.attach-evidence',
    summary: 'Attach evidence to an action.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/actions/:action/evidence' },
    allow: writers,
    input: evidenceInput,
    form: 'POST /plan/actions/:id/evidence',
    run: ({ context, member, params, input, how }) =>
      addEvidence(context, member, idOf(params), input, how),
  }),
  operation({
    name: 'action.close',
    summary: 'Complete or stop an action: say what changed.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/actions/:action/close' },
    allow: writers,
    input: closingInput,
    output: wholeActionSchema,
    hasTexts: true,
    form: 'POST /plan/actions/:id/close',
    command: 'plan done',
    async run({ context, member, params, input, how }) {
      await closeAction(context, member, idOf(params), input, how);
      return read(context, member, idOf(params));
    },
  }),
  operation({
    name: 'action.delete',
    summary: 'Delete an action. It can be restored for 30 days.',
    feature: 'plan',
    http: { method: 'DELETE', path: '/plan/actions/:action' },
    allow: leaders,
    form: 'POST /plan/actions/:id/delete',
    run: ({ context, member, params, how }) => deleteAction(context, member, idOf(params), how),
  }),
  operation({
    name: 'action.restore',
    summary: 'Restore a deleted action.',
    feature: 'plan',
    http: { method: 'POST', path: '/plan/actions/:action/restore' },
    allow: leaders,
    output: wholeActionSchema,
    form: 'POST /plan/actions/:id/restore',
    async run({ context, member, params, how }) {
      await restoreAction(context, member, idOf(params), how);
      return read(context, member, idOf(params));
    },
  }),
  ...remarkOperations({
    name: 'action-remark',
    path: '/plan/actions/:action',
    page: '/plan/actions/:id',
    where: 'on an action',
    parameter: 'action',
    target: actionTarget,
  }),
];
