/** The register of data requests and complaints, and how long things are kept. */
import type { FC } from 'hono/jsx';
import type { Problem } from '../../problems.js';
import { goTo, send } from '../../web/answer.js';
import { Button, Choices, ErrorSummary, Form, TextArea, TextField } from '../../web/fields.js';
import { expected, parse, readForm, single, type Typed } from '../../web/form.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import {
  answerInput,
  answerRequest,
  listRequests,
  REQUEST_KINDS,
  type RequestRow,
  recordRequest,
  requestInput,
} from '../data-requests.js';
import { dayOf } from '../dates.js';
import { type Member, scopeOf } from '../people.js';

/** GET /requests */
export async function requestsPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member);
}

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const { visit } = c.var;
  const requests = await visit.world.storage.read(scopeOf(member), (db) =>
    listRequests(db, member.organisation.id),
  );
  return send(c, <Register {...{ visit, requests, typed, problem }} />, problem?.status ?? 200);
}

interface ViewProps {
  visit: Visit;
  requests: RequestRow[];
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const saysOf = (kind: string) => REQUEST_KINDS.find((each) => each.kind === kind)?.says ?? kind;
const dayWords = (day: string) => dayOf(new Date(`${day}T12:00:00Z`));

const Register: FC<ViewProps> = ({ visit, requests, typed, problem }) => (
  <Page
    visit={visit}
    title="Data requests and complaints"
    place="people"
    hasError={Boolean(problem)}
  >
    <ErrorSummary problem={problem} />
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
        {requests.map((request) => (
          <RequestItem visit={visit} request={request} />
        ))}
      </ul>
    )}
    <section class="section">
      <h2>Write one down</h2>
      <Form action="/requests" key_={visit.world.id()} class="form">
        <TextField name="who" label="Who asks" autocomplete="off" typed={typed} problem={problem} />
        <Choices
          name="kind"
          label="What they ask for"
          choices={REQUEST_KINDS.map(({ kind, says }) => ({ value: kind, label: says }))}
          typed={typed}
          problem={problem}
        />
        <TextField
          name="received_on"
          label="The day on which it came"
          type="date"
          typed={typed}
          problem={problem}
        />
        <TextArea
          name="about"
          label="What it is about (optional)"
          hint="In your words. Nothing about learners."
          typed={typed}
          problem={problem}
        />
        <p class="actions">
          <Button>Write it down</Button>
        </p>
      </Form>
    </section>
  </Page>
);

const RequestItem: FC<{ visit: Visit; request: RequestRow }> = ({ visit, request }) => {
  const today = visit.world.clock().toISOString().slice(0, 10);
  const isLate = !request.answered_on && request.due_on < today;
  return (
    <li class="request">
      <p>
        <b>{saysOf(request.kind)}</b>, from {request.who}
        <br />
        <span class="small quiet">
          Came on {dayWords(request.received_on)}.{' '}
          {request.answered_on
            ? `Answered on ${dayWords(request.answered_on)}.`
            : `${isLate ? 'Was due' : 'Due'} by ${dayWords(request.due_on)}.`}
        </span>
      </p>
      {isLate && <p class="small">It is overdue: answer it now, and say why it took longer.</p>}
      {request.about && <p class="measure">{request.about}</p>}
      {request.answer && <p class="measure quiet">{request.answer}</p>}
      {!request.answered_on && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              It is answered<span class="govuk-visually-hidden">: {request.who}</span>
            </span>
          </summary>
          <form method="post" action={`/requests/${request.id}/answer`} class="form">
            <div class="govuk-form-group">
              <label class="govuk-label" for={`answer-${request.id}`}>
                What was answered
              </label>
              <textarea
                class="govuk-textarea"
                id={`answer-${request.id}`}
                name="answer"
                rows={3}
              ></textarea>
            </div>
            <p class="actions">
              <Button isSecondary>Save</Button>
            </p>
          </form>
        </details>
      )}
    </li>
  );
};

/** POST /requests */
export async function requestPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    await recordRequest(c.var.visit.world, member, parse(requestInput, single(typed)));
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
  return goTo(c, '/requests', 'It is written down, with the day by which it is due.');
}

/** POST /requests/:id/answer */
export async function answerPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(answerInput, single(typed));
    await answerRequest(c.var.visit.world, member, c.req.param('id') ?? '', input);
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 404) throw problem;
    return show(c, member, undefined, problem);
  }
  return goTo(c, '/requests', 'The answer is written down.');
}
