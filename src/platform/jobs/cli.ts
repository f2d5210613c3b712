/** The commands about background work. */
import { operandsOf } from '../access/command-helpers.js';
import type { Call, Command } from '../commands.js';
import type { JobDefinition } from './jobs.js';
import { errorWords, presentJobs } from './present.js';
import { retryJob } from './store.js';

/** The commands for these jobs. */
export const jobCommands = (jobs: readonly JobDefinition[]): Command[] => [
  {
    name: 'jobs list',
    summary: 'List the background jobs: state, last and next run, last error.',
    run: (call) => list(call, jobs),
  },
  {
    name: 'jobs retry',
    operands: 'ID',
    summary: 'Run a background job again, without waiting for its next run.',
    run: retry,
  },
];

async function list(call: Call, jobs: readonly JobDefinition[]): Promise<void> {
  const shown = await presentJobs(await call.context(), jobs);
  const width = Math.max(0, ...shown.map(({ id }) => id.length));
  const lines = shown.map(
    ({ id, state, lastRun, nextRun, isIdle, attempts, lastError }) =>
      `${id.padEnd(width)}  ${state.padEnd(7)}  last ${lastRun ?? 'never'}  next ${isIdle ? 'when needed' : nextRun}${
        lastError ? `  attempts ${attempts}: ${errorWords(lastError)}` : ''
      }`,
  );
  call.print({
    json: { jobs: shown },
    text: lines.join('\n') || 'No jobs yet. They are listed once the server has started.',
  });
}

async function retry(call: Call): Promise<void> {
  const [id] = operandsOf(call, 'one job, by its id');
  await retryJob(await call.context(), id, { person: null, channel: 'command' });
  call.print({
    json: { id, state: 'waiting' },
    text: `${id} will run again shortly, if the server is running.`,
  });
}
