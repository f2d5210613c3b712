/** Starting a review: for which year, from which answers, with whom. */

import { z } from 'zod';
import { stepUpOf } from '../../account/step-up.js';
import { inviteAll } from '../../organisation/invitation-changes.js';
import { answerInvited } from '../../organisation/pages/invite.js';
import { may } from '../../organisation/permissions.js';
import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import { assertNoLearnerData } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { emailAddress, type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { invalid, type Problem } from '../../platform/problems.js';
import type { RoleWord } from '../../platform/storage/tables/people.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Choices,
  DefaultButton,
  Form,
  FormPage,
  type FormState,
  Submit,
  TextField,
} from '../../platform/web/fields.js';
import { keyOf, one, parse, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { participantInput } from '../changes/participants.js';
import { reviewInput, type Started, startReview, type TakenOver } from '../changes/start.js';
import { nameApart, type Participant, reviewName } from '../review.js';
import { listParticipants, listReviews, type ReviewInList } from '../store.js';
import { ParticipantRows, type Row, rowsTyped } from './participant-rows.js';
import { YearSelect } from './review-bar.js';

const BLANK = 'blank';
const ROWS = 4;

/** A row that is filled in: the address may be left out. */
const rowInput = participantInput.extend({
  email: z.union([z.literal(''), emailAddress], 'Enter an email address like name@school.sch.uk'),
});
const formInput = reviewInput.extend({
  participants: z.array(rowInput).max(100, 'Enter at most 100 people'),
});

/** POST /reviews */
export const newReviewPost = formPost(async ({ c, context, member, typed, how }) => {
  if (one(typed, 'go') === 'more') return newReviewPage(c, member, typed);
  const { participants, ...input } = parse(formInput, {
    academicYear: one(typed, 'academicYear'),
    title: one(typed, 'title'),
    answersFrom: one(typed, 'answersFrom') === BLANK ? null : one(typed, 'answersFrom'),
    participants: rowsTyped(typed).filter(({ name, email }) => (name + email).trim() !== ''),
  });
  const people = participants.map(({ name, role }) => ({ name, role }));
  const invitees = inviteesOf(participants, how.namesNoLearners, context.clock());
  const started = await startReview(context, member, { ...input, participants: people }, how);
  const message = startedWords(started, input.title);
  if (invitees.length === 0) return goTo(c, `/reviews/${started.id}`, message);
  const asked = { key: keyOf(typed, 'invite'), confirm: stepUpOf(c.get('request')) };
  const invited = await inviteAll(context, member, invitees, asked);
  return answerInvited(c, invited, {
    message: `${message} `,
    to: `/reviews/${started.id}`,
    words: 'Go to the review',
  });
}, newReviewPage);

/** What somebody may do in Waymark who is invited for a role in the field. */
const ROLES: Readonly<Record<string, RoleWord>> = {
  'Careers Link Governor': 'governor',
  'Enterprise Adviser': 'adviser',
};

/**
 * Those with an address, as people to invite.
 * @throws Problem 422 for an address that stands twice, and `learner-data.doubt`
 */
function inviteesOf(rows: readonly Row[], namesNoLearners: boolean | undefined, today: Date) {
  const invitees = rows
    .filter(({ email }) => email !== '')
    .map(({ name, role, email }) => ({
      ...{ name, email, title: role, isOwner: false },
      role: ROLES[role] ?? ('contributor' as const),
    }));
  if (new Set(invitees.map(({ email }) => email)).size < invitees.length) {
    const sentence = 'Enter each email address once';
    throw invalid('invitation.twice', `${sentence}.`, { participants: sentence });
  }
  const participants = invitees.map(({ name, email }) => `${name} ${email}`).join('\n');
  assertNoLearnerData({ texts: { participants }, namesNoLearners, today });
  return invitees;
}

function startedWords({ title, again }: Started, asked: string): string {
  const apart =
    title === asked
      ? ''
      : ` The year already has a review with that name, so this one is called “${title}”. You can change it under Who takes part.`;
  return `Review started.${apart}${again ? takenWords(again) : ''}`;
}

/** What was copied from a review of another wording. */
function takenWords({ same, changed, new: fresh, gone }: TakenOver): string {
  const parts = [
    `${countWords(same, 'statement')} with the same wording ${same === 1 ? 'is' : 'are'} copied`,
    ...(changed > 0
      ? [`look again at ${changed}, whose levels stay open because the wording changed`]
      : []),
    ...(fresh > 0 ? [`${fresh} ${fresh === 1 ? 'is' : 'are'} new`] : []),
    ...(gone > 0 ? [`${gone} ${gone === 1 ? 'is' : 'are'} no longer in the model`] : []),
  ];
  return ` The wording has changed since the review you copied: ${parts.join('; ')}.`;
}

/** GET /reviews/new */
export async function newReviewPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { context } = request;
  const mayInvite = may(member, 'people.invite');
  const { reviews, people } = await context.storage.read(scopeOf(member), async (db) => {
    const found = await listReviews(db, member.organisation.id, { now: context.clock() });
    const last = found[0];
    return {
      reviews: found,
      people: last ? await listParticipants(db, member.organisation.id, last.id) : [],
    };
  });
  const page = (
    <FormPage request={request} title="Start a review" place="review" problem={problem}>
      <Heading lead="You can change all of this while the review is open.">Start a review</Heading>
      <Form action="/reviews" key_={context.id()} class="form section">
        <DefaultButton name="go" value="start">
          Start the review
        </DefaultButton>
        <YearAndTitle now={context.clock()} reviews={reviews} typed={typed} problem={problem} />
        {reviews.length > 0 && <StartFrom reviews={reviews} typed={typed} problem={problem} />}
        {reviews.length === 0 && <input type="hidden" name="answersFrom" value={BLANK} />}
        <h2>Who takes part</h2>
        <p class="quiet">
          Include as many senior leaders as you can. You can add more people later.
          {mayInvite && ' Enter an email address to invite someone to your school on Waymark.'}
        </p>
        <ParticipantRows rows={rowsFor(member, people, typed)} {...{ mayInvite, problem }} />
        <LearnerQuestion problem={problem} />
        <p>
          <button type="submit" class="link-button" name="go" value="more">
            Add more people
          </button>
        </p>
        <Submit name="go" value="start" or={['/reviews', 'Cancel']}>
          Start the review
        </Submit>
      </Form>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}

const YearAndTitle = ({
  now,
  reviews,
  typed,
  problem,
}: FormState & { now: Date; reviews: ReviewInList[] }) => {
  const year = academicYearAt(now);
  const taken = reviews.filter(({ academicYear }) => academicYear === year);
  return (
    <>
      <YearSelect year={year} hint="1 September to 31 August." {...{ typed, problem }} />
      <TextField
        name="title"
        label="Name of the review"
        value={nameApart(
          'Internal leadership review',
          taken.map(({ title }) => title),
        )}
        hint={
          taken.length > 0
            ? `${academicYear(year)} has ${countWords(taken.length, 'review')} already. Choose a different name.`
            : undefined
        }
        maxlength={120}
        {...{ typed, problem }}
      />
    </>
  );
};

const StartFrom = ({ reviews, typed, problem }: FormState & { reviews: ReviewInList[] }) => (
  <Choices
    name="answersFrom"
    label="Start from"
    value={BLANK}
    choices={[
      {
        value: BLANK,
        label: 'A blank review',
        hint: 'You see the last agreed level once you have chosen this year’s.',
      },
      ...reviews.slice(0, 4).map((review) => ({
        value: review.id,
        label: `A copy of ${reviewName(review)}`,
        hint: 'Levels, notes and evidence are copied. You confirm each one. Where the wording has changed, you choose the level again.',
      })),
    ]}
    {...{ typed, problem }}
  />
);

/** As typed, three rows on when more were asked for; else those of the last review, or the person alone. */
function rowsFor(member: Member, people: Participant[], typed?: Typed): Row[] {
  if (typed) {
    const rows = rowsTyped(typed);
    return one(typed, 'go') === 'more' ? [...rows, ...blankRows(3)] : rows;
  }
  const first =
    people.length > 0
      ? people.map(({ name, role }) => ({ name, role, email: '' }))
      : [{ name: member.person.name, role: 'Careers Leader', email: '' }];
  return [...first, ...blankRows(Math.max(2, ROWS - first.length))];
}

const blankRows = (count: number): Row[] =>
  Array.from({ length: count }, () => ({ name: '', role: '', email: '' }));
