/** The coverage map: for each statement, what it rests on, how old that is, and whose voice is heard. Pure. */

import { type CitedEvidence, VOICES, type Voice } from '../evidence/evidence.js';
import {
  byStatement,
  isPastItsDate,
  type Prompt,
  promptsFor,
  type Showing,
} from '../evidence/freshness.js';
import { type Framework, type Statement, statementsOf } from '../framework/framework.js';
import { academicYearStart } from '../platform/academic-year.js';
import type { Recorded } from './coverage-store.js';

/** How fresh the freshest evidence of a cell is, best first. */
export const FRESHNESS = ['this year', 'last year', 'older', 'undated', 'past its date'] as const;
export type Freshness = (typeof FRESHNESS)[number];

/** The evidence of one voice at one statement. */
export interface Cell {
  count: number;
  freshness: Freshness;
}

export interface CoverageRow {
  statement: Statement;
  theme: number;
  rating: number | 'not-yet' | null;
  ratingWords: string;
  cited: CitedEvidence[];
  /** By voice; "not said" for evidence that names none. */
  cells: Partial<Record<Voice | 'not said', Cell>>;
  prompts: Prompt[];
}

/** How fresh one item is on a day. */
export function freshnessOf(item: Showing, today: string): Freshness {
  if (isPastItsDate(item, today)) return 'past its date';
  if (item.effectiveOn === null) return 'undated';
  const yearBegan = academicYearStart(today);
  if (item.effectiveOn >= yearBegan) return 'this year';
  const lastYear = `${Number(yearBegan.slice(0, 4)) - 1}${yearBegan.slice(4)}`;
  return item.effectiveOn >= lastYear ? 'last year' : 'older';
}

function cellsOf(cited: readonly CitedEvidence[], today: string): CoverageRow['cells'] {
  const cells: CoverageRow['cells'] = {};
  for (const item of cited) {
    const voice = item.voice ?? 'not said';
    const here = cells[voice];
    const fresh = freshnessOf(item, today);
    const best =
      here && FRESHNESS.indexOf(here.freshness) < FRESHNESS.indexOf(fresh) ? here.freshness : fresh;
    cells[voice] = { count: (here?.count ?? 0) + 1, freshness: best };
  }
  return cells;
}

/** One row for each statement of the framework, in its order. */
export function coverageOf(
  framework: Framework,
  recorded: readonly Recorded[],
  cited: readonly CitedEvidence[],
  today: string,
): CoverageRow[] {
  const byCode = byStatement(cited);
  const records = new Map(recorded.map((each) => [each.statement, each]));
  const themes = new Map(
    framework.themes.flatMap(({ id, statements }) => statements.map((each) => [each.id, id])),
  );
  return statementsOf(framework).map((statement) => {
    const record = records.get(statement.id);
    const rating = record?.is_not_yet ? 'not-yet' : (record?.level ?? null);
    const here = byCode.get(statement.id) ?? [];
    const ratingWords =
      rating === 'not-yet'
        ? `Not yet at ${(framework.levels[0]?.title ?? 'level 1').toLowerCase()}`
        : rating === null
          ? 'Not recorded'
          : (framework.levels.find(({ level }) => level === rating)?.title ?? `Level ${rating}`);
    return {
      statement,
      theme: themes.get(statement.id) ?? 0,
      rating,
      ratingWords,
      cited: here,
      cells: cellsOf(here, today),
      prompts: promptsFor({ rating, ratingWords, voices: statement.voices }, here, today),
    };
  });
}

/** At how many statements each voice is heard. */
export function voicesHeard(rows: readonly CoverageRow[]): { voice: Voice; statements: number }[] {
  return VOICES.map(({ voice }) => ({
    voice,
    statements: rows.filter(({ cells }) => cells[voice] !== undefined).length,
  }));
}
