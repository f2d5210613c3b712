/** Which statement of one framework is which of another, so that all that hangs on the one can hang on the other. */

import {
  type Framework,
  type Statement,
  type StatementCode,
  statementsOf,
  type Theme,
  themeOf,
} from '../framework.js';
import { likeness, sharedOf, wordSet } from './similar.js';

export interface StatementMatch {
  code: StatementCode;
  /** The code of the same statement in the other framework, or null when it has none. */
  with: StatementCode | null;
  /** By what they were matched: "code" alone is a guess that a person should look at. */
  by: 'code and title' | 'title' | 'code' | null;
  /** How much the titles share, from 0 to 1. */
  likeness: number;
}

/** Titles that share less than this are of different statements, even under the same code. */
const SAME_CODE = 0.5;
/** Titles that share this much are of the same statement under another code. */
const OTHER_CODE = 0.75;

/** Each statement of a framework with the one of another framework that it is; no statement is used twice. */
export function matchStatements(from: Framework, to: Framework): StatementMatch[] {
  const free = new Map(statementsOf(to).map((statement) => [statement.id, statement]));
  const found = new Map<StatementCode, StatementMatch>();
  const take = (match: StatementMatch) => {
    found.set(match.code, match);
    if (match.with !== null) free.delete(match.with);
  };
  const open = () => statementsOf(from).filter(({ id }) => !found.has(id));
  const takeByCode = (least: number) => {
    for (const { id, title } of open()) {
      const same = free.get(id);
      const alike = same ? likeness(title, same.title) : 0;
      if (alike >= least) take({ code: id, with: id, by: 'code and title', likeness: alike });
    }
  };
  const pairs = byTitle(statementsOf(from), statementsOf(to));
  const takeByTitle = (least: number) => {
    for (const match of pairs.filter((pair) => pair.likeness >= least)) {
      const isFree = match.with !== null && free.has(match.with) && !found.has(match.code);
      if (isFree) take(match);
    }
  };
  // The very same title under another code says more than half of a title under the same one: codes are renumbered.
  takeByCode(1);
  takeByTitle(1);
  takeByCode(SAME_CODE);
  takeByTitle(OTHER_CODE);
  for (const { id, title } of open()) {
    const same = free.get(id);
    const alike = same ? likeness(title, same.title) : 0;
    take({ code: id, with: same ? id : null, by: same ? 'code' : null, likeness: alike });
  }
  return statementsOf(from).map(({ id }) => found.get(id)!);
}

/** All pairs whose titles are so alike that another code may be theirs, the most alike first. */
function byTitle(from: readonly Statement[], to: readonly Statement[]): StatementMatch[] {
  const others = to.map(({ id, title }) => ({ id, words: wordSet(title) }));
  const pairs = from.flatMap(({ id, title }) => {
    const words = wordSet(title);
    return others.map((other): StatementMatch => {
      const shared = sharedOf(words, other.words);
      return { code: id, with: other.id, by: 'title', likeness: shared };
    });
  });
  return pairs
    .filter((pair) => pair.likeness >= OTHER_CODE)
    .sort((a, b) => b.likeness - a.likeness);
}

/**
 * The framework with what the built-in edition knows about the same statements: what they ask, criteria, links, ideas
 * for evidence, prompts and voices; and the short names of themes. Criteria keep their ids. A statement whose match is a
 * guess ("code") gets none.
 */
export function attach(
  framework: Framework,
  edition: Framework,
  matches: readonly StatementMatch[],
): Framework {
  const known = new Map(statementsOf(edition).map((statement) => [statement.id, statement]));
  const sure = matches.filter(({ by }) => by !== 'code' && by !== null);
  const newCode = new Map(sure.map((match) => [match.with, match.code]));
  const enrich = (statement: Statement): Statement => {
    const match = sure.find(({ code }) => code === statement.id);
    const own = match?.with ? known.get(match.with) : undefined;
    return own ? enriched(statement, own, newCode) : statement;
  };
  const themes = framework.themes.map((theme) => ({
    ...theme,
    short: theme.short ?? shortIn(edition, theme, sure),
    statements: theme.statements.map(enrich),
  }));
  return { ...framework, themes };
}

/** The short name of the one theme of the edition that holds all matches of this one, or null. */
function shortIn(
  edition: Framework,
  { statements }: Theme,
  matches: readonly StatementMatch[],
): string | null {
  const codes = new Set(statements.map(({ id }) => id));
  const found = new Set(
    matches.flatMap((match) =>
      match.with && codes.has(match.code) ? [themeOf(edition, match.with)] : [],
    ),
  );
  const [only, ...others] = found;
  return only && others.length === 0 ? only.short : null;
}

function enriched(
  statement: Statement,
  own: Statement,
  newCode: ReadonlyMap<StatementCode | null, StatementCode>,
): Statement {
  const hasLevel = (level: number) => statement.levels.some((one) => one.level === level);
  return {
    ...statement,
    asks: own.asks,
    levels: statement.levels.map((descriptor) => ({
      ...descriptor,
      criteria: own.levels.find(({ level }) => level === descriptor.level)?.criteria ?? [],
    })),
    buildsOn: own.buildsOn.flatMap(({ level, needs, because }) => {
      const code = newCode.get(needs.statement);
      return code && hasLevel(level)
        ? [{ level, needs: { ...needs, statement: code }, because }]
        : [];
    }),
    evidence: own.evidence,
    prompts: own.prompts,
    voices: own.voices,
  };
}
