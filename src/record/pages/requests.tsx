/** The register of data requests and complaints, and how long things are kept. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { dayWords } from '../../platform/days.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, FormPage, TextArea, TextField } from '../../platform/web/fields.js';
import {
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
} from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  answerInput,
  answerRequest,
  listRequests,
  REQUEST_KINDS,
  type RequestRow,
  recordRequest,
  requestInput,
} from '../data-requests.js';

/** GET /requests */
export async function requestsPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member);
}

/** A form that was refused: that of the request with this id, or the one to write a request down. */
interface Refused {
  id: string | null;
  typed: Typed;
  problem: Problem;
}

async function show(c: Ctx, member: Member, refused?: Refused) {
  const request = c.get('request');
  const requests = await request.context.storage.read(scopeOf(member), (db) =>
    listRequests(db, member.organisation.id),
  );
  return send(c, <Register {...{ request, requests, refused }} />, refused?.problem.status ?? 200);
}

interface ViewProps {
  request: RequestContext;
  requests: RequestRow[];
  refused: Refused | undefined;
}

const saysOf = (kind: string) => REQUEST_KINDS.find((each) => each.kind === kind)?.says ?? kind;

const Register: FC<ViewProps> = ({ request, requests, refused }) => {
  const { typed, problem } = refused?.id === null ? refused : {};
  return (
    <FormPage
      request={request}
      title="Data requests and complaints"
      place="people"
      problem={refused?.problem}
    >
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead="People may ask what is kept about them. A request is answered within one calendar month, a complaint is acknowledged within 30 days."
      >
        Data requests and complaints
      </Heading>
      {requests.length === 0 ? (
        <p class="section">Nothing has been asked yet.</p>
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
        <h2>Write one down</h2>
        <Form action="/requests" key_={request.context.id()} class="form">
          <TextField name="who" label="Who asks" autocomplete="off" {...{ typed, problem }} />
          <Choices
            name="kind"
            label="What they ask for"
            choices={REQUEST_KINDS.map(({ kind, says }) => ({ value: kind, label: says }))}
            {...{ typed, problem }}
          />
          <TextField
            name="received_on"
            label="The day on which it came"
            type="date"
            {...{ typed, problem }}
          />
          <TextArea
            name="about"
            label="What it is about (optional)"
            hint="In your words. Nothing about learners."
            {...{ typed, problem }}
          />
          <LearnerQuestion problem={problem} />
          <p class="actions">
            <Button>Record the request</Button>
          </p>
        </Form>
      </section>
    </FormPage>
  );
};

interface ItemProps {
  request: RequestContext;
  dataRequest: RequestRow;
  refused: Refused | undefined;
}

const RequestItem: FC<ItemProps> = ({ request, dataRequest, refused }) => {
  const today = request.context.clock().toISOString().slice(0, 10);
  const isLate = !dataRequest.answered_on && dataRequest.due_on < today;
  return (
    <li class="request">
      <p>
        <b>{saysOf(dataRequest.kind)}</b>, from {dataRequest.who}
        <br />
        <span class="small quiet">
          Came on {dayWords(dataRequest.received_on)}.{' '}
          {dataRequest.answered_on
            ? `Answered on ${dayWords(dataRequest.answered_on)}.`
            : `${isLate ? 'Was due' : 'Due'} by ${dayWords(dataRequest.due_on)}.`}
        </span>
      </p>
      {isLate && <p class="small">It is overdue: answer it now, and say why it took longer.</p>}
      {dataRequest.about && <p class="measure">{dataRequest.about}</p>}
      {dataRequest.answer && <p class="measure quiet">{dataRequest.answer}</p>}
      {!dataRequest.answered_on && (
        <details class="govuk-details" open={Boolean(refused)}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              Say that it is answered<span class="govuk-visually-hidden">: {dataRequest.who}</span>
            </span>
          </summary>
          <Form
            action={`/requests/${dataRequest.id}/answer`}
            key_={request.context.id()}
            class="form"
          >
            <AnswerField id={dataRequest.id} refused={refused} />
            <LearnerQuestion problem={refused?.problem} />
            <p class="actions">
              <Button isSecondary>Save the answer</Button>
            </p>
          </Form>
        </details>
      )}
    </li>
  );
};

/** A field of its own for each request; the one that was refused has the plain id that its summary links to. */
const AnswerField: FC<{ id: string; refused: Refused | undefined }> = ({ id, refused }) => {
  const field = refused ? 'answer' : `answer-${id}`;
  const error = refused?.problem.fields.answer;
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label" for={field}>
        What was answered
      </label>
      {error && (
        <p class="govuk-error-message" id="answer-error">
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <textarea
        class="govuk-textarea"
        id={field}
        name="answer"
        rows={3}
        aria-describedby={error ? 'answer-error' : undefined}
      >
        {refused ? one(refused.typed, 'answer') : ''}
      </textarea>
    </div>
  );
};

const howFrom = (typed: Typed) => ({
  key: keyOf(typed),
  namesNoLearners: saysNoLearners(typed),
});

/** POST /requests */
export async function requestPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(requestInput, single(typed));
    await recordRequest(c.get('request').context, member, input, howFrom(typed));
  } catch (error) {
    return show(c, member, { id: null, typed, problem: expected(error) });
  }
  return goTo(c, '/requests', 'It is written down, with the day by which it is due.');
}

/** POST /requests/:id/answer */
export async function answerPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  try {
    const input = parse(answerInput, single(typed));
    await answerRequest(c.get('request').context, member, id, input, howFrom(typed));
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404) throw problem;
    return show(c, member, { id, typed, problem });
  }
  return goTo(c, '/requests', 'The answer is written down.');
}
