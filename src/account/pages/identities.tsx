/** Accounts at other services that sign somebody in. */

import type { SignedIn } from '../../platform/access/route.js';
import { dateWords } from '../../platform/days.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { one, readForm } from '../../platform/web/form.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { listIdentities, unlinkIdentity } from '../identities.js';
import { AccountPage } from './account-page.js';

/** GET /account/identities */
export async function identitiesPage(c: Ctx, { person }: SignedIn): Promise<Response> {
  const request = c.get('request');
  const { identityProviders } = request.context.config;
  const own = await request.context.storage.read({ organisation: null, person: person.id }, (db) =>
    listIdentities(db, person.id),
  );
  const nameOf = (id: string) => identityProviders.find((each) => each.id === id)?.name ?? id;
  const page = (
    <AccountPage
      request={request}
      title="Linked accounts"
      lead="Sign in with an account you already have. Waymark only learns who you are."
    >
      {own.length > 0 && (
        <ul class="rows devices section">
          {own.map((each) => (
            <li>
              <div>
                <b>{nameOf(each.provider)}</b>
                <p class="small quiet">
                  {each.label}. Linked on {dateWords(each.addedAt)}
                  {each.usedAt ? `, last used on ${dateWords(each.usedAt)}` : ''}
                </p>
              </div>
              <Form action="/account/identities/remove" key_={request.context.id()}>
                <input type="hidden" name="issuer" value={each.issuer} />
                <input type="hidden" name="subject" value={each.subject} />
                <Button isSecondary>Remove {nameOf(each.provider)}</Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {identityProviders.map(({ id, name }) => (
        <Form action={`/account/identities/with/${id}`} key_={request.context.id()} class="section">
          <Button isSecondary>Link {name}</Button>
        </Form>
      ))}
      {identityProviders.length === 0 && (
        <p class="section measure">
          No other service is set up here. Your Waymark administrator can add Microsoft, Google or
          DfE Sign-in.
        </p>
      )}
    </AccountPage>
  );
  return send(c, page);
}

/** POST /account/identities/remove */
export async function removeIdentityPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const typed = await readForm(c);
  await unlinkIdentity(
    c.get('request').context,
    person.id,
    one(typed, 'issuer'),
    one(typed, 'subject'),
  );
  return goTo(c, '/account/identities', 'Linked account removed.');
}
