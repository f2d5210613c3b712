/** Starting a review: for which year, from which answers, with whom. */

import { academicYear, academicYearAt } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
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
import { all, one, parse, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { reviewInput, startReview, type TakenOver } from '../changes/start.js';
import { nameApart, type Participant, reviewName } from '../review.js';
import { listParticipants, listReviews, type ReviewInList } from '../store.js';
import { ParticipantRows } from './participant-rows.js';
import { YearSelect } from './review-bar.js';

const BLANK = 'blank';
const ROWS = 4;

/** POST /reviews */
export const newReviewPost = formPost(async ({ c, context, member, typed, how }) => {
  if (one(typed, 'go') === 'more') return newReviewPage(c, member, typed);
  const input = parse(reviewInput, {
    academicYear: one(typed, 'academicYear'),
    title: one(typed, 'title'),
    answersFrom: one(typed, 'answersFrom') === BLANK ? null : one(typed, 'answersFrom'),
    participants: participantsTyped(typed),
  });
  const { id, title, again } = await startReview(context, member, input, how);
  const apart =
    title === input.title
      ? ''
      : ` The year has a review of that name already, so this one is called “${title}”. You can change it under Who takes part.`;
  return goTo(c, `/reviews/${id}`, `Review started.${apart}${again ? takenWords(again) : ''}`);
}, newReviewPage);

/** What was taken over from a review of another wording. */
function takenWords({ same, changed, new: fresh, gone }: TakenOver): string {
  const parts = [
    `${countWords(same, 'statement')} with the same words ${same === 1 ? 'is' : 'are'} carried over`,
    ...(changed > 0
      ? [`look again at ${changed}, whose levels stay open because the wording changed`]
      : []),
    ...(fresh > 0 ? [`${fresh} ${fresh === 1 ? 'is' : 'are'} new`] : []),
    ...(gone > 0 ? [`${gone} ${gone === 1 ? 'is' : 'are'} gone`] : []),
  ];
  return ` It has another wording than the one that it begins from: ${parts.join('; ')}.`;
}

/** The rows in which a name was typed. */
function participantsTyped(typed: Typed): { name: string; role: string }[] {
  const roles = all(typed, 'role');
  return all(typed, 'participant')
    .map((name, index) => ({ name, role: roles[index] ?? '' }))
    .filter(({ name }) => name.trim() !== '');
}

/** GET /reviews/new */
export async function newReviewPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { context } = request;
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
      <Heading lead="Two minutes. Everything here can be changed while the review is open.">
        Start a review
      </Heading>
      <Form action="/reviews" key_={context.id()} class="form section">
        <DefaultButton name="go" value="start">
          Start the review
        </DefaultButton>
        <YearAndTitle now={context.clock()} reviews={reviews} typed={typed} problem={problem} />
        {reviews.length > 0 && <StartFrom reviews={reviews} typed={typed} problem={problem} />}
        {reviews.length === 0 && <input type="hidden" name="answersFrom" value={BLANK} />}
        <h2>Who takes part</h2>
        <p class="quiet">
          As many senior leaders as possible. They need no account for this; add more at any time.
        </p>
        <ParticipantRows rows={rowsFor(member, people, typed)} problem={problem} />
        <p>
          <button type="submit" class="plain" name="go" value="more">
            Add rows for more people
          </button>
        </p>
        <Submit name="go" value="start" or={['/reviews', 'Back to the reviews']}>
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
        label="What it is called"
        value={nameApart(
          'Internal leadership review',
          taken.map(({ title }) => title),
        )}
        hint={
          taken.length > 0
            ? `${academicYear(year)} has ${countWords(taken.length, 'review')} already. Give this one another name.`
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
        hint: 'The level agreed last time stays hidden until you have chosen this year’s. Then you see both.',
      },
      ...reviews.slice(0, 4).map((review) => ({
        value: review.id,
        label: `The answers of ${reviewName(review)}`,
        hint: 'Levels, points, words and evidence are taken over, and each is to be confirmed. Where the wording has changed since, the level stays open.',
      })),
    ]}
    {...{ typed, problem }}
  />
);

/** As typed, three rows on when more were asked for; else those of the last review, or the person alone. */
function rowsFor(member: Member, people: Participant[], typed?: Typed) {
  if (typed) {
    const roles = all(typed, 'role');
    const rows = all(typed, 'participant').map((name, index) => ({
      name,
      role: roles[index] ?? '',
    }));
    return one(typed, 'go') === 'more' ? [...rows, ...blankRows(3)] : rows;
  }
  const first = people.length > 0 ? people : [{ name: member.person.name, role: 'Careers Leader' }];
  return [...first, ...blankRows(Math.max(2, ROWS - first.length))];
}

const blankRows = (count: number) => Array.from({ length: count }, () => ({ name: '', role: '' }));
