/** The answers in order, to read or copy into another system. */

import type { Member } from '../../platform/access/member.js';
import { scopeOf } from '../../platform/access/member.js';
import { send } from '../../platform/web/answer.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import { findReadableWhole } from '../../review/readable.js';
import { accountOf } from '../load-source.js';
import { summarise } from '../summary.js';

/** GET /reviews/:id/answer-sheet */
export async function answerSheetPage(c: Ctx, actor: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const { whole, framework } = await request.context.storage.read(scopeOf(actor), (db) =>
    findReadableWhole(db, actor, id),
  );
  const summary = summarise(accountOf(actor.organisation.name, framework, whole));
  const statements = summary.themes.flatMap((theme) => theme.statements);
  const open = statements.filter(({ rating }) => rating === null).length;
  return send(
    c,
    <TitledPage
      request={request}
      title="Answers as a list"
      place="results"
      styles={['results']}
      footnote={summary.wording}
      eyebrow={<a href={`/reviews/${id}/results`}>Results: {summary.title}</a>}
      lead={summary.agreedOn ? `Agreed ${summary.agreed}.` : `${summary.agreed}.`}
    >
      <div class="answer-notes measure">
        {statements.some(({ rating }) => rating === 'not-yet') ? (
          <p>
            “Not yet” was added by Waymark and is not part of the official model, so leave it blank
            where a system asks for a level.
          </p>
        ) : null}
        {open > 0 ? (
          <p>
            {open === 1 ? '1 statement is' : `${open} statements are`} not recorded. Not recorded is
            never counted as the lowest level: leave {open === 1 ? 'it' : 'them'} blank too.
          </p>
        ) : null}
      </div>
      <p class="actions downloads">
        <a href={`/reviews/${id}/answer-sheet.pdf`}>Download the answers (PDF, 1 page)</a>
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
    </TitledPage>,
  );
}
