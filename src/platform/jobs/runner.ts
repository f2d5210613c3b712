/** Runs the jobs. Every process of an installation may do so: each due job is run by one of them. */
import type { AppContext } from '../storage/context.js';
import { backoffMs, errorCode, isDue, type JobDefinition } from './jobs.js';
import { type Claim, claim, finish, listJobs, renew, schedule } from './store.js';

const LOOK_EVERY_MS = 2000;
const RENEW_EVERY_MS = 20_000;

/** Looks once for what is due, and starts it. Gives the runs, which never reject. A new job is scheduled first. */
export async function startDue(
  context: AppContext,
  jobs: readonly JobDefinition[],
): Promise<Promise<void>[]> {
  const known = new Map((await listJobs(context)).map((job) => [job.name, job]));
  const unknown = jobs.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) await schedule(context, unknown);
  const now = context.clock();
  const runs: Promise<void>[] = [];
  for (const definition of jobs) {
    const job = known.get(definition.name);
    if (!job || !isDue(job, now)) continue;
    try {
      if (definition.isNeeded && !(await definition.isNeeded(context))) continue;
      const claimed = await claim(context, definition.name);
      if (claimed) runs.push(runClaimed(context, definition, claimed));
    } catch (error) {
      tell(context, definition.name, error);
    }
  }
  return runs;
}

/**
 * Runs a job and writes down how it ended; one that failed is retried after a backoff. When that cannot be written, the
 * lease ends and the job is run again.
 */
async function runClaimed(context: AppContext, job: JobDefinition, claimed: Claim): Promise<void> {
  const renewing = setInterval(
    () => renew(context, claimed).catch((error) => tell(context, job.name, error)),
    RENEW_EVERY_MS,
  ).unref();
  try {
    await job.run(context, (done, total) => renew(context, claimed, { done, total }));
    await finish(context, claimed, { error: null, nextInMs: job.everyMs });
  } catch (error) {
    tell(context, job.name, error);
    const failed = { error: errorCode(error), nextInMs: backoffMs(claimed.attempts) };
    await finish(context, claimed, failed).catch((unsaved) => tell(context, job.name, unsaved));
  } finally {
    clearInterval(renewing);
  }
}

/**
 * Runs what is due, every two seconds, until the function that it gives is called; that one waits for what is running.
 * A database that is away or a full disk is logged, and tried again the next time.
 */
export function startJobs(
  context: AppContext,
  jobs: readonly JobDefinition[],
): () => Promise<void> {
  const running = new Set<Promise<void>>();
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void>;
  async function look(): Promise<void> {
    try {
      for (const run of await startDue(context, jobs)) {
        running.add(run);
        void run.then(() => running.delete(run));
      }
    } catch (error) {
      tell(context, 'all', error);
    }
    if (!isStopped) timer = setTimeout(lookAgain, LOOK_EVERY_MS).unref();
  }
  function lookAgain(): void {
    looking = look();
  }
  lookAgain();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await looking;
    await Promise.all(running);
  };
}

function tell(context: Pick<AppContext, 'clock'>, job: string, error: unknown): void {
  console.error(JSON.stringify({ at: context.clock().toISOString(), job, error: String(error) }));
}
