import type { JobDefinition } from '../jobs/jobs.js';
import { deleteOldDrafts } from './store.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'delete-drafts',
    title: 'Delete old drafts',
    everyMs: 24 * 60 * 60_000,
    run: deleteOldDrafts,
  },
];
