import type { JSONColumnType, Selectable } from 'kysely';

/** A column of JSON: read as what it holds, written as text. */
export type Json<T extends object> = JSONColumnType<T, string | undefined, string>;

/** A row of a table as it is, or as json_agg gives it: moments are then text. */
export type RowOrJson<Table> = {
  [Column in keyof Selectable<Table>]: Date extends Selectable<Table>[Column]
    ? Selectable<Table>[Column] | string
    : Selectable<Table>[Column];
};
