/** Markup as text. What is no markup yet is escaped on its way in; the one way around is `raw`. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const UNSAFE = /[&<>"']/;

/** Text made safe within an element or a quoted attribute. */
export function escaped(text: string): string {
  if (!UNSAFE.test(text)) return text;
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}

/** ` class="cell f3"`: attributes as text, each with a space before it. */
export function attributes(values: Record<string, string>): string {
  let text = '';
  for (const name in values) text += ` ${name}="${escaped(values[name] ?? '')}"`;
  return text;
}

/**
 * Text in letters that stand for one byte of UTF-8 each: "’" becomes "\xe2\x80\x99". JavaScript keeps a text twice as
 * wide as soon as one letter of it asks for that, which on every page some ’ or – does, and the copies of a whole page
 * are then too large to be made where memory is cheap. See docs/decisions/0058.
 */
export type Bytes = string & { readonly isBytes: true };

const WIDE = /[^\0-\x7f]/;
const SPECIAL = /[&<>"'\x80-\uffff]/;

/** Finished markup as bytes. */
const inBytes = (markup: string): Bytes =>
  (WIDE.test(markup) ? Buffer.from(markup).toString('latin1') : markup) as Bytes;

/** Text made safe within an element or a quoted attribute, as bytes. */
export const escapedBytes = (text: string): Bytes =>
  SPECIAL.test(text) ? inBytes(escaped(text)) : (text as Bytes);

/** Finished markup: what JSX makes, and what stands in a page as it is. */
export class Html {
  readonly bytes: Bytes;
  constructor(bytes: Bytes) {
    this.bytes = bytes;
  }
  /** As it goes over the wire. */
  encoded(): Buffer {
    return Buffer.from(this.bytes, 'latin1');
  }
  toString(): string {
    return WIDE.test(this.bytes) ? this.encoded().toString() : this.bytes;
  }
}

/** Takes text for finished markup: only for text that this code made itself, with what a person typed escaped. */
export const raw = (markup: string): Html => new Html(inBytes(markup));

/** What may stand between two tags. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[];

/** A piece of a page: properties in, markup out. */
export type FC<P = object> = (props: P) => Child;
export type PropsWithChildren<P = unknown> = P & { children?: Child };
