/** How a handler answers: a page, or a redirect that carries one sentence to the next page. */

import { dropCookie, readCookie, writeCookie } from './cookies.js';
import type { Html } from './html.js';
import type { Ctx } from './request-context.js';

const MESSAGE = 'waymark-message';
type Status =
  | 200
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 412
  | 413
  | 415
  | 422
  | 428
  | 429
  | 500
  | 503;

/** Sends a whole page. */
export const send = async (c: Ctx, page: Html, status: Status = 200): Promise<Response> =>
  c.body(Buffer.from(`<!doctype html>${page}`), status, {
    'Content-Type': 'text/html; charset=UTF-8',
  });

/** Answers a POST that worked: to the next page, which shows the sentence in a banner. */
export function goTo(c: Ctx, path: string, message?: string): Response {
  if (message) writeCookie(c, MESSAGE, Buffer.from(message).toString('base64url'), 60);
  return c.redirect(path, 303);
}

/** What the page before wanted to say. Read once: it is gone from the browser with this answer. */
export function takeFlashMessage(c: Ctx): string | null {
  const value = readCookie(c, MESSAGE);
  if (!value) return null;
  dropCookie(c, MESSAGE);
  return Buffer.from(value, 'base64url').toString('utf8').slice(0, 500);
}

/** A path of this site to go back to after signing in, or the given one when it is anything else. */
export function safePath(path: string | undefined, otherwise: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.length > 500) return otherwise;
  return path;
}
