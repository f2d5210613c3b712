/** What depends on nothing but something that never changes: made once, kept for as long as that is in memory. */
import { type Bytes, Html } from './html.js';

/**
 * Makes a value once for each thing and variant. Only of what never changes, such as a published model, and only for a
 * handful of variants: nobody asks whether a kept value is old, or whether there are too many.
 */
export function made<Thing extends object, Variant, Value extends object>(
  make: (thing: Thing, variant: Variant) => Value,
): (thing: Thing, variant: Variant) => Value {
  const known = new WeakMap<Thing, Map<Variant, Value>>();
  return (thing, variant) => {
    let values = known.get(thing);
    if (!values) {
      values = new Map();
      known.set(thing, values);
    }
    let value = values.get(variant);
    if (!value) {
      value = make(thing, variant);
      values.set(variant, value);
    }
    return value;
  };
}

/** Draws a piece of a page once for each thing and variant. */
export function kept<Thing extends object>(
  draw: (thing: Thing, variant: string) => Html,
): (thing: Thing, variant?: string) => Html {
  const pieceOf = made((thing: Thing, variant: string) => inOnePiece(draw(thing, variant)));
  return (thing, variant = '') => pieceOf(thing, variant);
}

/** Text that was put together of many pieces is gone through piece by piece whenever it is sent, until it is copied. */
const inOnePiece = (markup: Html): Html => new Html(markup.encoded().toString('latin1') as Bytes);
