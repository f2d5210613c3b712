/**
 * Making a framework by hand: what can be done to one that is not published yet. Each gives a new framework whose
 * codes follow one another and whose links and criteria still fit.
 */

import type { BuildsOn, Criterion, Framework, Statement, Theme } from '../framework/framework.js';
import { statementsOf } from '../framework/framework.js';
import { runAtEnd } from '../platform/text-end.js';

const NOT_WRITTEN = 'Not written yet.';

/** A new framework with one theme, one statement and levels without words. */
export function blankFramework(title: string, id: string): Framework {
  const levels = [1, 2, 3, 4].map((level) => ({ level, title: `Level ${level}` }));
  const blank: Framework = {
    id,
    version: '1.0',
    title,
    edition: null,
    ownWords: true,
    language: 'en-GB',
    publisher: null,
    institutionTypes: [],
    levels,
    themes: [],
  };
  return addTheme(blank, 'Theme 1');
}

const blankStatement = (framework: Framework, id: string): Statement => ({
  id,
  title: 'New statement',
  asks: null,
  levels: framework.levels.map(({ level }) => ({
    level,
    summary: null,
    missing: NOT_WRITTEN,
    criteria: [],
  })),
  buildsOn: [],
  evidence: [],
  prompts: [],
  voices: [],
});

/** A theme at the end, with one statement. */
export function addTheme(framework: Framework, title: string): Framework {
  const id = framework.themes.length + 1;
  const statements = [blankStatement(framework, `${id}.1`)];
  const theme = { id, title, short: null, benchmarks: [], statements };
  return { ...framework, themes: [...framework.themes, theme] };
}

/** A statement at the end of a theme. */
export function addStatement(framework: Framework, theme: number): Framework {
  return withTheme(framework, theme, (found) => ({
    ...found,
    statements: [
      ...found.statements,
      blankStatement(framework, `${found.id}.${found.statements.length + 1}`),
    ],
  }));
}

/** Without a statement; a theme that loses its last statement goes with it. The last of all stays. */
export function removeStatement(framework: Framework, code: string): Framework {
  if (statementsOf(framework).length < 2) return framework;
  const themes = framework.themes
    .map((theme) => ({ ...theme, statements: theme.statements.filter(({ id }) => id !== code) }))
    .filter(({ statements }) => statements.length > 0);
  return renumbered({ ...framework, themes });
}

/** A statement one place up or down within its theme. */
export function moveStatement(framework: Framework, code: string, by: -1 | 1): Framework {
  const themes = framework.themes.map((theme) => {
    const at = theme.statements.findIndex(({ id }) => id === code);
    const other = theme.statements[at + by];
    const here = theme.statements[at];
    if (!here || !other) return theme;
    const statements = [...theme.statements];
    statements[at] = other;
    statements[at + by] = here;
    return { ...theme, statements };
  });
  return renumbered({ ...framework, themes });
}

/** Other titles for the levels, lowest first, from 0 or 1 on; words stay with the place that they stand in. */
export function withLevels(framework: Framework, first: 0 | 1, titles: string[]): Framework {
  const levels = titles.map((title, at) => ({ level: first + at, title }));
  const old = framework.levels.map(({ level }) => level);
  const fresh = new Map(old.map((level, at) => [level, levels[at]?.level]));
  const statement = (each: Statement): Statement => ({
    ...each,
    levels: levels.map(({ level }, at) => {
      const found = each.levels.find((one) => one.level === old[at]);
      if (!found) return { level, summary: null, missing: NOT_WRITTEN, criteria: [] };
      return { ...found, level, criteria: renamed(found.criteria, each.id, level) };
    }),
    buildsOn: each.buildsOn.flatMap((link) => {
      const [level, needs] = [fresh.get(link.level), fresh.get(link.needs.level)];
      if (level === undefined || needs === undefined) return [];
      return [{ ...link, level, needs: { ...link.needs, level: needs } }];
    }),
  });
  const themes = framework.themes.map((theme) => ({
    ...theme,
    statements: theme.statements.map(statement),
  }));
  return { ...framework, levels, themes };
}

/** Themes and statements numbered in their order; links and criteria follow, and links to what is gone go too. */
function renumbered(framework: Framework): Framework {
  const codes = new Map<string, string>();
  for (const [at, theme] of framework.themes.entries()) {
    for (const [place, { id }] of theme.statements.entries())
      codes.set(id, `${at + 1}.${place + 1}`);
  }
  const statement = (each: Statement): Statement => {
    const id = codes.get(each.id) ?? each.id;
    return {
      ...each,
      id,
      levels: each.levels.map((descriptor) => ({
        ...descriptor,
        criteria:
          id === each.id ? descriptor.criteria : renamed(descriptor.criteria, id, descriptor.level),
      })),
      buildsOn: each.buildsOn.flatMap((link) => {
        const code = codes.get(link.needs.statement);
        return code ? [{ ...link, needs: { ...link.needs, statement: code } }] : [];
      }),
    };
  };
  const themes = framework.themes.map((theme, at) => ({
    ...theme,
    id: at + 1,
    statements: theme.statements.map(statement),
  }));
  return { ...framework, themes };
}

