/** The reports of a review: which there are, each on a page as it will be, and as a file to take away. */
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { notFound } from '../../platform/problems.js';
import { send } from '../../platform/web/answer.js';
import { Button } from '../../platform/web/fields.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { readReview } from '../../review/pages/review-read.js';
import { reviewName } from '../../review/review.js';
import { Blocks } from '../blocks/page.js';
import { makeReport, REPORT_FORMATS, reportAnswer } from '../files.js';
import { composeReport, REPORT_KINDS, type ReportKind, reportKind } from '../kinds.js';
import { loadMaterial } from '../load-material.js';
import { pdfRendererOf } from '../pdf-renderer.js';
import { may } from '../permissions.js';

/** What a reader leaves out of a report. */
const LEFT_OUT = [
  { value: 'names', label: 'Leave out people’s names' },
  { value: 'remarks', label: 'Leave out questions and comments' },
] as const;

/** GET /reviews/:id/reports */
export async function reportsPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const { whole, base } = await readReview(c, member);
  const title = reviewName(whole.review);
  return send(
    c,
    <Page request={request} title={`Reports, ${title}`} place="results" styles={['reports']}>
      <Heading
        eyebrow={<a href={`${base}/results`}>Results: {title}</a>}
        lead="Each is ready to read, to print or to change in Word."
      >
        Reports
      </Heading>
      <ul class="rows section">
        {REPORT_KINDS.map((kind) => (
          <li class="report-row">
            <div>
              <h2>
                <a href={`${base}/reports/${kind.id}`}>{kind.name}</a>
              </h2>
              <p class="quiet">{kind.about}</p>
            </div>
            <Files base={base} kind={kind} query="" />
          </li>
        ))}
      </ul>
    </Page>,
  );
}

/** GET /reviews/:id/reports/:kind; `?without=names&without=remarks` */
export async function reportPage(c: Ctx, member: Member): Promise<Response> {
  const { kind, report, without, texts } = await readReport(c, member);
  const base = `/reviews/${c.req.param('id')}`;
  const query = without.length > 0 ? `?${without.map((each) => `without=${each}`).join('&')}` : '';
  const { document } = report;
  return send(
    c,
    <Page
      request={c.get('request')}
      title={`${document.name} ${document.year}`}
      place="results"
      styles={['reports']}
      footnote={document.foot[1]}
    >
      <Heading eyebrow={<a href={`${base}/reports`}>Reports</a>} lead={kind.about}>
        {document.name} {document.year}
      </Heading>
      <div class="report-tools no-print">
        <Files base={base} kind={kind} query={query} />
        <Options action={`${base}/reports/${kind.id}`} without={without} />
        <Changes
          path={`${base}/reports/${kind.id}`}
          request={c.get('request')}
          kind={kind}
          texts={texts}
        />
      </div>
      {report.unknown.length > 0 && (
        <p class="notice-line measure">
          {`This version of Waymark does not know ${countWords(report.unknown.length, 'part')} of this report (${report.unknown.join(', ')}), so it is left out.`}
        </p>
      )}
      {document.facts.length > 0 && (
        <dl class="report-facts small">
          {document.facts.map(({ name, words }) => (
            <div>
              <dt class="quiet">{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      <Blocks blocks={document.blocks} />
    </Page>,
  );
}

/** GET /reviews/:id/reports/:kind/:format, with the same query: "pdf" or "docx" */
export async function reportFile(c: Ctx, member: Member): Promise<Response> {
  const format = REPORT_FORMATS.find((each) => each === c.req.param('format'));
  if (!format) throw noReport();
  const { report } = await readReport(c, member);
  const renderer = pdfRendererOf(c.get('request').context.config);
  return reportAnswer(await makeReport(renderer, report.document, format, member.organisation.id));
}

/** @throws Problem 404 for a report or a review that is not there */
async function readReport(c: Ctx, member: Member) {
  const kind = reportKind(c.req.param('kind') ?? '');
  if (!kind) throw noReport();
  const { storage, clock } = c.get('request').context;
  const asked = c.req.queries('without') ?? [];
  const without = LEFT_OUT.map(({ value }) => value).filter((each) => asked.includes(each));
  const material = await storage.read(scopeOf(member), (db) =>
    loadMaterial(db, member, c.req.param('id') ?? '', {
      hasNames: !without.includes('names'),
      withRemarks: !without.includes('remarks'),
      now: clock(),
    }),
  );
  const layout = material.layouts[kind.id];
  return { kind, without, texts: material.texts, report: composeReport(kind, material, layout) };
}

const noReport = () =>
  notFound('report.not-found', 'There is no such report. Choose one from the list of reports.');

const FILE_NAMES = { pdf: 'PDF', docx: 'Word' } as const;

/** A report as files, each named for whoever hears the link alone. */
const Files = ({ base, kind, query }: { base: string; kind: ReportKind; query: string }) => (
  <p class="actions">
    {REPORT_FORMATS.map((format) => (
      <a href={`${base}/reports/${kind.id}/${format}${query}`}>
        <span class="vh">{kind.name}: </span>
        {FILE_NAMES[format]}
      </a>
    ))}
  </p>
);

interface ChangesProps {
  path: string;
  request: RequestContext;
  kind: ReportKind;
  texts: Readonly<Record<string, string>>;
}

/** For whoever may change the school’s reports, and hand them on. */
const Changes = ({ path, request, kind, texts }: ChangesProps) => {
  const missing = kind.texts.filter(({ id }) => !texts[id]);
  if (!may(request, 'report.write') && !may(request, 'report.share')) return null;
  return (
    <ul class="plain small">
      {may(request, 'report.write') && kind.texts.length > 0 && (
        <li>
          <a href={`${path}/words`}>
            {missing.length > 0
              ? 'Write what is missing in your own words'
              : 'Change your own words'}
          </a>
          {missing.length > 0 && (
            <span class="quiet">: {missing.map(({ label }) => label).join('; ')}</span>
          )}
        </li>
      )}
      {may(request, 'report.write') && (
        <li>
          <a href={`${path}/parts`}>Choose the parts</a>
        </li>
      )}
      {may(request, 'report.share') && (
        <li>
          <a href={`${path}/links`}>Share by link</a>
        </li>
      )}
    </ul>
  );
};

const Options = ({ action, without }: { action: string; without: readonly string[] }) => (
  <form method="get" action={action} class="report-options">
    <div class="govuk-checkboxes govuk-checkboxes--small">
      {LEFT_OUT.map(({ value, label }) => (
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={`without-${value}`}
            name="without"
            type="checkbox"
            value={value}
            checked={without.includes(value)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={`without-${value}`}>
            {label}
          </label>
        </div>
      ))}
    </div>
    <Button isSecondary>Apply</Button>
  </form>
);
