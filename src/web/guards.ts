/** Middleware that every request passes: headers, same-site posts, compression, a limit on what is sent. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { forbidden, tooLarge } from '../problems.js';
import { type Env, isSecure } from './visit.js';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of every answer, errors included. Pages are never stored by caches. */
export function headers(): MiddlewareHandler<Env> {
  return async function setHeaders(c, next) {
    await next();
    const { headers } = c.res;
    const set = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'same-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    set('Cache-Control', 'no-store');
    if (isSecure(c)) set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  };
}

/**
 * A change must come from a page of this site. Browsers say so in Sec-Fetch-Site, older ones in Origin.
 * (With SameSite cookies this is the second of two walls.)
 */
export function sameSitePosts(): MiddlewareHandler<Env> {
  return async function refuseForeignPosts(c, next) {
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
    await next();
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
  return async function refuseLargeBodies(c, next) {
    const length = Number(c.req.header('content-length') ?? 0);
    const isUnsaid = c.req.header('transfer-encoding') !== undefined;
    if (length > bytes || (isUnsaid && c.req.method !== 'GET')) {
      throw tooLarge(
        'request.too-large',
        `That is more than can be sent at once. Send at most ${Math.round(bytes / 1024)} kB.`,
      );
    }
    await next();
  };
}

const WORTH_COMPRESSING = 1024;

/** Compresses pages. Assets were compressed when they were built. */
export function compression(): MiddlewareHandler<Env> {
  return async function compress(c, next) {
    await next();
    const kind = c.res.headers.get('Content-Type') ?? '';
    if (!/^(text\/html|application\/(problem\+)?json|image\/svg)/.test(kind)) return;
    if (c.res.headers.has('Content-Encoding')) return;
    const accepts = c.req.header('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : null;
    if (!encoding) return;
    const body = Buffer.from(await c.res.arrayBuffer());
    const isSmall = body.length < WORTH_COMPRESSING;
    const packed = isSmall ? body : encoding === 'br' ? brotli(body) : gzipSync(body, { level: 5 });
    const headers = new Headers(c.res.headers);
    headers.set('Vary', 'Accept-Encoding');
    headers.delete('Content-Length');
    if (!isSmall) headers.set('Content-Encoding', encoding);
    c.res = new Response(new Uint8Array(packed), { status: c.res.status, headers });
  };
}

/** Quality 4 is where brotli is both smaller and cheaper than gzip on our pages. */
function brotli(body: Buffer): Buffer {
  return brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
