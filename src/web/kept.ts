/** What depends on nothing but something that never changes: made once, kept for as long as that is in memory. */
import { type Bytes, Html } from './html.js';

/**
 * Makes a value once for each thing and variant. Only of what never changes, such as a published model, and only for a
 * handful of variants: nobody asks whether a kept value is old, or whether there are too many. What the thing is part
 * of, and is always the same with it, may be handed in as `whole`.
 */
export function made<Thing extends object, Variant, Value extends object, Whole extends object[]>(
  make: (thing: Thing, variant: Variant, ...whole: Whole) => Value,
): (thing: Thing, variant: Variant, ...whole: Whole) => Value {
  const known = new WeakMap<Thing, Map<Variant, Value>>();
  return (thing, variant, ...whole) => {
    let values = known.get(thing);
    if (!values) {
      values = new Map();
      known.set(thing, values);
    }
    let value = values.get(variant);
    if (!value) {
      value = make(thing, variant, ...whole);
      values.set(variant, value);
    }
    return value;
  };
}

/** Draws a piece of a page once for each thing and variant. */
export function kept<Thing extends object, Whole extends object[]>(
  draw: (thing: Thing, variant: string, ...whole: Whole) => Html,
): (thing: Thing, variant?: string, ...whole: Whole) => Html {
  const pieceOf = made((thing: Thing, variant: string, ...whole: Whole) =>
    inOnePiece(draw(thing, variant, ...whole)),
  );
  return (thing, variant = '', ...whole) => pieceOf(thing, variant, ...whole);
}

/** Text that was put together of many pieces is gone through piece by piece whenever it is sent, until it is copied. */
const inOnePiece = (markup: Html): Html => new Html(markup.encoded().toString('latin1') as Bytes);
