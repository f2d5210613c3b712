/** Choosing the version that new reviews begin with. */
import { formPost } from '../../platform/access/form-post.js';
import { goTo } from '../../platform/web/answer.js';
import { chooseVersion } from '../publish-changes.js';

/** POST /model/versions/:id/choice */
export const choicePost = formPost(async ({ c, context, member, id, how }) => {
  const version = await chooseVersion(context, member, id, how);
  return goTo(
    c,
    '/model/versions',
    `New reviews start with ${version.edition ?? version.title} ${version.version}. Reviews already started keep their version.`,
  );
});
