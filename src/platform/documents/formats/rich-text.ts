/** Rich text (RTF 1.9.1): its tables and paragraphs. One pass over the letters; groups are a stack, never calls. */

import type { Grid } from '../grid.js';
import { type Limits, newAllowance } from '../limits.js';
import { damaged, tooLong } from '../refusals.js';
import { westernLetter } from '../text.js';
import { newPageWalk, type PageWalk } from './page-walk.js';

/** A group's start or end, a control word or sign, or letters. */
const TOKEN = /([{}])|\\(?:([a-z]{1,32})(-?\d{1,10})? ?|'([\da-f]{2})|([^a-z]))|([^{}\\]+)/giy;

/** Destinations that hold no words of the document. Those marked with \* are passed over too. */
const UNSEEN = new Set([
  ...['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'footer', 'headerl'],
  ...['headerr', 'headerf', 'footerl', 'footerr', 'footerf', 'fldinst', 'listtable', 'xe', 'tc'],
  ...[
    'listoverridetable',
    'rsidtbl',
    'themedata',
    'annotation',
    'atnid',
    'atnauthor',
    'nonshppict',
  ],
  ...['bkmkstart', 'bkmkend', 'filetbl', 'revtbl', 'datastore', 'latentstyles', 'generator'],
  'flddata',
]);
/** Destinations marked with \* that do hold words. */
const SEEN = new Set(['shpinst', 'shptxt', 'footnote', 'nesttableprops']);

/** Words that stand for a letter. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ tab: ' ', line: ' ', emdash: '—', endash: '–', lquote: '‘', rquote: '’' },
  ...{ ldblquote: '“', rdblquote: '”', bullet: '•', emspace: ' ', enspace: ' ', qmspace: ' ' },
};

interface State {
  isSeen: boolean;
  isHidden: boolean;
  isInTable: boolean;
  /** How many letters after \u are for programs that do not know it. */
  skip: number;
}

const MOST_GROUPS = 1000;
/** Edges of cells that are nearer to each other, in twentieths of a point, are one edge. */
const NEAR = 40;

interface RichRow {
  edges: number[];
  cells: string[][];
}

interface Walk {
  page: PageWalk;
  state: State;
  stack: State[];
  letter: (byte: number) => string;
  toSkip: number;
  isNew: boolean;
  words: string;
  letters: number;
  most: number;
  edges: number[];
  lines: string[];
  cells: string[][];
  /** The rows of the table so far: their columns are known when all edges are. */
  table: RichRow[];
}

/** The grid of a rich text. @throws Problem reading.damaged, reading.too-long */
export function readRichText(bytes: Uint8Array, limits: Limits): Grid {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const page = newPageWalk('rich text', newAllowance(limits));
  const state = { isSeen: true, isHidden: false, isInTable: false, skip: 1 };
  const walk: Walk = {
    ...{ page, state, stack: [], letter: westernLetter, toSkip: 0, isNew: false, words: '' },
    ...{ letters: 0, most: limits.letters, edges: [], lines: [], cells: [], table: [] },
  };
  const pattern = new RegExp(TOKEN);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    take(walk, found);
    if (found[2] === 'bin') pattern.lastIndex += Math.max(0, Number(found[3] ?? 0));
    if (walk.table.length > limits.rows || walk.cells.length > 1000) throw tooLong();
  }
  endParagraph(walk);
  endTable(walk);
  return page.grid();
}

function take(walk: Walk, found: RegExpMatchArray): void {
  const [, brace, word, number, byte, sign, letters] = found;
  if (brace !== undefined) walk.toSkip = 0;
  if (brace === '{') openGroup(walk);
  else if (brace === '}') {
    walk.state = walk.stack.pop() ?? walk.state;
    walk.isNew = false;
  } else if (letters !== undefined) write(walk, letters.replace(/[\r\n\0]/g, ''));
  else if (byte !== undefined) write(walk, walk.letter(Number.parseInt(byte, 16)));
  else if (sign !== undefined) takeSign(walk, sign);
  else if (word !== undefined) takeWord(walk, word, number === undefined ? null : Number(number));
}

function openGroup(walk: Walk): void {
  if (walk.stack.length >= MOST_GROUPS) throw damaged('rich text file');
  walk.stack.push(walk.state);
  walk.state = { ...walk.state };
  walk.isNew = true;
}

function takeSign(walk: Walk, sign: string): void {
  if (sign === '*' && walk.isNew) {
    walk.state.isSeen = false;
    return;
  }
  walk.isNew = false;
  if (sign === '~') write(walk, ' ');
  else if (sign === '_') write(walk, '-');
  else if ('{}\\'.includes(sign)) write(walk, sign);
  else if (sign === '\n' || sign === '\r') takeWord(walk, 'par', null);
}

