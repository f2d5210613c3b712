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
  /** What a download of text holds: CSV, JSON, a calendar. */
  text: string;
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

const TEXT = /^text\/|[/+](json|yaml)\b/;

/** Every kind of page that can be reached by links, the first of each kind. Of downloads those of text are read. */
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
    const type = answer.headers.get('content-type') ?? '';
    const html = type.startsWith('text/html') ? await answer.text() : '';
    const text = html === '' && TEXT.test(type) ? await answer.text() : '';
    seen.set(kind, { kind, path, from, status: answer.status, html, text });
    queue.push(...linksOf(html).map((link) => ({ path: link, from: path })));
  }
  return [...seen.values()];
}

/**
 * The kinds of element of a page, by what styles and assistive technology may ask of them, one by one: "a", "a.button",
 * "input type=text", "button disabled". The values of attributes count where those are words of ours.
 */
export const kindsOfElements = (html: string): Set<string> =>
  new Set(
    [...html.matchAll(/<([a-z][a-z0-9]*)([^>]*)>/g)].flatMap(([, name = '', rest = '']) => [
      name,
      ...[...rest.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].flatMap(([, key = '', value = '']) => {
        if (key === 'class') return value.split(' ').map((each) => `${name}.${each}`);
        return [`${name} ${NAMED.test(key) ? `${key}=${value}` : key}`];
      }),
    ]),
  );

/** True when a page shows a kind of element that is not `known`. Then all of its kinds are. */
export function showsMore(html: string, known: Set<string>): boolean {
  const more = [...kindsOfElements(html)].filter((kind) => !known.has(kind));
  for (const kind of more) known.add(kind);
  return more.length > 0;
}

const NAMED = /^(role|type|rel|autocomplete|inputmode|tabindex|aria-current)$/;

/**
 * A few pages that together show every kind, of elements or of some, that any of the pages shows and that is not `known`:
 * the richest ones first. Then all of these kinds are known.
 */
export function fewestWithAll(
  pages: readonly Seen[],
  kindsOf: (html: string) => Set<string> = kindsOfElements,
  known = new Set<string>(),
): Set<Seen> {
  const missing = new Map(
    pages.map((page) => [page, [...kindsOf(page.html)].filter((kind) => !known.has(kind))]),
  );
  const chosen = new Set<Seen>();
  for (;;) {
    const [richest] = [...missing].sort(([, one], [, other]) => other.length - one.length);
    if (!richest || richest[1].length === 0) return chosen;
    chosen.add(richest[0]);
    for (const kind of richest[1]) known.add(kind);
    for (const [page, kinds] of missing)
      missing.set(
        page,
        kinds.filter((kind) => !known.has(kind)),
      );
  }
}

/** The links of a page that stay on this site, without their fragments. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&').split('#')[0] ?? '')
    .filter((href) => /^\/(?!\/|assets\/)/.test(href));
}
