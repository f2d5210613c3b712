/** What changed between two versions of a framework, word by word, and what that means for a judgement made before. */

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

/** Longer texts than this, in words, are not compared word by word. */
const LONGEST = 4_000;

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
 * The words of two texts as runs that are the same, removed or added: the shortest such list, by the algorithm of
 * Myers (1986). White space and the shape of quotation marks and dashes do not count.
 */
export function wordDifferences(before: string, after: string): WordRun[] {
  const old = wordsOf(before);
  const fresh = wordsOf(after);
  if (old.length + fresh.length > LONGEST) return replaced(before, after);
  return runs(steps(old.map(withPlainMarks), fresh.map(withPlainMarks)), old, fresh);
}

/** True when two texts say the same word by word: the shape of quotation marks and dashes is no difference. */
export const sameWords = (one: string, other: string): boolean =>
  wordDifferences(one, other).every(isKept);

function replaced(before: string, after: string): WordRun[] {
  if (before === after) return [{ kind: 'same', text: after }];
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** Text with straight quotation marks and short dashes: what is compared by, never what is shown. */
export function withPlainMarks(text: string): string {
  return text
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/[‐‑–—]/gu, '-');
}

type Step = WordRun['kind'];

/** The steps from one list to the other, from the furthest points that each number of changes reaches. */
function steps(old: readonly string[], fresh: readonly string[]): Step[] {
  const reached: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= old.length + fresh.length; changes += 1) {
    reached.push(new Map(furthest));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = comesFromAbove(furthest, diagonal, changes)
        ? (furthest.get(diagonal + 1) ?? 0)
        : (furthest.get(diagonal - 1) ?? 0) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal])
        x += 1;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return walkedBack(reached, old, fresh);
    }
    furthest = new Map(furthest);
  }
  return [];
}

function comesFromAbove(
  furthest: ReadonlyMap<number, number>,
  diagonal: number,
  changes: number,
): boolean {
  if (diagonal === -changes) return true;
  if (diagonal === changes) return false;
  return (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}

function walkedBack(
  reached: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  fresh: readonly string[],
): Step[] {
  const back: Step[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let changes = reached.length - 1; changes >= 0; changes -= 1) {
    const furthest = reached[changes]!;
    const diagonal = x - y;
    const isAdded = comesFromAbove(furthest, diagonal, changes);
    const from = isAdded ? diagonal + 1 : diagonal - 1;
    const startX = furthest.get(from) ?? 0;
    const startY = startX - from;
    while (x > startX && y > startY && x > 0 && y > 0) {
      back.push('same');
      x -= 1;
      y -= 1;
    }
    if (changes === 0) break;
    back.push(isAdded ? 'added' : 'removed');
    x = startX;
    y = startY;
  }
  return back.reverse();
}

/** Steps as runs of words; between two kept runs what was removed comes before what was added. */
function runs(list: readonly Step[], old: readonly string[], fresh: readonly string[]): WordRun[] {
  const result: WordRun[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  let same: string[] = [];
  const close = (kind: Step, words: string[]) => {
    if (words.length > 0) result.push({ kind, text: words.join(' ') });
  };
  const closeChange = () => {
    close('removed', removed);
    close('added', added);
    [removed, added] = [[], []];
  };
  let x = 0;
  let y = 0;
  for (const step of list) {
    if (step === 'same') {
      closeChange();
      same.push(fresh[y]!);
    } else {
      close('same', same);
      same = [];
      if (step === 'removed') removed.push(old[x]!);
      else added.push(fresh[y]!);
    }
    if (step !== 'added') x += 1;
    if (step !== 'removed') y += 1;
  }
  closeChange();
  close('same', same);
  return result;
}
