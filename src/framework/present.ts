import type { Framework, Statement } from './framework.js';
import type { FrameworkVersion } from './version.js';

/**
 * The framework as `framework show --json` prints it. It has the keys of the files, so what is printed is itself a
 * framework file that can be checked and loaded again.
 */
export function presentFramework(framework: Framework) {
  return {
    id: framework.id,
    version: framework.version,
    title: framework.title,
    edition: framework.edition,
    own_words: framework.ownWords,
    language: framework.language,
    publisher: framework.publisher,
    institution_types: framework.institutionTypes,
    levels: framework.levels.map(({ level, title }) => ({ level, title })),
    themes: framework.themes.map(({ id, title, short, benchmarks, statements }) => ({
      id,
      title,
      // Left out where there is none, so that versions published before themes had one keep their checksum.
      short: short ?? undefined,
      benchmarks,
      statements: statements.map(presentStatement),
    })),
  };
}

/** One statement with its levels, their criteria, and what it leans on. */
export function presentStatement(statement: Statement) {
  return {
    id: statement.id,
    title: statement.title,
    asks: statement.asks,
    levels: statement.levels.map(({ level, summary, missing, criteria }) => ({
      level,
      summary,
      missing,
      criteria: criteria.map(({ id, text, optional }) => ({ id, text, optional })),
    })),
    builds_on: statement.buildsOn.map(({ level, needs, because }) => ({
      level,
      needs: { statement: needs.statement, level: needs.level },
      because,
    })),
    evidence: statement.evidence,
    prompts: statement.prompts,
    voices: statement.voices,
  };
}

/** A version without its content. */
export function presentVersion(version: FrameworkVersion) {
  return {
    id: version.id,
    framework: version.frameworkId,
    version: version.version,
    title: version.title,
    edition: version.edition,
    origin: version.origin,
    organisation: version.organisationId,
    checksum: version.checksum,
    published_at: version.publishedAt.toISOString(),
  };
}
