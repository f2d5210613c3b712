/** Where somebody is signed in, and ending it there. */

import type { SignedIn } from '../../platform/access/route.js';
import { momentWords } from '../../platform/days.js';
import { isId } from '../../platform/ids.js';
import { goTo } from '../../platform/web/answer.js';
import { Button, Form, Submit } from '../../platform/web/fields.js';
import { one, readForm } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { endOwnSessions } from '../account-changes.js';
import { deviceInWords } from '../device.js';
import type { SessionShown } from '../sessions.js';
import { requireStepUp } from '../step-up.js';

/** POST /account/sessions: ends one, or with `which` "others" all but this one. */
export async function endSessionsPost(c: Ctx, { person, session }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 60);
  const typed = await readForm(c);
  const which = one(typed, 'which');
  const { context } = c.get('request');
  if (which === 'others') {
    const count = await endOwnSessions(context, person.id, { except: session.id });
    const rest = count === 1 ? '1 other device is' : `${count} other devices are`;
    return goTo(c, '/account', `${rest} signed out.`);
  }
  const count = isId(which) ? await endOwnSessions(context, person.id, { only: which }) : 0;
  return goTo(
    c,
    '/account',
    count ? 'That device is signed out.' : 'That device was already signed out.',
  );
}

/** The list, with a button for each. */
export const Sessions: FC<{
  sessions: SessionShown[];
  current: string;
  newKey: () => string;
}> = ({ sessions, current, newKey }) => (
  <>
    <ul class="rows devices">
      {sessions.map((each) => (
        <li>
          <div>
            <b>{deviceInWords(each.device)}</b>
            {each.id === current && <span class="chip here">this device</span>}
            <p class="small quiet">
              Last used {momentWords(each.seenAt)}, signed in {momentWords(each.startedAt)}
            </p>
          </div>
          {each.id !== current && (
            <Form action="/account/sessions" key_={newKey()}>
              <Button isSecondary name="which" value={each.id}>
                Sign out
                <span class="govuk-visually-hidden">
                  {' '}
                  of {deviceInWords(each.device)}, last used {momentWords(each.seenAt)}
                </span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
    {sessions.length > 1 && (
      <Form action="/account/sessions" key_={newKey()}>
        <Submit isSecondary name="which" value="others">
          Sign out everywhere else
        </Submit>
      </Form>
    )}
    <p class="small quiet">
      You are signed out after 12 hours without use, or a week after you sign in.
    </p>
  </>
);
