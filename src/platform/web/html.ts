/** Markup as text. What is no markup yet is escaped on its way in; the one way around is `raw`. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe within an element or a quoted attribute. */
export const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '') : text;

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

/** What may stand between two tags. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[];

/** A piece of a page: properties in, markup out. */
export type FC<P = object> = (props: P) => Child;
export type PropsWithChildren<P = unknown> = P & { children?: Child };
