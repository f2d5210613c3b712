/** Addresses as people paste them: alone, beside a name, or several in a line as mail programs copy them. */

/** The pieces of a line, each with one address and the name beside it. */
export function addressesIn(line: string): string[] {
  if (countOf(line) < 2) return [line];
  const bare = outsideQuotes(line);
  const mark = [';', '\t'].find((each) => bare.includes(each)) ?? ',';
  return joinNames(split(line, bare, mark).flatMap(apart));
}

const countOf = (text: string): number => text.split('@').length - 1;

/** What stands in quotes or angles as blanks, letter for letter. */
const outsideQuotes = (text: string): string =>
  text.replace(/"[^"]*"|<[^<>]*>/g, (quoted) => ' '.repeat(quoted.length));

function split(text: string, bare: string, mark: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const { length } of bare.split(mark)) {
    pieces.push(text.slice(from, from + length).trim());
    from += length + 1;
  }
  return pieces.filter(Boolean);
}

/** "Ann ann@x Ben ben@x": each address ends a piece. */
function apart(piece: string): string[] {
  if (countOf(piece) < 2 || /^[^<>]*<[^<>]*>$/.test(piece)) return [piece];
  const pieces: string[][] = [[]];
  for (const word of piece.split(/\s+/)) {
    pieces.at(-1)!.push(word);
    if (word.includes('@')) pieces.push([]);
  }
  return pieces.map((words) => words.join(' ')).filter(Boolean);
}

/**
 * A piece without an address belongs to the one after it ("Jones, Ann <ann@x>"), or, where bare addresses come first,
 * to the one before it ("ann@x, Ann Jones").
 */
function joinNames(pieces: readonly string[]): string[] {
  const isNameLast =
    pieces.every((piece) => !piece.includes('<')) &&
    countOf(pieces[0] ?? '') > 0 &&
    countOf(pieces.at(-1) ?? '') === 0;
  const groups: string[][] = [];
  let isOpen = false;
  for (const piece of pieces) {
    const isAddress = countOf(piece) > 0;
    const goesOn = isNameLast ? !isAddress : isOpen;
    if (goesOn && groups.length > 0) groups.at(-1)!.push(piece);
    else groups.push([piece]);
    isOpen = !isAddress;
  }
  return groups.map((group) => group.join(', '));
}
