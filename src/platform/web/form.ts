/** Reading what a form sent. */
import { z } from 'zod';
import { invalid, Problem } from '../problems.js';
import type { Ctx } from './request-context.js';

/** The fields of a form as typed. A field that stands more than once has all its values. */
export type Typed = Record<string, string[]>;

/** The names of fields that forms carry for Waymark itself. */
export const KEY_FIELD = '_key';
export const VERSION_FIELD = '_version';

/**
 * Reads a posted form. Line ends become \n.
 * @throws Problem 422 for characters that no text can hold (NUL, half a surrogate pair).
 */
export async function readForm(c: Ctx): Promise<Typed> {
  const form = await c.req.parseBody({ all: true });
  const typed: Typed = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      [value]
        .flat()
        .filter((each) => typeof each === 'string')
        .map((each) => each.replace(/\r\n?/g, '\n')),
    ]),
  );
  for (const [name, values] of Object.entries(typed)) {
    if (values.some((value) => value.includes('\0') || !value.isWellFormed())) {
      throw invalid(
        'form.unreadable',
        'One of the fields has a character that cannot be saved. Type it again.',
        {
          [name]: 'Enter this again without special control characters',
        },
      );
    }
  }
  return typed;
}

/** The first value of a field, or ''. */
export const one = (typed: Typed, name: string): string => typed[name]?.[0] ?? '';
/** All values of a field. */
export const all = (typed: Typed, name: string): string[] => typed[name] ?? [];

/** The key that lets a form that is sent twice have one effect; null when there is none. */
export function keyOf(typed: Typed): string | null {
  const key = one(typed, KEY_FIELD);
  return z.uuid().safeParse(key).success ? key : null;
}

/** The version of the thing that the form was filled in for; 0 when it did not exist yet. */
export const versionOf = (typed: Typed): number => Number(one(typed, VERSION_FIELD)) || 0;

/**
 * Reads fields by a zod schema whose messages are the sentences that people see.
 * @throws Problem 422 `form.invalid` with a sentence for each field.
 */
export function parse<T extends z.ZodType>(schema: T, values: unknown): z.infer<T> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const fields: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const name = String(issue.path[0] ?? '');
    fields[name] ??= issue.message;
  }
  throw invalid('form.invalid', Object.values(fields)[0] ?? 'Check what you entered.', fields);
}

const tooLong = (most: number, what: string) =>
  `Enter ${what && `${what} of `}at most ${most.toLocaleString('en-GB')} characters`;

/** Text that has to be entered: what to say when it is missing, and when it is longer than `most` characters. */
export const requiredText = (missing: string, most: number, what = '') =>
  z.string().trim().min(1, missing).max(most, tooLong(most, what));

/** Text that may be left out. */
export const optionalText = (most: number, what = '') =>
  z.string().trim().max(most, tooLong(most, what)).default('');

/** The single values of a form, trimmed, for `parse`. */
export function single(typed: Typed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(typed).map(([name, values]) => [name, (values[0] ?? '').trim()]),
  );
}

/** Gives a Problem to show beside the form; anything else goes on up. */
export function expected(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
