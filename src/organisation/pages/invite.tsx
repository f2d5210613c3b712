/** Inviting people: paste or upload, look through what was read line by line, then send. */

import { isStepUpNeeded, stepUpOf } from '../../account/step-up.js';
import { formPost } from '../../platform/access/form-post.js';
import { NO_LEARNERS } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, OWNER_DOES, roleWords, scopeOf } from '../../platform/access/member.js';
import { Head, RoleChoices } from '../../platform/access/page-parts.js';
import { whyNoLinksAreMailed } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Choices,
  FileField,
  Form,
  FormPage,
  LinkButton,
  Submit,
  TextArea,
} from '../../platform/web/fields.js';
import { expected, KEY_FIELD, one, readForm, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Details, Heading, Page } from '../../platform/web/page.js';
import { type Ctx, originOf, type RequestContext } from '../../platform/web/request-context.js';
import { LinkToCopy } from '../../platform/web/to-copy.js';
import {
  addressesOf,
  INVITATION_DAYS,
  type Invited,
  inviteAll,
  resendInvitation,
  revokeInvitation,
} from '../invitation-changes.js';
import type { InviteeLine } from '../invitees.js';
import { may } from '../permissions.js';
import { linesOf, readList } from './invite-list.js';

/** GET /people/invite?owner=yes */
export async function invitePage(c: Ctx, member: Member): Promise<Response> {
  const isOwner = c.req.query('owner') === 'yes' && may(member, 'people.invite-owner');
  const typed = {
    role: [isOwner ? 'careers leader' : 'contributor'],
    owner: isOwner ? ['yes'] : [],
  };
  return show(c, member, typed);
}

function show(c: Ctx, member: Member, typed: Typed, problem?: Problem) {
  const request = c.get('request');
  return send(
    c,
    <FormPage request={request} title="Invite people" place="people" problem={problem}>
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Each person gets their own link. You can check the list before anything is sent."
      >
        Invite people
      </Heading>
      <Form action="/people/invite" key_={request.context.id()} class="form section" isUpload>
        <Entry {...{ member, typed, problem }} />
        <Submit>Check the list</Submit>
      </Form>
    </FormPage>,
    problem?.status ?? 200,
  );
}

interface EntryProps {
  member: Member;
  typed: Typed;
  problem: Problem | undefined;
}

const Entry: FC<EntryProps> = ({ member, typed, problem }) => (
  <>
    <TextArea
      name="people"
      label="Email addresses"
      hint="Enter one on each line. You can add names: Sam Reid <sam.reid@school.sch.uk>. Adults only, no learners."
      rows={6}
      {...{ typed, problem }}
    />
    <LearnerQuestion problem={problem} />
    <FileField
      name="file"
      label="Or a CSV file"
      hint="Use these headings: name, email, role, title. Only email is needed."
      accept=".csv,.txt,text/csv,text/plain"
    />
    <RoleChoices label="Role" {...{ typed, problem }} />
    {may(member, 'people.invite-owner') && (
      <Choices
        name="owner"
        label="Account owner (optional)"
        hint={`An account owner ${OWNER_DOES}.`}
        kind="checkboxes"
        choices={[{ value: 'yes', label: 'Also make them an account owner' }]}
        {...{ typed, problem }}
      />
    )}
  </>
);

