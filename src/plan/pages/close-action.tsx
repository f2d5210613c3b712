/** The end of an action: what changed, and what shows it. And deleting one. */

import { formPost } from '../../platform/access/form-post.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  Choices,
  ErrorSummary,
  Form,
  Submit,
  TextArea,
} from '../../platform/web/fields.js';
import { all, parse, single, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { closeAction, closingInput } from '../changes/change.js';
import { deleteAction, restoreAction } from '../changes/remove.js';
import { listDeleted } from '../store.js';
import { EvidenceChoices } from './action-progress.js';
import { type ActionProps, readAction } from './action-read.js';
import { PlanPage, planName } from './plan-parts.js';

/** GET /plan/actions/:id/close */
export async function closeActionPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <Closing {...(await readAction(c, member))} typed={{ status: ['done'] }} />);
}

/** POST /plan/actions/:id/close */
export const closeActionPost = formPost(
  async ({ c, context, member, typed, id, how }) => {
    const input = parse(closingInput, { ...single(typed), evidence: all(typed, 'evidence') });
    const { version } = await closeAction(context, member, id, input, how);
    const path = `/plan/actions/${id}`;
    return goTo(c, path, input.status === 'done' ? 'Action complete.' : 'Action stopped.', {
      action: `${path}/undo`,
      version,
    });
  },
  async (c, member, typed, problem) => {
    if (problem.status === 404 || problem.status === 403) throw problem;
    const read = await readAction(c, member);
    return send(c, <Closing {...read} typed={typed} problem={problem} />, problem.status);
  },
);

const Closing = ({ request, whole, problem, typed = {} as Typed }: ActionProps) => {
  const { action, offered } = whole;
  const base = `/plan/actions/${action.id}`;
  return (
    <PlanPage request={request} title="Complete or stop the action" hasError={problem !== null}>
      <ErrorSummary problem={problem} />
      <Heading eyebrow={<a href={base}>{action.title}</a>}>Complete or stop the action</Heading>
      {(action.expectedChange || action.measure) && (
        <div class="ending card stack section-s">
          {action.expectedChange && (
            <p class="typed">
              <b>What should change:</b> {action.expectedChange}
            </p>
          )}
          {action.measure && (
            <p class="typed">
              <b>Success measure:</b> {action.measure}
            </p>
          )}
        </div>
      )}
      <Form action={`${base}/close`} key_={request.context.id()} class="form section-s">
        <Choices
          name="status"
          label="Status"
          choices={[
            { value: 'done', label: 'Complete' },
            { value: 'stopped', label: 'Stopped', hint: 'It will not be continued.' },
          ]}
          {...{ typed, problem }}
        />
        <TextArea
          name="changed"
          label="What changed, or why it was stopped"
          hint="In your own words, as you would tell a governor."
          rows={4}
          maxlength={4000}
          {...{ typed, problem }}
        />
        <TextArea
          name="result"
          label="Result against the success measure"
          hint="Leave this empty if it is too early to tell."
          maxlength={4000}
          {...{ typed, problem }}
        />
        <LearnerQuestion problem={problem} />
        {offered.length > 0 && (
          <EvidenceChoices offered={offered} chosen={all(typed, 'evidence')} />
        )}
        <Submit or={[base, 'Cancel']}>Save</Submit>
      </Form>
    </PlanPage>
  );
};

/** GET /plan/actions/:id/delete */
export async function deleteActionPage(c: Ctx, member: Member): Promise<Response> {
  const { request, whole } = await readAction(c, member);
  const base = `/plan/actions/${whole.action.id}`;
  return send(
    c,
    <PlanPage request={request} title="Delete an action">
      <Heading
        eyebrow={<a href={base}>{whole.action.title}</a>}
        lead={`It leaves the plan, with its notes. A careers leader can restore it for ${RESTORABLE_DAYS} days. To keep it in the record of the year, stop it instead.`}
      >
        Delete this action?
      </Heading>
      <Form action={`${base}/delete`} key_={request.context.id()} class="section-s">
        <Submit isWarning or={[base, 'Keep it']}>
          Delete the action
        </Submit>
      </Form>
    </PlanPage>,
  );
}

/** POST /plan/actions/:id/delete */
export const deleteActionPost = formPost(async ({ c, context, member, id, how }) => {
  await deleteAction(context, member, id, how);
  return goTo(c, '/plan', `Deleted. It can be restored for ${RESTORABLE_DAYS} days.`, {
    action: `/plan/actions/${id}/restore`,
  });
});

/** POST /plan/actions/:id/restore */
export const restoreActionPost = formPost(async ({ c, context, member, id, how }) => {
  await restoreAction(context, member, id, how);
  return goTo(c, `/plan/actions/${id}`, 'Restored.');
});

/** GET /plan/deleted */
export async function deletedPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const deleted = await request.context.storage.read(scopeOf(member), (db) =>
    listDeleted(db, member.organisation.id, request.context.clock()),
  );
  return send(
    c,
    <PlanPage request={request} title="Deleted actions" here="plan">
      <Heading
        lead={`Actions can be restored for ${RESTORABLE_DAYS} days after they were deleted.`}
      >
        Deleted actions
      </Heading>
      {deleted.length === 0 ? (
        <p class="section-s">None in the last {RESTORABLE_DAYS} days.</p>
      ) : (
        <ul class="plain-rows section-s">
          {deleted.map(({ id, title, academicYear, deletedAt }) => (
            <li class="restore-row">
              <span>
                <b>{title}</b>
                <br />
                <span class="small quiet">
                  {planName(academicYear)}
                  {deletedAt && `, deleted on ${dateWords(deletedAt)}`}
                </span>
              </span>
              <Form action={`/plan/actions/${id}/restore`} key_={request.context.id()}>
                <Button isSecondary>
                  Restore the action<span class="vh">: {title}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </PlanPage>,
  );
}
