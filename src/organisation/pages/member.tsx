/** One person of the school: what they may do, their way out and back in, and what has happened. */

import { isStepUpNeeded, stepUpOf } from '../../account/step-up.js';
import {
  FIELD_ROLES,
  type Member,
  OWNER_DOES,
  ROLES,
  roleWords,
  scopeOf,
} from '../../platform/access/member.js';
import { capital } from '../../platform/access/page-parts.js';
import { type HistoryEntry, listHistoryOf } from '../../platform/history/history.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, FormPage, TextField } from '../../platform/web/fields.js';
import {
  expected,
  parse,
  readForm,
  single,
  type Typed,
  versionOf,
} from '../../platform/web/form.js';
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

interface ViewProps {
  request: RequestContext;
  member: Member;
  person: MembershipRow;
  history: HistoryEntry[];
  typed: Typed | undefined;
  problem: Problem | undefined;
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
      {person.endedAt && <p class="section">This person is no longer in the school.</p>}
      {!person.endedAt && !mayChange && (
        <p class="section measure">
          {person.name} is an owner of the school. Only another owner can change what they may do.
        </p>
      )}
      {!person.endedAt && mayChange && <RoleForm {...props} />}
      {!person.endedAt && mayChange && (
        <Removal request={request} person={person} isSelf={isSelf} />
      )}
      {person.endedAt && person.email && (
        <Form action={`/people/${person.personId}/restore`} key_={request.context.id()}>
          <p class="actions">
            <Button isSecondary>Let {person.name} back in</Button>
          </p>
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
    <Choices
      name="role"
      label="Role"
      choices={ROLES.map(({ role, does }) => ({
        value: role,
        label: capital(role),
        hint: `${capital(does)}.`,
      }))}
      value={person.role}
      {...{ typed, problem }}
    />
    <TextField
      name="title"
      label="Title in the school (optional)"
      hint={`What people call them, and nothing that they may do by it: for example ${FIELD_ROLES[1]} or ${FIELD_ROLES[2]}.`}
      value={person.title ?? ''}
      {...{ typed, problem }}
    />
    {may(member, 'people.change-owner') && (
      <Choices
        name="owner"
        label="Owner of the school"
        hint={`Beside the role. An owner ${OWNER_DOES}.`}
        kind="checkboxes"
        choices={[{ value: 'yes', label: `${person.name} is an owner of the school` }]}
        values={person.isOwner ? ['yes'] : []}
        {...{ typed, problem }}
      />
    )}
    <p class="actions">
      <Button>Save what {person.name} may do</Button>
    </p>
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
          ? 'You lose access at once. What you wrote stays with the school.'
          : 'They lose access at once, wherever they are signed in. What they wrote stays with the school, and you can let them back in.'}
      </p>
      <Form action={`/people/${person.personId}/remove`} key_={request.context.id()}>
        <p class="actions">
          <Button isWarning>{isSelf ? 'Leave the school' : `Remove ${person.name}`}</Button>
        </p>
      </Form>
    </section>
  );
};

/** POST /people/:person/role */
export async function changeMemberPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(membershipInput, single(typed));
    const request = c.get('request');
    const confirm = stepUpOf(request);
    await changeMembership(request.context, member, idOf(c), input, versionOf(typed), confirm);
  } catch (error) {
    if (isStepUpNeeded(error)) throw error;
    return show(c, member, typed, expected(error));
  }
  return goTo(c, '/people', 'What they may do is saved.');
}

/** POST /people/:person/remove */
export async function removeMemberPost(c: Ctx, member: Member): Promise<Response> {
  const isSelf = idOf(c) === member.person.id;
  try {
    await removeMember(c.get('request').context, member, idOf(c), stepUpOf(c.get('request')));
  } catch (error) {
    const problem = expected(error);
    if (problem.status !== 409) throw problem;
    return show(c, member, undefined, problem);
  }
  return isSelf
    ? goTo(c, '/switch', `You have left ${member.organisation.name}.`)
    : goTo(c, '/people', 'They have no access any more.');
}

/** POST /people/:person/restore */
export async function restoreMemberPost(c: Ctx, member: Member): Promise<Response> {
  await restoreMember(c.get('request').context, member, idOf(c));
  return goTo(c, '/people', 'They are back in the school.');
}

/** POST /people/take-over */
export async function takeOverPost(c: Ctx, member: Member): Promise<Response> {
  await takeOver(c.get('request').context, member);
  return goTo(c, '/people', 'You are careers leader of the school now.');
}
