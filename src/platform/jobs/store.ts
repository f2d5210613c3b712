/** The rows of the jobs. All of it is work of the installation. */
import { sql, type Updateable } from 'kysely';
import { type Circumstances, INSTALLATION_CHAIN, record } from '../history/history.js';
import { conflict, notFound } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import type { JobTables } from '../storage/tables/jobs.js';
import { installation } from '../storage/transaction.js';
import { jobEvents } from './events.js';
import { isRunning, type Job, type JobDefinition } from './jobs.js';

/** A run that was begun: only whoever holds its lease may say how it ended. */
export interface Claim {
  name: string;
  lease: string;
  attempts: number;
}

/** A process that has not renewed its lease for so long was killed. */
const LEASE_MS = 2 * 60_000;
const leaseEnd = (context: Pick<AppContext, 'clock'>) =>
  new Date(context.clock().getTime() + LEASE_MS);

/** Every job that has been scheduled, by name. */
export function listJobs(context: AppContext): Promise<Job[]> {
  return context.storage.read(installation, (db) =>
    db.selectFrom('jobs').selectAll().orderBy('name').execute(),
  );
}

/** Schedules jobs that are new here. Each first runs after the time that lies between its runs. */
export async function schedule(context: AppContext, jobs: readonly JobDefinition[]): Promise<void> {
  const now = context.clock().getTime();
  await context.storage.write(installation, (db) =>
    db
      .insertInto('jobs')
      .values(jobs.map(({ name, everyMs }) => ({ name, due_at: new Date(now + everyMs) })))
      .onConflict((known) => known.doNothing())
      .execute(),
  );
}

/** Takes a job that is due, so that no other process does; null when another was faster. */
export async function claim(context: AppContext, name: string): Promise<Claim | null> {
  const now = context.clock();
  const lease = context.id();
  return context.storage.write(installation, async (db) => {
    const { rows } = await sql<{ attempts: number }>`
      UPDATE jobs SET lease_id = ${lease}, leased_until = ${leaseEnd(context)}, attempts = attempts + 1,
        started_at = ${now}, done = NULL, total = NULL
      WHERE name = (SELECT name FROM jobs WHERE name = ${name} AND due_at <= ${now}
                      AND (leased_until IS NULL OR leased_until <= ${now})
                    FOR UPDATE SKIP LOCKED)
      RETURNING attempts`.execute(db);
    return rows[0] ? { name, lease, attempts: rows[0].attempts } : null;
  });
}

/** Changes the row of a run, unless its lease has ended and another process has taken the job. */
async function change(
  context: AppContext,
  { name, lease }: Claim,
  set: Updateable<JobTables['jobs']>,
): Promise<void> {
  await context.storage.write(installation, (db) =>
    db
      .updateTable('jobs')
      .set(set)
      .where('name', '=', name)
      .where('lease_id', '=', lease)
      .execute(),
  );
}

/** Keeps the lease for longer, and says how far the run is. */
export const renew = (
  context: AppContext,
  run: Claim,
  progress: { done?: number; total?: number } = {},
): Promise<void> => change(context, run, { leased_until: leaseEnd(context), ...progress });

/** Ends a run, and says when the next one is due. Without an error the attempts begin anew. */
export function finish(
  context: AppContext,
  run: Claim,
  { error, nextInMs }: { error: string | null; nextInMs: number },
): Promise<void> {
  const now = context.clock();
  return change(context, run, {
    due_at: new Date(now.getTime() + nextInMs),
    lease_id: null,
    leased_until: null,
    finished_at: now,
    last_error: error,
    done: null,
    total: null,
    ...(error === null ? { attempts: 0 } : {}),
  });
}

/**
 * Makes a job due now, and says so in the history of the installation.
 * @throws Problem 404 `job.unknown`; 409 `job.running`
 */
export async function retryJob(
  context: AppContext,
  name: string,
  by: Pick<Circumstances, 'person' | 'channel'>,
): Promise<void> {
  const now = context.clock();
  const job = (await listJobs(context)).find((each) => each.name === name);
  if (!job) throw notFound('job.unknown', `There is no job "${name}".`);
  if (isRunning(job, now)) throw conflict('job.running', 'This job is running now.');
  await context.storage.write(installation, async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('jobs')
      .set({ due_at: now })
      .where('name', '=', name)
      .where('due_at', '>', now)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await record(db, context, jobEvents, {
      ...{ ...by, organisation: null, verb: 'job.retried', after: { job: name } },
      subject: { kind: 'installation', id: INSTALLATION_CHAIN },
    });
  });
}
