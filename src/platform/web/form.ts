/** Reading what a form sent. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid, Problem } from '../problems.js';
import { requestKey } from '../storage/idempotency.js';
import type { Ctx } from './request-context.js';

/** The fields of a form as typed. A field that stands more than once has all its values. */
export type Typed = Record<string, string[]>;

/** Line ends as \n: those of Windows, and what Word and web pages break lines with within a paragraph. */
export const withLineEnds = (text: string): string => text.replace(/\r\n?|[\v\u2028\u2029]/g, '\n');

/** The names of fields that forms carry for Waymark itself. */
export const KEY_FIELD = '_key';
export const VERSION_FIELD = '_version';
/** Keys of forms whose drafts this one takes the place of. */
export const REPLACES_FIELD = '_replaces';

/**
 * Reads a posted form. Line ends become \n, and what no text can hold (U+0000, half a surrogate pair) is left out or
 * replaced: nobody typed it, and the words around it are kept.
 * @throws Problem 422 `form.unreadable`
 */
export async function readForm(c: Ctx): Promise<Typed> {
  const form = await arrived(c.req.parseBody({ all: true }));
  const typed: Typed = Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      plainText(name),
      [value]
        .flat()
        .filter((each) => typeof each === 'string')
        .map(plainText),
    ]),
  );
  c.set('replaces', typed[REPLACES_FIELD] ?? []);
  return typed;
}

/**
 * What reading a body gives. A connection that breaks, or a form that is none, is no fault of ours.
 * @throws Problem 422 `form.unreadable`, and whatever refuses a body that is too large
 */
export async function arrived<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof Problem ? error : brokenForm();
  }
}

export const brokenForm = () =>
  invalid('form.unreadable', 'Only part of the form arrived, so nothing was saved. Send it again.');

/** Text as it can be saved. */
export const plainText = (text: string): string =>
  withLineEnds(text.replaceAll('\0', '')).toWellFormed();

/** The first value of a field, or ''. */
export const one = (typed: Typed, name: string): string => typed[name]?.[0] ?? '';
/** All values of a field. */
export const all = (typed: Typed, name: string): string[] => typed[name] ?? [];

/**
 * The key that lets a form that is sent twice have one effect; null when there is none. Sent again with other words (or
 * other files, by their checksums) a form has another key: nothing is dropped, and a version it carries tells a conflict.
 */
export function keyOf(typed: Typed, ...files: string[]): string | null {
  const key = one(typed, KEY_FIELD);
  if (!z.uuid().safeParse(key).success) return null;
  const sent = Object.entries(typed)
    .filter(([name]) => name !== KEY_FIELD)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return requestKey(key, [sent, files]);
}

/**
 * The version of something that counts none: a print of what it holds, 1 or more. A form that edits it carries this, so
 * that the second of two people overwrites nothing unseen.
 */
export const contentVersion = (content: unknown): number =>
  1 + createHash('sha256').update(JSON.stringify(content)).digest().readUIntBE(0, 4);

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
