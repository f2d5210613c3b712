/** The recovery codes, shown once; and whether the second step is asked for. */

import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, FormPage } from '../../platform/web/fields.js';
import { expected, one, readForm } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { findAccount } from '../account-store.js';
import { renewRecoveryCodes, setSecondStep } from '../second-step.js';
import { requireStepUp } from '../step-up.js';

/** Shows ten new codes. They are nowhere else: not in the database, not in the history, not on a later page. */
export function showRecoveryCodes(c: Ctx, codes: string[], lead: string): Promise<Response> {
  const request = c.get('request');
  const text = [
    `Recovery codes for Waymark, ${request.person?.email ?? ''}`,
    `Made on ${dateWords(request.context.clock())}. Each works once, in place of a code from your app.`,
    '',
    ...codes,
    '',
  ].join('\r\n');
  const page = (
    <Page request={request} styles={['account']} title="Keep your recovery codes">
      <Heading
        lead={`${lead} Keep these ten codes for the day when your phone is lost. They are shown this once.`}
      >
        Keep your recovery codes
      </Heading>
      <ul class="section recovery">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="section actions">
        <a
          class="govuk-button"
          download="waymark-recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          Download them as text
        </a>
        <a href="/account">I have kept them</a>
      </p>
      <p class="section small quiet measure">
        Print them, or put them into your password manager. Each works once. Earlier codes no longer
        work.
      </p>
    </Page>
  );
  return send(c, page);
}

/** POST /account/recovery-codes: ten new ones in the place of the old. */
export async function recoveryCodesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  const { codes } = await renewRecoveryCodes(c.get('request').context, person.id);
  return showRecoveryCodes(c, codes, 'Here are ten new codes.');
}

/** GET /account/second-step */
export async function secondStepSettingPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  return show(c, person.id);
}

/** POST /account/second-step */
export async function secondStepSettingPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  const { context } = c.get('request');
  const isOn = one(await readForm(c), 'asks') === 'yes';
  try {
    await setSecondStep(context, person.id, isOn);
  } catch (error) {
    return show(c, person.id, expected(error));
  }
  return isOn
    ? goTo(c, '/account/second-step', 'Waymark asks for a second step from now on.')
    : goTo(c, '/account', 'Your password alone opens your account now.');
}

async function show(c: Ctx, person: string, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const account = await request.context.storage.read({ organisation: null, person }, (db) =>
    findAccount(db, person),
  );
  const canAsk = account.passkeys > 0 || account.codeAppSince !== null;
  const left = account.recoveryCodesLeft;
  const page = (
    <FormPage request={request} styles={['account']} title="Your second step" problem={problem}>
      <Heading
        eyebrow={<a href="/account">Your account</a>}
        lead="After your password Waymark can ask for a code or a passkey too."
      >
        Your second step
      </Heading>
      {canAsk ? (
        <Form action="/account/second-step" key_={request.context.id()} class="form section">
          <Choices
            name="asks"
            label="Ask for a second step after the password?"
            choices={[
              { value: 'yes', label: 'Yes' },
              {
                value: 'no',
                label: 'No',
                hint: 'Whoever learns your password can open your account.',
              },
            ]}
            value={account.secondStepSince ? 'yes' : 'no'}
          />
          <p class="actions">
            <Button>Save the second step</Button>
          </p>
        </Form>
      ) : (
        <p class="section measure">
          Add a <a href="/account/codes">code app</a> or a <a href="/account/passkeys">passkey</a>{' '}
          first.
        </p>
      )}
      {account.secondStepSince && (
        <section class="section stack" aria-labelledby="recovery">
          <h2 id="recovery">Recovery codes</h2>
          <p class="measure">
            {left === 0
              ? 'You have none. Make ten now: without them a lost phone locks you out until an administrator helps.'
              : `${left} of your recovery ${left === 1 ? 'codes is' : 'codes are'} left. Each opens your account once when your phone or passkey is lost.`}
          </p>
          <Form action="/account/recovery-codes" key_={request.context.id()}>
            <Button isSecondary>Make ten new recovery codes</Button>
          </Form>
        </section>
      )}
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}
