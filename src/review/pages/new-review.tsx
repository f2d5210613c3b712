/** Starting a review: for which year, from which answers, with whom. */
import { academicYearAt } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, FormPage, TextField } from '../../platform/web/fields.js';
import { all, expected, keyOf, one, parse, readForm, type Typed } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { reviewInput, startReview, type TakenOver } from '../changes/start.js';
import type { Participant } from '../review.js';
import { listParticipants, listReviews, type ReviewInList } from '../store.js';
import { ParticipantRows } from './participant-rows.js';
import { reviewName, YearSelect } from './review-bar.js';

const BLANK = 'blank';
const ROWS = 4;

/** GET /reviews/new */
export const newReviewPage = (c: Ctx, member: Member): Promise<Response> => show(c, member);

/** POST /reviews */
export async function newReviewPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  if (one(typed, 'go') === 'more') return show(c, member, typed);
  try {
    const input = parse(reviewInput, {
      academicYear: one(typed, 'academicYear'),
      title: one(typed, 'title'),
      answersFrom: one(typed, 'answersFrom') === BLANK ? null : one(typed, 'answersFrom'),
      participants: participantsTyped(typed),
    });
    const { id, again } = await startReview(c.get('request').context, member, input, {
      key: keyOf(typed),
    });
    return goTo(c, `/reviews/${id}`, `The review is started.${again ? takenWords(again) : ''}`);
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

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

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem): Promise<Response> {
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
        <YearAndTitle now={context.clock()} typed={typed} problem={problem} />
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
        <p class="actions">
          <Button name="go" value="start">
            Start the review
          </Button>
          <a href="/reviews">Back to the reviews</a>
        </p>
      </Form>
    </FormPage>
  );
  return send(c, page, problem?.status ?? 200);
}

interface PartProps {
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const YearAndTitle = ({ now, typed, problem }: PartProps & { now: Date }) => {
  const year = academicYearAt(now);
  return (
    <>
      <YearSelect year={year} hint="1 September to 31 August." {...{ typed, problem }} />
      <TextField
        name="title"
        label="What it is called"
        value="Internal leadership review"
        maxlength={120}
        {...{ typed, problem }}
      />
    </>
  );
};

const StartFrom = ({ reviews, typed, problem }: PartProps & { reviews: ReviewInList[] }) => (
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
