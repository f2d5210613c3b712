/**
 * Searching a framework: every word of it, ranked by statement. A word is found as it is, in another form of it
 * ("evaluating" finds "evaluation"), or by its beginning ("destin").
 */

import { nearestWord } from '../platform/nearest-word.js';
import { type Framework, type Statement, statementsOf, type Theme, themeOf } from './framework.js';
import { beginningsMatch, isSmallWord, quality, type Word, wordsOf } from './search-words.js';
import { type Matched, otherStatement } from './wordings.js';

/** A part of a text, and whether it was searched for. */
export interface Piece {
  text: string;
  isFound: boolean;
}

/** A text of a statement in which something was found. */
interface Found {
  /** "Level 3", "Typical evidence". */
  where: string;
  /** The place on the statement's page. */
  anchor: string;
  pieces: Piece[];
}

export interface Hit {
  statement: Statement;
  theme: Theme;
  title: Piece[];
  /** The best texts, most telling first; none when the title alone was found. */
  found: Found[];
}

export interface SearchResult {
  hits: Hit[];
  /** True when no statement has all of the words, and these have some of them. */
  isPartial: boolean;
  /** The query with a word put right that is nowhere in the framework, or null. */
  meant: string | null;
}

interface Text {
  where: string;
  anchor: string;
  weight: number;
  text: string;
  words: Word[];
}

interface Page {
  statement: Statement;
  theme: Theme;
  texts: Text[];
}

const MOST_WORDS = 12;
const MOST_FOUND = 3;
/** The title counts most, then the question, then the descriptors; ideas and reasons least. */
const WEIGHT = { code: 30, title: 9, asks: 5, level: 4, point: 3, theme: 3, idea: 2, reason: 1 };

const indexes = new WeakMap<Framework, WeakMap<object, Page[]>>();
const NOTHING = {};

/** Everything that a query finds, best first. Any text will do as a query. */
export function searchFramework(matched: Matched, query: string): SearchResult {
  const all = wordsOf(query).slice(0, MOST_WORDS);
  const telling = all.filter(({ folded }) => !isSmallWord(folded));
  const wanted = telling.length > 0 ? telling : all;
  if (wanted.length === 0) return { hits: [], isPartial: false, meant: null };
  const pages = indexOf(matched);
  const rarity = wanted.map((word) => rarityOf(pages, word));
  const scored = pages
    .map((page) => ({ page, ...scoreOf(page, wanted, rarity) }))
    .filter(({ score }) => score > 0);
  const whole = scored.filter(({ count }) => count === wanted.length);
  const kept = whole.length > 0 ? whole : scored;
  kept.sort((a, b) => b.count - a.count || b.score - a.score);
  return {
    hits: kept.map(({ page }) => hitOf(page, wanted)),
    isPartial: whole.length === 0 && kept.length > 0,
    meant: whole.length > 0 ? null : meantBy(pages, query, wanted),
  };
}

function indexOf(matched: Matched): Page[] {
  const { framework, other } = matched;
  const byOther = indexes.get(framework) ?? new WeakMap<object, Page[]>();
  indexes.set(framework, byOther);
  const known = byOther.get(other ?? NOTHING);
  if (known) return known;
  const pages = statementsOf(framework).map((statement) => {
    const theme = themeOf(framework, statement.id)!;
    return { statement, theme, texts: textsOf(matched, statement, theme) };
  });
  byOther.set(other ?? NOTHING, pages);
  return pages;
}

