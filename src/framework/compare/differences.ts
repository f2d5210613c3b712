/** What changed between two versions of a framework, word by word, and what that means for an agreement made before. */

import { diffArrays } from 'diff';
import {
  descriptorOf,
  type Framework,
  type Statement,
  type StatementCode,
  statementsOf,
} from '../framework.js';
import { matchStatements } from './matching.js';

/** Same wording: carry it over. Changed: look again. New and gone: there is nothing to compare. */
export type Verdict = 'same' | 'changed' | 'new' | 'gone';

/** A run of words that both texts have, or only one of them. */
export interface WordRun {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

interface LevelDifference {
  level: number;
  verdict: Verdict;
  before: string | null;
  after: string | null;
  words: WordRun[];
}

export interface StatementDifference {
  /** The code in each version; null where the version has no such statement. */
  before: StatementCode | null;
  after: StatementCode | null;
  /** "same" only when the title and every level have the same words. */
  verdict: Verdict;
  title: WordRun[];
  levels: LevelDifference[];
}

/** Texts that more changed words than this lie between are not shown word by word: the search would hold the server. */
const MOST_EDITS = 500;

/** The differences of two versions, in the order of the newer one; what is gone comes where it stood. */
export function frameworkDifferences(before: Framework, after: Framework): StatementDifference[] {
  const matches = matchStatements(after, before);
  const old = new Map(statementsOf(before).map((statement) => [statement.id, statement]));
  const kept = statementsOf(after).map((statement) => {
    const match = matches.find(({ code }) => code === statement.id);
    return statementDifference(match?.with ? (old.get(match.with) ?? null) : null, statement);
  });
  const matched = new Set(kept.map((difference) => difference.before));
  const order = [...old.keys()];
  for (const [id, statement] of old) {
    if (matched.has(id)) continue;
    const earlier = new Set(order.slice(0, order.indexOf(id)));
    const at = kept.findLastIndex((one) => one.before !== null && earlier.has(one.before));
    kept.splice(at + 1, 0, statementDifference(statement, null));
  }
  return kept;
}

/** The differences of one statement; null stands for "not in this version". */
function statementDifference(
  before: Statement | null,
  after: Statement | null,
): StatementDifference {
  const levels = levelsOf(before, after).map((level) => levelDifference(before, after, level));
  const title = wordDifferences(before?.title ?? '', after?.title ?? '');
  const isSame = title.every(isKept) && levels.every((level) => level.verdict === 'same');
  const verdict = verdictOf(before !== null, after !== null, isSame);
  return { before: before?.id ?? null, after: after?.id ?? null, verdict, title, levels };
}

function levelsOf(before: Statement | null, after: Statement | null): number[] {
  const levels = [...(before?.levels ?? []), ...(after?.levels ?? [])].map(({ level }) => level);
  return [...new Set(levels)].sort((a, b) => a - b);
}

function levelDifference(
  before: Statement | null,
  after: Statement | null,
  level: number,
): LevelDifference {
  const old = before ? descriptorOf(before, level) : undefined;
  const fresh = after ? descriptorOf(after, level) : undefined;
  const words = wordDifferences(old?.summary ?? '', fresh?.summary ?? '');
  const isSame = words.every(isKept) && (old?.summary == null) === (fresh?.summary == null);
  const verdict = verdictOf(old !== undefined, fresh !== undefined, isSame);
  return { level, verdict, before: old?.summary ?? null, after: fresh?.summary ?? null, words };
}

function isKept({ kind }: WordRun): boolean {
  return kind === 'same';
}

function verdictOf(wasThere: boolean, isThere: boolean, isSame: boolean): Verdict {
  if (!wasThere) return 'new';
  if (!isThere) return 'gone';
  return isSame ? 'same' : 'changed';
}

/**
 * The words of two texts as runs that are the same, removed or added: the shortest such list. Between two kept runs
 * what was removed comes before what was added. White space and the shape of quotation marks and dashes do not count.
 * Texts further apart than MOST_EDITS are given whole.
 */
export function wordDifferences(before: string, after: string): WordRun[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after), {
    maxEditLength: MOST_EDITS,
    comparator: (one, other) => one.plain === other.plain,
  });
  if (!changes) return filled([before], [after]);
  const runs: WordRun[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  for (const change of changes) {
    const words = change.value.map(({ shown }) => shown);
    if (change.removed) removed.push(...words);
    else if (change.added) added.push(...words);
    else {
      runs.push(...filled(removed, added), { kind: 'same', text: words.join(' ') });
      [removed, added] = [[], []];
    }
  }
  return [...runs, ...filled(removed, added)];
}

function filled(removed: readonly string[], added: readonly string[]): WordRun[] {
  const runs: WordRun[] = [
    { kind: 'removed', text: removed.join(' ') },
    { kind: 'added', text: added.join(' ') },
  ];
  return runs.filter(({ text }) => text !== '');
}

/** True when two texts say the same word by word: the shape of quotation marks and dashes is no difference. */
export const sameWords = (one: string, other: string): boolean =>
  plainText(one) === plainText(other);

/** Text as it is compared, never as it is shown: its words with one space between them and plain marks. */
export const plainText = (text: string): string =>
  wordsOf(text)
    .map(({ plain }) => plain)
    .join(' ');

function wordsOf(text: string): { shown: string; plain: string }[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  return words.map((shown) => ({ shown, plain: withPlainMarks(shown) }));
}

/** Text with straight quotation marks and short dashes. */
function withPlainMarks(text: string): string {
  return text
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[‐‑–—]/gu, '-');
}
