/** Pieces of pages that depend on nothing but something that never changes. */
import { type Html, raw } from './html.js';

/**
 * Draws a piece once for each thing and variant, and keeps it for as long as the thing is in memory. Only for what
 * never changes, such as the parts of a published model: nobody asks whether a kept piece is old.
 */
export function kept<Thing extends object>(
  draw: (thing: Thing, variant: string) => Html,
): (thing: Thing, variant?: string) => Html {
  const pieces = new WeakMap<Thing, Map<string, Html>>();
  return (thing, variant = '') => {
    const ofThing = pieces.get(thing) ?? new Map<string, Html>();
    pieces.set(thing, ofThing);
    const known = ofThing.get(variant);
    if (known) return known;
    const made = inOnePiece(draw(thing, variant));
    ofThing.set(variant, made);
    return made;
  };
}

/** Text that was put together of many pieces is gone through piece by piece whenever it is sent, until it is copied. */
const inOnePiece = (markup: Html): Html => raw(Buffer.from(String(markup)).toString());