/** POST /people/invite: what was read, to be looked through. */
export async function invitePreview(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  let typed: Typed = {};
  try {
    typed = await readForm(c);
    typed = await readList(c);
    const lines = linesOf(member, typed, request.context.clock());
    const present = await request.context.storage.read(scopeOf(member), (db) =>
      addressesOf(db, member.organisation.id),
    );
    return send(c, <Preview {...{ request, member, typed, lines, present }} />);
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

const Preview: FC<{
  request: RequestContext;
  member: Member;
  typed: Typed;
  lines: InviteeLine[];
  /** Addresses of the school's own people: nothing is sent to them. */
  present: ReadonlySet<string>;
}> = (props) => {
  const { request, member, typed, lines, present } = props;
  const read = lines.flatMap(({ invitee }) => (invitee ? [invitee] : []));
  const good = read.filter(({ email }) => !present.has(email)).length;
  const here = read.length - good;
  const bad = lines.length - read.length;
  // One key for all that is done with this list: once the people are invited, its draft goes.
  const key = one(typed, KEY_FIELD) || request.context.id();
  return (
    <Page request={request} title="Check the list" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={`${good} ${good === 1 ? 'person' : 'people'} can be invited.${here ? ` ${here} already ${here === 1 ? 'has' : 'have'} access.` : ''}${bad ? ` ${bad} ${bad === 1 ? 'line has an error' : 'lines have errors'}.` : ''}`}
      >
        Check the list
      </Heading>
      <PreviewTable {...{ lines, present }} />
      {good > 0 && (
        <Form action="/people/invitations" key_={key}>
          <input type="hidden" name="people" value={one(typed, 'people').replace(/\n/g, '\r\n')} />
          <input type="hidden" name="role" value={one(typed, 'role')} />
          <input type="hidden" name="owner" value={one(typed, 'owner')} />
          <input type="hidden" name={NO_LEARNERS} value="yes" />
          <Submit>Invite {good === 1 ? 'this person' : `these ${good} people`}</Submit>
        </Form>
      )}
      <Details summary="Change the list" class="section" open={bad > 0}>
        <Form action="/people/invite" key_={key} class="form" isUpload>
          <Entry member={member} typed={typed} problem={undefined} />
          <Submit isSecondary>Check the list again</Submit>
        </Form>
      </Details>
    </Page>
  );
};

const PreviewTable: FC<{ lines: InviteeLine[]; present: ReadonlySet<string> }> = ({
  lines,
  present,
}) => (
  <section class="table-wrap section" tabindex={0} aria-labelledby="read">
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--s" id="read">
        The list, line by line
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <Head>Line</Head>
          <Head>Who</Head>
          <Head>What happens</Head>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {lines.map(({ line, text, invitee, fault }) => (
          <tr class="govuk-table__row">
            <td class="govuk-table__cell">{line}</td>
            <td class="govuk-table__cell">
              {invitee ? [invitee.name, invitee.email].filter(Boolean).join(', ') : text}
            </td>
            <td class="govuk-table__cell">
              {!invitee ? (
                <strong>Left out. {fault}.</strong>
              ) : present.has(invitee.email) ? (
                'Already has access. Nothing is sent and the role does not change.'
              ) : (
                `Invited as ${roleWords(invitee)}${invitee.title ? `, ${invitee.title}` : ''}`
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** POST /people/invitations */
export const invitePost = formPost(
  async ({ c, context, member, typed, how: { key } }) => {
    const invitees = linesOf(member, typed, context.clock()).flatMap(({ invitee }) =>
      invitee ? [invitee] : [],
    );
    const asked = { key, confirm: stepUpOf(c.get('request')) };
    return answer(c, await inviteAll(context, member, invitees, asked));
  },
  (c, member, typed, problem) => {
    if (isStepUpNeeded(problem)) throw problem;
    return show(c, member, typed, problem);
  },
);

/** With a mail server back to the people; without, the links to hand over. */
const answer = (c: Ctx, invited: Invited[]): Promise<Response> =>
  answerInvited(c, invited, { message: '', to: '/people', words: 'Go back to people' });

/** The same for a page that invites as well: what it says first, and the address and words of the way on. */
export async function answerInvited(
  c: Ctx,
  invited: Invited[],
  next: { message: string; to: string; words: string },
): Promise<Response> {
  const sent = invited.filter(({ isMember }) => !isMember);
  if (sent.every(({ isMailed }) => isMailed)) {
    const message = `${sent.length} ${sent.length === 1 ? 'invitation' : 'invitations'} sent.`;
    const rest = invited.length - sent.length;
    const here = rest ? ` ${rest} already ${rest === 1 ? 'has' : 'have'} access.` : '';
    return goTo(c, next.to, `${next.message}${message}${here}`);
  }
  const handed = { request: c.get('request'), invited, origin: originOf(c), next };
  return send(c, <Handed {...handed} />);
}

const Handed: FC<{
  request: RequestContext;
  invited: Invited[];
  origin: string;
  next: { message: string; to: string; words: string };
}> = (props) => (
  <Page request={props.request} title="Links to send" place="people">
    {props.next.message && (
      <div class="told" role="status">
        <p>{props.next.message}</p>
      </div>
    )}
    <Heading
      eyebrow={<a href="/people">People</a>}
      lead={`${whyNoLinksAreMailed(props.request.context)}, so send each link yourself. Each link is for one person, works once and expires in ${INVITATION_DAYS} days. You will not see it again.`}
    >
      Links to send
    </Heading>
    <dl class="govuk-summary-list section">
      {props.invited.map(({ email, token, isMember }, index) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{email}</dt>
          <dd class="govuk-summary-list__value">
            {isMember && 'Already has access.'}
            {token && (
              <LinkToCopy
                id={`invitation-${index + 1}`}
                what={`the link for ${email}`}
                href={`${props.origin}/invitations/${token}`}
              />
            )}
            {!isMember &&
              !token &&
              'Already invited. To get a new link, send the invitation again from People.'}
          </dd>
        </div>
      ))}
    </dl>
    <p class="actions section">
      <LinkButton href={props.next.to}>{props.next.words}</LinkButton>
    </p>
  </Page>
);

/** POST /people/invitations/:id/resend */
export async function resendPost(c: Ctx, member: Member): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const request = c.get('request');
  const asked = { key: null, confirm: stepUpOf(request) };
  return answer(c, [await resendInvitation(request.context, member, id, asked)]);
}

/** POST /people/invitations/:id/revoke */
export async function revokePost(c: Ctx, member: Member): Promise<Response> {
  await revokeInvitation(c.get('request').context, member, c.req.param('id') ?? '');
  return goTo(c, '/people', 'Invitation cancelled. Its link no longer works.');
}
