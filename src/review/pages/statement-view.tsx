/** The page of one statement: the question, the choices, and what they rest on. */

import { type Framework, type Statement, statementsOf } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Problem } from '../../platform/problems.js';
import { Button, DefaultButton, ErrorSummary, Form } from '../../platform/web/fields.js';
import { Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { kindsFor } from '../../remark/remark.js';
import { withSameMarks } from '../marks.js';
import { may } from '../permissions.js';
import type { PlanHere } from '../planned.js';
import { describeWithin, ratingOf } from '../rating.js';
import { reviewName } from '../review.js';
import { counted } from '../sentences.js';
import type { ReviewAtStatement } from '../whole-review.js';
import { AgreedLevels, AgreedWords } from './agreed-answer.js';
import { LevelChoices } from './level-choices.js';
import { CriteriaPanel } from './level-criteria.js';
import { Notices, Suggestion } from './notices.js';
import { ReviewBar } from './review-bar.js';
import { LastSaved, SaveBar } from './saving.js';
import { CitedEvidence, CiteHere, StatementEvidence } from './statement-evidence.js';
import type { FormValues } from './statement-form.js';
import { PreviousLevel, StatementHelp } from './statement-help.js';
import { StatementPlan } from './statement-plan.js';
import { ReasonField, StrengthAndStep } from './statement-words.js';

export interface StatementPageProps {
  request: RequestContext;
  found: ReviewAtStatement;
  framework: Framework;
  statement: Statement;
  /** What the plan holds for the statement. */
  planHere: PlanHere;
  /** What stands in the form: as it was saved, or as it was typed. */
  values: FormValues;
  /** The version that the form was filled in for. */
  version: number;
  problem: Problem | null;
}

/** The whole page. Without the right to judge, or in a closed review, it is read and not filled in. */
export const StatementPage = (props: StatementPageProps) => {
  const { request, found, framework, statement, problem } = props;
  const base = `/reviews/${found.review.id}`;
  const canAgree = may(request, 'review.agree', found.review);
  const turning = neighbours(framework, statement);
  const { agreements, agreement, review } = found;
  return (
    <Page
      request={request}
      title={`${statement.id} ${statement.title}, ${reviewName(review)}`}
      place="review"
      islands={canAgree ? ['agreement'] : []}
      styles={['statement']}
      hasError={problem !== null}
      footnote={footnoteOf(framework)}
    >
      <CairnSymbols scale={framework} />
      <ErrorSummary problem={problem} />
      <ReviewBar {...{ review, agreements, framework, statement, base }} />
      <p class="small quiet">
        {statement.id} {statement.title}
      </p>
      <h1 class="question" data-focus="">
        {statement.asks ?? statement.title}
      </h1>
      {canAgree ? <AgreementForm {...props} base={base} /> : <ReadOnly {...props} base={base} />}
      <Remarks {...props} />
      {canAgree ? (
        <SaveBar
          {...{ framework, statement, agreement, base, ...turning }}
          now={request.context.clock()}
        />
      ) : (
        <Turning {...turning} base={base} />
      )}
    </Page>
  );
};

/** "Plain-English edition 1.0" */
export const footnoteOf = ({ edition, title, version }: Framework) =>
  `${edition ?? title} ${version}`;

type Within = StatementPageProps & { base: string };

/** Where the statement stands among its neighbours. */
export function neighbours(framework: Framework, statement: Statement) {
  const all = statementsOf(framework);
  const at = all.findIndex(({ id }) => id === statement.id);
  return { previous: all[at - 1] ?? null, next: all[at + 1] ?? null };
}

function noticesOf(props: Pick<Within, 'found' | 'framework' | 'statement' | 'values' | 'base'>) {
  const { found, framework, values, statement, base } = props;
  const { rating } = values;
  const isSaved = rating === ratingOf(found.ratings, statement.id);
  const ratings = isSaved ? found.ratings : { ...found.ratings, [statement.id]: rating };
  const contradictionReasons = { ...found.contradictionReasons, ...values.contradictionReasons };
  return { framework, statement, ratings, contradictionReasons, base };
}

/** The notices alone, for the script that saves as one goes. */
export function noticesHtml(
  request: RequestContext,
  props: Pick<StatementPageProps, 'found' | 'framework' | 'statement' | 'values'>,
): string {
  const canAgree = may(request, 'review.agree', props.found.review);
  const base = `/reviews/${props.found.review.id}`;
  return String(<Notices {...noticesOf({ ...props, base })} canAgree={canAgree} />);
}

const AgreementForm = (props: Within) => {
  const { request, framework, statement, values, version, problem, base, found } = props;
  const saved = found.agreement;
  const action = `${base}/statements/${statement.id}/agreement`;
  const marks = withSameMarks(statement, values.marks);
  const shown = { framework, statement, marks };
  return (
    <Form
      action={action}
      autosaveUrl={action}
      key_={request.context.id()}
      version={version}
      id="agreement"
    >
      <DefaultButton name="go" value="next">
        Save
      </DefaultButton>
      {saved.isCarried && saved.rating !== null && <Carried {...props} />}
      <LevelChoices
        {...shown}
        rating={values.rating}
        isLeftOpen={saved.rating !== null}
        error={problem?.fields.level}
      />
      <div class="judge">
        <section class="why" aria-label="Reason">
          <ReasonField values={values} problem={problem} />
          <Before {...props} />
        </section>
        <CriteriaPanel {...shown}>
          <Notices {...noticesOf(props)} canAgree={true} />
          <Suggestion {...shown} canAgree={true} />
        </CriteriaPanel>
        <div class="stack">
          <StrengthAndStep values={values} problem={problem} />
          <StatementPlan {...props} hasForm={true} />
        </div>
        <StatementEvidence {...props} offered={found.offered} />
        <div class="judge-end">
          <StatementHelp statement={statement} />
          <p class="small quiet">
            <LastSaved agreement={saved} base={base} />
            <button type="submit" class="link-button" name="go" value="stay">
              Save and stay here
            </button>
            <span class="keys" data-keys hidden>
              <span role="status">Keyboard shortcuts are on.</span>{' '}
              <button type="button" class="link-button">
                Turn keys off
              </button>
            </span>
          </p>
        </div>
      </div>
    </Form>
  );
};

/** Last year's level is shown only once this year's has been chosen, so that it pulls nobody. */
const Before = ({ found, framework, statement }: StatementPageProps) => {
  const { previous, agreement, review } = found;
  return agreement.rating === null || !previous ? null : (
    <PreviousLevel
      {...{ previous, framework, statement }}
      year={review.academicYear}
      rating={previous.ratings[statement.id] ?? null}
    />
  );
};

/** An answer that was copied: confirmed by one press, or by choosing another level and saving. */
const Carried = ({ found, framework, base }: Within) => {
  const { previous, agreement, agreements } = found;
  const copied = [...agreements.values()].filter(({ isCarried }) => isCarried).length;
  return (
    <div class="carried" data-untouched="level">
      <p>
        <b>Copied from {previous ? reviewName(previous) : 'an earlier review'}.</b> Confirm it or
        choose a different level. {copied > 1 && <a href={`${base}/confirm`}>Confirm several</a>}
      </p>
      <Button isSecondary name="go" value="next">
        Confirm {describeWithin(agreement.rating, framework)}
      </Button>
    </div>
  );
};

/** What was asked and said of the statement, folded save for those whose part it is to write here: the line says how much. */
const Remarks = ({ request, found, statement }: StatementPageProps) => (
  <details class="talk" open={kindsFor(request).length === 1}>
    <summary>Questions and comments ({remarkWords(found.remarks)})</summary>
    <RemarksSection
      request={request}
      place={{ review: found.review.id, statement: statement.id, action: null }}
      what="this statement"
      remarks={found.remarks}
    />
  </details>
);

/** "0", "3", "3, 1 question open" */
const remarkWords = ({ count, open }: { count: number; open: number }): string =>
  open === 0 ? String(count) : `${count}, ${counted(open, 'question')} open`;

const ReadOnly = (props: Within) => {
  const { request, found, framework, statement, base } = props;
  const { agreement } = found;
  const mayCite = may(request, 'review.cite', found.review);
  const shown = { framework, statement, marks: withSameMarks(statement, agreement.marks) };
  return (
    <>
      {props.problem && <TypedInVain values={props.values} />}
      {mayCite && (
        <p class="small quiet">
          A careers leader sets the agreed level, or someone they{' '}
          <a href={`${base}/people`}>name for this review</a>. You can add evidence and comment.
        </p>
      )}
      <AgreedLevels {...shown} agreement={agreement} />
      <div class="judge">
        <section class="why stack" aria-label="Reason">
          <AgreedWords agreement={agreement} base={base} />
          <Before {...props} />
          <StatementPlan {...props} hasForm={false} />
        </section>
        <div class="criteria stack">
          <Notices {...noticesOf(props)} canAgree={false} />
          <Suggestion {...shown} canAgree={false} />
          {mayCite ? (
            <CiteHere {...props} offered={found.offered} />
          ) : (
            <CitedEvidence {...props} offered={found.offered} />
          )}
        </div>
        <div class="judge-end">
          <StatementHelp statement={statement} />
        </div>
      </div>
    </>
  );
};

/** A form that came too late: what was typed, to be copied. */
const TypedInVain = ({ values }: { values: FormValues }) => (
  <section class="card section" aria-labelledby="typed-in-vain">
    <h2 id="typed-in-vain">What you typed, to keep elsewhere</h2>
    {[values.reason, values.strength, values.nextStep, values.added.title, values.added.note]
      .filter((text) => text !== '')
      .map((text) => (
        <p class="typed">{text}</p>
      ))}
  </section>
);

const Turning = (props: { previous: Statement | null; next: Statement | null; base: string }) => (
  <nav class="actions section" aria-label="Statements before and after">
    {props.previous && (
      <a href={`${props.base}/statements/${props.previous.id}`}>Back to {props.previous.id}</a>
    )}
    {props.next && (
      <a href={`${props.base}/statements/${props.next.id}`}>
        Next: {props.next.id} {props.next.title}
      </a>
    )}
  </nav>
);
