/** The words of a page, as somebody reads them. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' },
};

/** What a page says in its main part, with a line for each block, without its signs. */
function linesOf(html: string, end: (tag: string) => string): string {
  return (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/\n/g, ' ')
    .replace(/<\/?([a-z][a-z0-9]*)[^>]*>/g, (_, tag: string) => end(tag))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => NAMED[name] ?? '');
}

/** The words of what a page says in its main part, without its signs. */
export const wordsOf = (html: string): string =>
  linesOf(html, () => ' ')
    .replace(/\s+/g, ' ')
    .trim();

const INLINE = new Set('a b strong em small abbr time sub sup i bdi wbr br span'.split(' '));

/** What a page says in its main part, block by block: a paragraph, a label, a cell. Lists to choose from are left out. */
export const blocksOf = (html: string): string[] =>
  linesOf(html.replace(/<(svg|select|textarea|pre|code)\b[\s\S]*?<\/\1>/g, ' '), (tag) =>
    INLINE.has(tag) ? ' ' : '\n',
  )
    .split('\n')
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '');

/** Every text of three words or more within some values, the longest first: what a school wrote, or a model. */
export function textsWithin(...values: readonly unknown[]): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const line of value.split('\n'))
        if (line.trim().split(/\s+/).length > 2) found.add(line.replace(/\s+/g, ' ').trim());
    } else if (value && typeof value === 'object') Object.values(value).forEach(look);
  };
  values.forEach(look);
  return [...found].sort((one, other) => other.length - one.length);
}

/** A block of a page without texts that are not the product's own, in the parts that are left of it. */
export function partsWithout(block: string, texts: readonly string[]): string[] {
  let parts = [block];
  for (const text of texts) {
    if (!block.includes(text)) continue;
    parts = parts.flatMap((part) => part.split(text));
  }
  return parts;
}