function textsOf(matched: Matched, statement: Statement, theme: Theme): Text[] {
  const texts: Text[] = [];
  const add = (where: string, anchor: string, weight: number, text: string | null) => {
    if (text) texts.push({ where, anchor, weight, text, words: wordsOf(text) });
  };
  const titleOf = (level: number) =>
    matched.framework.levels.find((each) => each.level === level)?.title ?? `Level ${level}`;
  add('Code', '', WEIGHT.code, statement.id);
  add('Title', '', WEIGHT.title, statement.title);
  add('Theme', '', WEIGHT.theme, theme.title);
  add('Question', '', WEIGHT.asks, statement.asks);
  const other = otherStatement(matched, statement.id);
  for (const each of other ? [statement, other] : [statement]) {
    for (const { level, summary } of each.levels)
      add(titleOf(level), `#level-${level}`, WEIGHT.level, summary);
  }
  for (const { level, criteria } of statement.levels) {
    for (const { text } of criteria)
      add(`A criterion of ${titleOf(level).toLowerCase()}`, `#level-${level}`, WEIGHT.point, text);
  }
  for (const text of statement.evidence) add('Useful evidence', '#evidence', WEIGHT.idea, text);
  for (const text of statement.prompts) add('Discussion question', '#questions', WEIGHT.idea, text);
  for (const text of statement.voices) add('Who to involve', '#voices', WEIGHT.idea, text);
  for (const { because } of statement.buildsOn)
    add('What it normally needs', '#leans-on', WEIGHT.reason, because);
  return texts;
}

/** The fewer statements have a word, the more it tells: between 1 and about 4.5. */
function rarityOf(pages: Page[], word: Word): number {
  const having = pages.filter(({ texts }) => texts.some((text) => bestIn(text, word) > 0)).length;
  return having === 0 ? 1 : 1 + Math.log(pages.length / having);
}

function bestIn({ words }: Text, wanted: Word): number {
  let best = 0;
  for (const word of words) best = Math.max(best, quality(word, wanted));
  return best;
}

function scoreOf({ texts }: Page, wanted: Word[], rarity: number[]) {
  let score = 0;
  let count = 0;
  wanted.forEach((word, at) => {
    const best = Math.max(0, ...texts.map((text) => text.weight * bestIn(text, word)));
    if (best > 0) count += 1;
    score += best * (rarity[at] ?? 1);
  });
  const phrases = texts.filter(({ words }) => hasPhrase(words, wanted));
  return { count, score: score + Math.max(0, ...phrases.map(({ weight }) => weight * 4)) };
}

/** True when the words stand in a row, in their order. */
function hasPhrase(words: Word[], wanted: Word[]): boolean {
  if (wanted.length < 2) return false;
  return words.some((_, at) =>
    wanted.every((word, next) => {
      const there = words[at + next];
      return there !== undefined && quality(there, word) > 0;
    }),
  );
}

function hitOf({ statement, theme, texts }: Page, wanted: Word[]): Hit {
  const telling = texts
    .filter(({ where }) => where !== 'Code' && where !== 'Title' && where !== 'Theme')
    .map((text) => {
      const found = wanted.map((word) => bestIn(text, word));
      const words = found.filter((each) => each > 0).length;
      return { text, words, score: text.weight * found.reduce((sum, each) => sum + each, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.words - a.words || b.score - a.score);
  return {
    statement,
    theme,
    title: piecesOf(statement.title, wanted),
    found: telling.slice(0, MOST_FOUND).map(({ text }) => ({
      where: text.where,
      anchor: text.anchor,
      pieces: piecesOf(text.text, wanted),
    })),
  };
}

/** A text cut into what was found and what stands between. Joined again, it is the text itself. */
export function piecesOf(text: string, wanted: Word[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const word of wordsOf(text)) {
    if (!wanted.some((each) => quality(word, each) > 0)) continue;
    if (word.from > from) pieces.push({ text: text.slice(from, word.from), isFound: false });
    pieces.push({ text: text.slice(word.from, word.to), isFound: true });
    from = word.to;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isFound: false });
  return pieces;
}

/** The query with each word that is nowhere put right, when a word of the framework is near to it. */
function meantBy(pages: Page[], query: string, wanted: Word[]): string | null {
  const known = new Set(
    pages.flatMap(({ texts }) => texts.flatMap(({ words }) => words.map(({ folded }) => folded))),
  );
  let meant = query;
  for (const word of [...wanted].reverse()) {
    if (word.folded.length < 4 || beginningsMatch(known, word)) continue;
    const near = nearestWord(
      word.folded,
      [...known].filter((each) => each.length > 3),
    );
    if (near) meant = meant.slice(0, word.from) + near + meant.slice(word.to);
  }
  return meant === query ? null : meant;
}
