/** The end of an action: what changed, and what shows it. And deleting one. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { dateWords } from '../../platform/days.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, ErrorSummary, Form, TextArea } from '../../platform/web/fields.js';
import { all, expected, keyOf, one, parse, readForm, type Typed } from '../../platform/web/form.js';
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
export async function closeActionPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  try {
    const input = parse(closingInput, {
      status: one(typed, 'status'),
      changed: one(typed, 'changed'),
      result: one(typed, 'result'),
      evidence: all(typed, 'evidence'),
    });
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    await closeAction(c.get('request').context, member, id, input, how);
    return goTo(c, `/plan/actions/${id}`, input.status === 'done' ? 'Done.' : 'Stopped.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const read = await readAction(c, member);
    return send(c, <Closing {...read} typed={typed} problem={problem} />, problem.status);
  }
}

const Closing = ({ request, whole, problem, typed = {} as Typed }: ActionProps) => {
  const { action, offered } = whole;
  const base = `/plan/actions/${action.id}`;
  return (
    <PlanPage request={request} title="Close an action" hasError={problem !== null}>
      <ErrorSummary problem={problem} />
      <Heading eyebrow={<a href={base}>{action.title}</a>}>What changed?</Heading>
      {(action.expectedChange || action.measure) && (
        <div class="ending card stack section-s">
          {action.expectedChange && (
            <p class="typed">
              <b>It was to change:</b> {action.expectedChange}
            </p>
          )}
          {action.measure && (
            <p class="typed">
              <b>You would know by:</b> {action.measure}
            </p>
          )}
        </div>
      )}
      <Form action={`${base}/close`} key_={request.context.id()} class="form section-s">
        <Choices
          name="status"
          label="How did it end?"
          choices={[
            { value: 'done', label: 'Done' },
            { value: 'stopped', label: 'Stopped', hint: 'It will not be carried on.' },
          ]}
          {...{ typed, problem }}
        />
        <TextArea
          name="changed"
          label="What changed in provision, or why it was stopped"
          hint="In your own words, as you would tell a governor."
          rows={4}
          maxlength={4000}
          {...{ typed, problem }}
        />
        <TextArea
          name="result"
          label="What the measure says"
          hint="Leave it empty when it is too early to tell."
          maxlength={4000}
          {...{ typed, problem }}
        />
        <LearnerQuestion problem={problem} />
        {offered.length > 0 && (
          <EvidenceChoices offered={offered} chosen={all(typed, 'evidence')} />
        )}
        <p class="actions">
          <Button>Close the action</Button>
          <a href={base}>Cancel</a>
        </p>
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
        <p class="actions">
          <Button isWarning>Delete the action</Button>
          <a href={base}>Keep it</a>
        </p>
      </Form>
    </PlanPage>,
  );
}

/** POST /plan/actions/:id/delete */
export async function deleteActionPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  await deleteAction(c.get('request').context, member, id, { key: keyOf(typed) });
  return goTo(c, '/plan', `Deleted. It can be restored for ${RESTORABLE_DAYS} days.`);
}

/** POST /plan/actions/:id/restore */
export async function restoreActionPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  await restoreAction(c.get('request').context, member, id, { key: keyOf(typed) });
  return goTo(c, `/plan/actions/${id}`, 'Restored.');
}

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
      {deleted.length === 0 && <p class="section-s">None in the last {RESTORABLE_DAYS} days.</p>}
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
              <button type="submit" class="govuk-button govuk-button--secondary">
                Restore the action<span class="vh">: {title}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </PlanPage>,
  );
}
