/** Web pages, as browsers save them and as Google publishes documents and sheets: their tables and paragraphs. */

import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { type Grid, tidy } from '../grid.js';
import { type Limits, newAllowance } from '../limits.js';
import { tooLong } from '../refusals.js';
import { countFrom, newPageWalk, type PageWalk } from './page-walk.js';

type Element = DefaultTreeAdapterTypes.Element;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** What no reader of the page sees, or is no words of it. */
const UNSEEN = new Set([
  ...['head', 'script', 'style', 'template', 'noscript', 'svg', 'math', 'iframe', 'object'],
  ...['select', 'textarea', 'button', 'nav', 'del'],
]);
/** The mark of a comment in a page that Google saved: "[a]". */
const COMMENT_MARK = /^cmnt/;
/** Numbers of rows and letters of columns that Google prints around a sheet. */
const AROUND_SHEET = /(?:^|\s)(?:row-headers-background|column-headers-background|freezebar-cell)/;
const BLOCKS = new Set([
  ...['p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'tr', 'td', 'th', 'section', 'dt'],
  ...['article', 'blockquote', 'dd', 'dl', 'ul', 'ol', 'pre', 'table', 'caption', 'header', 'main'],
  ...['footer', 'aside', 'figure', 'figcaption', 'address', 'details', 'summary', 'hr', 'br'],
]);

/** Deeper than any page that people write; the walk below calls itself for each level. */
const DEEPEST = 400;
/** As many as the memory of a reading holds. */
const MOST_ELEMENTS = 60_000;
const MOST_SPAN = 64;
const MOST_COLUMNS = 2000;

/** The grid of a web page. @throws Problem reading.too-long for one with far too many parts, or nested far too deep */
export function readHtml(text: string, limits: Limits): Grid {
  const walk = newPageWalk('html', newAllowance(limits));
  const loose: string[] = [''];
  const flush = () => {
    for (const each of loose) walk.paragraph(each);
    loose.splice(0, loose.length, '');
  };
  const markOf = newMarks();
  const readNode = (node: ChildNode): void => {
    if (!isSeen(node)) return;
    if (isElement(node) && node.tagName === 'table' && !isLayout(node)) {
      flush();
      readTable(node, walk, markOf);
      return;
    }
    addWords(node, loose, markOf, readNode);
  };
  const page = parse(text, { treeAdapter: limited() });
  for (const node of page.childNodes) readNode(node);
  flush();
  const title = mainHeading(page.childNodes);
  return { ...walk.grid(), ...(title ? { title } : {}) };
}

/** The words of the first heading of the first rank; "" where there is none. */
function mainHeading(nodes: readonly ChildNode[]): string {
  for (const node of nodes) {
    if (!isElement(node) || !isThere(node)) continue;
    const found = node.tagName === 'h1' ? wordsOf(node) : mainHeading(node.childNodes);
    if (found !== '') return found;
  }
  return '';
}

const wordsOf = (element: Element): string =>
  tidy(
    element.childNodes
      .map((node) => (isElement(node) ? wordsOf(node) : 'value' in node ? node.value : ''))
      .join(''),
  );

/** The tree as parse5 makes it, given up once it grows beyond what a document is. */
function limited(): typeof defaultTreeAdapter {
  let elements = 0;
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...given) {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw tooLong();
      return defaultTreeAdapter.createElement(...given);
    },
    onItemPush() {
      depth += 1;
      if (depth > DEEPEST) throw tooLong();
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

const isElement = (node: ChildNode): node is Element => 'tagName' in node;
const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((each) => each.name === name)?.value;

/** Out of the page altogether: Excel saves hidden rows so. */
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*(?:all|screen))/i;
/** Unseen, but in its place. */
const INVISIBLE = /(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)/i;

const hasStyle = (element: Element, style: RegExp): boolean =>
  style.test(attributeOf(element, 'style') ?? '');

const isHidden = (element: Element): boolean =>
  attributeOf(element, 'hidden') !== undefined || hasStyle(element, HIDDEN);

const isInvisible = (element: Element): boolean => hasStyle(element, INVISIBLE);

/** True where a node takes room on the page. */
function isThere(node: ChildNode): boolean {
  if (!isElement(node)) return node.nodeName === '#text';
  if (UNSEEN.has(node.tagName) || isHidden(node)) return false;
  if (COMMENT_MARK.test(attributeOf(node, 'id') ?? '')) return false;
  return !AROUND_SHEET.test(attributeOf(node, 'class') ?? '');
}

const isSeen = (node: ChildNode): boolean =>
  isThere(node) && !(isElement(node) && isInvisible(node));

/** True for a table most of whose words stand in tables within it: it only lays out a page. */
function isLayout(table: Element): boolean {
  const { all, inTables } = lettersIn(table);
  return inTables > 0 && inTables * 2 >= all;
}

/** How many letters a node holds, and how many of them are in tables within it. */
function lettersIn(node: Element): { all: number; inTables: number } {
  const sum = { all: 0, inTables: 0 };
  for (const child of node.childNodes) {
    if ('value' in child) sum.all += child.value.trim().length;
    if (!isElement(child) || !isSeen(child)) continue;
    const { all, inTables } = lettersIn(child);
    sum.all += all;
    sum.inTables += child.tagName === 'table' ? all : inTables;
  }
  return sum;
}

/** What a browser prints before an item of a list, for each item in its turn. */
type MarkOf = (element: Element) => string;

function newMarks(): MarkOf {
  const counts = new Map<Element, number>();
  return (element) => {
    const list = element.parentNode;
    if (element.tagName !== 'li' || !list || !('tagName' in list)) return '';
    if (list.tagName !== 'ol') return '- ';
    const number = counts.get(list) ?? (Number(attributeOf(list, 'start')) || 1);
    counts.set(list, number + 1);
    return `${number}. `;
  };
}

/** Adds the words of a node to the last line; a block begins a line and ends it. */
function addWords(
  node: ChildNode,
  lines: string[],
  markOf: MarkOf,
  readNode: (node: ChildNode) => void,
): void {
  if (!isElement(node)) {
    if ('value' in node) lines[lines.length - 1] += node.value;
    return;
  }
  const isBlock = BLOCKS.has(node.tagName);
  if (isBlock) lines.push(markOf(node));
  for (const child of node.childNodes) readNode(child);
  if (isBlock) lines.push('');
}

/** The rows of a table; a cell that goes over several rows stands in the first of them. */
function readTable(table: Element, walk: PageWalk, markOf: MarkOf): void {
  walk.nextTable();
  /** For each column, how many rows below are still taken by a cell above. */
  let taken: number[] = [];
  for (const row of rowsOf(table)) {
    const below = taken.map((count) => Math.max(0, count - 1));
    const cells: { column: number; words: string[] }[] = [];
    let column = 0;
    for (const cell of row.childNodes) {
      if (!isElement(cell) || !isThere(cell) || !['td', 'th'].includes(cell.tagName)) continue;
      while ((taken[column] ?? 0) > 0) column += 1;
      cells.push({ column, words: isInvisible(cell) ? [] : linesOf(cell, markOf) });
      const across = countFrom(attributeOf(cell, 'colspan'), MOST_SPAN);
      const down = countFrom(attributeOf(cell, 'rowspan'), 1000);
      for (let end = column + across; column < end; column += 1) below[column] = down - 1;
      if (column > MOST_COLUMNS) throw tooLong();
    }
    walk.row(cells);
    taken = Array.from(below, (count = 0) => count);
  }
}

function rowsOf(table: Element): Element[] {
  return table.childNodes.flatMap((node) => {
    if (!isElement(node) || !isSeen(node)) return [];
    return node.tagName === 'tr' ? [node] : rowsOf(node);
  });
}

function linesOf(cell: Element, markOf: MarkOf): string[] {
  const lines: string[] = [''];
  const readNode = (node: ChildNode): void => {
    if (isSeen(node)) addWords(node, lines, markOf, readNode);
  };
  for (const node of cell.childNodes) readNode(node);
  return lines;
}
