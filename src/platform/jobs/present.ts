/** The jobs as people and programs read them. */
import type { AppContext } from '../storage/context.js';
import { isRunning, type Job, type JobDefinition } from './jobs.js';
import { listJobs } from './store.js';

export type PresentedJob = ReturnType<typeof presentJob>;

/** The scheduled jobs of this copy of Waymark, in its order. */
export async function presentJobs(
  context: AppContext,
  jobs: readonly JobDefinition[],
): Promise<PresentedJob[]> {
  const now = context.clock();
  const rows = new Map((await listJobs(context)).map((row) => [row.name, row]));
  return jobs.flatMap((definition) => {
    const row = rows.get(definition.name);
    return row ? [presentJob(definition, row, now)] : [];
  });
}

function presentJob(definition: JobDefinition, job: Job, now: Date) {
  const { done, total } = job;
  const runs = isRunning(job, now);
  return {
    id: job.name,
    title: definition.title,
    every: everyWords(definition.everyMs),
    state: runs ? 'running' : job.last_error ? 'failed' : 'waiting',
    /** How often it was started since it last went well. */
    attempts: job.attempts,
    lastRun: job.started_at?.toISOString() ?? null,
    nextRun: job.due_at.toISOString(),
    /** True when it is due, and waits until there is something to do. */
    isIdle: !runs && job.due_at <= now && definition.isNeeded !== undefined,
    lastError: job.last_error,
    progress: runs && done !== null && total !== null ? { done, total } : null,
  };
}

const FULL = 'The disk is full.';
const ERRORS: Readonly<Record<string, string>> = {
  'storage.full': FULL,
  ENOSPC: FULL,
  EDQUOT: FULL,
  'storage.away': 'The database did not answer.',
  EACCES: 'A file or folder cannot be opened.',
};

/** The code of an error in plain words. */
export const errorWords = (code: string): string =>
  ERRORS[code] ?? `Something went wrong (${code}). The server’s log says more.`;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** How often a job runs: "Every day", "Every 15 minutes". */
export function everyWords(everyMs: number): string {
  const [unit, ms] = UNITS.find(([, each]) => everyMs % each === 0) ?? ['second', 1000];
  const count = everyMs / ms;
  return count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;
}
