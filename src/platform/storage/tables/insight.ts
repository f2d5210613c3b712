/** Rows of insight: efforts, the headings of the school’s own plan, lists to count towards. */
import type { Generated, JSONColumnType } from 'kysely';

interface EffortsTable {
  organisation_id: string;
  statement: string;
  level: number;
  /** numeric: pg gives it as text. */
  days: string | number;
}
interface PlanHeadingsTable {
  organisation_id: string;
  id: string;
  place: number;
  title: string;
  statements: Generated<string[]>;
}
interface CrosswalksTable {
  organisation_id: string;
  id: string;
  title: string;
  about: Generated<string>;
  /** JSON; written as text. */
  entries: JSONColumnType<
    { id: string; title: string; about: string; benchmark?: number; statements: string[] }[]
  >;
  loaded_by: string | null;
  loaded_at: Date;
}

export interface InsightTables {
  efforts: EffortsTable;
  plan_headings: PlanHeadingsTable;
  crosswalks: CrosswalksTable;
}
