/** Closing and reopening a review, deleting and restoring it. */

import type { Statement } from '../../framework/framework.js';
import { formPost } from '../../platform/access/form-post.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Member } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, FormPage, Submit, TextArea, TextField } from '../../platform/web/fields.js';
import { parse, single, type Typed } from '../../platform/web/form.js';
import type { Child } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  closeInput,
  closeReview,
  deleteReview,
  reopenInput,
  reopenReview,
  restoreReview,
} from '../changes/close.js';
import { type Missing, whatIsMissing } from '../missing.js';
import { assertMay } from '../permissions.js';
import { reviewName } from '../review.js';
import { counted } from '../sentences.js';
import { type ReviewRead, readReview } from './review-read.js';

/** POST /reviews/:id/close */
export const closePost = formPost(async ({ c, context, member, typed, id, how }) => {
  const input = parse(closeInput, single(typed));
  await closeReview(context, member, id, input, how);
  return goTo(c, `/reviews/${id}`, `The review is closed, signed off by ${input.signedOffAs}.`);
}, closePage);

/** GET /reviews/:id/close */
export async function closePage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  if (problem && problem.status !== 422) throw problem;
  const read = await readReview(c, member);
  assertMay(member, 'review.close', read.whole.review);
  const missing = whatIsMissing(read.framework, read.whole.agreements);
  const request = c.get('request');
  const page = (
    <Frame request={request} read={read} title="Close the review" problem={problem}>
      <WhatIsMissing missing={missing} base={read.base} />
      <Form action={`${read.base}/close`} key_={request.context.id()} class="form section">
        {missing.hasGaps && (
          <TextArea
            name="gapsReason"
            label={whyWords(missing)}
            hint="This appears in the report."
            {...{ typed, problem }}
          />
        )}
        <LearnerQuestion problem={problem} />
        <TextField
          name="signedOffAs"
          label="Signed off by"
          hint="The name and role of the person who signs it off, for example the headteacher."
          autocomplete="off"
          maxlength={120}
          {...{ typed, problem }}
        />
        <p class="quiet">
          Closing locks every answer. A careers leader can reopen the review, with a reason.
        </p>
        <Submit or={[read.base, 'Back to the statements']}>Close the review</Submit>
      </Form>
    </Frame>
  );
  return send(c, page, problem?.status ?? 200);
}

/** What somebody is asked who closes a review with gaps. */
const whyWords = ({ notRecorded, notConfirmed }: Missing) =>
  notRecorded.length + notConfirmed.length > 0
    ? 'Why are some statements not recorded?'
    : 'Why do some statements have no reason?';

interface FrameProps {
  request: RequestContext;
  read: ReviewRead;
  title: string;
  lead?: Child;
  problem: Problem | undefined;
  children: Child;
}

const Frame = ({ request, read, title, lead, problem, children }: FrameProps) => (
  <FormPage request={request} title={title} place="review" problem={problem}>
    <Heading eyebrow={<a href={read.base}>{reviewName(read.whole.review)}</a>} lead={lead}>
      {title}
    </Heading>
    {children}
  </FormPage>
);

const WhatIsMissing = ({ missing, base }: { missing: Missing; base: string }) => {
  const { notRecorded, notConfirmed, withoutReason, unexplained, hasGaps } = missing;
  return (
    <section class="section measure stack" aria-labelledby="missing">
      <h2 id="missing">{hasGaps ? 'What is missing' : 'Nothing is missing'}</h2>
      {!hasGaps && <p>Every statement has a level and a reason.</p>}
      <Gap title="not recorded" statements={notRecorded} base={base} />
      <Gap title="copied and not confirmed" statements={notConfirmed} base={base} />
      <Gap title="without a reason" statements={withoutReason} base={base} />
      {unexplained.length > 0 && (
        <p>
          <a href={`${base}?show=contradiction`}>
            {counted(unexplained.length, 'possible inconsistency', 'possible inconsistencies')}
          </a>{' '}
          without an explanation. You can keep the levels as they are.
        </p>
      )}
    </section>
  );
};

const Gap = (props: { title: string; statements: Statement[]; base: string }) =>
  props.statements.length === 0 ? null : (
    <div>
      <h3>
        {counted(props.statements.length, 'statement')} {props.title}
      </h3>
      <ul class="codes num">
        {props.statements.map(({ id, title }) => (
          <li>
            <a href={`${props.base}/statements/${id}`}>
              {id}
              <span class="vh"> {title}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );

/** POST /reviews/:id/reopen */
export const reopenPost = formPost(async ({ c, context, member, typed, id, how }) => {
  await reopenReview(context, member, id, parse(reopenInput, single(typed)), how);
  return goTo(c, `/reviews/${id}`, 'Review reopened.');
}, reopenPage);

/** GET /reviews/:id/reopen */
export async function reopenPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  if (problem && problem.status !== 422) throw problem;
  const read = await readReview(c, member);
  assertMay(member, 'review.reopen', read.whole.review);
  const request = c.get('request');
  const page = (
    <Frame
      request={request}
      read={read}
      title="Reopen the review"
      lead={`It was signed off by ${read.whole.review.signedOffAs}. The history keeps who closed it, when, and your reason.`}
      problem={problem}
    >
      <Form action={`${read.base}/reopen`} key_={request.context.id()} class="form section">
        <TextArea name="reason" label="Why are you reopening it?" typed={typed} problem={problem} />
        <LearnerQuestion problem={problem} />
        <Submit or={[read.base, 'Keep the review closed']}>Reopen the review</Submit>
      </Form>
    </Frame>
  );
  return send(c, page, problem?.status ?? 200);
}

/** GET /reviews/:id/delete */
export async function deletePage(c: Ctx, member: Member): Promise<Response> {
  const read = await readReview(c, member);
  assertMay(member, 'review.delete', read.whole.review);
  const request = c.get('request');
  const decided = read.whole.agreements.size;
  const page = (
    <Frame
      request={request}
      read={read}
      title="Delete this review"
      lead={`${counted(decided, 'answer')} ${decided === 1 ? 'goes' : 'go'} with it. It can be restored for ${RESTORABLE_DAYS} days, from the list of reviews. Evidence stays with the school.`}
      problem={undefined}
    >
      <Form action={`${read.base}/delete`} key_={request.context.id()} class="form section">
        <Submit isWarning or={[read.base, 'Keep the review']}>
          Delete the review
        </Submit>
      </Form>
    </Frame>
  );
  return send(c, page);
}

/** POST /reviews/:id/delete */
export const deletePost = formPost(async ({ c, context, member, id, how }) => {
  await deleteReview(context, member, id, how);
  return goTo(
    c,
    '/reviews',
    `The review is deleted. You can restore it for ${RESTORABLE_DAYS} days.`,
    { action: `/reviews/${id}/restore` },
  );
});

/** POST /reviews/:id/restore */
export const restorePost = formPost(async ({ c, context, member, id, how }) => {
  await restoreReview(context, member, id, how);
  return goTo(c, `/reviews/${id}`, 'Review restored.');
});
