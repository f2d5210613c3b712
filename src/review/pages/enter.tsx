/** Typing in what was agreed on paper: level and reason of every statement, on one page. */
import { type Framework, type Statement, statementsOf } from '../../framework/framework.js';
import { saysNoLearners } from '../../platform/access/learner-data.js';
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Member } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { ErrorSummary, Form, Select, Submit, TextArea } from '../../platform/web/fields.js';
import { expected, one, parse, plainText, readForm, type Typed } from '../../platform/web/form.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { agreementInput, MOST_REASON } from '../agreement.js';
import { agree } from '../changes/agree.js';
import { levelValue, ratingOfValue } from '../choice-fields.js';
import { assertMay } from '../permissions.js';
import { describe } from '../rating.js';
import { type Agreement, blankAgreement, reviewName } from '../review.js';

import { type ReviewRead, readReview } from './review-read.js';

const levelField = (code: string) => `level-${code}`;
const reasonField = (code: string) => `reason-${code}`;
/** What the row held when the page was drawn: only what was typed anew is saved. */
const wasField = (name: string) => `was-${name}`;
const versionField = (code: string) => `version-${code}`;

/** GET /reviews/:id/enter */
export async function enterPage(c: Ctx, member: Member): Promise<Response> {
  const read = await readReview(c, member);
  assertMay(member, 'review.agree', read.whole.review);
  return send(c, <Enter request={c.get('request')} {...read} />);
}

/** POST /reviews/:id/enter: each row that was changed is saved by itself; what is refused stays on the page. */
export async function enterPost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  const typed = await readForm(c);
  const { whole, framework, base } = await readReview(c, member);
  assertMay(member, 'review.agree', whole.review);
  const refused = new Map<string, Problem>();
  let count = 0;
  for (const { id: statement } of statementsOf(framework).filter(({ id }) => isTyped(typed, id))) {
    try {
      const input = parse(agreementInput, {
        rating: ratingOfValue(one(typed, levelField(statement))),
        reason: one(typed, reasonField(statement)),
      });
      const version = Number(one(typed, versionField(statement))) || 0;
      const how = { version, key: null, namesNoLearners: saysNoLearners(typed) };
      const { isChange } = await agree(context, member, {
        ...{ review: whole.review.id, statement, input },
        ...how,
      });
      if (isChange) count += 1;
    } catch (error) {
      refused.set(statement, expected(error));
    }
  }
  if (refused.size === 0) return goTo(c, base, savedWords(count));
  const read = await readReview(c, member);
  const problem = problemOf(refused, count);
  const page = <Enter request={c.get('request')} {...read} typed={typed} problem={problem} />;
  return send(c, page, problem.status);
}

/** True where a row holds something else than it held when the page was drawn. */
const isTyped = (typed: Typed, code: string): boolean =>
  [levelField(code), reasonField(code)].some(
    (name) => plainText(one(typed, name)) !== plainText(one(typed, wasField(name))),
  );

const savedWords = (count: number): string =>
  count === 0 ? 'Nothing was changed.' : `${countWords(count, 'statement')} saved.`;

/** Everything that was refused, each at its row. */
function problemOf(refused: ReadonlyMap<string, Problem>, count: number): Problem {
  const [first] = refused.values();
  const fields = [...refused].map(([code, problem]): [string, string] =>
    problem.fields.reason
      ? [reasonField(code), `${code}: ${problem.fields.reason}`]
      : [levelField(code), `${code}: ${rowWords(problem)}`],
  );
  const { status = 422, code = 'review.enter' } = first ?? {};
  const said = `${savedWords(count)} ${countWords(refused.size, 'statement')} not saved yet.`;
  return new Problem(status, code, said, Object.fromEntries(fields));
}

/** Somebody saved the same statement meanwhile: what was typed is still in its row, over what they saved. */
const rowWords = ({ code, message }: Problem): string =>
  code === 'agreement.conflict'
    ? `${message.replace(/ Here are both\..*$/, '')} Press Save again to replace it with what is in this row.`
    : message;

const LEAD =
  'For a meeting on paper. Choose the level of each statement and type in the reason. What you leave as it is stays as it is.';

interface EnterProps extends ReviewRead {
  request: RequestContext;
  typed?: Typed;
  problem?: Problem;
}

const Enter = ({ request, whole, framework, base, typed, problem }: EnterProps) => (
  <Page
    request={request}
    title={`Type in levels, ${reviewName(whole.review)}`}
    place="review"
    hasError={problem !== undefined}
    styles={['enter']}
  >
    <ErrorSummary problem={problem} />
    <Heading
      eyebrow={<a href={base}>{reviewName(whole.review)}</a>}
      lead={problem ? problem.message : LEAD}
    >
      Type in levels
    </Heading>
    <Form action={`${base}/enter`} key_={request.context.id()} class="section">
      {framework.themes.map(({ id, title, statements }) => (
        <section class="section" aria-labelledby={`theme-${id}`}>
          <h2 id={`theme-${id}`}>
            {id}. {title}
          </h2>
          {statements.map((statement) => (
            <RowOf
              statement={statement}
              agreement={whole.agreements.get(statement.id) ?? blankAgreement(statement.id)}
              {...{ framework, typed, problem }}
            />
          ))}
        </section>
      ))}
      <LearnerQuestion problem={problem} />
      <Submit or={[base, 'Cancel']}>Save</Submit>
    </Form>
  </Page>
);

interface RowProps {
  framework: Framework;
  statement: Statement;
  agreement: Agreement;
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const RowOf = ({ framework, statement, agreement, ...state }: RowProps) => {
  const { id, title, levels } = statement;
  const level = levelValue(agreement.rating);
  const offered = [null, 'not-yet' as const, ...levels.map((each) => each.level)];
  return (
    <fieldset class="govuk-fieldset enter-row">
      <legend class="govuk-fieldset__legend">
        <b>{id}</b> {title}
      </legend>
      <input type="hidden" name={wasField(levelField(id))} value={level} />
      <input type="hidden" name={wasField(reasonField(id))} value={agreement.reason} />
      <input type="hidden" name={versionField(id)} value={agreement.version} />
      <Select
        {...state}
        name={levelField(id)}
        label="Level"
        value={level}
        choices={offered.map((rating) => ({
          value: levelValue(rating),
          label: describe(rating, framework),
        }))}
      />
      <TextArea
        {...state}
        name={reasonField(id)}
        label="Why is this the best fit?"
        value={agreement.reason}
        rows={2}
        maxlength={MOST_REASON}
      />
    </fieldset>
  );
};
