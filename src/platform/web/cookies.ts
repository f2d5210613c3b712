/** Cookies under the `__Host-` prefix: sent to this host alone, never readable by a script. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type Ctx, isSecure } from './request-context.js';

/**
 * Browsers take Secure cookies over plain HTTP from the machine itself; Safari does not, and neither does
 * anyone over plain HTTP from another machine. There the cookie goes without the prefix.
 */
function mayBeSecure(c: Ctx): boolean {
  if (isSecure(c)) return true;
  const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
  const agent = c.req.header('user-agent') ?? '';
  const isSafari = /Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent);
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) && !isSafari;
}

/** Where a cookie is sent to: the whole host, or with a path what lies beneath it alone, which no `__Host-` may say. */
const nameOf = (c: Ctx, name: string, path: string) => {
  if (!mayBeSecure(c)) return name;
  return `${path === '/' ? '__Host-' : '__Secure-'}${name}`;
};

/** The value of a cookie; of one for a path by that path. */
export const readCookie = (c: Ctx, name: string, path = '/'): string | undefined =>
  getCookie(c, nameOf(c, name, path));

/** Sets a cookie for `seconds`, or until the browser closes. */
export function writeCookie(
  c: Ctx,
  name: string,
  value: string,
  seconds?: number,
  path = '/',
): void {
  setCookie(c, nameOf(c, name, path), value, {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: mayBeSecure(c),
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  });
}

export function dropCookie(c: Ctx, name: string): void {
  deleteCookie(c, nameOf(c, name, '/'), { path: '/', secure: mayBeSecure(c) });
}
