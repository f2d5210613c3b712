/**
 * The edition that a loaded model belongs to. Statements are matched by code and title; the criteria, links, evidence
 * ideas and questions of the edition then stay attached to the loaded wording, so that everything above works alike.
 */
import type { Db } from '../storage/transaction.js';
import {
  type Descriptor,
  type Framework,
  type Statement,
  type StatementCode,
  statementOf,
  statementsOf,
} from './framework.js';
import { wordsOf } from './search-words.js';
import { findFrameworkVersion, listVersions } from './store.js';
import type { FrameworkVersion } from './version.js';

export interface Companion {
  version: FrameworkVersion;
  framework: Framework;
}

/** The newest built-in edition to which at least half of the statements belong, or null. */
export async function companionOf(db: Db, framework: Framework): Promise<Companion | null> {
  const seen = new Set<string>();
  for (const version of await listVersions(db)) {
    if (version.origin !== 'built-in' || seen.has(version.frameworkId)) continue;
    seen.add(version.frameworkId);
    const edition = await findFrameworkVersion(db, version.id);
    const matches = matchStatements(framework, edition);
    const count = Object.keys(matches).length;
    if (count > 0 && count * 2 >= statementsOf(framework).length) {
      return { version, framework: edition };
    }
  }
  return null;
}

/** Titles of the same statement share most of their words, though letters may be lost. */
const SAME_CODE = 0.5;
const OTHER_CODE = 0.85;

/**
 * Which statement of an edition each statement belongs to: the one of the same code when the titles are alike, else
 * the one whose title is nearly the same. No statement of the edition is given twice.
 */
export function matchStatements(
  framework: Framework,
  edition: Framework,
): Record<StatementCode, StatementCode> {
  const matches: Record<StatementCode, StatementCode> = {};
  const free = new Map(statementsOf(edition).map((each) => [each.id, each]));
  for (const { id, title } of statementsOf(framework)) {
    const same = free.get(id);
    if (same && likeness(same.title, title) >= SAME_CODE) take(id, same.id);
  }
  for (const { id, title } of statementsOf(framework)) {
    if (matches[id]) continue;
    const best = [...free.values()]
      .map((each) => ({ id: each.id, like: likeness(each.title, title) }))
      .sort((a, b) => b.like - a.like)[0];
    if (best && best.like >= OTHER_CODE) take(id, best.id);
  }
  return matches;

  function take(code: StatementCode, match: StatementCode): void {
    matches[code] = match;
    free.delete(match);
  }
}

/** How alike two titles are: the share of their words that both have, from 0 to 1. */
export function likeness(one: string, other: string): number {
  const left = new Set(wordsOf(one).map(({ stem }) => stem));
  const right = new Set(wordsOf(other).map(({ stem }) => stem));
  const both = [...left].filter((word) => right.has(word)).length;
  return left.size + right.size === 0 ? 0 : (2 * both) / (left.size + right.size);
}

/** The framework with all that its edition knows about its statements, and which belongs to which. */
export function joined(
  framework: Framework,
  edition: Framework | null,
): { framework: Framework; matches: Record<StatementCode, StatementCode> } {
  if (!edition) return { framework, matches: {} };
  const matches = matchStatements(framework, edition);
  const isSameScale =
    framework.levels.map(({ level }) => level).join() ===
    edition.levels.map(({ level }) => level).join();
  const back = new Map(Object.entries(matches).map(([code, match]) => [match, code]));
  const themes = framework.themes.map((theme) => ({
    ...theme,
    statements: theme.statements.map((statement) => {
      const match = matches[statement.id];
      const found = match ? statementOf(edition, match) : undefined;
      return found ? attached(statement, found, isSameScale, back) : statement;
    }),
  }));
  const isSame = Object.keys(matches).length > 0;
  return {
    framework: {
      ...framework,
      id: isSame ? `${edition.id}-published` : framework.id,
      publisher: framework.publisher ?? (isSame ? edition.publisher : null),
      institutionTypes: isSame ? edition.institutionTypes : framework.institutionTypes,
      themes,
    },
    matches,
  };
}

function attached(
  statement: Statement,
  found: Statement,
  isSameScale: boolean,
  back: Map<StatementCode, StatementCode>,
): Statement {
  const help = {
    asks: statement.asks ?? found.asks,
    evidence: found.evidence,
    prompts: found.prompts,
    voices: found.voices,
  };
  if (!isSameScale) return { ...statement, ...help };
  return {
    ...statement,
    ...help,
    levels: statement.levels.map((descriptor) => withCriteria(descriptor, statement, found)),
    buildsOn: found.buildsOn.flatMap((link) => {
      const code = back.get(link.needs.statement);
      return code ? [{ ...link, needs: { ...link.needs, statement: code } }] : [];
    }),
  };
}

/** A level without words has no criteria: nothing can be checked against nothing. */
function withCriteria(descriptor: Descriptor, statement: Statement, found: Statement): Descriptor {
  const same = found.levels.find(({ level }) => level === descriptor.level);
  if (!same || descriptor.summary === null) return descriptor;
  return {
    ...descriptor,
    criteria: same.criteria.map((criterion) => ({
      ...criterion,
      id: criterion.id.replace(found.id, statement.id),
    })),
  };
}
