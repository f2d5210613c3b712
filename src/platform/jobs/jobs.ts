/** Background work: what a job is, when it is due, and what is kept of an error. */
import type { Selectable } from 'kysely';
import type { AppContext } from '../storage/context.js';
import type { JobTables } from '../storage/tables/jobs.js';

/** Says how far a run is, so many of so many. */
export type Progress = (done: number, total: number) => Promise<void>;

/** A recurring job. Each feature lists its own in jobs.ts, and app.ts lists them all. */
export interface JobDefinition {
  /** By which its row is found: "send-mail". */
  name: string;
  /** What it does, for the administrator: "Send emails". */
  title: string;
  /** From the end of one run to the next. */
  everyMs: number;
  /** False while there is nothing to do: then nothing is written either. Asked every two seconds once the job is due. */
  isNeeded?(context: AppContext): boolean | Promise<boolean>;
  /** One run. It may have been killed half-way before, so doing it again must have the same effect. */
  run(context: AppContext, progress: Progress): Promise<unknown>;
}

/** A job as its row says. */
export type Job = Selectable<JobTables['jobs']>;

const BACKOFF_FROM_MS = 10_000;
const BACKOFF_MOST_MS = 15 * 60_000;

/** How long to wait after so many failed attempts in a row: 10 seconds, doubled each time, 15 minutes at most. */
export const backoffMs = (attempts: number): number =>
  Math.min(BACKOFF_FROM_MS * 2 ** (attempts - 1), BACKOFF_MOST_MS);

/** True while somebody holds the lease. When it has ended, whoever held it was killed. */
export const isRunning = ({ leased_until }: Job, now: Date): boolean =>
  leased_until !== null && leased_until > now;

/** True when the job is to be run now. */
export const isDue = (job: Job, now: Date): boolean => job.due_at <= now && !isRunning(job, now);

/**
 * What is kept of an error: its code, or what kind of error it is ("storage.full", "23505", "TypeError"). Its message
 * may hold a name or an address, and goes to the log alone.
 */
export function errorCode(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  const isCode = (each: unknown): each is string =>
    typeof each === 'string' && /^[A-Za-z0-9._-]{1,60}$/.test(each);
  return [code, name].find(isCode) ?? 'unknown';
}
