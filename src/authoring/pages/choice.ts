/** Choosing the version that new reviews begin with. */
import type { Member } from '../../platform/access/member.js';
import { goTo } from '../../platform/web/answer.js';
import { keyOf, readForm } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { chooseVersion } from '../publish-changes.js';

/** POST /model/versions/:id/choice */
export async function choicePost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  const version = await chooseVersion(c.get('request').context, member, id, { key: keyOf(typed) });
  return goTo(
    c,
    '/model/versions',
    `New reviews begin with ${version.edition ?? version.title} ${version.version}. Reviews that were begun keep theirs.`,
  );
}
