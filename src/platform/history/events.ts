/**
 * What an entry of the history may hold: an allow-list for each verb. An entry is under the chain of hashes for ever,
 * so it holds ids, codes, numbers, days and words of our own. What somebody typed may name a person: it is kept beside
 * the chain, where a name can be erased (`typed`).
 */
import { z } from 'zod';

/** A field that holds what somebody typed, whatever its shape. */
export const typed = <S extends z.ZodType>(schema: S): S => schema.meta({ isTyped: true }) as S;

/** What somebody typed into a field of words. */
export const typedWords = typed(z.string());
/** A title and the like that may be left empty. */
export const typedWordsOrNull = typed(z.string().nullable());

/** The id of a person or of a thing. */
export const id = z.uuid();
/** "2.4": the code of a statement. */
export const code = z.string().regex(/^\d+\.\d+$/);
/** A day as ISO text, or null. */
export const day = z.iso.date().nullable();

/** The fields of one verb, before and after. Any may be left out: an entry holds only what differs. */
type Fields = Record<string, z.ZodType>;

export interface EventDefinition<F extends Fields = Fields> {
  schema: z.ZodType<Part<F>>;
  /** The names of the fields that hold what somebody typed. */
  typed: readonly string[];
}

/** The events of a feature by their verbs ("agreement.set": a noun and what was done to it). */
export type EventDefinitions<E extends Record<string, Fields> = Record<string, Fields>> = {
  readonly [V in keyof E]: EventDefinition<E[V]>;
};

/** One side of a change. */
export type Part<F extends Fields> = keyof F extends never
  ? Record<string, never>
  : { [K in keyof F]?: z.infer<F[K]> | undefined };

/** Defines the events of a feature, verb by verb. A field that is not named here is refused, at any depth. */
export const defineEvents = <E extends Record<string, Fields>>(verbs: E): EventDefinitions<E> =>
  Object.fromEntries(
    Object.entries(verbs).map(([verb, fields]) => [
      verb,
      {
        schema: z.strictObject(fields).partial(),
        typed: Object.keys(fields).filter((name) => fields[name]?.meta()?.isTyped),
      },
    ]),
  ) as unknown as EventDefinitions<E>;
