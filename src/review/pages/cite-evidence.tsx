/** Citing one piece of evidence on many statements: a box for each, its points folded in. */

import { type LibraryItem, noEvidence } from '../../evidence/evidence.js';
import { findItem } from '../../evidence/library-store.js';
import type { Framework, Statement } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { academicYear } from '../../platform/academic-year.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Form, FormPage, Submit } from '../../platform/web/fields.js';
import { all, one } from '../../platform/web/form.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { citeEvidence } from '../changes/cite.js';
import { stateOf } from '../review.js';
import { listReviews, type ReviewInList } from '../store.js';

/** GET /evidence/:id/citations?review=… */
export async function citePage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member, c.req.query('review') ?? '');
}

/** POST /evidence/:id/citations: only what was ticked or unticked changes. */
export const citePost = formPost(
  async ({ c, context, member, typed, id: evidence, how }) => {
    const change = (field: string) => {
      const now = all(typed, field);
      const seen = all(typed, `seen-${field}`);
      return {
        added: now.filter((each) => !seen.includes(each)),
        dropped: seen.filter((each) => !now.includes(each)),
      };
    };
    const { added: cite, dropped: uncite } = change('statement');
    const { added: name, dropped: unname } = change('criterion');
    const citing = { review: one(typed, 'review'), evidence, cite, uncite, name, unname };
    const { statements } = await citeEvidence(context, member, citing, how);
    return goTo(
      c,
      `/evidence/${evidence}`,
      `${countWords(statements, 'statement')} ${statements === 1 ? 'cites' : 'cite'} it now.`,
    );
  },
  (c, member, typed, problem) => show(c, member, one(typed, 'review'), problem),
);

async function show(c: Ctx, member: Member, wanted: string, problem?: Problem): Promise<Response> {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const now = request.context.clock();
  const found = await request.context.storage.read(scopeOf(member), async (db) => {
    const item = await findItem(db, organisation, c.req.param('id') ?? '');
    if (item.deletedAt) throw noEvidence();
    const reviews = await listReviews(db, organisation, { now });
    const open = reviews.filter((review) => stateOf(review) === 'open');
    const review = open.find(({ id }) => id === wanted) ?? open[0];
    if (!review) return { item, open, review: null, framework: null };
    const version = review.frameworkVersionId;
    const framework = await findFrameworkVersion(db, version, organisation);
    return { item, open, review, framework };
  });
  const { item, open, review, framework } = found;
  return send(
    c,
    <FormPage
      request={request}
      title={`Link to statements: ${item.title}`}
      place="evidence"
      styles={['evidence']}
      problem={problem}
    >
      <Heading
        eyebrow={<a href={`/evidence/${item.id}`}>{item.title}</a>}
        lead="Choose the statements that this evidence supports. If you clear one, the evidence stays in your library."
      >
        Link to statements
      </Heading>
      {review && framework ? (
        <CiteForm request={request} item={item} open={open} review={review} framework={framework} />
      ) : (
        <p class="section">
          No review is open. <a href="/reviews">Go to reviews</a> to start one.
        </p>
      )}
    </FormPage>,
    problem?.status ?? 200,
  );
}

interface CiteProps {
  request: RequestContext;
  item: LibraryItem;
  open: ReviewInList[];
  review: ReviewInList;
  framework: Framework;
}

const CiteForm = ({ request, item, open, review, framework }: CiteProps) => {
  const base = `/evidence/${item.id}`;
  const here = item.citations.filter(({ reviewId }) => reviewId === review.id);
  const cited = here.map(({ statement }) => statement);
  const named = here.flatMap(({ criteria }) => criteria);
  return (
    <Form action={`${base}/citations`} key_={request.context.id()} class="section">
      <p>
        In <b>{review.title}</b>, {academicYear(review.academicYear)}.
        {open
          .filter(({ id }) => id !== review.id)
          .map((other) => (
            <>
              {' '}
              <a href={`${base}/citations?review=${other.id}`}>
                Link to statements of {other.title} instead
              </a>
              .
            </>
          ))}
      </p>
      <input type="hidden" name="review" value={review.id} />
      {cited.map((code) => (
        <input type="hidden" name="seen-statement" value={code} />
      ))}
      {named.map((id) => (
        <input type="hidden" name="seen-criterion" value={id} />
      ))}
      {framework.themes.map((theme) => (
        <fieldset class="govuk-fieldset section">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            <h2>
              {theme.id}. {theme.title}
            </h2>
          </legend>
          <ul class="rows cite-list">
            {theme.statements.map((statement) => (
              <StatementBox
                statement={statement}
                framework={framework}
                cited={cited}
                named={named}
              />
            ))}
          </ul>
        </fieldset>
      ))}
      <Submit class="section" or={[base, 'Cancel']}>
        Save links
      </Submit>
    </Form>
  );
};

interface BoxProps {
  statement: Statement;
  framework: Framework;
  cited: string[];
  named: string[];
}

const StatementBox = ({ statement, framework, cited, named }: BoxProps) => {
  const points = statement.levels.flatMap(({ criteria }) => criteria);
  const chosen = points.filter(({ id }) => named.includes(id)).length;
  return (
    <li>
      <label class="tick">
        <input
          type="checkbox"
          name="statement"
          value={statement.id}
          checked={cited.includes(statement.id)}
        />
        <span>
          <b>{statement.id}</b> {statement.title}
        </span>
      </label>
      {points.length > 0 && (
        <details open={chosen > 0}>
          <summary>
            {chosen > 0
              ? `${countWords(chosen, 'criterion', 'criteria')} of ${statement.id} chosen`
              : `Choose criteria of ${statement.id}`}
          </summary>
          {statement.levels.map(({ level, criteria }) =>
            criteria.length === 0 ? null : (
              <>
                <p class="small quiet">
                  {framework.levels.find((each) => each.level === level)?.title ?? `Level ${level}`}
                </p>
                {criteria.map(({ id, text }) => (
                  <label class="tick small">
                    <input
                      type="checkbox"
                      name="criterion"
                      value={id}
                      checked={named.includes(id)}
                    />
                    <span>{text}</span>
                  </label>
                ))}
              </>
            ),
          )}
        </details>
      )}
    </li>
  );
};
