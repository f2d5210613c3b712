/** Who takes part in a review, and what the review is called. */
import type { Member } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, FormPage, TextField } from '../../platform/web/fields.js';
import {
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
} from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  addParticipant,
  changeDetails,
  detailsInput,
  participantInput,
  removeParticipant,
} from '../changes/participants.js';
import { may } from '../permissions.js';
import { RoleSelect } from './participant-rows.js';
import { ClosedBanner, reviewName, YearSelect } from './review-bar.js';
import { type ReviewRead, readReview } from './review-read.js';

/** GET /reviews/:id/people */
export const peoplePage = (c: Ctx, member: Member): Promise<Response> => show(c, member);

/** POST /reviews/:id/people */
export async function peoplePost(c: Ctx, member: Member): Promise<Response> {
  return changing(c, member, async (id, typed) => {
    const input = parse(participantInput, single(typed));
    await addParticipant(c.get('request').context, member, id, input, { key: keyOf(typed) });
    return `${input.name} takes part.`;
  });
}

/** POST /reviews/:id/people/remove */
export async function peopleRemovePost(c: Ctx, member: Member): Promise<Response> {
  return changing(c, member, async (id, typed) => {
    const participant = one(typed, 'participant');
    await removeParticipant(c.get('request').context, member, id, participant, {
      key: keyOf(typed),
    });
    return 'They no longer take part. What they judged before stays.';
  });
}

/** POST /reviews/:id/details */
export async function detailsPost(c: Ctx, member: Member): Promise<Response> {
  return changing(c, member, async (id, typed) => {
    const input = parse(detailsInput, single(typed));
    await changeDetails(c.get('request').context, member, id, input, { key: keyOf(typed) });
    return 'The name and the year are saved.';
  });
}

async function changing(
  c: Ctx,
  member: Member,
  work: (id: string, typed: Typed) => Promise<string>,
): Promise<Response> {
  const typed = await readForm(c);
  const id = c.req.param('id') ?? '';
  try {
    return goTo(c, `/reviews/${id}/people`, await work(id, typed));
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem): Promise<Response> {
  const read = await readReview(c, member);
  const page = (
    <People request={c.get('request')} {...read} typed={typed} problem={problem ?? null} />
  );
  return send(c, page, problem?.status ?? 200);
}

interface Props extends ReviewRead {
  request: RequestContext;
  typed: Typed | undefined;
  problem: Problem | null;
}

const People = (props: Props) => {
  const { request, whole, base, problem } = props;
  const mayChange = may(request, 'review.change', whole.review);
  return (
    <FormPage request={request} title="Who takes part" place="review" problem={problem}>
      <Heading eyebrow={<a href={base}>{reviewName(whole.review)}</a>}>Who takes part</Heading>
      <ClosedBanner review={whole.review} />
      <ul class="rows section form">
        {whole.participants.length === 0 && <li class="quiet">Nobody is named yet.</li>}
        {whole.participants.map(({ id, name, role }) => (
          <li class="review-row">
            <p>
              <b>{name}</b> <span class="quiet">{role}</span>
            </p>
            {mayChange && (
              <Form action={`${base}/people/remove`} key_={request.context.id()}>
                <input type="hidden" name="participant" value={id} />
                <button type="submit" class="plain">
                  Take out<span class="vh"> {name}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <AddSomebody {...props} />}
      {mayChange && <Details {...props} />}
      {may(request, 'review.delete', whole.review) && (
        <p class="section">
          <a href={`${base}/delete`}>Delete this review</a>
        </p>
      )}
    </FormPage>
  );
};

const AddSomebody = ({ request, base, typed, problem }: Props) => (
  <Form action={`${base}/people`} key_={request.context.id()} class="form section">
    <h2>Add somebody</h2>
    <TextField
      name="name"
      label="Name"
      autocomplete="off"
      maxlength={120}
      {...(typed?.name ? { typed } : {})}
      problem={problem}
    />
    <div class={`govuk-form-group${problem?.fields.role ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label" for="role">
        Role
      </label>
      {problem?.fields.role && (
        <p class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {problem.fields.role}
        </p>
      )}
      <RoleSelect id="role" name="role" value={typed ? one(typed, 'role') : ''} />
    </div>
    <p class="actions">
      <Button isSecondary>Add this person</Button>
    </p>
  </Form>
);

const Details = ({ request, whole, base, typed, problem }: Props) => {
  const { title, academicYear: year } = whole.review;
  return (
    <Form action={`${base}/details`} key_={request.context.id()} class="form section">
      <h2>Name and year</h2>
      <YearSelect year={year} problem={problem} />
      <TextField
        name="title"
        label="What it is called"
        maxlength={120}
        value={title}
        {...(typed?.title ? { typed } : {})}
        problem={problem}
      />
      <p class="actions">
        <Button isSecondary>Save the name and the year</Button>
      </p>
    </Form>
  );
};
