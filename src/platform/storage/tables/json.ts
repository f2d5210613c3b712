import type { JSONColumnType } from 'kysely';

/** A column of JSON: read as what it holds, written as text. */
export type Json<T extends object> = JSONColumnType<T, string | undefined, string>;
