/** What a request must pass before it is answered: from this site, and no larger than need be. */
import type { MiddlewareHandler } from 'hono';
import { forbidden, notFound, Problem, tooLarge } from '../problems.js';
import { answerError } from './problem-page.js';
import type { Ctx, Env } from './request-context.js';

/**
 * A change must come from a page of this site. Browsers say so in Sec-Fetch-Site; over plain HTTP, and older ones, in
 * Origin. A proxy may write another Host, so the origin of WAYMARK_URL is ours as well. (With SameSite cookies this is
 * the second of two checks.)
 */
export function sameSitePosts(): MiddlewareHandler<Env> {
  return function refuseForeignPosts(c, next) {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && !isFromHere(c))
      throw forbidden('request.foreign', whyForeign(c));
    return next();
  };
}

function isFromHere(c: Ctx): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = senderOf(c);
  if (!origin) return false;
  return origin.host === c.req.header('host') || origin.origin === ownOrigin(c);
}

/** The address of the page that sent the form, as the browser tells it. */
function senderOf(c: Ctx): URL | null {
  const said = c.req.header('origin') ?? c.req.header('referer') ?? '';
  return URL.canParse(said) && /^https?:/.test(said) ? new URL(said) : null;
}

const ownOrigin = (c: Ctx): string | null => {
  const { publicUrl } = c.get('request').context.config;
  return publicUrl && new URL(publicUrl).origin;
};

/** The real cause, for whoever looks after the installation: what came, what was expected, what to set. */
function whyForeign(c: Ctx): string {
  const sender = senderOf(c)?.origin.slice(0, 200);
  if (!sender)
    return 'Your browser did not say which page sent this form, so nothing was changed. Reload the page and send it from there.';
  const own = ownOrigin(c);
  const expected = [
    `Waymark was asked at ${(c.req.header('host') ?? 'no address').slice(0, 200)}`,
    ...(own ? [`WAYMARK_URL is ${own}`] : []),
  ].join(' and ');
  return `It came from ${sender}, but ${expected}, so nothing was changed. Reload the page and send it from there. If people use ${sender} to reach Waymark, its administrator has to set WAYMARK_URL to ${sender}.`;
}

/** As many bytes as any form without a file has. */
export const MOST_FORM_BYTES = 1024 * 1024;

const unreadable = (code: string, message: string) => new Problem(400, code, message);

/**
 * Refuses what no address of ours has, before anything looks at it: NUL and other control characters, and a host that is
 * no name of a machine. A database holds no NUL, and a header no line end.
 */
export function readableAddresses(): MiddlewareHandler<Env> {
  return function refuseUnreadable(c, next) {
    const host = c.req.header('host');
    if (host !== undefined && !isHost(host))
      throw unreadable('request.host', 'The name of the machine in this request cannot be read.');
    // Both are written with "%": most addresses have none, and are not taken apart.
    if (!c.req.url.includes('%')) return next();
    const { pathname, search } = new URL(c.req.url);
    if (CONTROL.test(pathname))
      throw notFound(
        'page.missing',
        'If you typed the web address, check it is correct. The page may have moved.',
      );
    if (/%00/.test(search))
      throw unreadable('request.query', 'This address has a character that cannot be read.');
    return next();
  };
}

const CONTROL = /%[01][0-9a-f]|%7f/i;

const isHost = (host: string): boolean =>
  /^[a-z0-9.:[\]_-]+$/i.test(host) && URL.canParse(`http://${host}`);

/**
 * Refuses a body of more bytes than a form can honestly have: before it is read where it says its length, else as soon
 * as more has come.
 */
export function bodyLimit(bytes: number): MiddlewareHandler<Env> {
  const tooMuch = () =>
    tooLarge(
      'request.too-large',
      `That is more than can be sent at once. Send at most ${Math.round(bytes / 1024)} kB.`,
    );
  return async function refuseLargeBodies(c, next) {
    if (Number(c.req.header('content-length') ?? 0) > bytes) throw tooMuch();
    // What has no body is not asked for it: the server would make a whole Request of what came, for every page.
    const hasNone = ['GET', 'HEAD'].includes(c.req.method);
    if (hasNone || c.req.header('content-length') !== undefined) return next();
    const { body } = c.req.raw;
    if (body === null) return next();
    let length = 0;
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          length += chunk.length;
          if (length > bytes) controller.error(tooMuch());
          else controller.enqueue(chunk);
        },
      }),
    );
    c.req.raw = new Request(c.req.raw, { body: counted, duplex: 'half' } as RequestInit);
    await next();
    // Whoever read it may have taken the break for a form that did not arrive whole.
    if (length > bytes) c.res = await answerError(tooMuch(), c);
  };
}
