/** The headers of every answer, and its compression. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { acceptedEncoding, type Encoding } from './encoding.js';
import { type Env, isSecure } from './request-context.js';

const headersOver = (kind: 'http' | 'https') =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: {
      camera: false,
      geolocation: false,
      microphone: false,
      payment: false,
      usb: false,
    },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: kind === 'https' && 'max-age=31536000; includeSubDomains',
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    // What an answer says for itself stays, such as the narrower policy of a download.
    overwrite: false,
  });

const http = headersOver('http');
const https = headersOver('https');

/** Every answer is sent with these, errors included. */
export function securityHeaders(): MiddlewareHandler<Env> {
  return (c, next) => (isSecure(c) ? https : http)(c, next);
}

/** Pages are never stored by caches. */
export function noStore(): MiddlewareHandler<Env> {
  return async function keepFromCaches(c, next) {
    await next();
    const { headers } = c.res;
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}

const WORTH_COMPRESSING = 1024;

/** Compresses what is text, when the browser takes that. Assets were compressed when they were built. */
export function compress(): MiddlewareHandler<Env> {
  return async function compressAnswer(c, next) {
    await next();
    const encoding = acceptedEncoding(c, ['br', 'gzip']);
    if (!encoding || c.res.headers.has('Content-Encoding')) return;
    const kind = c.res.headers.get('Content-Type') ?? '';
    if (!/^(text\/html|application\/(problem\+)?json|image\/svg)/.test(kind)) return;
    const { status } = c.res;
    const body = Buffer.from(await c.res.arrayBuffer());
    const headers = new Headers(c.res.headers);
    headers.set('Vary', 'Accept-Encoding');
    headers.delete('Content-Length');
    const isWorthIt = body.length >= WORTH_COMPRESSING;
    if (isWorthIt) headers.set('Content-Encoding', encoding);
    const packed = isWorthIt ? pack(body, encoding) : body;
    // In place of the answer so far: else Hono makes a stream of the new one, to copy headers that it has already.
    c.res = undefined;
    c.res = new Response(new Uint8Array(packed), { status, headers });
  };
}

/** Quality 4 is where brotli is both smaller and cheaper than gzip on our pages. */
function pack(body: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return gzipSync(body, { level: 5 });
  return brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
