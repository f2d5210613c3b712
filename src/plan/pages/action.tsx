import { statementOf } from '../../framework/framework.js';
import { academicYear } from '../../platform/academic-year.js';
import type { Member } from '../../platform/access/member.js';
import { dayAt, dayWords } from '../../platform/days.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import { send } from '../../platform/web/answer.js';
import { Button, ErrorSummary, Form, LinkButton } from '../../platform/web/fields.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { levelWords } from '../../review/rating.js';
import { urgencyOf } from '../plan.js';
import { ActionColumns } from './action-columns.js';
import { LeftForLevel } from './action-left.js';
import { Progress } from './action-progress.js';
import { type ActionProps, mayWrite, readAction } from './action-read.js';
import {
  ArchivedNote,
  LevelAimed,
  PlanPage,
  planName,
  StatusMark,
  UrgencyMark,
} from './plan-parts.js';
import { UndoClosing } from './undo-closing.js';

/** GET /plan/actions/:id */
export async function actionPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <ActionView {...(await readAction(c, member))} />);
}

/** The page of one action. */
export const ActionView = (props: ActionProps) => {
  const { request, framework, whole, problem } = props;
  const { action, isArchived } = whole;
  return (
    <PlanPage
      request={request}
      title={action.title}
      framework={framework}
      styles={['remark']}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow={<a href={`/plan?year=${action.academicYear}`}>{planName(action.academicYear)}</a>}
      >
        {action.title}
      </Heading>
      <Facts {...props} />
      {isArchived && <ArchivedNote year={action.academicYear} />}
      {mayWrite(props) && <Doing {...props} />}
      <div class="act-grid section-s">
        <div>
          {action.closedOn !== null && <Ending {...props} />}
          <ActionColumns {...props} />
          <Progress {...props} />
        </div>
        <LeftForLevel framework={framework} left={props.left} />
      </div>
      <RemarksSection
        request={request}
        place={{ review: null, statement: null, action: action.id }}
        what="this action"
        remarks={whole.remarks}
      />
      <HistoryOf
        messages={props.request.historyMessages}
        entries={props.history}
        undo={<UndoClosing {...props} />}
      />
    </PlanPage>
  );
};

/** Who does it, by when, how far it is, and what it aims at. */
const Facts = ({ request, framework, whole: { action }, statement }: ActionProps) => {
  const today = dayAt(request.context.clock());
  const { aim } = action;
  return (
    <dl class="act-facts">
      <Fact name="Owner">{action.owner?.name ?? 'No owner'}</Fact>
      <Fact name="Due date">
        {action.dueOn ? dayWords(action.dueOn) : 'No due date'}
        <UrgencyMark urgency={urgencyOf(action, today)} />
      </Fact>
      <Fact name="Status">
        <StatusMark action={action} />
        {action.closedOn && ` ${dayWords(action.closedOn)}`}
        {action.goesOnIn !== null && ` Continues in ${academicYear(action.goesOnIn)}`}
      </Fact>
      <Fact name="Statement">
        {aim && statement ? (
          <a href={statement}>
            {aim.statement} {statementOf(framework, aim.statement)?.title}
          </a>
        ) : (
          'Not linked to a statement'
        )}
      </Fact>
      {aim && (
        <Fact name="Aim for">
          <LevelAimed framework={framework} aim={aim} />
        </Fact>
      )}
    </dl>
  );
};

const Fact: FC<PropsWithChildren<{ name: string }>> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Doing = ({ request, whole: { action } }: ActionProps) => {
  const base = `/plan/actions/${action.id}`;
  const isOpen = action.closedOn === null;
  return (
    <div class="actions section-s">
      {action.status === 'planned' && (
        <StatusButton request={request} id={action.id} to="under way" name="Start" />
      )}
      {action.status === 'under way' && (
        <LinkButton href={`${base}/close`}>Complete or stop</LinkButton>
      )}
      {!isOpen && (
        <StatusButton request={request} id={action.id} to="under way" name="Reopen the action" />
      )}
      <a href={`${base}/edit`}>Change the action</a>
      {action.status === 'planned' && <a href={`${base}/close`}>Complete or stop</a>}
      {request.role === 'careers leader' && <a href={`${base}/delete`}>Delete the action</a>}
    </div>
  );
};

const StatusButton = (props: { request: RequestContext; id: string; to: string; name: string }) => (
  <Form action={`/plan/actions/${props.id}/status`} key_={props.request.context.id()}>
    <input type="hidden" name="status" value={props.to} />
    <Button isSecondary>{props.name}</Button>
  </Form>
);

/** What the team says came of it, and the way back to the agreement. */
const Ending = ({ framework, whole }: ActionProps) => {
  const { action, review } = whole;
  const { aim } = action;
  return (
    <section class="ending card stack" aria-labelledby="ending">
      <h2 id="ending">{action.status === 'done' ? 'What changed' : 'Why it was stopped'}</h2>
      <p class="typed">{action.changed}</p>
      {action.result && (
        <p class="typed">
          <b>Result:</b> {action.result}
        </p>
      )}
      {aim && review && action.status === 'done' && (
        <p>
          {review.isOpen ? (
            <>
              It aimed for {levelWords(framework, aim.level)} in {aim.statement}.{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                Check the agreed level of {aim.statement}
              </a>
            </>
          ) : (
            <>
              It aimed for {levelWords(framework, aim.level)} in {aim.statement}. Check the level in
              your next review.{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                See what was agreed for {aim.statement}
              </a>
            </>
          )}
        </p>
      )}
    </section>
  );
};
