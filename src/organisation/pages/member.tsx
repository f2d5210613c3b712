/** One person of the school: what they may do, their way out and back in, and what has happened. */

import { isStepUpNeeded, stepUpOf } from '../../account/step-up.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, OWNER_DOES, roleWords, scopeOf } from '../../platform/access/member.js';
import { capital, RoleChoices } from '../../platform/access/page-parts.js';
import { type HistoryEntry, listHistoryOf } from '../../platform/history/history.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Choices,
  Form,
  FormPage,
  type FormState,
  Submit,
  TextField,
} from '../../platform/web/fields.js';
import { parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  changeMembership,
  membershipInput,
  removeMember,
  restoreMember,
  takeOver,
} from '../membership-changes.js';
import { findMembership, type MembershipRow } from '../organisation-store.js';
import { assertMay, may } from '../permissions.js';

const idOf = (c: Ctx) => c.req.param('person') ?? '';

/** GET /people/:person */
export async function memberPage(c: Ctx, member: Member): Promise<Response> {
  assertMay(member, 'people.change');
  return show(c, member);
}

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const [person, history] = await request.context.storage.read(scopeOf(member), async (db) => {
    const row = await findMembership(db, organisation, idOf(c));
    const subject = { kind: 'person', id: row.personId };
    return [row, await listHistoryOf(db, organisation, subject)] as const;
  });
  return send(
    c,
    <MemberView {...{ request, member, person, history, typed, problem }} />,
    problem?.status ?? 200,
  );
}

interface ViewProps extends FormState {
  request: RequestContext;
  member: Member;
  person: MembershipRow;
  history: HistoryEntry[];
}

const MemberView: FC<ViewProps> = (props) => {
  const { request, member, person, history, problem } = props;
  const isSelf = person.personId === member.person.id;
  const mayChange = !person.isOwner || may(member, 'people.change-owner');
  return (
    <FormPage request={request} title={person.name} place="people" problem={problem}>
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={[
          person.endedAt ? '' : `${capital(roleWords(person))} of ${member.organisation.name}`,
          person.email ?? '',
        ]
          .filter(Boolean)
          .join('. ')}
      >
        {person.name}
      </Heading>
      {person.endedAt && <p class="section">This person no longer has access.</p>}
      {!person.endedAt && !mayChange && (
        <p class="section measure">
          {person.name} is an account owner. Only another account owner can change what they can do.
        </p>
      )}
      {!person.endedAt && mayChange && <RoleForm {...props} />}
      {!person.endedAt && mayChange && (
        <Removal request={request} person={person} isSelf={isSelf} />
      )}
      {person.endedAt && person.email && (
        <Form action={`/people/${person.personId}/restore`} key_={request.context.id()}>
          <Submit isSecondary>Restore access</Submit>
        </Form>
      )}
      <HistoryOf messages={request.historyMessages} entries={history} />
    </FormPage>
  );
};

const RoleForm: FC<ViewProps> = ({ request, member, person, typed, problem }) => (
  <Form
    action={`/people/${person.personId}/role`}
    key_={request.context.id()}
    version={person.version}
    class="form section"
  >
    <RoleChoices label="Role" value={person.role} {...{ typed, problem }} />
    <TextField
      name="title"
      label="Job title (optional)"
      hint={`For example, SENCo or Headteacher. It does not change what they can do.`}
      value={person.title ?? ''}
      {...{ typed, problem }}
    />
    {may(member, 'people.change-owner') && (
      <Choices
        name="owner"
        label="Account owner"
        hint={`As well as the role. An account owner ${OWNER_DOES}.`}
        kind="checkboxes"
        choices={[{ value: 'yes', label: `${person.name} is an account owner` }]}
        values={person.isOwner ? ['yes'] : []}
        {...{ typed, problem }}
      />
    )}
    <Submit>Save changes</Submit>
  </Form>
);

const Removal: FC<{ request: RequestContext; person: MembershipRow; isSelf: boolean }> = (
  props,
) => {
  const { request, person, isSelf } = props;
  return (
    <section class="section">
      <h2>{isSelf ? 'Leave the school' : `Remove ${person.name}`}</h2>
      <p class="measure">
        {isSelf
          ? 'You lose access straight away. What you wrote stays with the school.'
          : 'They lose access straight away, on all devices. What they wrote stays with the school. You can restore their access.'}
      </p>
      <Form action={`/people/${person.personId}/remove`} key_={request.context.id()}>
        <Submit isWarning>{isSelf ? 'Leave the school' : `Remove ${person.name}`}</Submit>
      </Form>
    </section>
  );
};

/** POST /people/:person/role */
export const changeMemberPost = formPost(
  async ({ c, context, member, typed }) => {
    const input = parse(membershipInput, single(typed));
    const confirm = stepUpOf(c.get('request'));
    await changeMembership(context, member, idOf(c), input, versionOf(typed), confirm);
    return goTo(c, '/people', 'Saved.');
  },
  (c, member, typed, problem) => {
    if (isStepUpNeeded(problem)) throw problem;
    return show(c, member, typed, problem);
  },
);

/** POST /people/:person/remove */
export const removeMemberPost = formPost(
  async ({ c, context, member }) => {
    await removeMember(context, member, idOf(c), stepUpOf(c.get('request')));
    return idOf(c) === member.person.id
      ? goTo(c, '/switch', `You have left ${member.organisation.name}.`)
      : goTo(c, '/people', 'They no longer have access.', {
          action: `/people/${idOf(c)}/restore`,
        });
  },
  (c, member, _, problem) => {
    if (problem.status !== 409) throw problem;
    return show(c, member, undefined, problem);
  },
);

/** POST /people/:person/restore */
export const restoreMemberPost = formPost(async ({ c, context, member, how }) => {
  await restoreMember(context, member, idOf(c), how);
  return goTo(c, '/people', 'Access restored.');
});

/** POST /people/take-over */
export async function takeOverPost(c: Ctx, member: Member): Promise<Response> {
  await takeOver(c.get('request').context, member);
  return goTo(c, '/people', 'You are now careers leader.');
}
