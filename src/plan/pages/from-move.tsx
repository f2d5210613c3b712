/** Putting a move of a review into the plan, from the plan itself or from the page of what to do next. */

import { formPost } from '../../platform/access/form-post.js';
import { goTo } from '../../platform/web/answer.js';
import { one, parse, single } from '../../platform/web/form.js';
import { planAnchor } from '../../review/pages/add-to-plan.js';
import { nextPage, showNext } from '../../review/pages/next.js';
import type { FindNextPlanning } from '../../review/planned.js';
import { addFromMove, moveInput } from '../changes/add.js';
import { findPlanning } from '../planned.js';
import { listOwners } from './action-form.js';

const findNextPlanning: FindNextPlanning = async (db, organisation, review, now, withOwners) => ({
  ...(await findPlanning(db, organisation, review, now)),
  owners: withOwners ? await listOwners(db, organisation) : [],
});

/** GET /reviews/:id/next: a page of the review feature, which says what stands in the plan. */
export const whatNextPage = nextPage(findNextPlanning);

/** POST /plan/actions/from-move: back to the page of what to do next, where it came from there. */
export const fromMovePost = formPost(
  async ({ c, context, member, typed, how }) => {
    const move = parse(moveInput, single(typed));
    const { id, isNew } = await addFromMove(context, member, move, how);
    const already = 'Your plan has an action for this already.';
    if (one(typed, 'from') === 'next')
      return goTo(
        c,
        `/reviews/${move.review}/next#${planAnchor(move.statement)}`,
        isNew ? 'Added to the plan.' : already,
      );
    return goTo(
      c,
      `/plan/actions/${id}`,
      isNew ? 'Added to the plan. Say who owns it and when it is due.' : `${already} Here it is.`,
    );
  },
  async (c, member, typed, problem) => {
    if (problem.status !== 422 || one(typed, 'from') !== 'next') throw problem;
    const [id, plan] = [one(typed, 'review'), one(typed, 'statement')];
    return showNext(findNextPlanning, c, member, { id, plan, typed, problem });
  },
);
