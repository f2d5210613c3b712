/** One's own API tokens: making one, which is shown once, and revoking. */

import { actorPost } from '../../platform/access/form-post.js';
import type { SignedIn } from '../../platform/access/route.js';
import { SCOPE_FEATURES, type Scope, type ScopeFeature } from '../../platform/access/scopes.js';
import { dateWords, momentWords } from '../../platform/days.js';
import { isId } from '../../platform/ids.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  Form,
  type FormState,
  Select,
  Submit,
  TextField,
} from '../../platform/web/fields.js';
import { keyOf, one, parse, readForm, single, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { ToCopy } from '../../platform/web/to-copy.js';
import {
  listApiTokens,
  makeApiToken,
  revokeApiToken,
  TOKEN_DAYS,
  type TokenShown,
  tokenInput,
} from '../api-tokens.js';
import { AccountPage, SignInPage } from './account-page.js';

const FEATURES = Object.keys(SCOPE_FEATURES) as ScopeFeature[];
/** The field that says what a token may do with a feature. */
const fieldOf = (feature: ScopeFeature) => `scope-${feature}`;

/** POST /account/tokens: makes one and shows it. */
export const tokensPost = actorPost(async ({ c, context, actor: { person }, typed }) => {
  const scopes = FEATURES.map((feature) => [feature, one(typed, fieldOf(feature))] as const)
    .filter(([, may]) => may !== '')
    .map(([feature, may]) => `${feature}:${may}`);
  const input = parse(tokenInput, { ...single(typed), scopes });
  const token = await makeApiToken(context, person.id, input, keyOf(typed));
  return showToken(c, input.name, token);
}, tokensPage);

/** POST /account/tokens/revoke */
export async function revokeTokenPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const id = one(await readForm(c), 'id');
  const name = isId(id) ? await revokeApiToken(c.get('request').context, person.id, id) : null;
  return goTo(
    c,
    '/account/tokens',
    name === null ? 'That token has already been revoked.' : `“${name}” is revoked.`,
  );
}

function showToken(c: Ctx, name: string, token: string): Promise<Response> {
  const page = (
    <SignInPage
      request={c.get('request')}
      title="Copy your API token"
      eyebrow={<a href="/account/tokens">Your API tokens</a>}
      lead={`This is the token “${name}”. You will not see it again.`}
    >
      <div class="section">
        <ToCopy id="token" what="the token">
          <code class="secret" id="token">
            {token}
          </code>
        </ToCopy>
      </div>
      <p class="measure">
        Keep it safe, like a password. Anyone who has it can do what you allowed, in your name,
        until it expires or you revoke it.
      </p>
      <p class="section actions">
        <a class="govuk-button" href="/account/tokens">
          I have copied it
        </a>
        <a href="/api">How to use it</a>
      </p>
    </SignInPage>
  );
  return send(c, page);
}

/** GET /account/tokens */
export async function tokensPage(c: Ctx, { person }: SignedIn, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const [tokens, schools] = await request.context.storage.read(
    { organisation: null, person: person.id },
    async (db) => [
      await listApiTokens(db, person.id),
      await db
        .selectFrom('memberships as m')
        .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
        .select(['o.id', 'o.name'])
        .where('m.person_id', '=', person.id)
        .where('m.ended_at', 'is', null)
        .orderBy('o.name')
        .execute(),
    ],
  );
  const now = request.context.clock();
  const page = (
    <AccountPage
      request={request}
      title="Your API tokens"
      problem={problem}
      lead="A token lets a program use Waymark in your name. It cannot do more than you can."
    >
      {tokens.length > 0 ? (
        <ul class="rows devices section">
          {tokens.map((token) => (
            <Token token={token} isExpired={token.expiresAt <= now} key_={request.context.id()} />
          ))}
        </ul>
      ) : (
        <p class="section">You have no API tokens.</p>
      )}
      <section class="section" aria-labelledby="new">
        <h2 id="new">Create a token</h2>
        {schools.length > 0 ? (
          <NewToken
            schools={schools}
            current={request.organisation?.id}
            key_={request.context.id()}
            {...{ typed, problem }}
          />
        ) : (
          <p class="measure">You can create a token once you belong to a school.</p>
        )}
      </section>
      <p class="section small quiet measure">
        If you change your password, all your tokens are revoked.{' '}
        <a href="/api">Read about the API</a>
      </p>
    </AccountPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const scopeWords = (scope: Scope): string => {
  const [feature, may] = scope.split(':') as [ScopeFeature, string];
  return `${SCOPE_FEATURES[feature]} (${may === 'change' ? 'read and change' : 'read'})`;
};

const Token: FC<{ token: TokenShown; isExpired: boolean; key_: string }> = (props) => {
  const { token, isExpired, key_ } = props;
  return (
    <li>
      <div>
        <b>{token.name}</b>
        {isExpired && <span class="chip">expired</span>}
        <p class="small">
          {token.organisation}: {token.scopes.map(scopeWords).join(', ')}
        </p>
        <p class="small quiet">
          Created on {dateWords(token.madeAt)},{' '}
          {token.usedAt ? `last used ${momentWords(token.usedAt)}` : 'not used yet'}.{' '}
          {isExpired ? 'Expired' : 'Expires'} on {dateWords(token.expiresAt)}.
        </p>
      </div>
      <Form action="/account/tokens/revoke" key_={key_}>
        <Button isSecondary name="id" value={token.id}>
          Revoke<span class="govuk-visually-hidden"> {token.name}</span>
        </Button>
      </Form>
    </li>
  );
};

const daysWords = (days: number) => (days === 365 ? 'One year' : `${days} days`);

interface NewTokenProps extends FormState {
  schools: { id: string; name: string }[];
  current: string | undefined;
  key_: string;
}

const NewToken: FC<NewTokenProps> = ({ schools, current, key_, typed, problem }) => (
  <Form action="/account/tokens" key_={key_} class="form">
    <TextField
      name="name"
      label="Name of the token"
      hint="What you will use it for, such as “termly dashboard”."
      width={20}
      maxlength={60}
      autocomplete="off"
      {...{ typed, problem }}
    />
    <Select
      name="organisation"
      label="School"
      value={current ?? ''}
      choices={schools.map(({ id, name }) => ({ value: id, label: name }))}
      {...{ typed, problem }}
    />
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
        What the token can do
      </legend>
      {problem?.fields.scopes && (
        <p class="govuk-error-message" id="scopes" tabindex={-1}>
          <span class="govuk-visually-hidden">Error:</span> {problem.fields.scopes}
        </p>
      )}
      <div class="fields">
        {FEATURES.map((feature) => (
          <Select
            name={fieldOf(feature)}
            label={SCOPE_FEATURES[feature]}
            value=""
            choices={[
              { value: '', label: 'No access' },
              { value: 'read', label: 'Read' },
              { value: 'change', label: 'Read and change' },
            ]}
            {...{ typed, problem }}
          />
        ))}
      </div>
    </fieldset>
    <Select
      name="days"
      label="Expires after"
      value="90"
      choices={TOKEN_DAYS.map((days) => ({ value: String(days), label: daysWords(days) }))}
      {...{ typed, problem }}
    />
    <Submit>Create token</Submit>
  </Form>
);
