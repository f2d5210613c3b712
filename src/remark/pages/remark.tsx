/** One question or comment on a page of its own: its replies, the reply of the reader, and what was done with it. */

import { saysNoLearners } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { How } from '../../platform/access/member-changes.js';
import { dateWords, momentWords } from '../../platform/days.js';
import { type HistoryEntry, listHistoryOf } from '../../platform/history/history.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import { notFound, type Problem } from '../../platform/problems.js';
import { RESTORABLE_DAYS } from '../../platform/restoring.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  Choices,
  ErrorSummary,
  Form,
  FormPage,
  Submit,
  TextArea,
} from '../../platform/web/fields.js';
import { expected, keyOf, one, readForm, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { historyIdOf, type RemarkTarget, reply, setAnswered, setWithdrawn } from '../changes.js';
import { may } from '../permissions.js';
import {
  authorOf,
  hrefOf,
  isOpen,
  isOwn,
  mayAnswer,
  pathOf,
  type Remark,
  type Remarked,
  WORDS,
  type Written,
} from '../remark.js';
import { findRemark } from '../store.js';
import { AsEvidence } from './as-evidence.js';
import { RemarkState, Replies, Taken } from './threads.js';
import { wordsTyped } from './writing.js';
import { HINT } from './writing-fields.js';

interface RemarkProps {
  request: RequestContext;
  remark: Remark;
  remarked: Remarked;
  history: HistoryEntry[];
  typed?: Typed;
  problem?: Problem;
}

const idsOf = (c: Ctx) => ({ id: c.req.param('id') ?? '', remark: c.req.param('remark') ?? '' });

/** GET …/remarks/:remark */
export const remarkPage = (target: RemarkTarget) =>
  async function showRemark(c: Ctx, member: Member): Promise<Response> {
    return send(c, <RemarkView request={c.get('request')} {...(await read(c, member, target))} />);
  };

/** @throws NotFound */
async function read(c: Ctx, member: Member, target: RemarkTarget) {
  const { context } = c.get('request');
  const { id, remark: wanted } = idsOf(c);
  const organisation = member.organisation.id;
  const reading = { person: member.person.id, now: context.clock() };
  return context.storage.read(scopeOf(member), async (db) => {
    const asked = { column: target.column, id, remark: wanted };
    const remark = await findRemark(db, organisation, asked, reading);
    const { statement } = remark.place;
    const remarked = await target.find(db, member, { id, statement, toWrite: false });
    const subject = { kind: 'remark', id: historyIdOf(remark.place, remark.id) };
    const history = await listHistoryOf(db, organisation, subject);
    return { remark, remarked, history };
  });
}

const RemarkView = (props: RemarkProps) => {
  const { request, remark, remarked, history, problem } = props;
  const what = remark.kind === 'question' ? 'Question' : 'Comment';
  const title = `${what} on ${remarked.name}`;
  return (
    <FormPage
      request={request}
      title={title}
      place={remark.place.action === null ? 'review' : 'plan'}
      styles={['remark']}
      problem={problem}
    >
      <Heading eyebrow={<a href={hrefOf(remark.place)}>{remarked.within}</a>}>{title}</Heading>
      <div class="remark-line section-s">
        <b>{authorOf(remark)}</b>
        <RemarkState remark={remark} />
        <span class="small quiet">{momentWords(remark.at)}</span>
      </div>
      <Taken written={remark} />
      <p class="typed lead">{remark.words}</p>
      <TakeBack request={request} remark={remark} written={remark} />
      <Replies
        replies={remark.replies}
        beneath={(each) => <TakeBack request={request} remark={remark} written={each} />}
      />
      {remark.answeredAt && (
        <p class="small quiet section-s">
          Marked answered on {dateWords(remark.answeredAt)}
          {remark.answeredBy && ` by ${remark.answeredBy}`}.
        </p>
      )}
      <ReplyForm {...props} />
      <AnswerButton {...props} />
      <AsEvidence request={request} remark={remark} remarked={remarked} />
      <HistoryOf messages={request.historyMessages} entries={history} />
    </FormPage>
  );
};

/** For whoever wrote it: takes it back, or puts it back. */
const TakeBack = (props: { request: RequestContext; remark: Remark; written: Written }) => {
  const { request, remark, written } = props;
  if (!may(request, 'remark.withdraw', { ...remark, by: written.by })) return null;
  const isTaken = written.withdrawnAt !== null;
  // Under a question that was taken back a reply goes and comes with it.
  if (!isTaken && remark.withdrawnAt) return null;
  return (
    <Form
      action={`${pathOf(remark)}/${isTaken ? 'restore' : 'withdraw'}`}
      key_={request.context.id()}
      class="remark-own no-print"
    >
      <input type="hidden" name="written" value={written.id} />
      <button type="submit" class="small">
        {`${isTaken ? 'Restore' : 'Withdraw'} the ${written.id === remark.id ? remark.kind : 'reply'}`}
        {written.id !== remark.id && <span class="vh">, of {momentWords(written.at)}</span>}
      </button>
    </Form>
  );
};

/** What the form is called for each who may write. */
function replyWords(remark: Remark, isAuthor: boolean) {
  if (!isAuthor) return { label: 'Your reply', hint: '', button: 'Send the reply' };
  if (remark.kind === 'comment')
    return { label: 'Add to your comment', hint: '', button: 'Add to the comment' };
  return isOpen(remark)
    ? { label: 'Add to your question', hint: '', button: 'Add to the question' }
    : { label: 'Ask again', hint: 'This reopens the question. ', button: 'Ask again' };
}

const ReplyForm = ({ request, remark, typed, problem }: RemarkProps) => {
  if (remark.withdrawnAt || !may(request, 'remark.reply', remark)) return null;
  const isAuthor = isOwn(remark, request);
  const { label, hint, button } = replyWords(remark, isAuthor);
  const mayEnd = !isAuthor && isOpen(remark) && mayAnswer(request, remark);
  return (
    <Form
      action={`${pathOf(remark)}/replies`}
      key_={request.context.id()}
      class="remark-write section no-print"
    >
      <TextArea
        name={WORDS}
        label={label}
        hint={hint + HINT}
        maxlength={2000}
        {...{ typed, problem }}
      />
      <LearnerQuestion problem={problem} />
      {mayEnd && (
        <Choices
          name="answer"
          label="Is it answered?"
          kind="checkboxes"
          isSmall
          values={['yes']}
          choices={[{ value: 'yes', label: 'This answers the question' }]}
          typed={typed}
        />
      )}
      <Submit>{button}</Submit>
    </Form>
  );
};

/** Answered without a further word, or open again after all. */
const AnswerButton = ({ request, remark }: RemarkProps) => {
  if (remark.withdrawnAt || !mayAnswer(request, remark)) return null;
  const isAsker = isOwn(remark, request);
  // Whoever asked opens a question again by asking further.
  if (isAsker && !isOpen(remark)) return null;
  // Before anybody has replied, the reply itself answers it.
  const isReplied = remark.replies.some((each) => each.by.id !== remark.by.id);
  if (isOpen(remark) && !isReplied) return null;
  return (
    <Form
      action={`${pathOf(remark)}/answer`}
      key_={request.context.id()}
      class="section-s no-print"
    >
      <input type="hidden" name="answered" value={isOpen(remark) ? 'yes' : 'no'} />
      <Button isSecondary>{isOpen(remark) ? 'Mark as answered' : 'Reopen the question'}</Button>
    </Form>
  );
};

/** Runs a change and goes back to the page of the remark, which shows what was refused. */
async function change(
  c: Ctx,
  member: Member,
  target: RemarkTarget,
  work: (typed: Typed, how: How) => Promise<string>,
): Promise<Response> {
  const typed = await readForm(c);
  try {
    const how = { key: keyOf(typed), namesNoLearners: saysNoLearners(typed) };
    const said = await work(typed, how);
    return goTo(c, c.req.path.replace(/\/[a-z]+$/, ''), said);
  } catch (error) {
    const problem = expected(error);
    if (problem.code === 'remark.not-found' && one(typed, WORDS)) return typedInVain(c, typed);
    if (problem.status === 404 || problem.status === 403) throw problem;
    const found = await read(c, member, target);
    const page = (
      <RemarkView request={c.get('request')} {...found} typed={typed} problem={problem} />
    );
    return send(c, page, problem.status);
  }
}

/** A reply that came too late: what was typed, to be kept elsewhere. */
function typedInVain(c: Ctx, typed: Typed): Promise<Response> {
  const request = c.get('request');
  const problem = notFound(
    'remark.not-found',
    'The person who wrote this withdrew it while you were writing, so you cannot reply.',
  );
  const page = (
    <Page request={request} title="This was withdrawn" place="review" styles={['remark']} hasError>
      <ErrorSummary problem={problem} />
      <Heading>This was withdrawn</Heading>
      <section class="section" aria-labelledby="typed-in-vain">
        <h2 id="typed-in-vain">What you typed</h2>
        <p class="typed">{one(typed, WORDS)}</p>
      </section>
    </Page>
  );
  return send(c, page, 404);
}

/** POST …/remarks/:remark/replies */
export const replyPost = (target: RemarkTarget) => (c: Ctx, member: Member) =>
  change(c, member, target, async (typed, how) => {
    const words = wordsTyped(typed, 'reply');
    const isAnswer = one(typed, 'answer') === 'yes';
    await reply(c.get('request').context, member, target, { ...idsOf(c), words, isAnswer }, how);
    return 'Reply sent.';
  });

/** POST …/remarks/:remark/answer */
export const answerPost = (target: RemarkTarget) => (c: Ctx, member: Member) =>
  change(c, member, target, async (typed, how) => {
    const isAnswered = one(typed, 'answered') === 'yes';
    await setAnswered(c.get('request').context, member, target, { ...idsOf(c), isAnswered }, how);
    return isAnswered ? 'Question marked as answered.' : 'Question reopened.';
  });

const withdrawal = (isWithdrawn: boolean) => (target: RemarkTarget) => (c: Ctx, member: Member) =>
  change(c, member, target, async (typed, how) => {
    const written = one(typed, 'written') || (c.req.param('remark') ?? '');
    const of = { ...idsOf(c), written, isWithdrawn };
    await setWithdrawn(c.get('request').context, member, target, of, how);
    return isWithdrawn
      ? `Withdrawn. Only you can see it. You can restore it for ${RESTORABLE_DAYS} days.`
      : 'Restored.';
  });

/** POST …/remarks/:remark/withdraw */
export const withdrawPost = withdrawal(true);
/** POST …/remarks/:remark/restore */
export const restorePost = withdrawal(false);
