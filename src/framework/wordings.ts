/** The wordings of one descriptor side by side: the version's own, and that of the edition it was matched to. */

import { wordingDisagreements } from './compare/disagreements.js';
import {
  descriptorOf,
  type Framework,
  type Statement,
  type StatementCode,
  statementOf,
} from './framework.js';

/** A version with the edition whose criteria and questions it carries. */
export interface Matched {
  framework: Framework;
  /** Null for a version that was matched to nothing, such as the built-in edition itself. */
  other: Framework | null;
  /** The statement of `other` for each statement of `framework`. */
  matches: Record<StatementCode, StatementCode>;
}

/** Which of two wordings a person wants to read first: the version's own, or the matched edition's. */
export type WordingChoice = 'own' | 'matched';

export interface Wording {
  source: WordingChoice;
  /** "Published wording", "Plain-English edition". */
  name: string;
  /** The words, or null when there are none: then `missing` says why. */
  text: string | null;
  missing: string | null;
}

/** What a wording is called where two stand beside each other. */
export function wordingName(framework: Framework): string {
  return framework.edition ?? (framework.ownWords ? 'Own wording' : 'Published wording');
}

/** The statement of the matched edition that belongs to this one, or undefined. */
export function otherStatement(matched: Matched, code: StatementCode): Statement | undefined {
  const match = matched.matches[code];
  return matched.other && match ? statementOf(matched.other, match) : undefined;
}

/** The wordings of a level, the one to be read first at the front. Never empty for a level that the statement has. */
export function wordingsOf(
  matched: Matched,
  statement: Statement,
  level: number,
  first: WordingChoice = 'own',
): Wording[] {
  const own = wording('own', matched.framework, statement, level);
  const found = otherStatement(matched, statement.id);
  const other = found && matched.other ? wording('matched', matched.other, found, level) : [];
  return first === 'own' ? [...own, ...other] : [...other, ...own];
}

function wording(
  source: WordingChoice,
  framework: Framework,
  statement: Statement,
  level: number,
): Wording[] {
  const descriptor = descriptorOf(statement, level);
  if (!descriptor) return [];
  const { summary, missing } = descriptor;
  return [{ source, name: wordingName(framework), text: summary, missing }];
}

/** Where the two wordings of a level seem to say different things, in sentences; none when there is only one. */
export function disagreementsOf(matched: Matched, statement: Statement, level: number): string[] {
  const [own, other] = wordingsOf(matched, statement, level);
  if (!own?.text || !other?.text) return [];
  return wordingDisagreements(own.text, other.text).map(({ word, only }) =>
    only === 'document'
      ? `Only the ${inSentence(own.name)} says “${word}”.`
      : `Only the ${inSentence(other.name)} says “${word}”.`,
  );
}

/** "Published wording" within a sentence: "published wording". */
export const inSentence = (name: string): string =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
