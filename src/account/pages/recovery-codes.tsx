/** The recovery codes, shown once; and whether the second step is asked for. */

import { actorPost } from '../../platform/access/form-post.js';
import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, Submit } from '../../platform/web/fields.js';
import { one, type Typed } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { ToCopy } from '../../platform/web/to-copy.js';
import { readAccount } from '../account-store.js';
import { renewRecoveryCodes, setSecondStep } from '../second-step.js';
import { AccountPage, SignInPage } from './account-page.js';

/** Shows ten new codes. They are nowhere else: not in the database, not in the history, not on a later page. */
export function showRecoveryCodes(c: Ctx, codes: string[], lead: string): Promise<Response> {
  const request = c.get('request');
  const text = [
    `Recovery codes for Waymark, ${request.person?.email ?? ''}`,
    `Created on ${dateWords(request.context.clock())}. Each works once, instead of a code from your app.`,
    '',
    ...codes,
    '',
  ].join('\r\n');
  const page = (
    <SignInPage
      request={request}
      title="Save your recovery codes"
      lead={`${lead} Use these ten codes if you lose your phone. You will not see them again.`}
    >
      <div class="section">
        <ToCopy id="recovery-codes" what="the recovery codes">
          <ul class="recovery" id="recovery-codes">
            {codes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </ToCopy>
      </div>
      <p class="section actions">
        <a
          class="govuk-button"
          download="waymark-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download as text
        </a>
        <a href="/account">I have saved them</a>
      </p>
      <p class="section small quiet measure">
        Print them, or save them in your password manager. Each works once. Older codes no longer
        work.
      </p>
    </SignInPage>
  );
  return send(c, page);
}

/** POST /account/recovery-codes: ten new ones in the place of the old. */
export async function recoveryCodesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const { codes } = await renewRecoveryCodes(c.get('request').context, person.id);
  return showRecoveryCodes(c, codes, 'New codes created.');
}

/** POST /account/second-step */
export const secondStepSettingPost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  const isOn = one(typed, 'asks') === 'yes';
  await setSecondStep(context, person.id, isOn);
  return isOn
    ? goTo(c, '/account/second-step', 'Two-step sign-in is on.')
    : goTo(c, '/account', 'Two-step sign-in is off. You sign in with your password only.');
}, secondStepSettingPage);

/** GET /account/second-step */
export async function secondStepSettingPage(
  c: Ctx,
  { person }: SignedIn,
  _?: Typed,
  problem?: Problem,
) {
  const request = c.get('request');
  const account = await readAccount(request.context, person.id);
  const canAsk = account.passkeys > 0 || account.codeAppSince !== null;
  const left = account.recoveryCodesLeft;
  const page = (
    <AccountPage
      request={request}
      title="Two-step sign-in"
      problem={problem}
      lead="After your password, Waymark can also ask for a code or a passkey."
    >
      {canAsk ? (
        <Form action="/account/second-step" key_={request.context.id()} class="form section">
          <Choices
            name="asks"
            label="Ask for a code or passkey after your password?"
            choices={[
              { value: 'yes', label: 'Yes' },
              {
                value: 'no',
                label: 'No',
                hint: 'Anyone who learns your password can sign in as you.',
              },
            ]}
            value={account.secondStepSince ? 'yes' : 'no'}
          />
          <Submit>Save</Submit>
        </Form>
      ) : (
        <p class="section measure">
          Add a <a href="/account/codes">authenticator app</a> or a{' '}
          <a href="/account/passkeys">passkey</a> first.
        </p>
      )}
      {account.secondStepSince && (
        <section class="section stack" aria-labelledby="recovery">
          <h2 id="recovery">Recovery codes</h2>
          <p class="measure">
            {left === 0
              ? 'Not set. Create ten now. Without them, if you lose your phone, you cannot sign in until an administrator helps.'
              : `${left} of your recovery ${left === 1 ? 'codes is' : 'codes are'} left. Each lets you sign in once if you lose your phone or passkey.`}
          </p>
          <Form action="/account/recovery-codes" key_={request.context.id()}>
            <Button isSecondary>Create new recovery codes</Button>
          </Form>
        </section>
      )}
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}
