/**
 * What JSX becomes: text, at once and in one go. The compilers find this file by its name (`jsxImportSource`). See
 * docs/decisions/0053 for why it is our own.
 */
import type { JSX as HonoJSX } from 'hono/jsx';
import { type Child, escaped, Html, words } from './html.js';

type Props = Record<string, unknown>;
type Component = (props: never) => Child;

/** Elements that never have an end. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Attributes that are there or not; every other one says "true" or "false". */
const FLAGS = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate ' +
    'hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required ' +
    'reversed selected'
  ).split(' '),
);

/** Elements whose text is sent back or read by the browser: nothing is put into it. */
const EXACT = new Set(['textarea', 'script', 'style']);

const NAME = /^[a-z_:][\w:.-]*$/i;

function assertName(name: string): void {
  if (!NAME.test(name)) throw new TypeError(`"${name}" cannot be a name in markup.`);
}

/** What an element begins and ends with; null: it never has an end. */
interface Tag {
  start: string;
  end: string | null;
  isExact: boolean;
}

/** The names that the code uses, each looked at once. */
const tags = new Map<string, Tag>();
const starts = new Map<string, string>();

function tagOf(name: string): Tag {
  const known = tags.get(name);
  if (known) return known;
  assertName(name);
  const end = VOID.has(name) ? null : `</${name}>`;
  const tag = { start: `<${name}`, end, isExact: EXACT.has(name) };
  tags.set(name, tag);
  return tag;
}

/** ` name="` */
function startOf(name: string): string {
  const known = starts.get(name);
  if (known) return known;
  assertName(name);
  const start = ` ${name}="`;
  starts.set(name, start);
  return start;
}

/** ` name="value"`, or nothing. */
function attribute(name: string, value: unknown): string {
  const start = startOf(name);
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return `${start}${escaped(value)}"`;
  if (typeof value !== 'number' && typeof value !== 'boolean')
    throw new TypeError(`An attribute takes text, a number or yes and no: ${name}.`);
  if (typeof value === 'number' || !FLAGS.has(name)) return `${start}${value}"`;
  return value ? `${start}"` : '';
}

/** Children as markup. */
function render(child: Child, isExact = false): string {
  if (typeof child === 'string') return isExact ? escaped(child) : words(child);
  if (child instanceof Html) return child.markup;
  if (child === null || child === undefined || typeof child === 'boolean') return '';
  if (typeof child === 'number') return String(child);
  if (!Array.isArray(child)) throw new TypeError('A page is made of markup, text and numbers.');
  let text = '';
  for (const each of child) text += render(each, isExact);
  return text;
}

/** One element or component with its properties. */
export function jsx(tag: string | Component, props: Props): Html {
  if (typeof tag === 'function') {
    const made = tag(props as never);
    return made instanceof Html ? made : new Html(render(made));
  }
  const { start, end, isExact } = tagOf(tag);
  let text = start;
  for (const name in props) if (name !== 'children') text += attribute(name, props[name]);
  if (end === null) return new Html(`${text}/>`);
  return new Html(`${text}>${render(props.children as Child, isExact)}${end}`);
}

export { jsx as jsxs };

/** Several children without an element around them. */
export const Fragment = ({ children }: { children?: Child }): Html => new Html(render(children));

export declare namespace JSX {
  type Element = Html;
  type ElementType = string | ((props: never) => Child);
  interface ElementChildrenAttribute {
    children: Child;
  }
  interface IntrinsicElements extends HonoJSX.IntrinsicElements {
    [tag: string]: Props;
  }
}
