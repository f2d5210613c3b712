import type { JobDefinition } from '../platform/jobs/jobs.js';
import { sweep } from './file-maintenance.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'delete-evidence',
    title: 'Delete evidence removed 30 days ago, and unused files',
    everyMs: 24 * 60 * 60_000,
    run: sweep,
  },
];
