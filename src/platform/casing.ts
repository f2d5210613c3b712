/** The same names as columns and JSON write them, and as code does. */
import type { z } from 'zod';

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : '';

export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A row in the names of code: `academic_year` is then `academicYear`. */
export const camelKeys = <Row extends object>(row: Row) =>
  Object.fromEntries(Object.entries(row).map(([name, is]) => [camelCase(name), is])) as {
    [Name in keyof Row & string as Camel<Name>]: Row[Name];
  };

type InJson<Value> = Value extends Date ? string : Value;

/** A record in the names of JSON, with its moments as ISO text: `startedAt` is then `started_at`. */
export const jsonKeys = <Thing extends object>(thing: Thing) =>
  Object.fromEntries(
    Object.entries(thing).map(([name, is]) => [
      snakeCase(name),
      is instanceof Date ? is.toISOString() : is,
    ]),
  ) as { [Name in keyof Thing & string as Snake<Name>]: InJson<Thing[Name]> };

/** What a schema lets out of this: nothing beside what it lists. */
export const presented = <Schema extends z.ZodType>(
  schema: Schema,
  json: z.input<Schema>,
): z.output<Schema> => schema.parse(json);
