import type { JobDefinition } from '../jobs/jobs.js';
import { deleteOldIdempotencyKeys } from './idempotency.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'delete-idempotency-keys',
    title: 'Delete old form submission records',
    everyMs: 24 * 60 * 60_000,
    run: deleteOldIdempotencyKeys,
  },
];
