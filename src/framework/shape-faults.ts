/** What the definition refuses, in plain sentences: a missing key, a wrong type, an unknown key. */
import type { z } from 'zod';
import type { Fault, Path, Place } from './source.js';

type Issue = z.core.$ZodIssue;

/** Reads the value at `place` by a schema of `definition.ts`; either the data, or every fault of its shape. */
export function readShape<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: Place,
): { data: T | null; faults: Fault[] } {
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data, faults: [] };
  return {
    data: null,
    faults: result.error.issues.flatMap((issue) => faultsOf(issue, value, place)),
  };
}

function faultsOf(issue: Issue, root: unknown, place: Place): Fault[] {
  const path = issue.path as Path;
  const at = (extra: Path) => ({
    file: place.file.name,
    line: place.file.lineOf([...place.path, ...path, ...extra]),
  });
  const where = whereabouts(root, path);
  if (issue.code === 'unrecognized_keys') {
    const sentences = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      code: 'key.unknown',
      message: where + sentences[index]!,
      ...at([key]),
    }));
  }
  const [code, sentence] = explain(issue, valueAt(root, path), nameOf(path));
  return [{ code, message: where + sentence, ...at([]) }];
}

/** The stable code and the sentence for one issue; `name` is what the thing is called in the file. */
function explain(issue: Issue, value: unknown, name: string): [code: string, sentence: string] {
  // A set of keys with a key "length" is too small or too big for a list before it is no list.
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return explainType('expected' in issue ? issue.expected : 'array', value, name);
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, value, name);
    case 'too_small':
      if (typeof value === 'string')
        return ['value.empty', `${name} is empty. Write it, or leave the key out.`];
      if (Array.isArray(value)) {
        return ['value.too-few', `${name} needs at least ${count(Number(issue.minimum))}.`];
      }
      return ['value.out-of-range', outOfRange(name, value)];
    case 'too_big':
      if (Array.isArray(value)) {
        return ['value.too-many', `${name} takes at most ${count(Number(issue.maximum))}.`];
      }
      if (typeof value === 'string') {
        return ['value.too-long', `${name} takes at most ${Number(issue.maximum)} characters.`];
      }
      return ['value.out-of-range', outOfRange(name, value)];
    default:
      return ['value.format', `${name} cannot be "${String(value)}". ${FORMATS[name]}`];
  }
}

const FORMATS: Record<string, string> = {
  '"id"': 'Use small letters, digits and hyphens, like careers-impact-schools.',
  '"version"': 'Use numbers and full stops, like "1.0".',
};

function explainType(expected: string, value: unknown, name: string): [string, string] {
  if (value === undefined) {
    const hint =
      name === '"summary"'
        ? ' Write the words of the level; if there are none, write null and say why with the key "missing".'
        : '';
    return [
      name === '"summary"' ? 'level.no-wording' : 'key.missing',
      `${name} is missing.${hint}`,
    ];
  }
  if (value === null) return ['value.empty', `${name} is empty. Write it, or leave the key out.`];
  if (expected === 'string' && typeof value === 'number') {
    return ['value.type', `${name} has to be text. Put it in quotes: "${value}".`];
  }
  return ['value.type', `${name} has to be ${KINDS[expected]}, and here it is ${kindOf(value)}.`];
}

const KINDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a set of keys';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? `the number ${value}` : `${String(value)}`;
}

function outOfRange(name: string, value: unknown): string {
  if (name === 'An entry of "benchmarks"') {
    return `There is no Gatsby Benchmark ${String(value)}. They have the numbers 1 to 8.`;
  }
  return `${name} cannot be ${String(value)}. Levels have numbers from 0 to 8, themes from 1.`;
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'This';
  if (typeof last === 'string') return `"${last}"`;
  return `An entry of ${nameOf(path.slice(0, -1))}`;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | null | undefined)?.[step],
    root,
  );
}

/** "Statement 2.4, level 3: ", as far as the file says so itself. */
function whereabouts(root: unknown, path: Path): string {
  const at = path.indexOf('statements');
  const statement = at < 0 ? undefined : path[at + 1];
  if (statement === undefined) return '';
  const code = valueAt(root, [...path.slice(0, at + 2), 'id']);
  const words =
    typeof code === 'string' ? `Statement ${code}` : `Statement number ${Number(statement) + 1}`;
  const inLevel = path[at + 2] === 'levels' && path[at + 3] !== undefined;
  const level = inLevel ? valueAt(root, [...path.slice(0, at + 4), 'level']) : undefined;
  return typeof level === 'number' ? `${words}, level ${level}: ` : `${words}: `;
}
