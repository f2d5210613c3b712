/** The handover: a paper for whoever comes next. It prints. */

import { countOwners } from '../../organisation/organisation-store.js';
import { LoneOwnerNotice } from '../../organisation/pages/lone-owner-notice.js';
import { assertMay } from '../../organisation/permissions.js';
import { statusTitle } from '../../plan/plan.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { capital, Head } from '../../platform/access/page-parts.js';
import { dateWords, dayWords } from '../../platform/days.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { makeReport, type ReportFormat, reportAnswer } from '../../report/files.js';
import { pdfRendererOf } from '../../report/pdf-renderer.js';
import { handoverDocument } from '../handover-report.js';
import { type Handover, readHandover } from '../handover-store.js';
import { beforeLeaving, dueItems } from '../handover-words.js';
import { type HandoverItem, readOpenQuestions } from '../open-questions.js';
import { Levels } from './handover-levels.js';

/** What the handover says. @throws Problem 403 for who may not print it. */
async function findHandover(c: Ctx, member: Member) {
  assertMay(member, 'handover.print');
  const { id } = member.organisation;
  return c.get('request').context.storage.read(scopeOf(member), async (db) => ({
    handover: await readHandover(db, id),
    questions: await readOpenQuestions(db, id),
    owners: await countOwners(db, id),
  }));
}

/** GET /handover.pdf */
export const handoverPdf = (c: Ctx, member: Member): Promise<Response> =>
  download(c, member, 'pdf');

/** GET /handover.docx */
export const handoverWord = (c: Ctx, member: Member): Promise<Response> =>
  download(c, member, 'docx');

async function download(c: Ctx, member: Member, format: ReportFormat): Promise<Response> {
  const { handover, questions } = await findHandover(c, member);
  const { clock, config } = c.get('request').context;
  const document = handoverDocument(member.organisation.name, { handover, questions }, clock());
  const renderer = pdfRendererOf(config);
  return reportAnswer(await makeReport(renderer, document, format, member.organisation.id));
}

/** GET /handover */
export async function handoverPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const { handover, questions, owners } = await findHandover(c, member);
  return send(
    c,
    <Page request={request} title="Handover" place="people">
      <Heading
        eyebrow={<a href="/people">People</a>}
        lead={`On ${dateWords(request.context.clock())}. Print this and go through it together.`}
      >
        Handover of {member.organisation.name}
      </Heading>
      <p class="actions no-print">
        <a href="/handover.pdf">Download as PDF</a>
        <a href="/handover.docx">Download for Word</a>
        <a href="/people/invite">Invite your successor</a>
      </p>
      <LoneOwnerNotice owners={owners} />
      <section class="section measure">
        <h2>Before you leave</h2>
        <ol class="govuk-list govuk-list--number">
          {beforeLeaving(questions.length > 0).map((step) => (
            <li>{step}</li>
          ))}
        </ol>
      </section>
      <Due handover={handover} />
      <Actions handover={handover} />
      <OpenQuestions questions={questions} />
      <Levels handover={handover} />
      <Contacts handover={handover} />
    </Page>,
  );
}

const Due: FC<{ handover: Handover }> = ({ handover }) => {
  const dated = dueItems(handover);
  return (
    <section class="section measure">
      <h2>What is due</h2>
      {dated.length === 0 ? (
        <p>Nothing is due.</p>
      ) : (
        <ul>
          {dated.map(({ on, what }) => (
            <li>
              <b>{dayWords(on)}</b>: {what}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Actions: FC<{ handover: Handover }> = ({ handover }) => (
  <section class="section">
    <h2>Open actions</h2>
    {handover.actions.length === 0 ? (
      <p>There are no open actions.</p>
    ) : (
      <ul class="rows plain">
        {handover.actions.map(({ title, statement, owner, status }) => (
          <li class="people-row">
            <p>
              <b>{title}</b>
              <br />
              <span class="small quiet">
                {statement && `${statement}, `}
                {statusTitle(status)}, {owner ? `owner ${owner}` : 'no owner'}
              </span>
            </p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Each with the way to it. */
const OpenQuestions: FC<{ questions: HandoverItem[] }> = ({ questions }) => (
  <section class="section">
    <h2>Open questions</h2>
    {questions.length === 0 ? (
      <p>There are no open questions.</p>
    ) : (
      <ul class="rows plain">
        {questions.map((item) => (
          <li class="people-row">
            <p>
              <a href={item.path}>{item.title}</a>
              <br />
              <span class="small quiet">{item.about}</span>
            </p>
            <p class="typed">{item.words}</p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Contacts: FC<{ handover: Handover }> = ({ handover }) => (
  <section class="table-wrap section" tabindex={0} aria-labelledby="contacts">
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--m" id="contacts">
        Contacts
      </caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <Head>Name</Head>
          <Head>Role</Head>
          <Head>Email address</Head>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {handover.contacts.map(({ name, role, title, email }) => (
          <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              {name}
            </th>
            <td class="govuk-table__cell">
              {capital(role)}
              {title && `, ${title}`}
            </td>
            <td class="govuk-table__cell">{email ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
