/** The page of one statement: the question, the choices, and what they rest on. */

import { type Framework, type Statement, statementsOf } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Problem } from '../../platform/problems.js';
import { DefaultButton, ErrorSummary, Form } from '../../platform/web/fields.js';
import { Page } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { may } from '../permissions.js';
import { ratingOf } from '../rating.js';
import { reviewName } from '../review.js';
import type { Previous, ReviewAtStatement } from '../whole-review.js';
import { AgreedLevels, AgreedWords } from './agreed-answer.js';
import { LevelChoices } from './level-choices.js';
import { Notices } from './notices.js';
import { ReviewBar, StatementJump } from './review-bar.js';
import { Saving } from './saving.js';
import { CiteHere, StatementEvidence } from './statement-evidence.js';
import type { FormValues } from './statement-form.js';
import { StatementHelp } from './statement-help.js';
import { StatementWords } from './statement-words.js';

export interface StatementPageProps {
  request: RequestContext;
  found: ReviewAtStatement;
  framework: Framework;
  statement: Statement;
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
  const stops = { framework, statement, agreements: found.agreements, base };
  return (
    <Page
      request={request}
      title={`${statement.id} ${statement.title}, ${reviewName(found.review)}`}
      place="review"
      islands={canAgree ? ['agreement'] : []}
      styles={['remark']}
      hasError={problem !== null}
      footnote={footnoteOf(framework)}
    >
      <CairnSymbols scale={framework} />
      <ErrorSummary problem={problem} />
      <ReviewBar {...stops} review={found.review} />
      <p class="eyebrow">
        {statement.id} {statement.title}
      </p>
      <h1 class="question" data-focus="">
        {statement.asks ?? statement.title}
      </h1>
      {canAgree ? <AgreementForm {...props} base={base} /> : <ReadOnly {...props} base={base} />}
      <Remarks {...props} />
      {!canAgree && <Turning {...neighbours(framework, statement)} base={base} />}
      <StatementJump {...stops} />
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
  const { rating, marks } = values;
  const isSaved = rating === ratingOf(found.ratings, statement.id);
  const ratings = isSaved ? found.ratings : { ...found.ratings, [statement.id]: rating };
  const contradictionReasons = { ...found.contradictionReasons, ...values.contradictionReasons };
  return { framework, statement, rating, marks, ratings, contradictionReasons, base };
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
  return (
    <Form
      action={action}
      autosaveUrl={action}
      key_={request.context.id()}
      version={version}
      id="agreement"
      class="agreement"
    >
      <DefaultButton name="go" value="next">
        Save
      </DefaultButton>
      {saved.isCarried && saved.rating !== null && <Carried from={found.previous} />}
      <LevelChoices
        framework={framework}
        statement={statement}
        rating={values.rating}
        marks={values.marks}
        error={problem?.fields.level}
      />
      <Notices {...noticesOf(props)} canAgree={true} />
      <div class="split section">
        <div class="fields">
          <StatementWords values={values} problem={problem} />
          <StatementEvidence
            statement={statement}
            offered={found.offered}
            values={values}
            problem={problem}
          />
          <Saving agreement={saved} {...neighbours(framework, statement)} base={base} />
        </div>
        <StatementHelp
          framework={framework}
          statement={statement}
          previous={found.previous}
          year={found.review.academicYear}
          previousRating={previousShown(props)}
        />
      </div>
    </Form>
  );
};

/** Last year's level is shown only once this year's has been chosen, so that it pulls nobody. */
function previousShown({ found, statement }: StatementPageProps) {
  const isChosen = found.agreement.rating !== null;
  return isChosen && found.previous ? (found.previous.ratings[statement.id] ?? null) : undefined;
}

const Carried = ({ from }: { from: Previous | null }) => (
  <div class="notice carried" data-untouched="level">
    <p>
      <b>Copied from {from ? reviewName(from) : 'an earlier review'}.</b> Confirm it or choose a
      different level, and save.
    </p>
  </div>
);

/** What was asked and said of the statement. */
const Remarks = ({ request, found, statement }: StatementPageProps) => (
  <RemarksSection
    request={request}
    place={{ review: found.review.id, statement: statement.id, action: null }}
    what="this statement"
    remarks={found.remarks}
  />
);

const ReadOnly = (props: Within) => {
  const { request, found, framework, statement, base } = props;
  const { agreement } = found;
  const mayCite = may(request, 'review.cite', found.review);
  return (
    <>
      {props.problem && <TypedInVain values={props.values} />}
      {mayCite && (
        <p class="small quiet">
          A careers leader sets the agreed level, or someone they{' '}
          <a href={`${base}/people`}>name for this review</a>. You can add evidence and comment.
        </p>
      )}
      <AgreedLevels {...props} agreement={agreement} />
      <Notices {...noticesOf(props)} canAgree={false} />
      <div class="split section">
        <div class="fields">
          <AgreedWords
            {...props}
            offered={found.offered}
            agreement={agreement}
            hasCited={!mayCite}
          />
          {mayCite && <CiteHere {...props} offered={found.offered} />}
        </div>
        <StatementHelp
          framework={framework}
          statement={statement}
          previous={found.previous}
          year={found.review.academicYear}
          previousRating={previousShown(props)}
        />
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
        On to {props.next.id} {props.next.title}
      </a>
    )}
  </nav>
);
