/** Which of two wordings a person reads first: kept in their browser, for they may not be signed in. */
import { goTo, safePath } from '../../platform/web/answer.js';
import { writeCookie } from '../../platform/web/cookies.js';
import { one, readForm } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';

const A_YEAR = 365 * 24 * 60 * 60;

/** POST /model/wording */
export async function wordingPost(c: Ctx): Promise<Response> {
  const typed = await readForm(c);
  writeCookie(c, 'waymark-wording', one(typed, 'first') === 'matched' ? 'matched' : 'own', A_YEAR);
  return goTo(c, safePath(one(typed, 'back'), '/model'));
}
