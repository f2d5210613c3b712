/**
 * What can be made out of a framework's files however many faults they have. The checks of structure work on this,
 * so that one slip in a file never hides the next: a part that has the wrong shape is simply not in the outline.
 */
import type { FrameworkSource, Path, Place } from './source.js';

export interface LevelOutline {
  place: Place;
  level: number;
  hasWording: boolean;
  hasMissing: boolean;
  criteria: { place: Place; id: string }[];
}

export interface LinkOutline {
  place: Place;
  level: number;
  needs: { statement: string; level: number };
}

export interface StatementOutline {
  place: Place;
  code: string;
  levels: LevelOutline[];
  links: LinkOutline[];
}

export interface ThemeOutline {
  place: Place;
  id: number | null;
  benchmarks: { place: Place; number: number }[];
  statements: StatementOutline[];
}

export interface Outline {
  levels: { place: Place; level: number; title: string | null }[];
  themes: ThemeOutline[];
}

/** The outline of whatever can be made out. */
export function outlineOf(source: FrameworkSource): Outline {
  const main: Place = { file: source.main, path: [] };
  return {
    levels: items(main, field(source.main.value, 'levels'), ['levels']).flatMap(
      ({ value, place }) => {
        const level = number(field(value, 'level'));
        const title = text(field(value, 'title'));
        return level === null ? [] : [{ place, level, title }];
      },
    ),
    themes: source.themes.map(themeOutline),
  };
}

/** The value that is written at a place. */
export function valueAtPlace({ file, path }: Place): unknown {
  return path.reduce<unknown>((value, step) => field(value, step), file.value);
}

function themeOutline(place: Place): ThemeOutline {
  const theme = valueAtPlace(place);
  return {
    place,
    id: number(field(theme, 'id')),
    benchmarks: items(place, field(theme, 'benchmarks'), ['benchmarks']).flatMap((entry) => {
      const value = number(entry.value);
      return value === null ? [] : [{ place: entry.place, number: value }];
    }),
    statements: items(place, field(theme, 'statements'), ['statements']).flatMap((entry) => {
      const code = text(field(entry.value, 'id'));
      return code === null ? [] : [statementOutline(entry.place, code, entry.value)];
    }),
  };
}

function statementOutline(place: Place, code: string, value: unknown): StatementOutline {
  return {
    place,
    code,
    levels: items(place, field(value, 'levels'), ['levels']).flatMap((entry) =>
      levelOutline(entry),
    ),
    links: items(place, field(value, 'builds_on'), ['builds_on']).flatMap((entry) => {
      const level = number(field(entry.value, 'level'));
      const needs = field(entry.value, 'needs');
      const statement = text(field(needs, 'statement'));
      const needed = number(field(needs, 'level'));
      if (level === null || statement === null || needed === null) return [];
      return [{ place: entry.place, level, needs: { statement, level: needed } }];
    }),
  };
}

function levelOutline({ place, value }: { place: Place; value: unknown }): LevelOutline[] {
  const level = number(field(value, 'level'));
  if (level === null) return [];
  const criteria = items(place, field(value, 'criteria'), ['criteria']).flatMap((entry) => {
    const id = text(field(entry.value, 'id'));
    return id === null
      ? []
      : [{ place: { ...entry.place, path: [...entry.place.path, 'id'] }, id }];
  });
  const hasWording = text(field(value, 'summary')) !== null;
  return [
    { place, level, hasWording, hasMissing: text(field(value, 'missing')) !== null, criteria },
  ];
}

function items(place: Place, value: unknown, under: Path): { place: Place; value: unknown }[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown, index) => ({
    value: item,
    place: { file: place.file, path: [...place.path, ...under, index] },
  }));
}

function field(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}
