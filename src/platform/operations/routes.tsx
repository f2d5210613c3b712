/** The pages about the API: the document for programs, and the same for people. */

import { anyone, type Route, route } from '../access/route.js';
import { SCOPE_FEATURES, type ScopeFeature } from '../access/scopes.js';
import { send } from '../web/answer.js';
import type { FC } from '../web/html.js';
import { Heading, Page } from '../web/page.js';
import { type Ctx, originOf } from '../web/request-context.js';
import { openApi } from './openapi.js';
import type { Operation } from './operation.js';

/** The addresses that tell of these operations. */
export const apiRoutes = (operations: readonly Operation[]): Route[] => [
  route('GET', '/api', anyone, (c) => send(c, <ApiPage c={c} operations={operations} />)),
  route('GET', '/api/openapi.json', anyone, (c) => c.json(openApi(operations, originOf(c)))),
];

const ERRORS: readonly [string, string][] = [
  ['401', 'There is no token, or it is wrong, expired or revoked.'],
  ['403', 'Your role does not include this, or the token does not have the scope.'],
  ['404', 'This does not exist, or not in your school.'],
  ['409', 'The state does not allow it, such as a closed review.'],
  ['412', 'Someone else changed it since you read it. Read it again.'],
  ['413', 'You sent more than 1 MB, or too large a file.'],
  ['422', 'Something in what you sent is not right. “fields” says what.'],
  ['428', 'Send If-Match with this change.'],
  ['429', 'Too many wrong tokens from your network. Wait before you try again.'],
];

const ApiPage: FC<{ c: Ctx; operations: readonly Operation[] }> = ({ c, operations }) => {
  const origin = originOf(c);
  const features = (Object.keys(SCOPE_FEATURES) as ScopeFeature[]).filter((feature) =>
    operations.some((each) => each.feature === feature),
  );
  return (
    <Page request={c.get('request')} styles={['api']} title="API">
      <Heading lead="Use your own programs to read and change what you can read and change in Waymark.">
        API
      </Heading>
      <section class="section measure stack" aria-labelledby="token">
        <h2 id="token">Create a token</h2>
        <p>
          Go to <a href="/account/tokens">your API tokens</a>. Choose a school, what the token can
          do and when it expires. You see the token once, so copy it then.
        </p>
        <p>
          A token works in one school and can never do more than you can. Send it with each request:
        </p>
        <pre class="example">
          <code>{`curl -H "Authorization: Bearer $TOKEN" ${origin}/api/reviews`}</code>
        </pre>
        <p>To set the agreed level of statement 2.4, send the ETag that you read as If-Match:</p>
        <pre class="example">
          <code>{`curl -X PUT -H "Authorization: Bearer $TOKEN" -H 'If-Match: "4"' \\
  -d '{"level": 3, "reason": "Destinations are read each term."}' \\
  ${origin}/api/reviews/$REVIEW/statements/2.4/agreement`}</code>
        </pre>
        <p>
          The full description is an OpenAPI 3.1 document:{' '}
          <a href="/api/openapi.json">openapi.json</a>
        </p>
      </section>
      {features.map((feature) => (
        <section class="section requests" tabindex={0} aria-labelledby={feature}>
          <h2 id={feature}>{SCOPE_FEATURES[feature]}</h2>
          <table>
            <caption class="govuk-visually-hidden">Operations of {SCOPE_FEATURES[feature]}</caption>
            <thead>
              <tr>
                <th scope="col">What it does</th>
                <th scope="col">Request</th>
                <th scope="col">Scope</th>
              </tr>
            </thead>
            <tbody>
              {operations.flatMap((each) =>
                each.feature === feature ? [<OperationRow operation={each} />] : [],
              )}
            </tbody>
          </table>
        </section>
      ))}
      <section class="section measure stack" aria-labelledby="changes">
        <h2 id="changes">Changes</h2>
        <p>
          Send and read JSON. Names are in snake_case. A name that is not known is refused. To send
          a POST again safely, give both the same <code>Idempotency-Key</code>, a UUID.
        </p>
        <p>
          To send a file, send the same names as <code>multipart/form-data</code>, with the file as{' '}
          <code>file</code>.
        </p>
        <p>
          Text that looks like a list of pupils is refused. If it names no learners, send it again
          with <code>"names_no_learners": true</code>.
        </p>
        <h2 id="lists">Lists</h2>
        <p>
          A list has <code>items</code> and <code>next_cursor</code>. To read the next page, send
          that as <code>cursor</code>. Choose how many with <code>limit</code>, from 1 to 100.
        </p>
      </section>
      <section class="section measure" aria-labelledby="errors">
        <h2 id="errors">Errors</h2>
        <p>
          Errors are <code>application/problem+json</code>, with a stable <code>code</code> and a{' '}
          <code>detail</code> to show to people.
        </p>
        <dl class="govuk-summary-list">
          {ERRORS.map(([status, means]) => (
            <div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">{status}</dt>
              <dd class="govuk-summary-list__value">{means}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
};

const OperationRow: FC<{ operation: Operation }> = ({ operation }) => (
  <tr>
    <td>{operation.summary}</td>
    <td>
      <code>
        {operation.http.method} /api{operation.http.path.replace(/:(\w+)/g, '{$1}')}
      </code>
    </td>
    <td>
      <code>{operation.scope}</code>
    </td>
  </tr>
);
