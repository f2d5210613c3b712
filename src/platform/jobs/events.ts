/** What the history of the installation holds of its jobs. */
import { z } from 'zod';
import { defineEvents } from '../history/events.js';

export const jobEvents = defineEvents({
  'job.retried': { job: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) },
});
