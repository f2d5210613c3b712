/** What somebody had typed when they were asked who they are, as a form that goes where it was going. */

import { z } from 'zod';
import { isId } from '../../platform/ids.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Submit } from '../../platform/web/fields.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { SignInPage } from './account-page.js';

const resubmitForm = z.record(z.string(), z.array(z.string()));
/** Never carried through a page: secrets are typed again. */
const SECRET = /password|passphrase|code/i;

/** A form as it travels through signing in: JSON, without secrets. */
export function withoutSecrets(typed: Record<string, string[]>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(typed).filter(([name]) => !SECRET.test(name))),
  );
}

function readResubmitted(text: string): Record<string, string[]> | null {
  try {
    return resubmitForm.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Shows the words again, with one button that sends them on. `why` says what has just happened. */
export async function showResubmitForm(
  c: Ctx,
  action: string,
  text: string,
  why: 'signed in' | 'proved',
): Promise<Response> {
  const fields = readResubmitted(text);
  if (!fields) return goTo(c, action);
  const shown = Object.entries(fields).filter(
    ([name, [value]]) => /^[a-z][a-z -]*$/i.test(name) && value && !isId(value),
  );
  const title = shown.length > 0 ? 'What you typed is saved' : 'Continue';
  const lead = why === 'signed in' ? 'You are signed in again.' : 'Thank you.';
  const page = (
    <SignInPage
      request={c.get('request')}
      title={title}
      lead={`${lead} ${shown.length > 0 ? 'Send what you had typed.' : 'Continue what you were doing.'}`}
    >
      <form method="post" action={action} class="form section">
        {Object.entries(fields).flatMap(([name, values]) =>
          values.map((value) => <input type="hidden" name={name} value={value} />),
        )}
        {shown.length > 0 && (
          <dl class="kept">
            {shown.map(([name, values]) => (
              <div>
                <dt>{name}</dt>
                <dd>{values.join(', ')}</dd>
              </div>
            ))}
          </dl>
        )}
        <Submit>{shown.length > 0 ? 'Save what I typed' : 'Continue'}</Submit>
      </form>
    </SignInPage>
  );
  return send(c, page);
}
