/**
 * What JSX becomes: text, at once and in one go. The compilers find this file by its name (`jsxImportSource`). See
 * docs/decisions/0053 for why it is our own.
 */
import type { JSX as HonoJSX } from 'hono/jsx';
import { type Bytes, type Child, escapedBytes, Html } from './html.js';

type Props = Record<string, unknown>;
type Component = (props: never) => Child;

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** True for an element that never has an end. */
export const isVoid = (tag: string): boolean => VOID.has(tag);

/** Attributes that are there or not; every other one says "true" or "false". */
const FLAGS = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate ' +
    'hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required ' +
    'reversed selected'
  ).split(' '),
);

/** ` name="` of each attribute and `<tag` of each element that was met: a name is looked at once. */
const attributes = new Map<string, string>();
const elements = new Map<string, string>();
const NAME = /^[a-z_:][\w:.-]*$/i;

function meet(names: Map<string, string>, name: string, text: string): string {
  if (!NAME.test(name)) throw new TypeError(`"${name}" cannot be a name in markup.`);
  names.set(name, text);
  return text;
}

/** What an attribute starts with, ` name="`, and whether it is there or not and nothing else. */
export function startOf(name: string): { start: string; isFlag: boolean } {
  const start = attributes.get(name) ?? meet(attributes, name, ` ${name}="`);
  return { start, isFlag: FLAGS.has(name) };
}

/** ` name="value"`, or nothing, of an attribute whose start is known. */
export function given(start: string, isFlag: boolean, value: unknown): string {
  if (typeof value === 'string') return `${start}${escapedBytes(value)}"`;
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return `${start}${value}"`;
  if (typeof value !== 'boolean')
    throw new TypeError(`An attribute takes text, a number or yes and no:${start}…".`);
  if (!isFlag) return `${start}${value}"`;
  return value ? `${start}"` : '';
}

/** ` name="value"`, or nothing. */
export function attribute(name: string, value: unknown): string {
  const { start, isFlag } = startOf(name);
  return given(start, isFlag, value);
}

/** Children as markup, in bytes. */
export function drawn(child: Child): string {
  if (typeof child === 'string') return escapedBytes(child);
  if (child instanceof Html) return child.bytes;
  if (child === null || child === undefined || typeof child === 'boolean') return '';
  if (typeof child === 'number') return String(child);
  if (!Array.isArray(child)) throw new TypeError('A page is made of markup, text and numbers.');
  let text = '';
  for (const each of child) text += drawn(each);
  return text;
}

/** Names are plain letters and all else went through `drawn` or `attribute`: bytes, put together. */
export const markup = (bytes: string): Html => new Html(bytes as Bytes);

/** One element or component with its properties, drawn. */
export function jsx(tag: string | Component, props: Props): Html {
  if (typeof tag === 'function') {
    const made = tag(props as never);
    return made instanceof Html ? made : markup(drawn(made));
  }
  let text = elements.get(tag) ?? meet(elements, tag, `<${tag}`);
  for (const name in props) if (name !== 'children') text += attribute(name, props[name]);
  if (isVoid(tag)) return markup(`${text}/>`);
  return markup(`${text}>${drawn(props.children as Child)}</${tag}>`);
}

export { jsx as jsxs };

/** Several children without an element around them. */
export const Fragment = ({ children }: { children?: Child }): Html => markup(drawn(children));

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
