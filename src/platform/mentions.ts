/** A person's name and address, found in what people wrote. */
import { randomBytes } from 'node:crypto';

/** Whose name and address are looked for. */
export interface Mentioned {
  name: string;
  email: string | null;
}

export const LETTER = '[\\p{L}\\p{M}\\p{N}]';
const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Finds the address, and the name wherever it stands: its words one after the other in capital or small letters, with
 * whatever signs between them and the signs that it begins and ends with; never inside a longer word, so that "Sam
 * Reid" is no part of "Sam Reidel". A text may be cut off in the middle of it: "Sam Re". What a name has in brackets at
 * its end may be left out. A name of one word alone is found as it is written: in small letters it may mean something
 * else.
 */
export function mentionsOf({ name, email }: Mentioned): RegExp[] {
  const plain = name.normalize('NFC').trim();
  const short = withoutBrackets(plain);
  return [
    ...(email ? [new RegExp(`(?<![\\w.+-])${escaped(email)}(?![\\w-]|\\.\\w)`, 'gi')] : []),
    nameIn(plain),
    ...(short !== plain && /\s/.test(short) ? [nameIn(short)] : []),
  ];
}

/** "Sam Reid" of "Sam Reid (Link Governor)". */
function withoutBrackets(name: string): string {
  const open = name.lastIndexOf('(');
  return open >= 0 && name.indexOf(')', open) === name.length - 1
    ? name.slice(0, open).trimEnd()
    : name;
}

function nameIn(name: string): RegExp {
  const [before = '', ...parts] = name.split(new RegExp(`(${LETTER}+)`, 'u'));
  // Words, each followed by the signs after it.
  const words = parts.filter((_, at) => at % 2 === 0);
  const signs = parts.filter((_, at) => at % 2 === 1);
  const after = signs.pop() ?? '';
  const [first, ...rest] = words;
  if (first === undefined) return new RegExp(escaped(name), 'gu');
  // One way to fit each place, or a text could be read in more ways than there are atoms.
  const between = signs.map((each) =>
    [...each].length > 5
      ? `(?:${escaped(each)}|(?:(?!${LETTER})[^]){1,5})`
      : `(?:(?!${LETTER})[^]){1,5}`,
  );
  const whole = first + rest.map((word, at) => between[at] + word).join('');
  const letters = rest.flatMap((word, at) =>
    [...word].map((letter, place) => (place === 0 ? between[at] : '') + letter),
  );
  const begun = letters.reduceRight((more, letter) => `${letter}(?:${more})?`, '');
  const cut = rest.length > 0 ? `|${first}${begun}$` : '';
  return new RegExp(
    `(?:${escaped(before)})?(?<!${LETTER})(?:${whole}(?!${LETTER})(?:${escaped(after)})?${cut})`,
    rest.length > 0 ? 'giu' : 'gu',
  );
}

/** The address of a list, "sam-reid-s-list", is made from its title. */
const MADE_ID = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/** A text without these mentions; the same text when there is none. */
export function replaced(text: string, mentions: readonly RegExp[], role: string): string {
  const plain = text.normalize('NFC');
  const put = MADE_ID.test(plain)
    ? (found: string) => randomBytes(found.length).toString('hex').slice(0, found.length)
    : () => role;
  const without = mentions.reduce((left, mention) => left.replace(mention, put), plain);
  return without === plain ? text : without;
}

/** A text, or JSON with every text in it. */
export function inEveryText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => inEveryText(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, inEveryText(each, change)]),
  );
}
