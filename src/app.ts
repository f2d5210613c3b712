import { Hono } from 'hono';
import { sql } from 'kysely';
import { whoHasToken } from './account/api-tokens.js';
import { signInEvents } from './account/events.js';
import { accountMessages } from './account/history-messages.js';
import { withoutSecrets } from './account/pages/resubmit-form.js';
import { showSignIn } from './account/pages/sign-in.js';
import { offerStepUp } from './account/pages/step-up.js';
import { whoIsHere } from './account/sessions.js';
import { isStepUpNeeded } from './account/step-up.js';
import { authoringOperations } from './authoring/operations.js';
import { authoringRoutes } from './authoring/routes.js';
import { demoRoutes } from './demo/routes.js';
import { evidenceEvents } from './evidence/events.js';
import { evidenceMessages } from './evidence/history-messages.js';
import { jobs as evidenceJobs } from './evidence/jobs.js';
import { evidenceOperations } from './evidence/operations.js';
import { evidenceRoutes } from './evidence/routes.js';
import { modelEvents } from './framework/events.js';
import { frameworkMessages } from './framework/history-messages.js';
import { frameworkOperations } from './framework/operations.js';
import { frameworkRoutes } from './framework/routes.js';
import { homeRoutes } from './home/routes.js';
import { insightEvents } from './insight/events.js';
import { insightMessages } from './insight/history-messages.js';
import { insightRoutes } from './insight/routes.js';
import { peopleEvents } from './organisation/events.js';
import { organisationMessages } from './organisation/history-messages.js';
import { organisationOperations } from './organisation/operations.js';
import { organisationRoutes } from './organisation/routes.js';
import { peopleRoutes } from './organisation/set-up-routes.js';
import { allPermissions } from './permissions.js';
import { planEvents } from './plan/events.js';
import { planMessages } from './plan/history-messages.js';
import { jobs as planJobs } from './plan/jobs.js';
import { planOperations } from './plan/operations.js';
import { planRoutes } from './plan/routes.js';
import type { Route } from './platform/access/route.js';
import { jobs as draftJobs } from './platform/drafts/jobs.js';
import { draftRoutes, dropReplacedDrafts } from './platform/drafts/routes.js';
import type { EventDefinitions } from './platform/history/events.js';
import { jobs as historyJobs } from './platform/history/jobs.js';
import type { AllMessages } from './platform/history/messages.js';
import { storageEvents } from './platform/history/signatures.js';
import { jobEvents } from './platform/jobs/events.js';
import type { JobDefinition } from './platform/jobs/jobs.js';
import { jobRoutes } from './platform/jobs/routes.js';
import { jobs as mailJobs } from './platform/mail/jobs.js';
import type { Operation } from './platform/operations/operation.js';
import { apiRoutes } from './platform/operations/routes.js';
import { notFound, Problem } from './platform/problems.js';
import type { AppContext } from './platform/storage/context.js';
import { jobs as storageJobs } from './platform/storage/jobs.js';
import { nobody } from './platform/storage/transaction.js';
import { takeFlashMessage } from './platform/web/answer.js';
import { serveAsset } from './platform/web/assets.js';
import { isGone, nothing, oneAtATime } from './platform/web/connections.js';
import { readForm } from './platform/web/form.js';
import {
  bodyLimit,
  MOST_FORM_BYTES,
  readableAddresses,
  sameSitePosts,
} from './platform/web/guards.js';
import { compress, noStore, securityHeaders } from './platform/web/headers.js';
import { isMultipart } from './platform/web/multipart.js';
import { answerError, wantsJson } from './platform/web/problem-page.js';
import { watchForProxies } from './platform/web/proxy-notice.js';
import { newReadiness, type Readiness } from './platform/web/readiness.js';
import type { Ctx, Env, RequestContext } from './platform/web/request-context.js';
import { recordMessages } from './record/history-messages.js';
import { recordRoutes } from './record/routes.js';
import { remarkEvents } from './remark/events.js';
import { remarkMessages } from './remark/history-messages.js';
import { jobs as remarkJobs } from './remark/jobs.js';
import { reportEvents } from './report/events.js';
import { reportMessages } from './report/history-messages.js';
import { reportLinkOperations } from './report/links/operations.js';
import { reportOperations } from './report/operations.js';
import { reportRoutes } from './report/routes.js';
import { reviewEvents } from './review/events.js';
import { reviewMessages } from './review/history-messages.js';
import { reviewOperations } from './review/operations.js';
import { reviewRoutes } from './review/routes.js';
import { searchOperations } from './search/operations.js';
import { searchRoutes } from './search/routes.js';
import { workbookOperations } from './workbook/operations.js';
import { workbookRoutes } from './workbook/routes.js';

/** Every background job, in the order in which the administrator reads them. */
export const allJobs: readonly JobDefinition[] = [
  ...mailJobs,
  ...planJobs,
  ...historyJobs,
  ...evidenceJobs,
  ...remarkJobs,
  ...storageJobs,
  ...draftJobs,
];

