import type { JobDefinition } from '../jobs/jobs.js';
import { signCheckpoints } from './signatures.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'sign-history',
    title: 'Sign the history',
    // What can be cut off the history unseen is at most this long.
    everyMs: 60_000,
    run: signCheckpoints,
  },
];
