/** The checks of access in a file of the code, each with what the file would be without it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../src/config.js';

/** A check that can be taken out. */
export interface Plant {
  file: string;
  line: number;
  /** The check, on one line. */
  says: string;
  /** The file without it. */
  text: string;
}

/** Calls that refuse. */
const CALL =
  /^[ \t]*(?:if \([^\n;]*\) )?(?:await )?(?:assert[A-Z]\w*|requireRecentProof|questionLearners)\(/gm;
/** A refusal after a condition: `if (…) throw …;` or `if (…) { throw …; }`. */
const REFUSAL = /^[ \t]*if \([^\n]*\) (?:throw |\{\n[ \t]*throw )/gm;
/** A condition that keeps a query to its school, its person, or what has not ended. */
const SCOPE =
  /^[ \t]*\.where\(\n?[^\n]*'(?:\w+\.)?(?:organisation_id|person_id|revoked_at|expires_at|accepted_at|ended_at|erased_at|used_at)'[^\n]*\)$/gm;
/** Rooms whose refusals are about who may come in; elsewhere they are rules of the work. */
const LETS_IN = /^src\/(people\/|web\/guards|web\/form|app\.ts)/;

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
      text: `${text.slice(0, from)}${text.slice(from, to).trimStart().startsWith('.') ? '' : ';'}${text.slice(to)}`,
    }));
}
