/** What a person sees when something cannot be done: what is so, and where to go from here. */
import { Problem } from '../problems.js';
import { send } from './answer.js';
import { LinkButton } from './fields.js';
import { wayBackFrom } from './navigation.js';
import { Page } from './page.js';
import type { Ctx, RequestContext } from './request-context.js';

/** What a status means, as far as that is true of every Problem that has it. */
const TITLES: Record<number, string> = {
  400: 'This cannot be read',
  401: 'Sign in to continue',
  403: 'You do not have permission',
  404: 'Page not found',
  405: 'This page does not accept that',
  409: 'Something has changed',
  413: 'That is too much to send',
  415: 'This kind of file is not accepted',
  422: 'Check what you entered',
  429: 'Too many attempts',
  503: 'Try again later',
};
/** Where the status alone would name the wrong cause. */
const TITLES_BY_CODE: Record<string, string> = {
  'request.foreign': 'This was not sent from Waymark',
  'access.no-organisation': 'You do not belong to a school yet',
};

/** True for a script of a page: it reads no pages. */
export const wantsJson = (c: Ctx): boolean =>
  (c.req.header('accept') ?? '').startsWith('application/json');

/** Answers any error: a Problem in its own words, everything else as a fault of ours with a number to quote. */
export async function answerError(error: Error, c: Ctx): Promise<Response> {
  const request: RequestContext | undefined = c.get('request');
  const isProblem = error instanceof Problem;
  const number = isProblem ? undefined : request?.context.id();
  if (!isProblem)
    console.error(
      JSON.stringify({ at: new Date().toISOString(), request: number, error: error.stack }),
    );
  const status = isProblem ? error.status : 500;
  if (status === 503) c.header('Retry-After', '5');
  if (c.req.path.startsWith('/api/') || wantsJson(c) || !request)
    return problemJson(c, error, status, number);
  const title = isProblem
    ? (TITLES_BY_CODE[error.code] ?? TITLES[status] ?? 'This cannot be done')
    : 'Sorry, there is a problem with Waymark';
  const page = (
    <Page request={request} title={title}>
      <h1>{title}</h1>
      {isProblem ? <p class="lead measure">{error.message}</p> : <OurFault number={number} />}
      <NextLinks request={request} status={status} path={c.req.path} />
    </Page>
  );
  return send(c, page, status);
}

/** Where to go from here: back to what the person was at, and home. */
const NextLinks = ({
  request,
  status,
  path,
}: {
  request: RequestContext;
  status: number;
  path: string;
}) => {
  if (!request.person)
    return (
      <p class="actions section">
        {status === 401 ? <LinkButton href="/sign-in">Sign in</LinkButton> : null}
        <a href="/">Go to the home page</a>
        <a href="/model">Read the model</a>
      </p>
    );
  // A personal link opens one review, and nothing else: its home is that review.
  if (request.limitedTo)
    return (
      <p class="actions section">
        <LinkButton href={`/reviews/${request.limitedTo}`}>Go to the review</LinkButton>
      </p>
    );
  const back = request.organisation && wayBackFrom(path, { isThere: status !== 404 });
  return (
    <p class="actions section">
      {back && <LinkButton href={back.href}>{back.words}</LinkButton>}
      <a href="/">Go to the home page</a>
    </p>
  );
};

/** The number is in the log too, so that the two can be matched. */
const OurFault = ({ number }: { number: string | undefined }) => (
  <div class="measure stack">
    <p class="lead">Nothing you saved earlier is lost. Go back and try again.</p>
    <p>
      If it happens again, give this number to your Waymark administrator: <code>{number}</code>
    </p>
  </div>
);

function problemJson(c: Ctx, error: Error, status: number, number?: string): Response {
  const isProblem = error instanceof Problem;
  const body = {
    type: 'about:blank',
    status,
    code: isProblem ? error.code : 'internal',
    detail: isProblem ? error.message : 'Something went wrong at our end.',
    ...(isProblem && Object.keys(error.fields).length > 0 ? { fields: error.fields } : {}),
    ...(isProblem ? {} : { request: number }),
  };
  return c.body(JSON.stringify(body), status as 422, {
    'Content-Type': 'application/problem+json',
    ...(status === 503 ? { 'Retry-After': '5' } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  });
}