/** Every operation of the API, feature by feature. */
export const allOperations: Operation[] = [
  ...reviewOperations,
  ...evidenceOperations,
  ...planOperations,
  ...frameworkOperations,
  ...authoringOperations,
  ...organisationOperations,
  ...reportOperations,
  ...reportLinkOperations,
  ...searchOperations,
  ...workbookOperations,
];

/** Every URL of Waymark, feature by feature. The isolation matrix and docs/security.md are made from it. */
export const allRoutes: Route[] = [
  ...peopleRoutes,
  ...organisationRoutes(allPermissions),
  ...recordRoutes,
  // The first route that fits answers: "/model/imports" stands before "/model/:code", and
  // "/evidence/coverage" before "/evidence/:id".
  ...authoringRoutes,
  ...frameworkRoutes,
  ...insightRoutes,
  ...evidenceRoutes,
  ...demoRoutes,
  ...homeRoutes,
  ...reviewRoutes,
  ...planRoutes,
  ...searchRoutes,
  ...reportRoutes,
  ...workbookRoutes,
  ...draftRoutes,
  ...jobRoutes(allJobs),
  ...apiRoutes(allOperations),
  ...allOperations.map(({ route }) => route),
];

/** Every event that the history may hold, feature by feature. */
export const historyEvents: readonly EventDefinitions[] = [
  storageEvents,
  jobEvents,
  peopleEvents,
  signInEvents,
  modelEvents,
  evidenceEvents,
  remarkEvents,
  reviewEvents,
  planEvents,
  insightEvents,
  reportEvents,
];

/** How the history says what happened, feature by feature. */
export const historyMessages: AllMessages = [
  organisationMessages,
  recordMessages,
  accountMessages,
  frameworkMessages,
  evidenceMessages,
  remarkMessages,
  reviewMessages,
  planMessages,
  insightMessages,
  reportMessages,
];

/** The application: what every request passes, then the features in order. */
export function createApp(
  context: AppContext,
  { isDemo = false, readiness = newReadiness() }: { isDemo?: boolean; readiness?: Readiness } = {},
): Hono<Env> {
  const app = new Hono<Env>();
  const sameSite = sameSitePosts();
  app.use(oneAtATime());
  app.use(function openRequestContext(c, next) {
    c.set('request', { ...newRequestContext(context, isDemo), isPost: c.req.method === 'POST' });
    return next();
  });
  app.use(watchForProxies(), securityHeaders(), noStore(), compress(), readableAddresses());
  app.get('/assets/:name', serveAsset);
  app.get('/ready', async function tellReadiness(c) {
    readiness.askedAt = performance.now();
    if (readiness.isEnding) throw ending();
    await context.storage.read(nobody, (db) => sql`SELECT 1`.execute(db));
    return c.text('ready\n');
  });
  app.use(async function identifyPerson(c, next) {
    const request = c.get('request');
    Object.assign(request, await (hasToken(c) ? whoHasToken(c, context) : whoIsHere(c, context)));
    if (isGone(c)) return nothing(c);
    if (c.req.method === 'GET' && !request.token) request.message = takeFlashMessage(c);
    return next();
  });
  app.use((c, next) => (hasToken(c) ? next() : sameSite(c, next)));
  app.use(dropReplacedDrafts());
  for (const { method, path, handle, bytes = MOST_FORM_BYTES } of allRoutes) {
    app.on(method, path, bodyLimit(bytes), handle);
  }
  app.notFound((c) =>
    answerError(
      notFound(
        'page.missing',
        'If you typed the web address, check it is correct. The page may have moved.',
      ),
      c,
    ),
  );
  app.onError((error, c) => {
    if (asksToSignIn(error, c)) return offerSignIn(c);
    return isStepUpNeeded(error) && isPage(c) ? offerStepUp(c) : answerError(error, c);
  });
  return app;
}

/** Asked by whoever sends requests our way: nothing more is to be sent. */
const ending = () =>
  new Problem(503, 'server.ending', 'Waymark is being restarted. Wait a moment and try again.');

function newRequestContext(context: AppContext, isDemo: boolean): RequestContext {
  return {
    context,
    person: null,
    session: null,
    organisation: null,
    role: null,
    isOwner: false,
    memberships: 0,
    isDemo,
    historyMessages,
    message: null,
  };
}

/** True for a program that sends a token, at the API alone. No browser sends one by itself, so it needs no cookie checks. */
const hasToken = (c: Ctx): boolean => !isPage(c) && c.req.header('authorization') !== undefined;

const isPage = (c: Ctx) => !c.req.path.startsWith('/api/');

function asksToSignIn(error: Error, c: Ctx): boolean {
  return error instanceof Problem && error.status === 401 && isPage(c) && !wantsJson(c);
}

/** To the sign-in page; a form that was being sent comes along, so that nothing typed is lost. */
async function offerSignIn(c: Ctx): Promise<Response> {
  if (c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(
      pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`,
      303,
    );
  }
  // An upload is not read for nobody: the person chooses the file again.
  if (isMultipart(c)) return showSignIn(c, { next: [c.req.path] });
  return showSignIn(c, { next: [c.req.path], kept: [withoutSecrets(await readForm(c))] });
}
