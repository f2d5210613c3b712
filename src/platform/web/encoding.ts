/** How an answer may be compressed. */
import type { Ctx } from './request-context.js';

export type Encoding = 'br' | 'gzip';

/** Longer than any browser's list. What stands behind is not read. */
const LONGEST_LIST = 1000;

/** The best of these that the request accepts: "gzip;q=0" refuses it. */
export function acceptedEncoding(c: Ctx, offered: readonly Encoding[]): Encoding | null {
  const accepted = (c.req.header('accept-encoding') ?? '')
    .slice(0, LONGEST_LIST)
    .toLowerCase()
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim()))
    .filter(([, quality]) => !quality?.startsWith('q=') || Number(quality.slice(2)) > 0)
    .map(([name]) => name);
  return offered.find((each) => accepted.includes(each)) ?? null;
}
