/** Walks every link from the first page on, as one visitor sees them. */
import type { Visitor } from './visitor.js';

export interface Seen {
  /** The path with ids and codes left out: one entry for each kind of page. */
  kind: string;
  path: string;
  /** The page that linked to it. */
  from: string;
  status: number;
  html: string;
}

const KINDS_AT_MOST = 200;

/** "/reviews/0199…/statements/3.1?x=1" becomes "/reviews/:id/statements/:code?x". */
export function kindOf(path: string): string {
  const [plain = '', query = ''] = path.split('?');
  const names = [...new URLSearchParams(query).keys()].sort();
  const kind = plain
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/\d+\.\d+(?=\/|$)/g, '/:code')
    .replace(/\/\d+(?=\/|$)/g, '/:number');
  return names.length ? `${kind}?${names.join('&')}` : kind;
}

/** Every kind of page that can be reached by links, the first of each kind. Downloads are asked for, not read. */
export async function crawl(visitor: Visitor, start = '/'): Promise<Seen[]> {
  const seen = new Map<string, Seen>();
  const queue = [{ path: start, from: '' }];
  while (queue.length > 0 && seen.size < KINDS_AT_MOST) {
    const { path, from } = queue.shift() ?? { path: '/', from: '' };
    const kind = kindOf(path);
    if (seen.has(kind)) continue;
    let answer = await visitor.get(path);
    for (let hops = 0; answer.status >= 301 && answer.status <= 308 && hops < 5; hops += 1) {
      answer = await visitor.get(
        new URL(answer.headers.get('location') ?? '/', 'http://localhost').pathname,
      );
    }
    const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
    const html = isPage ? await answer.text() : '';
    seen.set(kind, { kind, path, from, status: answer.status, html });
    queue.push(...linksOf(html).map((link) => ({ path: link, from: path })));
  }
  return [...seen.values()];
}

const VOID = /^(area|base|br|col|hr|img|input|link|meta|source|wbr)$/;

/**
 * What a page is made of, whatever its words: each sort of element once, by its name, its attributes (their values where
 * those are words of ours) and all that it lies within; and the order of its headings.
 */
export function sortsOfElements(html: string): Set<string> {
  const sorts = new Set([`headings ${[...html.matchAll(/<h([1-6])/g)].map(([, rank]) => rank)}`]);
  const within: string[] = [];
  for (const [, end, name = '', rest = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (end) {
      within.pop();
      continue;
    }
    const attributes = [...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key = '', value]) =>
      /^(class|role|type|rel|autocomplete|inputmode)$/.test(key) ? `${key}=${value}` : key,
    );
    const sort = [name, ...attributes].join(' ');
    sorts.add([...within, sort].join('>'));
    if (!VOID.test(name) && !rest.endsWith('/')) within.push(sort);
  }
  return sorts;
}

/** The links of a page that stay on this site, without their fragments. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&').split('#')[0] ?? '')
    .filter((href) => /^\/(?!\/|assets\/)/.test(href));
}
