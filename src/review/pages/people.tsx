/** Who takes part in a review, and what the review is called. */
import { academicYear } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import type { Member } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  conflictField,
  EditConflict,
  hasChoices,
  isEditConflict,
  withChoices,
} from '../../platform/web/edit-conflict.js';
import { Form, FormPage, Submit, TextField } from '../../platform/web/fields.js';
import { one, parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { addLevelSetter, levelSetterInput, removeLevelSetter } from '../changes/level-setters.js';
import {
  addParticipant,
  changeDetails,
  detailsInput,
  participantInput,
  removeParticipant,
} from '../changes/participants.js';
import { type LevelSetter, listLevelSetters } from '../level-setters-store.js';
import { may } from '../permissions.js';
import { type Review, reviewName } from '../review.js';
import { LevelSetters } from './level-setters.js';
import { RoleFields, roleOf } from './participant-rows.js';
import { ClosedBanner, YearSelect } from './review-bar.js';
import { type ReviewRead, readReview, readReviewAnd } from './review-read.js';

const roleTyped = (typed: Typed) => roleOf(one(typed, 'role'), one(typed, 'otherRole'));

const back = (id: string) => `/reviews/${id}/people`;

/** POST /reviews/:id/people */
export const peoplePost = formPost(async ({ c, context, member, typed, id, how }) => {
  const input = parse(participantInput, { ...single(typed), role: roleTyped(typed) });
  await addParticipant(context, member, id, input, how);
  return goTo(c, back(id), `${input.name} added.`);
}, peoplePage);

/** POST /reviews/:id/people/remove */
export const peopleRemovePost = formPost(async ({ c, context, member, typed, id, how }) => {
  await removeParticipant(context, member, id, one(typed, 'participant'), how);
  return goTo(c, back(id), 'Removed. The views they gave before are kept.');
}, peoplePage);

/** POST /reviews/:id/details */
export const detailsPost = formPost(async ({ c, context, member, typed: sent, id, how }) => {
  const typed = hasChoices(sent)
    ? { ...savedFields((await readReview(c, member)).whole.review), ...withChoices(sent, PARTS) }
    : sent;
  const input = parse(detailsInput, single(typed));
  await changeDetails(context, member, id, input, { ...how, version: versionOf(typed) });
  return goTo(c, back(id), 'Name and year saved.');
}, peoplePage);

/** POST /reviews/:id/level-setters */
export const levelSettersPost = formPost(async ({ c, context, member, typed, id, how }) => {
  await addLevelSetter(context, member, id, parse(levelSetterInput, single(typed)), how);
  return goTo(c, back(id), 'They can now set agreed levels in this review.');
}, peoplePage);

/** POST /reviews/:id/level-setters/remove */
export const levelSettersRemovePost = formPost(async ({ c, context, member, typed, id, how }) => {
  await removeLevelSetter(context, member, id, one(typed, 'person'), how);
  return goTo(
    c,
    back(id),
    'They can no longer set agreed levels in this review. The levels they set are kept.',
  );
}, peoplePage);

const PARTS = [
  conflictField('title', 'Name of the review'),
  conflictField('academicYear', 'Academic year'),
];

const savedFields = ({ title, academicYear: year }: Review): Typed => ({
  title: [title],
  academicYear: [String(year)],
});

/** Two people renamed the review: both, and the choice between them. */
function bothNames(
  request: RequestContext,
  { whole: { review }, base, typed, problem }: ReviewRead & { typed: Typed; problem: Problem },
) {
  const words = (field: string, values: Typed) =>
    field === 'academicYear' ? academicYear(Number(one(values, field))) : one(values, field);
  return (
    <Page request={request} title="Both names of the review" place="review" hasError>
      <EditConflict
        {...{ request, typed, problem }}
        eyebrow={reviewName(review)}
        action={`${base}/details`}
        back={`${base}/people`}
        saved={{ version: review.version, at: null, by: null }}
        parts={PARTS.map((each) => ({
          ...each,
          mine: words(each.field, typed),
          theirs: words(each.field, savedFields(review)),
        }))}
      />
    </Page>
  );
}

/** GET /reviews/:id/people */
export async function peoplePage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const now = c.get('request').context.clock();
  const [read, setters] = await readReviewAnd(c, member, (db, review) =>
    listLevelSetters(db, { organisation: member.organisation.id, review: review.id }, now),
  );
  if (typed && problem && isEditConflict(problem))
    return send(c, bothNames(c.get('request'), { ...read, typed, problem }), 409);
  const page = (
    <People
      request={c.get('request')}
      {...read}
      setters={setters}
      typed={typed}
      problem={problem ?? null}
    />
  );
  return send(c, page, problem?.status ?? 200);
}

interface Props extends ReviewRead {
  request: RequestContext;
  setters: { named: LevelSetter[]; others: LevelSetter[] };
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
        {whole.participants.length === 0 && <li class="quiet">No one yet.</li>}
        {whole.participants.map(({ id, name, role }) => (
          <li class="review-row">
            <p>
              <b>{name}</b> <span class="quiet">{role}</span>
            </p>
            {mayChange && (
              <Form action={`${base}/people/remove`} key_={request.context.id()}>
                <input type="hidden" name="participant" value={id} />
                <button type="submit" class="plain">
                  Remove<span class="vh"> {name}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <AddPerson {...props} />}
      <LevelSetters {...props} />
      {mayChange && <Details {...props} />}
      {may(request, 'review.delete', whole.review) && (
        <p class="section">
          <a href={`${base}/delete`}>Delete this review</a>
        </p>
      )}
    </FormPage>
  );
};

const AddPerson = ({ request, base, typed, problem }: Props) => (
  <Form action={`${base}/people`} key_={request.context.id()} class="form section">
    <h2>Add someone</h2>
    <TextField
      name="name"
      label="Name"
      autocomplete="off"
      maxlength={120}
      {...(typed?.name ? { typed } : {})}
      problem={problem}
    />
    <div class={`govuk-form-group${problem?.fields.role ? ' govuk-form-group--error' : ''}`}>
      {problem?.fields.role && (
        <p class="govuk-error-message">
          <span class="govuk-visually-hidden">Error:</span> {problem.fields.role}
        </p>
      )}
      <RoleFields id="role" value={typed ? roleTyped(typed) : ''} />
    </div>
    <Submit isSecondary>Add person</Submit>
  </Form>
);

const Details = ({ request, whole, base, typed, problem }: Props) => {
  const { title, academicYear: year } = whole.review;
  return (
    <Form
      action={`${base}/details`}
      key_={request.context.id()}
      version={typed?.title ? versionOf(typed) : whole.review.version}
      class="form section"
    >
      <h2>Name and year</h2>
      <YearSelect year={year} problem={problem} />
      <TextField
        name="title"
        label="Name of the review"
        maxlength={120}
        value={title}
        {...(typed?.title ? { typed } : {})}
        problem={problem}
      />
      <Submit isSecondary>Save name and year</Submit>
    </Form>
  );
};
