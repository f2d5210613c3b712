/** A person's own account: who they are here, how they sign in, where they are signed in. */

import { z } from 'zod';
import { actorPost } from '../../platform/access/form-post.js';
import { personName, roleWords } from '../../platform/access/member.js';
import { capital } from '../../platform/access/page-parts.js';
import type { SignedIn } from '../../platform/access/route.js';
import { dateWords, momentWords } from '../../platform/days.js';
import { listOwnNotices, type Notice } from '../../platform/mail/notices.js';
import type { Problem } from '../../platform/problems.js';
import { installation } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, Submit, TextField } from '../../platform/web/fields.js';
import { one, parse, type Typed, versionOf } from '../../platform/web/form.js';
import type { Child, FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import { ProxyNotice } from '../../platform/web/proxy-notice-view.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { changeName } from '../account-changes.js';
import { type Account, findAccount, readAccount } from '../account-store.js';
import { listSessions } from '../sessions.js';
import { AccountPage } from './account-page.js';
import { Sessions } from './sessions.js';

/** GET /account */
export async function accountPage(c: Ctx, { person, session }: SignedIn): Promise<Response> {
  const request = c.get('request');
  const { context } = request;
  const [account, sessions] = await context.storage.read(
    { organisation: null, person: person.id },
    async (db) => [await findAccount(db, person.id), await listSessions(db, context, person.id)],
  );
  const notices = await context.storage.read(installation, (db) =>
    listOwnNotices(db, person.email),
  );
  const page = (
    <Page request={request} styles={['account']} title="Your account">
      <Heading lead="Your details and how you sign in.">Your account</Heading>
      {notices.length > 0 && <Notices {...{ request, notices }} />}
      <Summary
        account={account}
        request={request}
        hasProviders={context.config.identityProviders.length > 0}
      />
      <section class="section" aria-labelledby="devices">
        <h2 id="devices">Where you are signed in</h2>
        <Sessions sessions={sessions} current={session.id} newKey={context.id} />
      </section>
      {person.isAdministrator && (
        <section class="section stack">
          <h2>Administration</h2>
          <ProxyNotice request={request} />
          <p>
            <a href="/administration/jobs">Background jobs</a>
          </p>
          {!context.config.smtpUrl && (
            <p>
              <a href="/administration/messages">Messages about accounts</a>
            </p>
          )}
        </section>
      )}
      <Form action="/sign-out" key_={context.id()} class="section">
        <Submit isSecondary>Sign out</Submit>
      </Form>
    </Page>
  );
  return send(c, page);
}

/** What would have been mailed about this account. */
const Notices: FC<{ request: RequestContext; notices: Notice[] }> = ({ request, notices }) => (
  <section class="notice doubt section" aria-labelledby="notices">
    <div class="stack">
      <h2 id="notices">About your account</h2>
      <ul class="bullets">
        {notices.map(({ words, madeAt }) => (
          <li>
            {words.split('\n\n')[1]} <span class="small quiet">{momentWords(madeAt)}.</span>
          </li>
        ))}
      </ul>
      <p>If any of this was not you, change your password and tell your Waymark administrator.</p>
      <Form action="/account/notices" key_={request.context.id()}>
        <Submit isSecondary>I have seen this</Submit>
      </Form>
    </div>
  </section>
);

const Summary: FC<{ account: Account; request: RequestContext; hasProviders: boolean }> = (
  props,
) => {
  const { account, hasProviders } = props;
  const { role, isOwner, organisation } = props.request;
  const count = (number: number, one: string, many: string) =>
    number === 0 ? 'None' : number === 1 ? `1 ${one}` : `${number} ${many}`;
  return (
    <dl class="govuk-summary-list section">
      <Row name="Name" href="/account/name">
        {account.name}
      </Row>
      <Row name="Email address" href="/account/email">
        {account.email}
      </Row>
      {role && organisation && (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">Role</dt>
          <dd class="govuk-summary-list__value">
            {capital(roleWords({ role, isOwner }))} of {organisation.name}
          </dd>
          <dd class="govuk-summary-list__actions">
            <a href="/people#who-may-do-what">What each role can do</a>
          </dd>
        </div>
      )}
      <Row
        name="Password"
        href="/account/password"
        does={account.passwordChangedAt ? 'Change' : 'Set'}
      >
        {account.passwordChangedAt ? `Set on ${dateWords(account.passwordChangedAt)}` : 'Not set'}
      </Row>
      <Row name="Passkeys" href="/account/passkeys" does={account.passkeys ? 'Change' : 'Add'}>
        {count(account.passkeys, 'passkey', 'passkeys')}
      </Row>
      <Row
        name="Authenticator app"
        href="/account/codes"
        does={account.codeAppSince ? 'Change' : 'Add'}
      >
        {account.codeAppSince ? `Since ${dateWords(account.codeAppSince)}` : 'None'}
      </Row>
      <Row name="Two-step sign-in" href="/account/second-step">
        {account.secondStepSince
          ? `On, after your password. ${count(account.recoveryCodesLeft, 'recovery code', 'recovery codes')} left`
          : 'Off: you sign in with your password only'}
      </Row>
      <Row name="API tokens" href="/account/tokens" does={account.apiTokens ? 'Change' : 'Add'}>
        {count(account.apiTokens, 'token', 'tokens')}
      </Row>
      {hasProviders && (
        <Row name="Linked accounts" href="/account/identities">
          {count(account.identities, 'account', 'accounts')}
        </Row>
      )}
    </dl>
  );
};

const Row: FC<{ name: string; href: string; does?: string; children?: Child }> = (props) => (
  <div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">{props.name}</dt>
    <dd class="govuk-summary-list__value">{props.children}</dd>
    <dd class="govuk-summary-list__actions">
      <a href={props.href}>
        {props.does ?? 'Change'}
        <span class="govuk-visually-hidden"> {props.name.toLowerCase().replace('api', 'API')}</span>
      </a>
    </dd>
  </div>
);

/** POST /account/name */
export const namePost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  const { name } = parse(z.object({ name: personName }), { name: one(typed, 'name') });
  await changeName(context, person.id, { name, version: versionOf(typed) });
  return goTo(c, '/account', 'Name changed.');
}, namePage);

/** GET /account/name */
export async function namePage(c: Ctx, { person }: SignedIn, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const account = await readAccount(request.context, person.id);
  const page = (
    <AccountPage
      request={request}
      title="Your name"
      problem={problem}
      lead="Colleagues see it next to what you write."
    >
      <Form
        action="/account/name"
        key_={request.context.id()}
        version={account.version}
        class="form section"
      >
        <TextField
          name="name"
          label="Name"
          autocomplete="name"
          value={account.name}
          {...{ typed, problem }}
        />
        <Submit or={['/account', 'Cancel']}>Save name</Submit>
      </Form>
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}
