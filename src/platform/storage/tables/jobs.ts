/** Rows of background work, written by platform/jobs alone. */
import type { Generated } from 'kysely';

interface JobsTable {
  name: string;
  due_at: Date;
  lease_id: string | null;
  leased_until: Date | null;
  attempts: Generated<number>;
  started_at: Date | null;
  finished_at: Date | null;
  last_error: string | null;
  done: number | null;
  total: number | null;
}

export interface JobTables {
  jobs: JobsTable;
}
