/** Waymark's own files, YAML or JSON: nothing to recover, only to check. */

import { checkFramework } from '../../framework/check.js';
import type { Framework } from '../../framework/framework.js';
import { type FrameworkSource, parseSource } from '../../framework/source.js';
import { invalid } from '../../platform/problems.js';
import type { Draft, Missing } from './draft.js';
import { WHOLE } from './draft.js';

/**
 * The framework of one file that holds everything.
 * @throws Problem framework.invalid with the first fault and its line
 */
export function readFrameworkFile(text: string, name: string): Framework {
  const main = parseSource(name, text);
  const themes = (main.value as { themes?: unknown } | null | undefined)?.themes;
  const list = Array.isArray(themes) ? themes : [];
  if (list.some((theme) => typeof theme === 'string')) {
    throw invalid(
      'framework.in-parts',
      'This file names its themes as files of their own. Export the framework as one file and choose that.',
    );
  }
  const source: FrameworkSource = {
    main,
    themes: list.map((_, index) => ({ file: main, path: ['themes', index] })),
    faults: [],
  };
  const { framework, faults } = checkFramework(source);
  if (framework) return framework;
  throw invalid('framework.invalid', `Line ${faults[0]!.line}: ${faults[0]!.message}`);
}

/** The framework as a draft, so that it is shown, compared and published like any other. */
export function draftOfFramework(framework: Framework, text: string): Draft {
  const lines = text.split(/\r\n|[\n\r]/u).map((line, index) => ({
    line: index + 1,
    page: 1,
    text: line,
    uses: [
      {
        ...WHOLE,
        use: line.trim() === '' ? ('blank' as const) : ('level' as const),
        because: null,
      },
    ],
  }));
  return {
    title: framework.title,
    levels: framework.levels,
    themes: framework.themes.map(({ id, title, benchmarks, statements }) => ({
      id,
      title,
      benchmarks,
      lines: [],
      statements: statements.map((statement) => ({
        id: statement.id,
        title: statement.title,
        lines: [],
        levels: statement.levels.map(({ level, summary }) => ({ level, text: summary, lines: [] })),
      })),
    })),
    repairs: [],
    doubts: [],
    missing: gapsOf(framework),
    lines,
    reading: {
      format: 'framework file',
      columns: { code: 0, title: 0, levels: [] },
      codeLike: framework.themes[0]?.statements[0]?.id ?? '1.1',
      bestFirst: false,
      sheets: [],
    },
    framework,
  };
}

function gapsOf(framework: Framework): Missing[] {
  return framework.themes.flatMap((theme) =>
    theme.statements.flatMap((statement) =>
      statement.levels
        .filter(({ summary }) => summary === null)
        .map(({ level, missing }) => ({
          theme: theme.id,
          statement: statement.id,
          level,
          reason: 'empty' as const,
          found: missing ?? '',
          lines: [],
        })),
    ),
  );
}
