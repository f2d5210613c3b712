/** What insight there is. */
import type { Member } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { InsightPage, partsFor } from './insight-parts.js';

/** GET /insight */
export async function insightPage(c: Ctx, _member: Member): Promise<Response> {
  const request = c.get('request');
  return send(
    c,
    <InsightPage request={request} title="Insight" here="insight">
      <Heading
        eyebrow={<a href="/results">Results</a>}
        lead="Explore your reviews. Nothing here changes them."
      >
        Insight
      </Heading>
      <ul class="insights section">
        {partsFor(request).map(({ href, name, answers }) => (
          <li class="card">
            <h2>
              <a href={href}>{name}</a>
            </h2>
            <p>{answers}</p>
          </li>
        ))}
      </ul>
    </InsightPage>,
  );
}