/** The letters stay: "2.4.3b" becomes "2.5.3b". */
function renamed(criteria: Criterion[], code: string, level: number): Criterion[] {
  return criteria.map((criterion, at) => {
    const letters = runAtEnd(criterion.id, /[a-z]/) || letterOf(at);
    return { ...criterion, id: `${code}.${level}${letters}` };
  });
}

/** "a" to "z", then "aa". */
export function letterOf(at: number): string {
  const letter = String.fromCharCode(97 + (at % 26));
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter;
}

function placeOfLetters(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1;
}

/** A statement with other words; `lines` holds the points of each level, one a line. */
export interface StatementEdit {
  title: string;
  asks: string | null;
  levels: { level: number; summary: string | null; points: string[] }[];
  buildsOn: BuildsOn[];
  evidence: string[];
  prompts: string[];
  voices: string[];
}

/** Puts an edit in the place of the statement of this code. */
export function editStatement(framework: Framework, code: string, edit: StatementEdit): Framework {
  const themes = framework.themes.map((theme) => ({
    ...theme,
    statements: theme.statements.map((statement) =>
      statement.id === code ? { ...edited(statement, edit) } : statement,
    ),
  }));
  return { ...framework, themes };
}

function edited(statement: Statement, edit: StatementEdit): Statement {
  const { title, asks, buildsOn, evidence, prompts, voices } = edit;
  const levels = statement.levels.map((descriptor) => {
    const found = edit.levels.find(({ level }) => level === descriptor.level);
    if (!found) return descriptor;
    const { level, summary, points } = found;
    const criteria =
      summary === null ? [] : criteriaOf(statement.id, level, descriptor.criteria, points);
    return {
      level,
      summary,
      missing: summary === null ? (descriptor.missing ?? NOT_WRITTEN) : null,
      criteria,
    };
  });
  return { id: statement.id, title, asks, levels, buildsOn, evidence, prompts, voices };
}

const MAY = /^\(may\)\s*/i;

/** The points of a level as lines: "(may)" stands before those that count for nothing when they are not met. */
export const pointLines = (criteria: Criterion[]): string[] =>
  criteria.map(({ text, optional }) => `${optional ? '(may) ' : ''}${text}`);

/** Criteria of lines. A line keeps the id of the point with the same words, else of the point in its place. */
export function criteriaOf(
  code: string,
  level: number,
  before: Criterion[],
  lines: string[],
): Criterion[] {
  const wanted = lines.map((line) => ({ text: line.replace(MAY, ''), optional: MAY.test(line) }));
  const free = new Map(before.map((criterion) => [criterion.id, criterion]));
  const ids: (string | undefined)[] = wanted.map(({ text }) => {
    const same = [...free.values()].find((criterion) => criterion.text === text);
    if (same) free.delete(same.id);
    return same?.id;
  });
  const isSameNumber = before.length === lines.length;
  let next =
    1 + Math.max(-1, ...before.map(({ id }) => placeOfLetters(runAtEnd(id, /[a-z]/) || 'a')));
  return wanted.map((point, at) => {
    const here = before[at];
    let id = ids[at];
    if (!id && isSameNumber && here && free.delete(here.id)) id = here.id;
    if (!id) {
      id = `${code}.${level}${letterOf(next)}`;
      next += 1;
    }
    return { id, ...point };
  });
}

/** "3: 2.1 at 3 because …" and back: what a statement leans on, one link a line. */
export const linkLines = (links: BuildsOn[]): string[] =>
  links.map(
    ({ level, needs, because }) =>
      `${level}: ${needs.statement} at ${needs.level} because ${because}`,
  );

const LINK = /^(\d+)\s*:\s*(\d+\.\d+)\s+at\s+(\d+)\s+because\s+(\S.*)$/i;

/** The link of a line, or null when it is not written like one. */
export function linkOf(line: string): BuildsOn | null {
  const [, level, statement, needed, because] = LINK.exec(line.trim()) ?? [];
  if (!level || !statement || !needed || !because) return null;
  return { level: Number(level), needs: { statement, level: Number(needed) }, because };
}

function withTheme(framework: Framework, id: number, change: (theme: Theme) => Theme): Framework {
  const themes = framework.themes.map((theme) => (theme.id === id ? change(theme) : theme));
  return { ...framework, themes };
}

/** A theme with another title, another short name and other benchmarks. */
export const editTheme = (
  framework: Framework,
  id: number,
  edit: Pick<Theme, 'title' | 'short' | 'benchmarks'>,
): Framework => withTheme(framework, id, (theme) => ({ ...theme, ...edit }));
