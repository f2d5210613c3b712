import { administrator, type Route, route } from '../access/route.js';
import type { JobDefinition } from './jobs.js';
import { jobsPage, retryJobPost } from './pages/jobs.js';

/** Every URL of background work. */
export const jobRoutes = (jobs: readonly JobDefinition[]): Route[] => [
  route('GET', '/administration/jobs', administrator, jobsPage(jobs)),
  route('POST', '/administration/jobs/:job/retry', administrator, retryJobPost(jobs)),
];
