/** What a request must pass before it is answered: from this site, and no larger than need be. */
import type { MiddlewareHandler } from 'hono';
import { forbidden, tooLarge } from '../problems.js';
import type { Env } from './request-context.js';

/**
 * A change must come from a page of this site. Browsers say so in Sec-Fetch-Site, older ones in Origin.
 * (With SameSite cookies this is the second of two checks.)
 */
export function sameSitePosts(): MiddlewareHandler<Env> {
  return function refuseForeignPosts(c, next) {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      const site = c.req.header('sec-fetch-site');
      const origin = c.req.header('origin') ?? c.req.header('referer');
      const isOurs = site ? site === 'same-origin' : hostOf(origin) === c.req.header('host');
      if (!isOurs) {
        throw forbidden(
          'request.foreign',
          'This form was not sent from Waymark itself. Open the page again and send it from there.',
        );
      }
    }
    return next();
  };
}

function hostOf(address: string | undefined): string | null {
  try {
    return new URL(address ?? '').host;
  } catch {
    return null;
  }
}

/** Refuses a body of more bytes than a form can honestly have, before it is read. */
export function bodyLimit(bytes: number): MiddlewareHandler<Env> {
  return function refuseLargeBodies(c, next) {
    const length = Number(c.req.header('content-length') ?? 0);
    const isUnsaid = c.req.header('transfer-encoding') !== undefined;
    if (length > bytes || (isUnsaid && c.req.method !== 'GET')) {
      throw tooLarge(
        'request.too-large',
        `That is more than can be sent at once. Send at most ${Math.round(bytes / 1024)} kB.`,
      );
    }
    return next();
  };
}
