/** How a handler answers: a page, or a redirect that carries one sentence to the next page. */

import { z } from 'zod';
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
  c.body(bytesOf(`<!doctype html>${page}`), status, { 'Content-Type': 'text/html; charset=UTF-8' });

/** A letter has three bytes at most. `Buffer.from` goes through the text twice: first it counts, then it writes. */
function bytesOf(text: string): Buffer<ArrayBuffer> {
  const bytes = Buffer.allocUnsafe(3 * text.length);
  return bytes.subarray(0, bytes.write(text));
}

/** What the page before wants to tell, once: a sentence, and how to take back what was just done. */
export interface FlashMessage {
  sentence: string;
  undo?: Undo | undefined;
}

/** The form that takes back what was just done. */
export interface Undo {
  /** Where it is sent to. */
  action: string;
  /** The version that the change made; left out where the change has none. */
  version?: number | undefined;
}

/** Answers a POST that worked: to the next page, which shows the sentence in a banner, with Undo where that is offered. */
export function goTo(c: Ctx, path: string, sentence?: string, undo?: Undo): Response {
  if (sentence) {
    const message: FlashMessage = { sentence, undo };
    writeCookie(c, MESSAGE, Buffer.from(JSON.stringify(message)).toString('base64url'), 60);
  }
  return c.redirect(path, 303);
}

/** What the page before wanted to say. Read once: it is gone from the browser with this answer. */
export function takeFlashMessage(c: Ctx): FlashMessage | null {
  const value = readCookie(c, MESSAGE);
  if (!value) return null;
  dropCookie(c, MESSAGE);
  return flashMessage.safeParse(jsonOf(value)).data ?? null;
}

/** Undo is sent to nothing but what takes something back. */
const flashMessage = z.object({
  sentence: z.string().max(2000),
  undo: z
    .object({
      action: z
        .string()
        .max(200)
        .regex(/^\/(?!\/)[\w./-]+\/(undo|restore)$/),
      version: z.int().optional(),
    })
    .optional(),
});

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** A path of this site to go back to after signing in, or the given one when it is anything else. */
export function safePath(path: string | undefined, otherwise: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.length > 500) return otherwise;
  return path;
}
