/** Who is in the school, who has been asked, and who takes part by a personal link. */

import { type Member, roleWords, scopeOf } from '../../platform/access/member.js';
import { capital } from '../../platform/access/page-parts.js';
import type { Permissions } from '../../platform/access/permission-table.js';
import { dateWords } from '../../platform/days.js';
import { mailOrigin } from '../../platform/mail/outbox.js';
import { send } from '../../platform/web/answer.js';
import { Button, Form, LinkButton, Submit } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Details, Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { listWaiting, type WaitingInvitation } from '../invitation-store.js';
import { listMemberships, type MembershipRow } from '../organisation-store.js';
import { may } from '../permissions.js';
import { type LinkRow, listLinks } from '../personal-link-store.js';
import { LoneOwnerNotice } from './lone-owner-notice.js';
import { Members } from './members.js';
import { WhoMay } from './permissions-table.js';

interface PeopleProps {
  request: RequestContext;
  member: Member;
  people: MembershipRow[];
  waiting: WaitingInvitation[];
  links: LinkRow[];
  permissions: Permissions;
}

/** GET /people, which tells the permissions of all features. */
export const peoplePage =
  (permissions: Permissions) =>
  async (c: Ctx, member: Member): Promise<Response> => {
    const request = c.get('request');
    const isLeader = may(member, 'people.invite');
    const props = await request.context.storage.read(scopeOf(member), async (db) => ({
      people: await listMemberships(db, member.organisation.id),
      waiting: isLeader ? await listWaiting(db, member.organisation.id) : [],
      links: isLeader ? await listLinks(db, member.organisation.id) : [],
    }));
    return send(c, <People {...{ request, member, permissions }} {...props} />);
  };

const People: FC<PeopleProps> = (props) => {
  const { request, member, people, waiting, links, permissions } = props;
  const present = people.filter(({ endedAt }) => !endedAt);
  const gone = people.filter(({ endedAt }) => endedAt);
  const isLeader = may(member, 'people.invite');
  const owners = present.filter(({ isOwner }) => isOwner).length;
  const mayTakeOver = may(member, 'people.take-over') && member.role !== 'careers leader';
  return (
    <Page request={request} title="People" place="people">
      <Heading lead={leadOf(present.length, isLeader)}>
        People of {member.organisation.name}
      </Heading>
      {isLeader && <LoneOwnerNotice owners={owners} />}
      {isLeader && (
        <p class="actions section">
          <LinkButton href="/people/invite">Invite people</LinkButton>
          <LinkButton href="/people/links/new" isSecondary>
            Invite without an account
          </LinkButton>
          {!mailOrigin(request.context) && <a href="/people/messages">Messages to send</a>}
        </p>
      )}
      <Members member={member} people={present} />
      {mayTakeOver && <TakeOver request={request} />}
      {isLeader && waiting.length > 0 && <Waiting request={request} waiting={waiting} />}
      {isLeader && links.length > 0 && <Links request={request} links={links} />}
      {isLeader && gone.length > 0 && <Gone request={request} gone={gone} />}
      <WhoMay permissions={permissions} />
      {isLeader && <More />}
    </Page>
  );
};

const leadOf = (count: number, isLeader: boolean) =>
  `${count} ${count === 1 ? 'person has' : 'people have'} access.${isLeader ? '' : ' A careers leader can invite more people.'}`;

const TakeOver: FC<{ request: RequestContext }> = ({ request }) => (
  <section class="section">
    <h2>Take over as careers leader</h2>
    <p class="measure">
      You are an account owner. If the careers leader leaves, you can take over, and make someone
      else careers leader later.
    </p>
    <Form action="/people/take-over" key_={request.context.id()}>
      <Submit isSecondary>Take over as careers leader</Submit>
    </Form>
  </section>
);

