/** Faults of order and belonging: levels, codes, wording and criteria. */
import type { LevelOutline, Outline, StatementOutline, ThemeOutline } from './outline.js';
import type { Fault, Place } from './source.js';

/** Every fault in how the parts of a framework stand in order and belong together. */
export function structureFaults(outline: Outline): Fault[] {
  const faults = [...levelListFaults(outline), ...themeFaults(outline)];
  const seenStatements = new Map<string, Place>();
  const seenCriteria = new Map<string, Place>();
  const levels = [...new Set(outline.levels.map(({ level }) => level))];
  for (const theme of outline.themes) {
    faults.push(...codeFaults(theme, seenStatements));
    for (const statement of theme.statements) {
      faults.push(...statementLevelFaults(statement, levels));
      for (const level of statement.levels) {
        faults.push(...wordingFaults(statement, level));
        faults.push(...criterionFaults(statement, level, seenCriteria));
      }
    }
  }
  return faults;
}

/** The fault of this name at this place. */
export function faultAt(place: Place, code: string, message: string): Fault {
  return { code, message, file: place.file.name, line: place.file.lineOf(place.path) };
}

function levelListFaults({ levels }: Outline): Fault[] {
  const faults: Fault[] = [];
  const first = levels[0];
  if (first && first.level > 1) {
    const message = `The first level is ${first.level}. The first level of a framework is 0 or 1.`;
    faults.push(faultAt(first.place, 'levels.first', message));
  }
  for (const [index, { place, level }] of levels.entries()) {
    const before = levels[index - 1];
    if (before && level !== before.level + 1) {
      const message = `After level ${before.level} comes level ${before.level + 1}, and here it is level ${level}.`;
      faults.push(faultAt(place, 'levels.order', message));
    }
  }
  return faults;
}

function themeFaults({ themes }: Outline): Fault[] {
  const faults: Fault[] = [];
  for (const [index, theme] of themes.entries()) {
    if (theme.id !== null && theme.id !== index + 1) {
      const message = `This is theme number ${index + 1} of the framework, and its id is ${theme.id}.`;
      faults.push(faultAt(inside(theme.place, 'id'), 'theme.order', message));
    }
    const seen = new Set<number>();
    for (const { place, number } of theme.benchmarks) {
      if (seen.has(number)) {
        const message = `Benchmark ${number} is listed twice in this theme.`;
        faults.push(faultAt(place, 'benchmark.twice', message));
      }
      seen.add(number);
    }
  }
  return faults;
}

function codeFaults(theme: ThemeOutline, seen: Map<string, Place>): Fault[] {
  const faults: Fault[] = [];
  let expected = 1;
  for (const { place, code } of theme.statements) {
    const at = inside(place, 'id');
    const fault = (name: string, message: string) => faults.push(faultAt(at, name, message));
    const earlier = seen.get(code);
    if (earlier) {
      const { file, path } = earlier;
      fault(
        'statement.twice',
        `The code ${code} is used already in ${file.name}, line ${file.lineOf(path)}.`,
      );
      continue;
    }
    seen.set(code, at);
    const parts = /^([1-9]\d*)\.([1-9]\d*)$/.exec(code);
    if (!parts) {
      fault(
        'statement.code',
        `"${code}" is not a code. A code is the number of the theme, a full stop and a number: 2.4.`,
      );
      continue;
    }
    const number = Number(parts[2]);
    if (theme.id !== null && Number(parts[1]) !== theme.id) {
      fault('statement.wrong-theme', `The code ${code} does not belong in theme ${theme.id}.`);
    } else if (number > expected) {
      fault('statement.skipped', `${skipped(parts[1]!, expected, number)} before ${code}.`);
    } else if (number < expected) {
      fault(
        'statement.order',
        `The code ${code} comes after ${parts[1]}.${expected - 1}. Put the statements in order.`,
      );
    }
    expected = Math.max(expected, number + 1);
  }
  return faults;
}

function skipped(theme: string, from: number, before: number): string {
  const last = before - 1;
  if (from === last) return `${theme}.${from} is skipped`;
  return `${theme}.${from} to ${theme}.${last} are skipped`;
}

function statementLevelFaults(statement: StatementOutline, levels: number[]): Fault[] {
  const { code, place } = statement;
  const faults: Fault[] = [];
  if (levels.length === 0 || statement.levels.length === 0) return faults;
  const seen = new Set<number>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const { place: at, level } of statement.levels) {
    if (!levels.includes(level)) {
      faults.push(
        faultAt(at, 'level.unknown', `Statement ${code}: the framework has no level ${level}.`),
      );
    } else if (seen.has(level)) {
      faults.push(faultAt(at, 'level.twice', `Statement ${code}: level ${level} is there twice.`));
    } else if (level < highest) {
      const message = `Statement ${code}: level ${level} comes after level ${highest}. Put the levels in order.`;
      faults.push(faultAt(at, 'level.order', message));
    }
    seen.add(level);
    highest = Math.max(highest, level);
  }
  for (const level of levels.filter((each) => !seen.has(each))) {
    const message = `Statement ${code}: level ${level} is missing.`;
    faults.push(faultAt(inside(place, 'levels'), 'level.missing', message));
  }
  return faults;
}

function wordingFaults({ code }: StatementOutline, level: LevelOutline): Fault[] {
  const name = `Statement ${code}, level ${level.level}`;
  const fault = (key: string, message: string) => [faultAt(level.place, key, message)];
  if (level.hasWording && level.hasMissing) {
    return fault('level.wording-and-missing', `${name}: there is wording, so "missing" has to go.`);
  }
  if (level.hasWording) return [];
  if (!level.hasMissing && isNullSummary(level)) {
    const message = `${name}: there is no wording. Write it, or say with the key "missing" why there is none.`;
    return fault('level.no-wording', message);
  }
  if (level.hasMissing && level.criteria.length > 0) {
    return fault(
      'level.criteria-without-wording',
      `${name}: there are criteria, and no wording that they come from.`,
    );
  }
  return [];
}

/** A summary that is not there at all is reported once, by the shape. */
function isNullSummary({ place }: LevelOutline): boolean {
  const level = place.path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown>)[step],
    place.file.value,
  );
  return (level as { summary?: unknown }).summary === null;
}

function criterionFaults(
  { code }: StatementOutline,
  { level, criteria }: LevelOutline,
  seen: Map<string, Place>,
): Fault[] {
  return criteria.flatMap(({ id, place }) => {
    const earlier = seen.get(id);
    if (earlier) {
      const { file, path } = earlier;
      const message = `The criterion ${id} is already in ${file.name}, line ${file.lineOf(path)}.`;
      return [faultAt(place, 'criterion.twice', message)];
    }
    seen.set(id, place);
    const stem = `${code}.${level}`;
    if (id.startsWith(stem) && /^[a-z]{1,2}$/.test(id.slice(stem.length))) return [];
    const message = `The criterion "${id}" does not belong here. At level ${level} of statement ${code} it is ${stem} and a letter, like ${stem}a.`;
    return [faultAt(place, 'criterion.belongs', message)];
  });
}

function inside(place: Place, key: string): Place {
  return { file: place.file, path: [...place.path, key] };
}
