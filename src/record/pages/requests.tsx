/** The register of data requests and complaints, and how long things are kept. */

import { formPost } from '../../platform/access/form-post.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayAt, dayWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Before, describedBy, groupClass } from '../../platform/web/field-parts.js';
import { Form, Submit } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { one, parse, single, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import {
  answerInput,
  answerRequest,
  listRequests,
  REQUEST_KINDS,
  type RequestRow,
  recordRequest,
  requestInput,
} from '../data-requests.js';

/** A form that was refused: that of the request with this id, or the one to write a request down. */
interface Refused {
  id: string | null;
  typed: Typed;
  problem: Problem;
}

/** GET /requests */
export async function requestsPage(c: Ctx, member: Member, refused?: Refused) {
  const request = c.get('request');
  const requests = await request.context.storage.read(scopeOf(member), (db) =>
    listRequests(db, member.organisation.id),
  );
  const { typed, problem } = refused?.id === null ? refused : {};
  const field = fieldsOf({ typed, problem });
  return send(
    c,
    <TitledPage
      request={request}
      title="Data requests and complaints"
      place="people"
      problem={refused?.problem}
      eyebrow={<a href="/people">People</a>}
      lead="People can ask what you keep about them. Answer a request within one calendar month. Acknowledge a complaint within 30 days."
    >
      {requests.length === 0 ? (
        <p class="section">There are no requests yet.</p>
      ) : (
        <ul class="rows plain section">
          {requests.map((dataRequest) => (
            <RequestItem
              request={request}
              dataRequest={dataRequest}
              refused={refused?.id === dataRequest.id ? refused : undefined}
            />
          ))}
        </ul>
      )}
      <section class="section">
        <h2>Record a request</h2>
        <Form action="/requests" key_={request.context.id()} class="form">
          <field.Text name="who" label="Who is asking" autocomplete="off" />
          <field.Choices
            name="kind"
            label="What they ask for"
            choices={REQUEST_KINDS.map(({ kind, says }) => ({ value: kind, label: says }))}
          />
          <field.Text name="received_on" label="Date received" type="date" />
          <field.Area
            name="about"
            label="Details (optional)"
            hint="In your own words. Do not write about learners."
          />
          <LearnerQuestion problem={problem} />
          <Submit>Record the request</Submit>
        </Form>
      </section>
    </TitledPage>,
    refused?.problem.status ?? 200,
  );
}

const saysOf = (kind: string) => REQUEST_KINDS.find((each) => each.kind === kind)?.says ?? kind;

interface ItemProps {
  request: RequestContext;
  dataRequest: RequestRow;
  refused: Refused | undefined;
}

const RequestItem: FC<ItemProps> = ({ request, dataRequest, refused }) => {
  const today = dayAt(request.context.clock());
  const isLate = !dataRequest.answered_on && dataRequest.due_on < today;
  return (
    <li class="request">
      <p>
        <b>{saysOf(dataRequest.kind)}</b>, from {dataRequest.who}
        <br />
        <span class="small quiet">
          Received on {dayWords(dataRequest.received_on)}.{' '}
          {dataRequest.answered_on
            ? `Answered on ${dayWords(dataRequest.answered_on)}.`
            : `${isLate ? 'Was due' : 'Due'} by ${dayWords(dataRequest.due_on)}.`}
        </span>
      </p>
      {isLate && <p class="small">This is overdue. Answer it now and explain the delay.</p>}
      {dataRequest.about && <p class="measure">{dataRequest.about}</p>}
      {dataRequest.answer && <p class="measure quiet">{dataRequest.answer}</p>}
      {!dataRequest.answered_on && (
        <Details
          summary={
            <>
              Record the answer<span class="govuk-visually-hidden">: {dataRequest.who}</span>
            </>
          }
          open={Boolean(refused)}
        >
          <Form
            action={`/requests/${dataRequest.id}/answer`}
            key_={request.context.id()}
            class="form"
          >
            <AnswerField id={dataRequest.id} refused={refused} />
            <LearnerQuestion problem={refused?.problem} />
            <Submit isSecondary>Save answer</Submit>
          </Form>
        </Details>
      )}
    </li>
  );
};

/** A field of its own for each request; the one that was refused has the plain id that its summary links to. */
const AnswerField: FC<{ id: string; refused: Refused | undefined }> = ({ id, refused }) => {
  const name = refused ? 'answer' : `answer-${id}`;
  const field = { name, label: 'Answer', problem: refused?.problem };
  return (
    <div class={groupClass(field)}>
      <Before {...field} />
      <textarea
        class="govuk-textarea"
        id={name}
        name="answer"
        rows={3}
        aria-describedby={describedBy(field)}
      >
        {refused ? one(refused.typed, 'answer') : ''}
      </textarea>
    </div>
  );
};

/** POST /requests */
export const requestPost = formPost(
  async ({ c, context, member, typed, how }) => {
    await recordRequest(context, member, parse(requestInput, single(typed)), how);
    return goTo(c, '/requests', 'Request recorded, with the date it is due.');
  },
  (c, member, typed, problem) => requestsPage(c, member, { id: null, typed, problem }),
);

/** POST /requests/:id/answer */
export const answerPost = formPost(
  async ({ c, context, member, typed, id, how }) => {
    await answerRequest(context, member, id, parse(answerInput, single(typed)), how);
    return goTo(c, '/requests', 'Answer recorded.');
  },
  (c, member, typed, problem) => {
    if (problem.status === 404) throw problem;
    return requestsPage(c, member, { id: c.req.param('id') ?? '', typed, problem });
  },
);
