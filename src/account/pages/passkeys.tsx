/** One's own passkeys: adding, naming, removing. */

import { z } from 'zod';
import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, TextField } from '../../platform/web/fields.js';
import { expected, one, parse, readForm } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { forgetChallenge } from '../challenges.js';
import { listPasskeys, namePasskey, type PasskeyShown, removePasskey } from '../own-passkeys.js';
import { addPasskey, beginNewPasskey, canHavePasskeys } from '../passkeys.js';
import { requireStepUp } from '../step-up.js';
import { AccountPage } from './account-page.js';
import { PasskeyForm } from './passkey-form.js';

const passkeyName = z.string().trim().max(60, 'Enter a name of at most 60 characters');

/** GET /account/passkeys */
export async function passkeysPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  return show(c, person.id);
}

/** POST /account/passkeys/options: for the island. */
export async function newPasskeyOptions(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  return c.json(await beginNewPasskey(c, person));
}

/** POST /account/passkeys: adds one. */
export async function passkeysPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  const typed = await readForm(c);
  try {
    const { name } = parse(z.object({ name: passkeyName }), { name: one(typed, 'name') });
    await addPasskey(c, person.id, name, one(typed, 'passkey'));
    forgetChallenge(c, 'passkey');
    return goTo(c, '/account/passkeys', 'Passkey added. You can now sign in with it.');
  } catch (error) {
    return show(c, person.id, expected(error));
  }
}

/** POST /account/passkeys/change: names or removes one. */
export async function passkeyPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  requireStepUp(c.get('request'), 10);
  const { context } = c.get('request');
  const typed = await readForm(c);
  const id = one(typed, 'id');
  try {
    if (one(typed, 'does') === 'remove') {
      const name = await removePasskey(context, person.id, id);
      return goTo(c, '/account/passkeys', `You can no longer sign in with “${name}”.`);
    }
    const named = z.object({ name: passkeyName.min(1, 'Enter a name for this passkey') });
    const { name } = parse(named, { name: one(typed, 'name') });
    await namePasskey(context, person.id, id, name);
    return goTo(c, '/account/passkeys', `It is now called “${name}”.`);
  } catch (error) {
    return show(c, person.id, expected(error));
  }
}

async function show(c: Ctx, person: string, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const passkeys = await request.context.storage.read({ organisation: null, person }, (db) =>
    listPasskeys(db, person),
  );
  const page = (
    <AccountPage
      request={request}
      title="Your passkeys"
      problem={problem}
      islands={['passkey']}
      lead="A passkey is stored on your phone, computer or security key. You sign in with a fingerprint, your face or a PIN. No one can guess it or trick you into giving it away."
    >
      {passkeys.length > 0 ? (
        <ul class="rows devices section">
          {passkeys.map((each, index) => (
            <Passkey passkey={each} place={index + 1} newKey={request.context.id} />
          ))}
        </ul>
      ) : (
        <p class="section">You have not added a passkey yet.</p>
      )}
      <section class="section" aria-labelledby="add">
        <h2 id="add">Add a passkey</h2>
        {canHavePasskeys(c) ? <Add /> : <NotHere />}
      </section>
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const Add = () => (
  <>
    <p class="measure" data-no-passkey="">
      Passkeys need JavaScript, a recent browser and an address that starts with https://. An{' '}
      <a href="/account/codes">authenticator app</a> works without these.
    </p>
    <PasskeyForm
      does="make"
      action="/account/passkeys"
      options="/account/passkeys/options"
      button="Add a passkey"
    >
      <TextField
        name="name"
        label="Name of the passkey"
        hint="For example, “my phone” or “office computer”."
        width={20}
        maxlength={60}
        autocomplete="off"
      />
    </PasskeyForm>
  </>
);

const NotHere = () => (
  <p class="measure">
    Passkeys need an address that starts with https:// and has a name. Ask your Waymark
    administrator, or use an <a href="/account/codes">authenticator app</a>.
  </p>
);

const Passkey: FC<{ passkey: PasskeyShown; place: number; newKey: () => string }> = (props) => {
  const { passkey, place, newKey } = props;
  const field = `name-${place}`;
  return (
    <li>
      <div>
        <b>{passkey.name}</b>
        <p class="small quiet">
          Added on {dateWords(passkey.addedAt)}
          {passkey.usedAt ? `, last used on ${dateWords(passkey.usedAt)}` : ', not used yet'}
          {passkey.isBackedUp ? ', kept in your password manager' : ', on one device'}
        </p>
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              Rename<span class="govuk-visually-hidden">: {passkey.name}</span>
            </span>
          </summary>
          <Form action="/account/passkeys/change" key_={newKey()} class="form govuk-details__text">
            <input type="hidden" name="id" value={passkey.id} />
            <div class="govuk-form-group">
              <label class="govuk-label" for={field}>
                New name
              </label>
              <input
                class="govuk-input govuk-input--width-20"
                id={field}
                name="name"
                value={passkey.name}
                maxlength={60}
              />
            </div>
            <p class="actions">
              <Button isSecondary name="does" value="name">
                Save name
              </Button>
            </p>
          </Form>
        </details>
      </div>
      <Form action="/account/passkeys/change" key_={newKey()}>
        <input type="hidden" name="id" value={passkey.id} />
        <Button isSecondary name="does" value="remove">
          Remove<span class="govuk-visually-hidden"> {passkey.name}</span>
        </Button>
      </Form>
    </li>
  );
};
