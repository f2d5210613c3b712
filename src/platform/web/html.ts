/** Markup as text. What is no markup yet is escaped on its way in; the one way around is `raw`. */

/** Text made safe within an element or a quoted attribute. One function for each letter takes twice as long. */
export const escaped = (text: string): string =>
  /[&<>"']/.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;')
    : text;

/** Marks that turn the direction of what follows, and letters that are written from right to left. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [ISOLATE, END_OF_ISOLATE] = ['\u2068', '\u2069'];

/** Text that turns nothing around it, whichever marks of direction are in it: it stands in an isolate, and ends it. */
export function isolated(text: string): string {
  if (!TURNS.test(text)) return text;
  let open = 0;
  let inside = '';
  for (const letter of text) {
    if (letter >= '\u2066' && letter <= ISOLATE) open += 1;
    if (letter === END_OF_ISOLATE && open === 0) continue;
    if (letter === END_OF_ISOLATE) open -= 1;
    inside += letter;
  }
  return ISOLATE + inside + END_OF_ISOLATE.repeat(open + 1);
}

/** All that `escaped` or `isolated` changes. */
const SPECIAL = new RegExp(`[&<>"']|${TURNS.source}`);

/** Text as it stands between two tags. Most of it has nothing to change, and is looked through once. */
export const words = (text: string): string =>
  SPECIAL.test(text) ? escaped(isolated(text)) : text;

/** ` class="cell f3"`: attributes as text, each with a space before it. */
export function attributes(values: Record<string, string>): string {
  let text = '';
  for (const name in values) text += ` ${name}="${escaped(values[name] ?? '')}"`;
  return text;
}

/** Finished markup: what JSX makes, and what stands in a page as it is. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

/** Takes text for finished markup: only for text that this code made itself, with what a person typed escaped. */
export const raw = (markup: string): Html => new Html(markup);

/**
 * Markup that is drawn once and stands in many pages: one piece of text, which a page copies. As it was drawn it is
 * hundreds of pieces, and every page would walk through them anew.
 */
export const inOnePiece = ({ markup }: Html): Html => new Html(Buffer.from(markup).toString());

/** What may stand between two tags. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[];

/** A piece of a page: properties in, markup out. */
export type FC<P = object> = (props: P) => Child;
export type PropsWithChildren<P = unknown> = P & { children?: Child };
