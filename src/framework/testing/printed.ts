/** Prints a framework as the text that people copy out of a table: one line for each statement, cells set apart by tabs. */
import type { Framework } from '../framework.js';

export function printed(framework: Framework): string {
  const lines = framework.themes.flatMap((theme) => [
    `\tTheme ${theme.id}`,
    `\t${theme.title}${benchmarks(theme.benchmarks)}`,
    ...theme.statements.map(
      ({ id, title, levels }) =>
        `${id} ${title}\t${levels.map(({ summary }) => summary ?? '').join('\t')}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

function benchmarks(numbers: number[]): string {
  if (numbers.length === 0) return '';
  return ` (Benchmark${numbers.length > 1 ? 's' : ''} ${numbers.join(' and ')})`;
}
