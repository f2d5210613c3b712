/** Background work as the administrator sees it: what runs, when it last ran and runs next, and what failed. */

import type { SignedIn } from '../../access/route.js';
import { momentWords } from '../../days.js';
import { goTo, send } from '../../web/answer.js';
import { Button, Form } from '../../web/fields.js';
import type { FC } from '../../web/html.js';
import { ProxyNotice } from '../../web/proxy-notice-view.js';
import type { Ctx, RequestContext } from '../../web/request-context.js';
import { TitledPage } from '../../web/titled-page.js';
import type { JobDefinition } from '../jobs.js';
import { errorWords, type PresentedJob, presentJobs } from '../present.js';
import { retryJob } from '../store.js';

/** GET /administration/jobs */
export const jobsPage = (definitions: readonly JobDefinition[]) => async (c: Ctx) => {
  const request = c.get('request');
  const jobs = await presentJobs(request.context, definitions);
  return send(
    c,
    <TitledPage
      request={request}
      title="Background jobs"
      eyebrow={<a href="/account">Your account</a>}
      lead="Work that Waymark does on a schedule. A job that fails is tried again automatically."
    >
      <ProxyNotice request={request} />
      {jobs.length === 0 ? (
        <p class="section">No jobs have been scheduled yet. Reload this page in a few seconds.</p>
      ) : (
        <ul class="rows plain section">
          {jobs.map((job) => (
            <JobItem request={request} job={job} />
          ))}
        </ul>
      )}
    </TitledPage>,
  );
};

const JobItem: FC<{ request: RequestContext; job: PresentedJob }> = ({ request, job }) => (
  <li class="people-row">
    <div>
      <h2>{job.title}</h2>
      {job.lastError && (
        <p>
          <b>Failed after {job.attempts === 1 ? '1 attempt' : `${job.attempts} attempts`}.</b>{' '}
          {errorWords(job.lastError)}
        </p>
      )}
      <p class="small quiet">
        {job.every}. {lastWords(job)} {nextWords(job)}
      </p>
    </div>
    {job.state === 'failed' && (
      <Form action={`/administration/jobs/${job.id}/retry`} key_={request.context.id()}>
        <Button isSecondary>
          Run again<span class="govuk-visually-hidden">: {job.title}</span>
        </Button>
      </Form>
    )}
  </li>
);

const lastWords = ({ lastRun }: PresentedJob) =>
  lastRun ? `Last run: ${momentWords(new Date(lastRun))}.` : 'Not run yet.';

function nextWords({ state, progress, isIdle, nextRun }: PresentedJob): string {
  if (state === 'running')
    return progress ? `Running now: ${progress.done} of ${progress.total} done.` : 'Running now.';
  if (isIdle) return 'Next run: when there is something to do.';
  return `Next run: ${momentWords(new Date(nextRun))}.`;
}

/** POST /administration/jobs/:job/retry */
export const retryJobPost =
  (definitions: readonly JobDefinition[]) =>
  async (c: Ctx, { person }: SignedIn) => {
    const name = c.req.param('job') ?? '';
    await retryJob(c.get('request').context, name, { person: person.id });
    const title = definitions.find((each) => each.name === name)?.title ?? name;
    return goTo(c, '/administration/jobs', `${title}: this job will run again in a few seconds.`);
  };
