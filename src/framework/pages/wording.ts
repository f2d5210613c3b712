/** Which of two wordings a person reads first: kept in their browser, for they may not be signed in. */
import { goTo, safePath } from '../../web/answer.js';
import { writeCookie } from '../../web/cookies.js';
import { one, readForm } from '../../web/form.js';
import type { Ctx } from '../../web/visit.js';

const A_YEAR = 365 * 24 * 60 * 60;

/** POST /model/wording */
export async function wordingPost(c: Ctx): Promise<Response> {
  const typed = await readForm(c);
  writeCookie(c, 'waymark-wording', one(typed, 'first') === 'matched' ? 'matched' : 'own', A_YEAR);
  return goTo(c, safePath(one(typed, 'back'), '/model'));
}
