/**
 * The tags and texts of an XML part, one after the other. Office parts need no more than that, and walking them keeps
 * a part of sixteen megabytes out of memory as a tree. Declared entities are refused, so that none can grow.
 */

import { damaged } from './refusals.js';

export type Token =
  | { kind: 'open'; name: string; attributes: string; isEmpty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!|<\/([^\s<>]+)\s*>|<([^\s<>/!?]+)(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|([^<]+)/guy;

/**
 * Walks an XML text. Names come without their prefix: "w:tbl" is "tbl".
 * @throws Problem reading.damaged for anything that is not well formed enough to go on, or declares entities
 */
export function* tokens(xml: string): Generator<Token> {
  let end = 0;
  for (const found of xml.matchAll(TOKEN)) {
    if (found.index !== end || found[0] === '<!') throw damaged('Word or Excel file');
    end = found.index + found[0].length;
    const [, data, close, open, attributes = '', slash, text] = found;
    if (text !== undefined) yield { kind: 'text', text: letters(text) };
    else if (open !== undefined) {
      yield { kind: 'open', name: local(open), attributes, isEmpty: slash === '/' };
    } else if (close !== undefined) yield { kind: 'close', name: local(close) };
    else if (data !== undefined) yield { kind: 'text', text: data };
  }
  if (end !== xml.length) throw damaged('Word or Excel file');
}

/** The value of an attribute, named without its prefix, or null. */
export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(
    attributes,
  );
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? null : letters(value);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function letters(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8});/giu, (_, name: string) => {
    if (Object.hasOwn(NAMED, name)) return NAMED[name]!;
    // An entity that the format does not have would have to be declared, and declarations are refused.
    if (!name.startsWith('#')) throw damaged('Word or Excel file');
    const point = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (point > 0x10ffff || point === 0 || (point >= 0xd800 && point <= 0xdfff))
      throw damaged('Word or Excel file');
    return String.fromCodePoint(point);
  });
}
