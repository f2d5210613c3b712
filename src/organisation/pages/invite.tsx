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
        lead="Each gets a link of their own. You see who is asked before anything is sent."
      >
        Invite people
      </Heading>
      <Form action="/people/invite" key_={request.context.id()} class="form section" isUpload>
        <Entry {...{ member, typed, problem }} />
        <Submit>Look through the list</Submit>
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
      label="E-mail addresses"
      hint="One to a line, names if you like: Sam Reid <sam.reid@school.sch.uk>. Adults only: nothing about learners."
      rows={6}
      {...{ typed, problem }}
    />
    <LearnerQuestion problem={problem} />
    <FileField
      name="file"
      label="Or a CSV file"
      hint="With a heading line: name, email, role, title. Only email is needed."
      accept=".csv,.txt,text/csv,text/plain"
    />
    <RoleChoices label="Their role" {...{ typed, problem }} />
    {may(member, 'people.invite-owner') && (
      <Choices
        name="owner"
        label="Owner of the school (optional)"
        hint={`An owner ${OWNER_DOES}. Two are enough.`}
        kind="checkboxes"
        choices={[{ value: 'yes', label: 'Invite them as owner as well' }]}
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
    <Page request={request} title="Look through the list" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={`${good} ${good === 1 ? 'person' : 'people'} can be invited.${here ? ` ${here} ${here === 1 ? 'is' : 'are'} in the school already.` : ''}${bad ? ` ${bad} ${bad === 1 ? 'line needs' : 'lines need'} another look.` : ''}`}
      >
        Look through the list
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
          <Submit isSecondary>Look through the list again</Submit>
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
        What was read, line by line
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
                'In the school already. Nothing is sent, and the role stays as it is.'
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
async function answer(c: Ctx, invited: Invited[]): Promise<Response> {
  const sent = invited.filter(({ isMember }) => !isMember);
  if (sent.every(({ isMailed }) => isMailed)) {
    const message = `${sent.length} ${sent.length === 1 ? 'invitation is' : 'invitations are'} on the way.`;
    const rest = invited.length - sent.length;
    return goTo(
      c,
      '/people',
      rest ? `${message} ${rest} ${rest === 1 ? 'is' : 'are'} in the school already.` : message,
    );
  }
  return send(c, <Handed request={c.get('request')} invited={invited} origin={originOf(c)} />);
}

const Handed: FC<{ request: RequestContext; invited: Invited[]; origin: string }> = (props) => (
  <Page request={props.request} title="Links to hand over" place="people">
    <Heading
      eyebrow={<a href="/people">People</a>}
      lead={`${whyNoLinksAreMailed(props.request.context)}, so send each link yourself. Each is for one person, works once and for ${INVITATION_DAYS} days, and is shown only now.`}
    >
      Links to hand over
    </Heading>
    <dl class="govuk-summary-list section">
      {props.invited.map(({ email, token, isMember }, index) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{email}</dt>
          <dd class="govuk-summary-list__value">
            {isMember && 'In the school already.'}
            {token && (
              <LinkToCopy
                id={`invitation-${index + 1}`}
                what={`the link for ${email}`}
                href={`${props.origin}/invitations/${token}`}
              />
            )}
            {!isMember && !token && 'Invited already. For a new link, send it again from People.'}
          </dd>
        </div>
      ))}
    </dl>
    <p class="actions section">
      <LinkButton href="/people">Go back to people</LinkButton>
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
  return goTo(c, '/people', 'The invitation is taken back. Its link opens nothing any more.');
}
