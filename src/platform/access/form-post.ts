/** How a form is answered, for pages of every feature. */
import type { Problem } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { expected, keyOf, readForm, type Typed } from '../web/form.js';
import type { Ctx } from '../web/request-context.js';
import { saysNoLearners } from './learner-data.js';
import type { Member } from './member.js';
import type { How } from './member-changes.js';

/** A form that somebody sent whom the route let in. */
interface Sent<Actor> {
  c: Ctx;
  context: AppContext;
  actor: Actor;
  typed: Typed;
}

/** Shows a form again, with what was typed and why it was refused. */
type Again<Actor> = (c: Ctx, actor: Actor, typed: Typed, problem: Problem) => Promise<Response>;

/** Answers a form by `work`. When that throws a Problem, `again` shows the form; without it, the Problem goes on up. */
export const actorPost =
  <Actor>(work: (sent: Sent<Actor>) => Promise<Response>, again?: Again<Actor>) =>
  async (c: Ctx, actor: Actor): Promise<Response> => {
    const typed = await readForm(c);
    try {
      return await work({ c, context: c.get('request').context, actor, typed });
    } catch (error) {
      if (again) return again(c, actor, typed, expected(error));
      throw error;
    }
  };

/** A form that a member sent. */
export interface Posted {
  c: Ctx;
  context: AppContext;
  member: Member;
  typed: Typed;
  /** ":id" of the path, or ''. */
  id: string;
  how: How;
}

/** Answers the form of a member, as `actorPost` does. */
export const formPost = (work: (posted: Posted) => Promise<Response>, again?: Again<Member>) =>
  actorPost<Member>(({ c, context, actor: member, typed }) => {
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    return work({ c, context, member, typed, id: c.req.param('id') ?? '', how });
  }, again);