/** Adds letters, but for those that stand in for a letter that was read already. */
function write(walk: Walk, text: string): void {
  walk.isNew = walk.isNew && text === '';
  const skipped = Math.min(walk.toSkip, text.length);
  walk.toSkip -= skipped;
  if (!walk.state.isSeen || walk.state.isHidden) return;
  walk.words += text.slice(skipped);
  walk.letters += text.length;
  if (walk.letters > walk.most) throw tooLong();
}

function takeWord(walk: Walk, word: string, number: number | null): void {
  const { state } = walk;
  if (walk.isNew && UNSEEN.has(word)) state.isSeen = false;
  else if (walk.isNew && SEEN.has(word)) state.isSeen = walk.stack.at(-1)?.isSeen ?? true;
  walk.isNew = false;
  if (word === 'ansicpg') walk.letter = lettersOf(number ?? 1252);
  else if (word === 'mac') walk.letter = lettersOf(10_000);
  else if (word === 'uc') state.skip = Math.min(number ?? 1, 8);
  else if (word === 'v') state.isHidden = number !== 0;
  if (!state.isSeen) return;
  const letter = Object.hasOwn(LETTERS, word) ? LETTERS[word] : undefined;
  if (letter !== undefined) write(walk, letter);
  else if (word === 'u') takeUnicode(walk, number ?? 0);
  else takeLayout(walk, word, number);
}

/** A number of UTF-16, negative from 32768 on; so many letters behind it stand in for it. */
function takeUnicode(walk: Walk, number: number): void {
  walk.toSkip = 0;
  write(walk, String.fromCharCode(number < 0 ? number + 65_536 : number));
  walk.toSkip = walk.state.skip;
}

function takeLayout(walk: Walk, word: string, number: number | null): void {
  const { state } = walk;
  if (word === 'pard') state.isInTable = false;
  else if (word === 'intbl') state.isInTable = true;
  else if (word === 'par' || word === 'sect' || word === 'page') endParagraph(walk);
  else if (word === 'trowd') walk.edges = [];
  else if (word === 'cellx' && walk.edges.length < 1000) walk.edges.push(number ?? 0);
  else if (word === 'nestcell' || word === 'nestrow') endLine(walk);
  else if (word === 'cell') {
    endLine(walk);
    walk.cells.push(walk.lines);
    walk.lines = [];
  } else if (word === 'row') {
    walk.table.push({ edges: walk.edges, cells: walk.cells });
    walk.cells = [];
  }
}

/** The letters of a code page of Windows; of the Macintosh for 10000. */
function lettersOf(page: number): Walk['letter'] {
  if (page === 1252) return westernLetter;
  const name = page === 10_000 ? 'macintosh' : page === 65_001 ? 'latin1' : `windows-${page}`;
  try {
    const decoder = new TextDecoder(name);
    return (byte) => decoder.decode(Uint8Array.of(byte));
  } catch {
    return westernLetter;
  }
}

/** Bullets are printed as the letter of a font of signs. */
const marked = (words: string): string => words.replace(/^\s*[·•\uf0b7§o]\s+(?=\S)/u, '- ');

function endLine(walk: Walk): void {
  if (walk.words.trim() !== '') walk.lines.push(marked(walk.words));
  walk.words = '';
}

function endParagraph(walk: Walk): void {
  if (walk.state.isInTable) {
    endLine(walk);
    return;
  }
  // An empty one parts two tables, too.
  endTable(walk);
  endLine(walk);
  for (const line of walk.lines) walk.page.paragraph(line);
  walk.lines = [];
}

/** More columns than this are no table that people fill in. */
const MOST_EDGES = 500;

/** Rows whose cells have other edges fall into the columns that all edges of the table make. */
function endTable(walk: Walk): void {
  if (walk.table.length === 0) return;
  walk.page.nextTable();
  const edges: number[] = [];
  const all = new Set<number>();
  for (const row of walk.table) for (const edge of row.edges) all.add(edge);
  for (const edge of [...all].sort((a, b) => a - b))
    if (edges.length === 0 || edge - edges.at(-1)! > NEAR) edges.push(edge);
  if (edges.length > MOST_EDGES) throw tooLong();
  for (const row of walk.table) {
    const cells = row.cells.map((words, at) => {
      const left = at === 0 ? Number.NEGATIVE_INFINITY : (row.edges[at - 1] ?? 0);
      const column = edges.filter((edge) => edge <= left + NEAR).length;
      return { column: row.edges.length > at ? column : at, words };
    });
    walk.page.row(cells);
  }
  walk.table = [];
}
