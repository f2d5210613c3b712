/**
 * Where two wordings of one level seem to say different things. Wordings differ in nearly every word and mean the
 * same, so that only what can hardly be said otherwise is compared: figures, names, and the word "may".
 */

import { descriptorOf, type Framework, type StatementCode, statementOf } from '../framework.js';
import type { StatementMatch } from './matching.js';

export interface Disagreement {
  statement: StatementCode;
  level: number;
  kind: 'number' | 'may' | 'name';
  /** What is said in one of the two wordings only. */
  word: string;
  /** Which wording has it: the document that was loaded, or the built-in edition. */
  only: 'document' | 'edition';
}

/** People and bodies that a wording names or leaves out; another name for the same counts as the same. */
const NAMES: readonly { word: string; said: RegExp }[] = [
  { word: 'governors', said: /\bgovern(?:or|ance|ing)/iu },
  { word: 'senior leaders', said: /\bsenior lead|\bSLT\b|\bleadership team|\bheadteacher/iu },
  { word: 'parents', said: /\bparent/iu },
  { word: 'carers', said: /\bcarer/iu },
  { word: 'employers', said: /\bemployer/iu },
  { word: 'providers', said: /\bprovider/iu },
  { word: 'staff', said: /\bstaff|\bteacher|\bcolleague/iu },
  { word: 'Careers Leader', said: /\bcareers? leader\b/iu },
  { word: 'Careers Hub', said: /\bcareers hub/iu },
  { word: 'Enterprise Adviser', said: /\benterprise advis/iu },
  { word: 'Enterprise Co-ordinator', said: /\benterprise co-?ordinator/iu },
  { word: 'careers adviser', said: /\bcareers advis/iu },
  { word: 'stakeholders', said: /\bstakeholder/iu },
];

/** Short names that a wording may also write out. */
const WRITTEN_OUT: Readonly<Record<string, RegExp>> = {
  LMI: /labour market/iu,
  NEET: /education, employment or training|\bRONI\b/iu,
  SLT: /senior lead/iu,
  SEND: /special educational/iu,
};

const FIGURES = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Where the matched statements of a loaded document and the built-in edition seem to disagree. */
export function disagreements(
  document: Framework,
  edition: Framework,
  matches: readonly StatementMatch[],
): Disagreement[] {
  return matches.flatMap(({ code, with: other, by }) => {
    const statement = statementOf(document, code);
    const own = other !== null && by !== 'code' ? statementOf(edition, other) : undefined;
    if (!statement || !own) return [];
    return statement.levels.flatMap(({ level, summary }) => {
      const words = descriptorOf(own, level)?.summary;
      if (summary === null || !words) return [];
      return wordingDisagreements(summary, words).map((one) => ({
        statement: code,
        level,
        ...one,
      }));
    });
  });
}

/** What one of two wordings says and the other does not. */
export function wordingDisagreements(
  document: string,
  edition: string,
): Omit<Disagreement, 'statement' | 'level'>[] {
  const found: Omit<Disagreement, 'statement' | 'level'>[] = [];
  const compare = (
    kind: Disagreement['kind'],
    word: string,
    inDocument: boolean,
    inEdition: boolean,
  ) => {
    if (inDocument !== inEdition)
      found.push({ kind, word, only: inDocument ? 'document' : 'edition' });
  };
  for (const word of new Set([...numbersIn(document), ...numbersIn(edition)])) {
    compare('number', word, numbersIn(document).includes(word), numbersIn(edition).includes(word));
  }
  compare('may', 'may', isOptional(document), isOptional(edition));
  for (const { word, said } of NAMES)
    compare('name', word, said.test(document), said.test(edition));
  for (const word of new Set([...shortNames(document), ...shortNames(edition)])) {
    compare('name', word, says(document, word), says(edition, word));
  }
  return found;
}

function numbersIn(text: string): string[] {
  // "Three things: …" only counts what follows it.
  const counted = text
    .toLowerCase()
    .replace(/(?<!\p{L})\p{L}+ (?:things|ways|points|parts)\b/gu, '');
  const words = counted.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const figure = FIGURES.indexOf(word);
    return figure >= 0 ? [String(figure + 2)] : /^\p{N}+$/u.test(word) ? [word] : [];
  });
}

function isOptional(text: string): boolean {
  return /\b(?:may|might|optional(?:ly)?)\b/iu.test(text);
}

function shortNames(text: string): string[] {
  return text.match(/\b\p{Lu}{2}\p{L}*\b/gu) ?? [];
}

function says(text: string, name: string): boolean {
  return text.includes(name) || (WRITTEN_OUT[name]?.test(text) ?? false);
}
