/** The small changes of one action: how far it is, a note, a milestone, evidence. */
import { saysNoLearners } from '../../platform/access/learner-data.js';
import type { Member } from '../../platform/access/member.js';
import { goTo, safePath, send } from '../../platform/web/answer.js';
import {
  all,
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
} from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
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

/** Runs a small change of an action and goes back to its page, which shows what was refused. */
async function small(
  c: Ctx,
  member: Member,
  typed: Typed,
  work: (id: string) => Promise<string>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  try {
    const message = await work(id);
    return goTo(c, safePath(one(typed, 'back') || undefined, `/plan/actions/${id}`), message);
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const read = await readAction(c, member);
    return send(c, <ActionView {...read} problem={problem} typed={typed} />, problem.status);
  }
}

/** POST /plan/actions/:id/status */
export async function statusPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const status = openStatusFrom(one(typed, 'status')) ?? 'under way';
  return small(c, member, typed, async (id) => {
    await setStatus(c.get('request').context, member, id, status, { key: keyOf(typed) });
    return status === 'planned' ? 'It is planned again.' : 'It is under way.';
  });
}

/** POST /plan/actions/:id/notes */
export async function notesPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const input = parse(noteInput, single(typed));
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    await addNote(c.get('request').context, member, id, input, how);
    return 'Noted.';
  });
}

/** POST /plan/actions/:id/milestones */
export async function milestonesPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const milestone = { what: one(typed, 'what'), isReached: one(typed, 'reached') === 'yes' };
    await reachMilestone(c.get('request').context, member, id, milestone, { key: keyOf(typed) });
    return milestone.isReached ? 'Milestone reached.' : 'The milestone is open again.';
  });
}

/** POST /plan/actions/:id/evidence */
export async function evidencePost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  return small(c, member, typed, async (id) => {
    const input = parse(evidenceInput, { evidence: all(typed, 'evidence') });
    await addEvidence(c.get('request').context, member, id, input, { key: keyOf(typed) });
    return 'Attached.';
  });
}
