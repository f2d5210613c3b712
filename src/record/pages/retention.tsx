/** How long things are kept: what is set, what would go now, and letting it go. */

import { GRAVE_MINUTES, requireStepUp } from '../../account/step-up.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, FormPage, Submit, TextField } from '../../platform/web/fields.js';
import { parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  applyRetention,
  changeRetention,
  findRetention,
  type Overdue,
  previewRetention,
  retentionInput,
} from '../retention.js';

/** GET /retention */
export async function retentionPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { id } = member.organisation;
  const [retention, overdue] = await request.context.storage.read(scopeOf(member), async (db) => {
    const kept = await findRetention(db, id);
    return [kept, await previewRetention(db, id, kept, request.context.clock())] as const;
  });
  const page = (
    <FormPage request={request} title="Data retention" place="people" problem={problem}>
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="Reviews, questions, comments, plans, evidence and the history are the school’s record and are kept. You can choose how long to keep the data below. Nothing is deleted until you have checked it."
      >
        Data retention
      </Heading>
      <Form
        action="/retention"
        key_={request.context.id()}
        version={retention.version}
        class="form section"
      >
        {FIELDS.map(([name, label]) => (
          <TextField
            name={name}
            label={label}
            hint="Months. Leave empty to keep until deleted."
            width={5}
            inputmode="numeric"
            value={String(retention[name] ?? '')}
            {...{ typed, problem }}
          />
        ))}
        <Submit>Save and preview what would be deleted</Submit>
      </Form>
      <Preview request={request} overdue={overdue} />
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const FIELDS = [
  ['left_months', 'Names and addresses of people who have left the school'],
  ['invitation_months', 'Invitations that were not accepted'],
  ['link_months', 'Names of people who took part with a personal link'],
  ['request_months', 'Data requests and complaints that have been answered'],
] as const;

const Preview: FC<{ request: RequestContext; overdue: Overdue }> = ({ request, overdue }) => {
  const names = [...overdue.people, ...overdue.links].map(({ name }) => name);
  const nothing = names.length + overdue.invitations + overdue.requests === 0;
  return (
    <section class="section measure">
      <h2>What would be deleted now</h2>
      {nothing ? (
        <p>There is nothing to delete.</p>
      ) : (
        <>
          <ul>
            {names.length > 0 && (
              <li>
                Names and addresses of {names.length} {names.length === 1 ? 'person' : 'people'}:{' '}
                {names.join(', ')}. What they wrote stays, under their role. People who belong to
                another school keep their account.
              </li>
            )}
            {overdue.invitations > 0 && <li>Invitations: {overdue.invitations}</li>}
            {overdue.requests > 0 && <li>Data requests and complaints: {overdue.requests}</li>}
          </ul>
          <Form action="/retention/apply" key_={request.context.id()}>
            <Submit isWarning>Delete these now</Submit>
          </Form>
        </>
      )}
    </section>
  );
};

/** POST /retention */
export const retentionPost = formPost(async ({ c, context, member, typed }) => {
  const input = parse(retentionInput, single(typed));
  await changeRetention(context, member, input, versionOf(typed));
  return goTo(c, '/retention', 'Data retention saved.');
}, retentionPage);

/** POST /retention/apply */
export async function retentionApply(c: Ctx, member: Member): Promise<Response> {
  requireStepUp(c.get('request'), GRAVE_MINUTES);
  await applyRetention(c.get('request').context, member);
  return goTo(c, '/retention', 'Old data deleted.');
}
