/** The answers in order, to read or copy into another system. */
import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { accountOf, findReportedReview } from '../load-source.js';
import { summarise } from '../summary.js';
import { titleWithYear } from '../words.js';

/** GET /reviews/:id/answer-sheet */
export async function answerSheetPage(c: Ctx, actor: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const { whole, framework } = await request.context.storage.read(scopeOf(actor), (db) =>
    findReportedReview(db, actor, id),
  );
  const summary = summarise(accountOf(actor.organisation.name, framework, whole));
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const open = statements.filter(({ rating }) => rating === null).length;
  return send(
    c,
    <Page
      request={request}
      title="Answer sheet"
      place="results"
      styles={['results']}
      footnote={summary.wording}
    >
      <Heading
        eyebrow={<a href={`/reviews/${id}/results`}>Results: {titleWithYear(summary)}</a>}
        lead={summary.agreedOn ? `Agreed ${summary.agreed}.` : `${summary.agreed}.`}
      >
        Answer sheet
      </Heading>
      <div class="answer-notes measure">
        {statements.some(({ rating }) => rating === 'not-yet') ? (
          <p>
            “Not yet” is Waymark’s own addition: the model has no such answer, so leave it open
            where a system asks for a level.
          </p>
        ) : null}
        {open > 0 ? (
          <p>
            {open === 1 ? '1 statement is' : `${open} statements are`} not recorded. Not recorded is
            never counted as the lowest level: leave {open === 1 ? 'it' : 'them'} open too.
          </p>
        ) : null}
      </div>
      <p class="actions downloads">
        <a href={`/reviews/${id}/answer-sheet.pdf`}>Answer sheet (PDF, 1 page, about 60 kB)</a>
      </p>
      {summary.themes.map((theme) => (
        <table class="govuk-table answers">
          <caption class="govuk-table__caption govuk-table__caption--s">
            {theme.code}. {theme.title}
          </caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              <th scope="col" class="govuk-table__header">
                Statement
              </th>
              <th scope="col" class="govuk-table__header answer">
                Answer
              </th>
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {theme.statements.map(({ code, title, label }) => (
              <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  <b>{code}</b> <span class="answer-title">{title}</span>
                </th>
                <td class="govuk-table__cell answer">{label}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </Page>,
  );
}
