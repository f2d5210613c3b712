/**
 * The end of a text, found by walking back from it. An expression like /\s+$/ begins anew at every letter, which takes
 * the square of a text's length: `tests/regular-expressions.test.ts` refuses it and its kind everywhere.
 */

/** The longest run at the end of a text of which each letter fits, as /\p{L}/u; "" when the last one does not. */
export function runAtEnd(text: string, one: RegExp): string {
  let from = text.length;
  while (from > 0) {
    const letter = letterBefore(text, from);
    if (!one.test(letter)) break;
    from -= letter.length;
  }
  return text.slice(from);
}

/** A text without the run at its end of which each letter fits. */
export const withoutEnd = (text: string, one: RegExp): string =>
  text.slice(0, text.length - runAtEnd(text, one).length);

/** The whole letter before a place, both halves of a surrogate pair. */
function letterBefore(text: string, at: number): string {
  const point = text.codePointAt(at - 2) ?? 0;
  return point > 0xffff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}
