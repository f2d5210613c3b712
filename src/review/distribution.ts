/**
 * How many statements stand where. A theme, a benchmark or a school is always told as a distribution; the field has
 * no averages, sums or scores, and there is none here to be had.
 */
import type { Framework, Statement, Theme } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { counted, listed } from './sentences.js';
import { describe, type Standing, type Standings, standingOf, standingWords } from './standing.js';

export interface Distribution {
  /** Not yet, each level from the lowest up, not recorded: always all of them, in this order, also with none. */
  counts: { standing: Standing; label: string; count: number }[];
  /** How many statements there are, recorded or not. */
  statements: number;
  recorded: number;
  /** "3 at level 2, 1 at level 3 and 2 not recorded": the alternative text of a picture. */
  words: string;
}

/** The distribution over the whole framework. */
export function distribution(framework: Framework, standings: Standings): Distribution {
  return over(framework, statementsOf(framework), standings);
}

/** The distribution within each theme, in order. */
export function distributionByTheme(
  framework: Framework,
  standings: Standings,
): { theme: Theme; distribution: Distribution }[] {
  return framework.themes.map((theme) => ({
    theme,
    distribution: over(framework, theme.statements, standings),
  }));
}

/**
 * The distribution for each Gatsby Benchmark that a theme names, in the order of their numbers. The model ties
 * benchmarks to themes, so the statements of a theme with two benchmarks count for both.
 */
export function distributionByBenchmark(
  framework: Framework,
  standings: Standings,
): { benchmark: number; themes: Theme[]; distribution: Distribution }[] {
  const benchmarks = [...new Set(framework.themes.flatMap((theme) => theme.benchmarks))];
  return benchmarks
    .sort((one, other) => one - other)
    .map((benchmark) => {
      const themes = framework.themes.filter((theme) => theme.benchmarks.includes(benchmark));
      const statements = themes.flatMap((theme) => theme.statements);
      return { benchmark, themes, distribution: over(framework, statements, standings) };
    });
}

function over(
  framework: Framework,
  statements: readonly Statement[],
  standings: Standings,
): Distribution {
  const order: Standing[] = ['not-yet', ...framework.levels.map(({ level }) => level), null];
  const counts = order.map((standing) => ({
    standing,
    label: describe(standing, framework),
    count: statements.filter(({ id }) => standingOf(standings, id) === standing).length,
  }));
  const present = counts.filter(({ count }) => count > 0);
  const recorded = statements.filter(({ id }) => standingOf(standings, id) !== null).length;
  return {
    counts,
    statements: statements.length,
    recorded,
    words:
      recorded === 0
        ? `${counted(statements.length, 'statement')}, none recorded`
        : listed(
            present.map(({ standing, count }) => `${count} ${standingWords(standing, framework)}`),
          ),
  };
}
