/**
 * The edition that a loaded model belongs to. Statements are matched by code and title; the criteria, links, evidence
 * ideas and questions of the edition then stay attached to the loaded wording, so that everything above works alike.
 */

import { sameWords } from '../framework/compare/differences.js';
import { attach, matchStatements, type StatementMatch } from '../framework/compare/matching.js';
import {
  type Framework,
  type Statement,
  type StatementCode,
  statementsOf,
} from '../framework/framework.js';
import { findFrameworkVersion, listVersions } from '../framework/store.js';
import type { FrameworkVersion } from '../framework/version.js';
import type { Db } from '../platform/storage/transaction.js';
import { type Doubt, type Draft, draftToFramework } from './reading/draft.js';

export interface Companion {
  version: FrameworkVersion;
  framework: Framework;
}

/** The newest built-in edition to which at least half of the statements belong, or null. */
export async function companionOf(db: Db, framework: Framework): Promise<Companion | null> {
  const seen = new Set<string>();
  for (const version of await listVersions(db, null)) {
    if (version.origin !== 'built-in' || seen.has(version.frameworkId)) continue;
    seen.add(version.frameworkId);
    const edition = await findFrameworkVersion(db, version.id);
    if (isOf(framework, edition)) return { version, framework: edition };
  }
  return null;
}

/** True when at least half of the statements belong to an edition. */
export function isOf(framework: Framework, edition: Framework): boolean {
  const count = sureMatches(framework, edition).length;
  return count > 0 && count * 2 >= statementsOf(framework).length;
}

/** The statements whose titles say that they are the same; a code alone is a guess, and guesses attach nothing. */
function sureMatches(framework: Framework, edition: Framework): StatementMatch[] {
  return matchStatements(framework, edition).filter(({ by }) => by !== null && by !== 'code');
}

/**
 * The framework with all that its edition knows about its statements, and which statement belongs to which. Criteria
 * and links come along only where both have the same levels, and criteria only where there are words to check.
 */
export function joined(
  framework: Framework,
  edition: Framework | null,
): { framework: Framework; matches: Record<StatementCode, StatementCode> } {
  const sure = edition ? sureMatches(framework, edition) : [];
  if (!edition || sure.length === 0) return { framework, matches: {} };
  const matches = Object.fromEntries(sure.map((match) => [match.code, match.with ?? '']));
  const levels = (of: Framework) => of.levels.map(({ level }) => level).join();
  const isSameScale = levels(framework) === levels(edition);
  const whole = attach(framework, edition, sure);
  const themes = whole.themes.map((theme) => ({
    ...theme,
    statements: theme.statements.map((statement) =>
      isSameScale ? fitting(statement, matches[statement.id]) : withoutLevels(statement),
    ),
  }));
  return {
    framework: {
      ...whole,
      id: `${edition.id}-published`,
      publisher: framework.publisher ?? edition.publisher,
      institutionTypes: edition.institutionTypes,
      themes,
    },
    matches,
  };
}

/** A criterion's id begins with the code of its statement, which may be another one in this document. */
function fitting(statement: Statement, match: StatementCode | undefined): Statement {
  return {
    ...statement,
    levels: statement.levels.map((descriptor) => ({
      ...descriptor,
      criteria:
        descriptor.summary === null
          ? []
          : descriptor.criteria.map((criterion) => ({
              ...criterion,
              id: criterion.id.replace(match ?? statement.id, statement.id),
            })),
    })),
  };
}

const withoutLevels = (statement: Statement): Statement => ({
  ...statement,
  levels: statement.levels.map((descriptor) => ({ ...descriptor, criteria: [] })),
  buildsOn: [],
});

/** The reading with a doubt for each title that its edition has in other words: letters may have been lost. */
export async function withTitleDoubts(db: Db, reading: Draft): Promise<Draft> {
  const companion = await companionOf(db, plainFramework(reading));
  return companion ? titledBeside(reading, companion.framework) : reading;
}

/** `withTitleDoubts` for one edition; the reading as it is when it does not belong to that. */
export function titledBeside(reading: Draft, edition: Framework): Draft {
  const plain = plainFramework(reading);
  if (!isOf(plain, edition)) return reading;
  const doubts = titleDoubts(reading, edition, matchStatements(plain, edition));
  const all = [...reading.doubts, ...doubts];
  return { ...reading, doubts: all.sort((a, b) => (a.lines[0] ?? 0) - (b.lines[0] ?? 0)) };
}

/** A reading as a framework without a name. */
export const plainFramework = (reading: Draft): Framework =>
  draftToFramework(reading, {
    id: 'model',
    version: '1',
    title: reading.title ?? '',
    edition: null,
    language: 'en-GB',
    publisher: null,
    institutionTypes: [],
  });

/** A doubt for each title that differs from the built-in edition's, which is proposed in its place. */
export function titleDoubts(
  draft: Pick<Draft, 'themes'>,
  edition: Framework,
  matches: readonly StatementMatch[],
): Doubt[] {
  const titles = new Map(statementsOf(edition).map(({ id, title }) => [id, title]));
  return draft.themes.flatMap((theme) =>
    theme.statements.flatMap((statement): Doubt[] => {
      const match = matches.find(({ code }) => code === statement.id);
      const title = match?.with ? titles.get(match.with) : undefined;
      if (title === undefined || match?.by === 'code' || sameWords(title, statement.title))
        return [];
      return [
        {
          theme: theme.id,
          statement: statement.id,
          level: null,
          rule: 'title differs from the built-in edition',
          lines: statement.lines.slice(0, 1),
          says: 'The built-in edition has this title with other words.',
          before: statement.title,
          proposal: title,
        },
      ];
    }),
  );
}
