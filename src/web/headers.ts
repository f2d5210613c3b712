/** The headers of every answer, and pages that are sent with all of theirs at once. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Ctx, type Env, isSecure } from './visit.js';

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

/** Pages are never stored by caches. */
const EVERYWHERE = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};
const SECURELY = {
  ...EVERYWHERE,
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
};
const standing = (c: Ctx) => (isSecure(c) ? SECURELY : EVERYWHERE);

/** Adds a header to the answer that is still to be made. Cookies are added by `cookies.ts`. */
export function addHeader(c: Ctx, name: string, value: string): void {
  c.header(name, value);
  c.set('hasMore', true);
}

/**
 * An answer with all its headers, compressed when the browser takes that: a page is sent as it is made here, and
 * nothing goes through its headers again. Only an answer to which something was added is put together by Hono.
 */
export function answerWhole(
  c: Ctx,
  body: Buffer,
  status: ContentfulStatusCode,
  kind: string,
): Response {
  const { encoding, packed } = pack(c, body);
  // Told how long it is, the server of Node takes the headers as they stand.
  const headers: Record<string, string> = {
    ...standing(c),
    'Content-Type': kind,
    'Content-Length': String(packed.length),
  };
  if (encoding) headers.Vary = 'Accept-Encoding';
  if (encoding && packed !== body) headers['Content-Encoding'] = encoding;
  const answer = c.get('hasMore')
    ? c.body(packed as Uint8Array<ArrayBuffer>, status, headers)
    : new Response(packed as Uint8Array<ArrayBuffer>, { status, headers });
  c.set('whole', answer);
  return answer;
}

/** Finishes every answer, errors included: gives it its headers, and compresses what is text. */
export function finish(): MiddlewareHandler<Env> {
  return async function finishAnswer(c, next) {
    await next();
    if (c.get('whole') === c.res) return;
    await compress(c);
    const { headers } = c.res;
    for (const [name, value] of Object.entries(standing(c)))
      if (!headers.has(name)) headers.set(name, value);
  };
}

const WORTH_COMPRESSING = 1024;

/** Assets were compressed when they were built. */
async function compress(c: Ctx): Promise<void> {
  const kind = c.res.headers.get('Content-Type') ?? '';
  if (!/^(text\/html|application\/(problem\+)?json|image\/svg)/.test(kind)) return;
  if (c.res.headers.has('Content-Encoding') || !encodingFor(c)) return;
  const body = Buffer.from(await c.res.arrayBuffer());
  const { encoding, packed } = pack(c, body);
  const headers = new Headers(c.res.headers);
  headers.set('Vary', 'Accept-Encoding');
  headers.delete('Content-Length');
  if (encoding && packed !== body) headers.set('Content-Encoding', encoding);
  c.res = new Response(new Uint8Array(packed), { status: c.res.status, headers });
}

function encodingFor(c: Ctx): 'br' | 'gzip' | null {
  const accepts = c.req.header('accept-encoding') ?? '';
  return /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : null;
}

/** A body as this browser takes it: the same one when it takes no compression, or when there is too little of it. */
function pack(c: Ctx, body: Buffer): { encoding: 'br' | 'gzip' | null; packed: Buffer } {
  const encoding = encodingFor(c);
  if (!encoding || body.length < WORTH_COMPRESSING) return { encoding, packed: body };
  return { encoding, packed: encoding === 'br' ? brotli(body) : gzipSync(body, { level: 5 }) };
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
