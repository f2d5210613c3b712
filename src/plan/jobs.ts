import type { JobDefinition } from '../platform/jobs/jobs.js';
import { mayRemindNow, remind } from './reminders.js';

export const jobs: readonly JobDefinition[] = [
  {
    name: 'send-reminders',
    title: 'Send reminders about actions',
    everyMs: 15 * 60_000,
    isNeeded: mayRemindNow,
    run: remind,
  },
];
