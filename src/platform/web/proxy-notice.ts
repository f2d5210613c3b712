/**
 * Waymark behind a proxy that it was not told of: all visitors then seem to come from the proxy, and one person's wrong
 * passwords make everybody wait. It is said once in the log, and on the administrator's pages.
 */
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../config.js';
import { type Ctx, type Env, peerAddress } from './request-context.js';

/** What has been seen since the start, by configuration. */
const seen = new WeakMap<Config, string>();

const WHAT_TO_SET =
  'set WAYMARK_TRUSTED_PROXIES to the number of proxies in front of Waymark, and let the outermost one set X-Forwarded-For';
const AS_IT_IS =
  'all visitors count as one network, and wrong passwords by one of them can make all the others wait';

/** What whoever runs Waymark should know about the proxy in front of it and do; null when visitors are told apart. */
export function proxyNotice(config: Config): string | null {
  const { publicUrl, trustedProxies } = config;
  const found = seen.get(config);
  if (found) return found;
  if (!publicUrl?.startsWith('https:') || trustedProxies > 0) return null;
  return `WAYMARK_URL is ${publicUrl}, so a proxy stands in front of Waymark, and none is trusted: ${AS_IT_IS}. To tell them apart, ${WHAT_TO_SET}.`;
}

/** Looks whether requests come through more or fewer proxies than Waymark was told of. */
export function watchForProxies(): MiddlewareHandler<Env> {
  return function lookForProxy(c, next) {
    const { config, clock } = c.get('request').context;
    if (!seen.has(config)) {
      const found = untrustedProxy(c, config);
      if (found) {
        seen.set(config, found);
        console.error(JSON.stringify({ at: clock().toISOString(), proxy: found }));
      }
    }
    return next();
  };
}

function untrustedProxy(c: Ctx, { trustedProxies }: Config): string | null {
  const forwarded = c.req.header('x-forwarded-for');
  if (forwarded === undefined && c.req.header('forwarded') === undefined) return null;
  if (trustedProxies > 0 && (forwarded ?? '').split(',').length >= trustedProxies && forwarded)
    return null;
  const trusted =
    trustedProxies === 0 ? 'none is trusted' : `WAYMARK_TRUSTED_PROXIES is ${trustedProxies}`;
  const named = forwarded === undefined ? 'Forwarded, but no X-Forwarded-For' : 'X-Forwarded-For';
  return `Requests from ${peerAddress(c)} came through a proxy (they carry ${named}), and ${trusted}: ${AS_IT_IS}. If that is your proxy, ${WHAT_TO_SET}.`;
}
