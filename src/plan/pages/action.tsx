import type { Member } from '../../platform/access/member.js';
import { dayAt } from '../../platform/days.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import { send } from '../../platform/web/answer.js';
import { Button, ErrorSummary, Form, LinkButton } from '../../platform/web/fields.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { levelWords } from '../../review/rating.js';
import { Columns } from './action-columns.js';
import { EvidenceList, Progress } from './action-progress.js';
import { type ActionProps, mayWrite, readAction } from './action-read.js';
import { AimMark, ArchivedNote, DueWords, PlanPage, planName, StatusMark } from './plan-parts.js';

/** GET /plan/actions/:id */
export async function actionPage(c: Ctx, member: Member): Promise<Response> {
  return send(c, <ActionView {...(await readAction(c, member))} />);
}

/** The page of one action. */
export const ActionView = (props: ActionProps) => {
  const { request, framework, whole, problem } = props;
  const { action, isArchived } = whole;
  const today = dayAt(request.context.clock());
  return (
    <PlanPage
      request={request}
      title={action.title}
      framework={framework}
      here="plan"
      styles={['remark']}
      hasError={problem !== null}
    >
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow={<a href={`/plan?year=${action.academicYear}`}>{planName(action.academicYear)}</a>}
      >
        {action.title}
      </Heading>
      <p class="act-marks">
        <StatusMark action={action} />
        <AimMark action={action} framework={framework} />
        <span>
          <DueWords action={action} today={today} />
        </span>
        <span>
          {action.owner ? action.owner.name : <span class="quiet">Nobody owns it yet</span>}
        </span>
      </p>
      {isArchived && <ArchivedNote year={action.academicYear} />}
      {mayWrite(props) && <Doing {...props} />}
      <div class="split section">
        <div>
          {action.closedOn !== null && <Ending {...props} />}
          <Columns {...props} />
        </div>
        <div>
          <Progress {...props} />
          <EvidenceList {...props} />
        </div>
      </div>
      <RemarksSection
        request={request}
        place={{ review: null, statement: null, action: action.id }}
        what="this action"
        remarks={whole.remarks}
      />
      <HistoryOf messages={props.request.historyMessages} entries={props.history} />
    </PlanPage>
  );
};

const Doing = ({ request, whole: { action } }: ActionProps) => {
  const base = `/plan/actions/${action.id}`;
  const isOpen = action.closedOn === null;
  return (
    <div class="actions section-s">
      {action.status === 'planned' && (
        <StatusButton request={request} id={action.id} to="under way" name="Begin the action" />
      )}
      {action.status === 'under way' && (
        <LinkButton href={`${base}/close`}>Close the action</LinkButton>
      )}
      {!isOpen && (
        <StatusButton
          request={request}
          id={action.id}
          to="under way"
          name="Open the action again"
        />
      )}
      <a href={`${base}/edit`}>Change the action</a>
      {action.status === 'planned' && <a href={`${base}/close`}>Close the action</a>}
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
          <b>The measure says:</b> {action.result}
        </p>
      )}
      {aim && review && action.status === 'done' && (
        <p>
          {review.isOpen ? (
            <>
              It aimed at {aim.statement} at {levelWords(framework, aim.level)}.{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                Look at the judgement of {aim.statement} again
              </a>
            </>
          ) : (
            <>
              It aimed at {aim.statement} at {levelWords(framework, aim.level)}. The next review
              will look at it; until then,{' '}
              <a href={`/reviews/${review.id}/statements/${aim.statement}`}>
                see what was agreed on {aim.statement}
              </a>
              .
            </>
          )}
        </p>
      )}
    </section>
  );
};
