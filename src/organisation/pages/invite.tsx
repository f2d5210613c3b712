/** Inviting people: paste or upload, look through what was read line by line, then send. */

import { isStepUpNeeded, stepUpOf } from '../../account/step-up.js';
import { NO_LEARNERS } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, OWNER_DOES, ROLES, roleWords } from '../../platform/access/member.js';
import { capital, Head } from '../../platform/access/page-parts.js';
import { whyNoLinksAreMailed } from '../../platform/mail/outbox.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  Choices,
  FileField,
  Form,
  FormPage,
  LinkButton,
  TextArea,
} from '../../platform/web/fields.js';
import { expected, keyOf, one, readForm, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import { type Ctx, originOf, type RequestContext } from '../../platform/web/request-context.js';
import {
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
  return send(c, <InviteForm {...{ request, member, typed, problem }} />, problem?.status ?? 200);
}

interface FormProps {
  request: RequestContext;
  member: Member;
  typed: Typed;
  problem: Problem | undefined;
}

const InviteForm: FC<FormProps> = ({ request, member, typed, problem }) => (
  <FormPage request={request} title="Invite people" place="people" problem={problem}>
    <Heading
      eyebrow={<a href="/people">People</a>}
      lead="Each gets a link of their own. You see who is asked before anything is sent."
    >
      Invite people
    </Heading>
    <Form action="/people/invite" key_={request.context.id()} class="form section" isUpload>
      <Entry {...{ member, typed, problem }} />
      <p class="actions">
        <Button>Look through the list</Button>
      </p>
    </Form>
  </FormPage>
);

const Entry: FC<Omit<FormProps, 'request'>> = ({ member, typed, problem }) => (
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
    <Choices
      name="role"
      label="Their role"
      choices={ROLES.map(({ role, does }) => ({
        value: role,
        label: capital(role),
        hint: `${capital(does)}.`,
      }))}
      {...{ typed, problem }}
    />
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
    return send(c, <Preview {...{ request, member, typed, lines }} />);
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

const Preview: FC<{
  request: RequestContext;
  member: Member;
  typed: Typed;
  lines: InviteeLine[];
}> = (props) => {
  const { request, member, typed, lines } = props;
  const good = lines.filter(({ invitee }) => invitee).length;
  const bad = lines.length - good;
  return (
    <Page request={request} title="Look through the list" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={`${good} ${good === 1 ? 'person' : 'people'} can be invited.${bad ? ` ${bad} ${bad === 1 ? 'line needs' : 'lines need'} another look.` : ''}`}
      >
        Look through the list
      </Heading>
      <PreviewTable lines={lines} />
      {good > 0 && (
        <Form action="/people/invitations" key_={request.context.id()}>
          <input type="hidden" name="people" value={one(typed, 'people').replace(/\n/g, '\r\n')} />
          <input type="hidden" name="role" value={one(typed, 'role')} />
          <input type="hidden" name="owner" value={one(typed, 'owner')} />
          <input type="hidden" name={NO_LEARNERS} value="yes" />
          <p class="actions">
            <Button>Invite {good === 1 ? 'this person' : `these ${good} people`}</Button>
          </p>
        </Form>
      )}
      <details class="govuk-details section" open={bad > 0}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Change the list</span>
        </summary>
        <Form action="/people/invite" key_={request.context.id()} class="form" isUpload>
          <Entry member={member} typed={typed} problem={undefined} />
          <p class="actions">
            <Button isSecondary>Look through the list again</Button>
          </p>
        </Form>
      </details>
    </Page>
  );
};

const PreviewTable: FC<{ lines: InviteeLine[] }> = ({ lines }) => (
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
              {invitee ? (
                `Invited as ${roleWords(invitee)}${invitee.title ? `, ${invitee.title}` : ''}`
              ) : (
                <strong>Left out. {fault}.</strong>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** POST /people/invitations */
export async function invitePost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const typed = await readForm(c);
  try {
    const invitees = linesOf(member, typed, context.clock()).flatMap(({ invitee }) =>
      invitee ? [invitee] : [],
    );
    const asked = { key: keyOf(typed), confirm: stepUpOf(c.get('request')) };
    return await answer(c, await inviteAll(context, member, invitees, asked));
  } catch (error) {
    if (isStepUpNeeded(error)) throw error;
    return show(c, member, typed, expected(error));
  }
}

/** With a mail server back to the people; without, the links to hand over. */
function answer(c: Ctx, invited: Invited[]): Response | Promise<Response> {
  const sent = invited.filter(({ isMember }) => !isMember);
  if (sent.every(({ isMailed }) => isMailed)) {
    const message = `${sent.length} ${sent.length === 1 ? 'invitation is' : 'invitations are'} on the way.`;
    const rest = invited.length - sent.length;
    return goTo(c, '/people', rest ? `${message} ${rest} are in the school already.` : message);
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
      {props.invited.map(({ email, token, isMember }) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{email}</dt>
          <dd class="govuk-summary-list__value">
            {isMember && 'In the school already.'}
            {token && <code class="link-to-copy">{`${props.origin}/invitations/${token}`}</code>}
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
  return answer(c, [await resendInvitation(request.context, member, id, stepUpOf(request))]);
}

/** POST /people/invitations/:id/revoke */
export async function revokePost(c: Ctx, member: Member): Promise<Response> {
  await revokeInvitation(c.get('request').context, member, c.req.param('id') ?? '');
  return goTo(c, '/people', 'The invitation is taken back. Its link opens nothing any more.');
}
