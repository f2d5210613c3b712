/** The small changes of one action: how far it is, a note, a milestone, evidence. */
import { formPost, type Posted } from '../../platform/access/form-post.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import { all, one, parse, single } from '../../platform/web/form.js';
import {
  addEvidence,
  addNote,
  evidenceInput,
  noteInput,
  openStatusFrom,
  reachMilestone,
  setStatus,
} from '../changes/change.js';
import { ActionView } from './action.js';
import { readAction } from './action-read.js';

/** A small change of an action: `work` gives the sentence for the page that it goes back to, or that page shows what was refused. */
const small = (work: (posted: Posted) => Promise<string>) =>
  formPost(
    async (posted) => {
      const { c, typed, id } = posted;
      const message = await work(posted);
      return goTo(c, safePath(one(typed, 'back') || undefined, `/plan/actions/${id}`), message);
    },
    async (c, member, typed, problem) => {
      if (problem.status === 404 || problem.status === 403) throw problem;
      const read = await readAction(c, member);
      return send(c, <ActionView {...read} problem={problem} typed={typed} />, problem.status);
    },
  );

/** POST /plan/actions/:id/status */
export const statusPost = small(async ({ context, member, typed, id, how }) => {
  const status = openStatusFrom(one(typed, 'status')) ?? 'under way';
  await setStatus(context, member, id, status, how);
  return status === 'planned' ? 'Action not started.' : 'Action in progress.';
});

/** POST /plan/actions/:id/notes */
export const notesPost = small(async ({ context, member, typed, id, how }) => {
  await addNote(context, member, id, parse(noteInput, single(typed)), how);
  return 'Note added.';
});

/** POST /plan/actions/:id/milestones */
export const milestonesPost = small(async ({ context, member, typed, id, how }) => {
  const milestone = { what: one(typed, 'what'), isReached: one(typed, 'reached') === 'yes' };
  await reachMilestone(context, member, id, milestone, how);
  return milestone.isReached ? 'Milestone reached.' : 'Milestone not reached.';
});

/** POST /plan/actions/:id/evidence */
export const evidencePost = small(async ({ context, member, typed, id, how }) => {
  const input = parse(evidenceInput, { evidence: all(typed, 'evidence') });
  await addEvidence(context, member, id, input, how);
  return 'Evidence attached.';
});
