/** What others changed in a review since a careers leader last looked, and the button that says it was seen. */
import { type Framework, statementsOf } from '../../framework/framework.js';
import { dateWords, timeWords } from '../../platform/days.js';
import { Form, Submit } from '../../platform/web/fields.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import type { Agreement } from '../review.js';
import { counted } from '../sentences.js';

/** With more than so many the list is folded: each row of the page is marked as well. */
const MOST_SHOWN = 6;

interface ChangedProps {
  request: RequestContext;
  framework: Framework;
  base: string;
  changed: readonly Agreement[];
}

export const ChangedNotice = ({ request, framework, base, changed }: ChangedProps) => {
  if (changed.length === 0) return null;
  const until = new Date(Math.max(...changed.map(({ updatedAt }) => Number(updatedAt))));
  const inOrder = statementsOf(framework).flatMap(({ id, title }) =>
    changed.filter(({ statement }) => statement === id).map((each) => ({ ...each, title })),
  );
  return (
    <section class="card section" aria-labelledby="changed">
      <h2 id="changed">{counted(changed.length, 'statement')} changed since you last looked</h2>
      <details class="fold" open={changed.length <= MOST_SHOWN}>
        <summary>Which statements</summary>
        <ul class="rows">
          {inOrder.map(({ statement, title, updatedAt, updatedBy }) => (
            <li>
              <a href={`${base}/statements/${statement}`}>
                {statement} {title}
              </a>{' '}
              <span class="small quiet">
                {updatedBy?.name ?? 'Someone'},{' '}
                {updatedAt && `${dateWords(updatedAt)} at ${timeWords(updatedAt)}`}.{' '}
                <a href={`${base}/statements/${statement}/history`}>
                  What changed<span class="vh"> in {statement}</span>
                </a>
              </span>
            </li>
          ))}
        </ul>
      </details>
      <Form action={`${base}/seen`} key_={request.context.id()} class="section-s">
        <input type="hidden" name="until" value={until.toISOString()} />
        <Submit isSecondary>I have seen these changes</Submit>
      </Form>
    </section>
  );
};
