/** Marks of another format left in the words: HTML tags and entities, bold and italics of Markdown. */

const TAG =
  /<\/?(?:a|b|big|br|div|em|font|h[1-6]|i|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,200})?\/?>/giu;
const BREAK = /<(?:br|\/p|\/div|\/li)\s*\/?>/giu;
const ITEM = /<li(?:\s[^<>]{0,200})?>/giu;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  bull: '•',
};

/** The text without tags and with its entities as the letters they stand for. */
export function withoutMarkup(text: string): string {
  return text
    .replace(ITEM, '\n- ')
    .replace(BREAK, ' ')
    .replace(TAG, '')
    .replace(/\*\*(?=\S)([^*]+)\*\*|__(?=\S)([^_]+)__/gu, (_, bold, strong) => bold ?? strong)
    .replace(
      /&(#x?[\da-f]{1,6}|[a-z]{2,8});/giu,
      (entity, name: string) => letterOf(name) ?? entity,
    )
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

function letterOf(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const hex = /^#x/iu.test(name);
  const point = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  const isLetter = point >= 32 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isLetter ? String.fromCodePoint(point) : null;
}
