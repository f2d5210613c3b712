/** A report as somebody without an account reads it by a link, with its files and its passphrase. */
import { dayWords } from '../../../platform/days.js';
import { invalid, Problem } from '../../../platform/problems.js';
import { send } from '../../../platform/web/answer.js';
import { readCookie, writeCookie } from '../../../platform/web/cookies.js';
import { ErrorSummary, Form, Submit, TextField } from '../../../platform/web/fields.js';
import { one, readForm } from '../../../platform/web/form.js';
import type { FC, PropsWithChildren } from '../../../platform/web/html.js';
import { Heading, Page } from '../../../platform/web/page.js';
import { type Ctx, callerAddress } from '../../../platform/web/request-context.js';
import type { ReportDocument } from '../../blocks/block.js';
import { Blocks } from '../../blocks/page.js';
import { makeReport, type ReportFormat, reportAnswer } from '../../files.js';
import { pdfRendererOf } from '../../pdf-renderer.js';
import { lastDayBefore } from '../link.js';
import {
  countView,
  findSharedReport,
  isOpenTo,
  linkClosed,
  OPEN_SECONDS,
  type SharedReport,
  takePassphrase,
} from '../opening.js';
import { sharedDocument } from '../shared-document.js';

const COOKIE = 'waymark-shared';
const LONGEST_PASSPHRASE = 200;

const tokenOf = (c: Ctx) => (c.req.param('token') ?? '').slice(0, 100);
const pathOf = (c: Ctx) => `/shared/${encodeURIComponent(tokenOf(c))}`;

/** GET /shared/:token */
export const sharedPage = answered(async (c, link) => {
  if (!isOpen(c, link)) return askPassphrase(c, link);
  const { context } = c.get('request');
  const report = await sharedDocument(context, link);
  // A program that only asks whether the page is there, such as a preview of links, opens nothing.
  if (c.req.method === 'GET') await countView(context, link);
  return untraced(await send(c, <SharedPage c={c} link={link} report={report} />));
});

/** GET /shared/:token/report.pdf and report.docx */
export const sharedFile = (format: ReportFormat) =>
  answered(async (c, link) => {
    if (!isOpen(c, link)) return c.redirect(pathOf(c), 303);
    const { context } = c.get('request');
    const report = await sharedDocument(context, link);
    // In a turn of its own: whoever reads by links never holds up the school itself.
    const turn = `links of ${link.organisation.id}`;
    const file = await makeReport(pdfRendererOf(context.config), report, format, turn);
    return untraced(reportAnswer(file));
  });

/** POST /shared/:token: the passphrase. */
export const sharedPost = answered(async (c, link) => {
  if (link.passphraseHash === null) return c.redirect(pathOf(c), 303);
  const typed = one(await readForm(c), 'passphrase').trim();
  try {
    if (typed === '' || typed.length > LONGEST_PASSPHRASE) throw noPassphrase();
    const { context } = c.get('request');
    const shown = await takePassphrase(context, link, { typed, from: callerAddress(c) });
    writeCookie(c, COOKIE, shown, OPEN_SECONDS, pathOf(c));
    return c.redirect(pathOf(c), 303);
  } catch (error) {
    if (error instanceof Problem) return askPassphrase(c, link, error);
    throw error;
  }
});

const noPassphrase = () =>
  invalid('passphrase.missing', 'Enter the passphrase.', { passphrase: 'Enter the passphrase' });

const isOpen = (c: Ctx, link: SharedReport): boolean =>
  isOpenTo(link, readCookie(c, COOKIE, pathOf(c)), c.get('request').context.clock());

/** Answers for the link of the address; for one that opens nothing always with the same page. */
function answered(work: (c: Ctx, link: SharedReport) => Promise<Response> | Response) {
  return async (c: Ctx): Promise<Response> => {
    try {
      return unlisted(await work(c, await findSharedReport(c.get('request').context, tokenOf(c))));
    } catch (error) {
      if (error instanceof Problem && error.code === linkClosed().code)
        return unlisted(await send(c, <ClosedPage c={c} />, 404));
      throw error;
    }
  };
}

/** Nobody keeps it and no search engine lists it. */
function unlisted(answer: Response): Response {
  answer.headers.set('X-Robots-Tag', 'noindex, nofollow');
  answer.headers.set('Cache-Control', 'private, no-store');
  return answer;
}

/**
 * Where its links lead learns nothing of the address. Not on the page of the passphrase: without a referrer browsers
 * send forms as from nowhere, and over plain HTTP nothing else says that they come from here.
 */
function untraced(answer: Response): Response {
  answer.headers.set('Referrer-Policy', 'no-referrer');
  return answer;
}

interface FrameProps {
  c: Ctx;
  title: string;
  hasError?: boolean;
}

/** A page that is the same for everybody, whoever is signed in. */
const Frame: FC<PropsWithChildren<FrameProps>> = ({ c, children, ...page }) => {
  const nobody = { person: null, organisation: null, role: null, limitedTo: null, message: null };
  const request = { ...c.get('request'), ...nobody, isPost: false };
  return (
    <Page {...page} request={request} styles={['reports']} isShared>
      {children}
    </Page>
  );
};

const SharedPage: FC<{ c: Ctx; link: SharedReport; report: ReportDocument }> = (props) => {
  const { c, link, report } = props;
  const { school, name, year, facts, foot, blocks } = report;
  const until = dayWords(lastDayBefore(link.expiresAt));
  return (
    <Frame c={c} title={`${name} ${year}, ${school}`}>
      <Heading eyebrow={school} lead={`You can read this report until ${until}.`}>
        {name} {year}
      </Heading>
      <div class="report-tools no-print">
        <p class="actions">
          <a href={`${pathOf(c)}/report.pdf`}>Download as PDF</a>
          <a href={`${pathOf(c)}/report.docx`}>Download as Word file</a>
        </p>
      </div>
      {facts.length > 0 && (
        <dl class="report-facts small">
          {facts.map((each) => (
            <div>
              <dt class="quiet">{each.name}</dt>
              <dd>{each.words}</dd>
            </div>
          ))}
        </dl>
      )}
      <Blocks blocks={blocks} />
      <p class="small quiet section">{foot.filter(Boolean).join('. ')}</p>
    </Frame>
  );
};

async function askPassphrase(c: Ctx, link: SharedReport, problem?: Problem): Promise<Response> {
  return send(
    c,
    <Frame c={c} title="Enter the passphrase" hasError={Boolean(problem)}>
      <ErrorSummary problem={problem} />
      <Heading
        eyebrow={link.organisation.name}
        lead="This report opens with a passphrase. The person who sent you the link can tell you what it is."
      >
        Enter the passphrase
      </Heading>
      <Form action={pathOf(c)} key_={c.get('request').context.id()} class="form section">
        <TextField
          name="passphrase"
          label="Passphrase"
          type="password"
          width={20}
          autocomplete="off"
          problem={problem}
        />
        <Submit>Open the report</Submit>
      </Form>
    </Frame>,
    problem?.status ?? 200,
  );
}

const ClosedPage: FC<{ c: Ctx }> = ({ c }) => (
  <Frame c={c} title="This link does not work">
    <Heading lead={linkClosed().message}>This link does not work</Heading>
  </Frame>
);
