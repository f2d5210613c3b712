/** The checks of access in a file of the code, each with what the file would be without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../src/platform/config.js';

/** A check that can be taken out: the characters from `from` to `to` of a file. */
export interface Plant {
  file: string;
  line: number;
  /** The check, on one line. */
  says: string;
  from: number;
  to: number;
}

/** A plant with its number in this run. */
export type Numbered = Plant & { number: number };

/** Calls that refuse. */
const CALL =
  /^[ \t]*(?:if \([^\n;]*\) )?(?:await )?(?:assert[A-Z]\w*|requireRecentProof|questionLearners)\(/gm;
/** A refusal after a condition: `if (…) throw …;` or `if (…) { throw …; }`. */
const REFUSAL = /^[ \t]*if \([^\n]*\) (?:throw |\{\n[ \t]*throw )/gm;
/** A condition that keeps a query to its school, its person, or what has not ended. */
const SCOPE =
  /^[ \t]*\.where\(\n?[^\n]*'(?:\w+\.)?(?:organisation_id|person_id|revoked_at|expires_at|accepted_at|ended_at|erased_at|used_at)'[^\n]*\)$/gm;
/** Modules whose refusals are about who may come in; elsewhere they are rules of the work. */
const LETS_IN =
  /^src\/((account|organisation|record|platform\/(access|history|mail))\/|platform\/web\/(guards|form)|app\.ts)/;

/** The end of the statement or call that begins at `from`, by its brackets. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (sign === ';' && depth === 0) return at + 1;
    if (sign === '}' && depth === 0 && /^\n/.test(text.slice(at + 1))) return at + 1;
  }
  return text.length;
}

/** Every check in a file, from the first line to the last. */
export function plantsIn(file: string): Plant[] {
  const text = readFileSync(join(rootFolder(), file), 'utf8');
  const found: [number, number][] = [];
  for (const { index } of text.matchAll(CALL)) found.push([index, endOf(text, index)]);
  if (LETS_IN.test(file)) {
    for (const { index } of text.matchAll(REFUSAL)) found.push([index, endOf(text, index)]);
  }
  for (const { index, 0: whole } of text.matchAll(SCOPE)) found.push([index, index + whole.length]);
  return [...new Map(found.map((each) => [each[0], each])).values()]
    .sort(([a], [b]) => a - b)
    .map(([from, to]) => ({
      file,
      line: text.slice(0, from).split('\n').length,
      says: text.slice(from, to).replace(/\s+/g, ' ').trim().slice(0, 120),
      from,
      to,
    }));
}

/**
 * A file's text with a switch at each of its checks: `checkStands(number)` of switch.ts says whether the check is in.
 * So all are compiled once, and each is taken out when a test file is started.
 */
export function withSwitches(text: string, plants: readonly Numbered[]): string {
  const additions = plants.flatMap(({ from, to, number }) => {
    const [before, after] = switchAround(text, from, to, `checkStands(${number})`);
    return [
      { at: from, words: before },
      { at: to, words: after },
    ];
  });
  return additions
    .sort((a, b) => b.at - a.at)
    .reduce((all, { at, words }) => all.slice(0, at) + words + all.slice(at), text);
}

/** What stands before and after a check, so that it counts only while `stands` is true. */
function switchAround(text: string, from: number, to: number, stands: string): [string, string] {
  if (/^\s*\./.test(text.slice(from, to)))
    return [`.$call((query) => ${stands} ? query`, ' : query)'];
  const before = text.slice(0, from).replace(/(?:\s*\/\/[^\n]*)*\s*$/, '');
  const isStatement = /[;{}/]$/.test(before);
  return isStatement ? [`if (${stands}) {`, '}'] : [`${stands} && `, ''];
}
