/** Where no mail is sent: the messages that people hand over, of a school and of accounts. */

import { AccountPage } from '../../account/pages/account-page.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { SignedIn } from '../../platform/access/route.js';
import { momentWords } from '../../platform/days.js';
import { isId } from '../../platform/ids.js';
import { mailtoAddress } from '../../platform/mail/mailto.js';
import {
  listNotices,
  markHandedOver,
  markOwnSeen,
  type Notice,
} from '../../platform/mail/notices.js';
import { mailOrigin, whyNoLinksAreMailed } from '../../platform/mail/outbox.js';
import { installation, type Scope } from '../../platform/storage/transaction.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { one, readForm } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { listWaiting } from '../invitation-store.js';
import { assertMay } from '../permissions.js';
import { listLinks } from '../personal-link-store.js';
import { Links, Waiting } from './people.js';

const OF_SCHOOL = '/people/messages';
const OF_ACCOUNTS = '/administration/messages';

/** GET /people/messages: reminders, questions and answers of the school, and the links that wait for an answer. */
export async function schoolMessagesPage(c: Ctx, member: Member): Promise<Response> {
  assertMay(member, 'people.invite');
  const request = c.get('request');
  const { context } = request;
  const found = await context.storage.read(scopeOf(member), async (db) => ({
    notices: await listNotices(db, member.organisation.id),
    waiting: await listWaiting(db, member.organisation.id),
    links: await listLinks(db, member.organisation.id),
  }));
  const { notices, waiting } = found;
  const now = context.clock();
  const links = found.links.filter(({ revokedAt, expiresAt }) => !revokedAt && expiresAt > now);
  return send(
    c,
    <Page request={request} styles={['account']} title="Messages to send" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={
          mailOrigin(context)
            ? 'Waymark now sends these by email. Older ones stay here until you have sent them.'
            : `${whyNoLinksAreMailed(context)}. Send these yourself: by email, on paper or in person.`
        }
      >
        Messages to send
      </Heading>
      <Notices {...{ request, notices }} action={OF_SCHOOL} />
      {waiting.length > 0 && <Waiting request={request} waiting={waiting} />}
      {links.length > 0 && <Links request={request} links={links} />}
    </Page>,
  );
}

/** POST /people/messages */
export async function schoolMessagesPost(c: Ctx, member: Member): Promise<Response> {
  assertMay(member, 'people.invite');
  return handedOver(c, scopeOf(member), member.organisation.id, OF_SCHOOL);
}

/** GET /administration/messages: what people should know of their accounts. */
export async function accountMessagesPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const notices = await request.context.storage.read(installation, (db) => listNotices(db, null));
  return send(
    c,
    <AccountPage
      request={request}
      title="Messages about accounts"
      lead="Messages to people about their accounts. They see them when they next sign in. Tell them yourself too, in case it was not them."
    >
      <Notices {...{ request, notices }} action={OF_ACCOUNTS} />
    </AccountPage>,
  );
}

/** POST /administration/messages */
export const accountMessagesPost = (c: Ctx): Promise<Response> =>
  handedOver(c, installation, null, OF_ACCOUNTS);

async function handedOver(
  c: Ctx,
  scope: Scope,
  organisation: string | null,
  path: string,
): Promise<Response> {
  const { context } = c.get('request');
  const id = one(await readForm(c), 'id');
  const isDone =
    isId(id) &&
    (await context.storage.write(scope, (db) =>
      markHandedOver(db, organisation, id, context.clock()),
    ));
  return goTo(c, path, isDone ? 'Removed from the list.' : 'That message was already removed.');
}

/** POST /account/notices: the person has seen what is said about their account. */
export async function seenNoticesPost(c: Ctx, { person }: SignedIn): Promise<Response> {
  const { context } = c.get('request');
  await context.storage.write({ ...installation, person: person.id }, (db) =>
    markOwnSeen(db, person.email, context.clock()),
  );
  return goTo(c, '/account');
}

const Notices: FC<{ request: RequestContext; notices: Notice[]; action: string }> = (props) => {
  const { request, notices, action } = props;
  if (notices.length === 0) return <p class="section">There are no messages to send.</p>;
  return (
    <ul class="rows plain section">
      {notices.map(({ id, recipient, subject, words, madeAt }) => (
        <li class="people-row">
          <div class="measure">
            <h2>{subject}</h2>
            <p class="small quiet">
              To {recipient}, {momentWords(madeAt)}
            </p>
            <p class="letter">{words.trim()}</p>
          </div>
          <div class="person-acts">
            <a href={mailtoAddress(recipient, subject, words)}>
              Open in your email app
              <span class="govuk-visually-hidden">
                : {subject}, to {recipient}
              </span>
            </a>
            <Form action={action} key_={request.context.id()}>
              <input type="hidden" name="id" value={id} />
              <Button isSecondary>
                Mark as sent
                <span class="govuk-visually-hidden">
                  : {subject}, to {recipient}
                </span>
              </Button>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  );
};