export const Waiting: FC<{ request: RequestContext; waiting: WaitingInvitation[] }> = ({
  request,
  waiting,
}) => (
  <section class="section">
    <h2>Invited</h2>
    <ul class="rows plain">
      {waiting.map(({ id, email, name, role, isOwner, sentAt, expiresAt }) => (
        <li class="people-row">
          <p>
            <b>{name || email}</b> as {roleWords({ role, isOwner })}
            <br />
            <span class="small quiet">
              {name && `${email}. `}Sent {dateWords(sentAt)},{' '}
              {expiresAt < request.context.clock()
                ? 'expired'
                : `expires on ${dateWords(expiresAt)}`}
            </span>
          </p>
          <div class="person-acts">
            <Form action={`/people/invitations/${id}/resend`} key_={request.context.id()}>
              <Button isSecondary>
                Send again
                <span class="govuk-visually-hidden"> to {email}</span>
              </Button>
            </Form>
            <Form action={`/people/invitations/${id}/revoke`} key_={request.context.id()}>
              <Button isSecondary>
                Cancel invitation
                <span class="govuk-visually-hidden"> from {email}</span>
              </Button>
            </Form>
          </div>
        </li>
      ))}
    </ul>
  </section>
);

/** What has become of a personal link. */
function stateOf(link: LinkRow, now: Date): string {
  if (link.revokedAt) return `turned off on ${dateWords(link.revokedAt)}`;
  if (link.expiresAt < now) return `expired on ${dateWords(link.expiresAt)}`;
  const opened = link.openedAt ? `first opened ${dateWords(link.openedAt)}` : 'not opened yet';
  return `expires on ${dateWords(link.expiresAt)}, ${opened}`;
}

export const Links: FC<{ request: RequestContext; links: LinkRow[] }> = ({ request, links }) => (
  <section class="section">
    <h2>Invited without an account</h2>
    <ul class="rows plain">
      {links.map((link) => (
        <li class="people-row">
          <p>
            <b>{link.personName}</b>
            {link.title && `, ${link.title}`}
            <br />
            <span class="small quiet">
              {link.reviewTitle}: {stateOf(link, request.context.clock())}
            </span>
          </p>
          <div class="person-acts">
            <Form action={`/people/links/${link.id}/renew`} key_={request.context.id()}>
              <Button isSecondary>
                New link<span class="govuk-visually-hidden"> for {link.personName}</span>
              </Button>
            </Form>
            {!link.revokedAt && (
              <Form action={`/people/links/${link.id}/revoke`} key_={request.context.id()}>
                <Button isSecondary>
                  Turn off link
                  <span class="govuk-visually-hidden"> from {link.personName}</span>
                </Button>
              </Form>
            )}
          </div>
        </li>
      ))}
    </ul>
  </section>
);

const Gone: FC<{ request: RequestContext; gone: MembershipRow[] }> = ({ request, gone }) => (
  <Details
    summary={`${gone.length} ${gone.length === 1 ? 'person has' : 'people have'} left`}
    class="section"
  >
    <ul class="rows plain govuk-details__text">
      {gone.map(({ personId, name, email, role, endedAt }) => (
        <li class="people-row">
          <p>
            <b>{name}</b>
            <br />
            <span class="small quiet">
              {capital(role)} until {endedAt && dateWords(endedAt)}
            </span>
          </p>
          {email && (
            <Form action={`/people/${personId}/restore`} key_={request.context.id()}>
              <Button isSecondary>
                Restore access<span class="govuk-visually-hidden"> for {name}</span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  </Details>
);

const More = () => (
  <section class="section">
    <h2>School settings</h2>
    <ul>
      <li>
        <a href="/school">School details</a>: name and reference numbers
      </li>
      <li>
        <a href="/history">History</a>: who changed what, and when
      </li>
      <li>
        <a href="/handover">Handover</a>: notes for your successor
      </li>
      <li>
        <a href="/requests">Data requests and complaints</a>, with the date each answer is due
      </li>
      <li>
        <a href="/retention">Data retention</a>
      </li>
    </ul>
  </section>
);
