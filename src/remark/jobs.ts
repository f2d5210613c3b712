import type { JobDefinition } from '../platform/jobs/jobs.js';
import { forgetWithdrawn } from './purge.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'delete-withdrawn-remarks',
    title: 'Delete questions and comments removed 30 days ago',
    everyMs: 24 * 60 * 60_000,
    run: forgetWithdrawn,
  },
];
