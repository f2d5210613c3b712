import type { JobDefinition } from '../jobs/jobs.js';
import { emptyOutbox, hasDue } from './sender.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'send-mail',
    title: 'Send emails',
    everyMs: 2000,
    isNeeded: hasDue,
    run: emptyOutbox,
  },
];
