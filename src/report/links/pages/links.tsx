/** The links to one report: which there are, a form to make one, and turning one off. */
import { formPost } from '../../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../../platform/access/member.js';
import { countWords } from '../../../platform/chart/scale.js';
import { dateWords, dayWords, momentWords } from '../../../platform/days.js';
import type { Problem } from '../../../platform/problems.js';
import { goTo, send } from '../../../platform/web/answer.js';
import { Button, Form, FormPage, LinkButton, Submit } from '../../../platform/web/fields.js';
import { fieldsOf } from '../../../platform/web/fields-of.js';
import { all, one, parse, single, type Typed } from '../../../platform/web/form.js';
import type { FC } from '../../../platform/web/html.js';
import { Heading, Page } from '../../../platform/web/page.js';
import { type Ctx, originOf } from '../../../platform/web/request-context.js';
import { LinkToCopy } from '../../../platform/web/to-copy.js';
import { findReadable } from '../../../review/readable.js';
import { assertMay } from '../../permissions.js';
import { makeReportLink, revokeReportLink } from '../changes.js';
import {
  findKind,
  LINK_DAYS,
  lastDayBefore,
  reportLinkInput,
  stateAt,
  USUAL_DAYS,
} from '../link.js';
import { listReportLinks, type ReportLinkRow } from '../store.js';

const targetOf = (c: Ctx) => ({
  review: c.req.param('id') ?? '',
  kind: c.req.param('kind') ?? '',
});

/** "/reviews/…/reports/governor-pack/links" */
const pathOf = ({ review, kind }: { review: string; kind: string }) =>
  `/reviews/${review}/reports/${kind}/links`;

/** GET /reviews/:id/reports/:kind/links */
export const linksPage = (c: Ctx, member: Member): Promise<Response> => show(c, member);

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem): Promise<Response> {
  assertMay(member, 'report.share');
  const request = c.get('request');
  const target = targetOf(c);
  const kind = findKind(target.kind);
  const { review, links } = await request.context.storage.read(scopeOf(member), async (db) => ({
    review: await findReadable(db, member, target.review),
    links: await listReportLinks(db, member.organisation.id, target),
  }));
  const now = request.context.clock();
  const list = { links, now, path: pathOf(target), newKey: request.context.id };
  return send(
    c,
    <FormPage
      request={request}
      title={`Share by link: ${kind.name}`}
      place="results"
      styles={['account']}
      problem={problem}
    >
      <Heading
        eyebrow={
          <a href={`/reviews/${target.review}/reports/${kind.id}`}>
            {kind.name}: {review.title}
          </a>
        }
        lead="Whoever has the link can read this one report without an account. They can open nothing else and change nothing."
      >
        Share by link: {kind.name}
      </Heading>
      <section class="section" aria-labelledby="links">
        <h2 id="links">Links to this report</h2>
        <Links {...list} />
      </section>
      <section class="section" aria-labelledby="new">
        <h2 id="new">Create a link</h2>
        {review.deletedAt ? (
          <p class="measure">
            This review has been deleted, so its links open nothing.{' '}
            <a href={`/reviews/${target.review}`}>Restore the review</a> to share a report.
          </p>
        ) : (
          <NewLink {...{ typed, problem }} path={list.path} key_={request.context.id()} />
        )}
      </section>
    </FormPage>,
    problem?.status ?? 200,
  );
}

interface LinksProps {
  links: readonly ReportLinkRow[];
  now: Date;
  path: string;
  newKey: () => string;
}

const Links: FC<LinksProps> = ({ links, now, path, newKey }) =>
  links.length === 0 ? (
    <p class="measure">
      There are no links yet. Create one below, then send it to governors or to a school that
      reviews yours. You can turn it off at any time.
    </p>
  ) : (
    <ul class="rows devices">
      {links.map((link, at) => (
        <li>
          <div>
            <b>{stateWords(link, now)}</b>
            <p class="small">{contentWords(link)}</p>
            <p class="small quiet">
              Created by {link.createdByName ?? 'someone who has left'} on{' '}
              {dateWords(link.createdAt)}. {viewWords(link)}
            </p>
          </div>
          {stateAt(link, now) === 'active' && (
            <Form action={`${path}/${link.id}/revoke`} key_={newKey()}>
              <Button isSecondary>
                Turn off
                <span class="govuk-visually-hidden">
                  {' '}
                  the link created on {dateWords(link.createdAt)} ({at + 1} of {links.length})
                </span>
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );

function stateWords(link: ReportLinkRow, now: Date): string {
  const until = dayWords(lastDayBefore(link.expiresAt));
  const state = stateAt(link, now);
  if (state === 'active') return `Works until ${until}`;
  return state === 'expired' || link.revokedAt === null
    ? `Expired after ${until}`
    : `Turned off on ${dateWords(link.revokedAt)}`;
}

const contentWords = ({ hasNames, hasRemarks, hasPassphrase }: ReportLinkRow): string =>
  [
    hasNames ? 'With people’s names' : 'Without people’s names',
    hasRemarks ? 'with questions and comments' : 'without questions and comments',
    ...(hasPassphrase ? ['with a passphrase'] : []),
  ].join(', ');

const viewWords = ({ views, lastViewedAt }: ReportLinkRow): string =>
  views === 0 || lastViewedAt === null
    ? 'Not opened yet.'
    : `Opened ${countWords(views, 'time', 'times')}, last on ${momentWords(lastViewedAt)}.`;

interface NewLinkProps {
  typed: Typed | undefined;
  problem: Problem | undefined;
  path: string;
  key_: string;
}

const NewLink: FC<NewLinkProps> = ({ typed, problem, path, key_ }) => {
  const field = fieldsOf({ typed, problem });
  return (
    <Form action={path} key_={key_} class="form">
      <field.Choices
        name="days"
        label="How long the link works"
        value={String(USUAL_DAYS)}
        choices={[
          ...LINK_DAYS.map((days) => ({ value: String(days), label: countWords(days, 'day') })),
          { value: 'date', label: 'Until a date that you choose' },
        ]}
      />
      <field.Text
        name="until"
        label="Last day (optional)"
        hint="If you choose a date: at most a year away, for example 31 March 2027."
        width={20}
        autocomplete="off"
      />
      <field.Choices
        kind="checkboxes"
        name="show"
        label="What the link shows"
        hint="Without names, full names and email addresses of people at your school are left out, in what was typed too. First names and nicknames are not found, so read the report before you send it."
        values={[]}
        choices={[
          { value: 'names', label: 'Include people’s names' },
          { value: 'remarks', label: 'Include questions and comments' },
        ]}
      />
      <field.Text
        name="passphrase"
        label="Passphrase (optional)"
        hint="At least 8 characters. Waymark asks for it before it shows the report. Tell it to people by another way than the link: it is not shown again."
        width={20}
        autocomplete="off"
        spellcheck={false}
      />
      <Submit>Create link</Submit>
    </Form>
  );
};

/** The form as the change takes it: a date counts where it was chosen. */
function inputOf(typed: Typed) {
  const { days, until = '', passphrase } = single(typed);
  const shown = all(typed, 'show');
  return {
    ...(days === 'date' ? { until } : { days: days ?? '' }),
    passphrase: passphrase ?? '',
    hasNames: shown.includes('names'),
    hasRemarks: shown.includes('remarks'),
  };
}

/** POST /reviews/:id/reports/:kind/links */
export const linksPost = formPost(async ({ c, context, member, typed, how }) => {
  const target = targetOf(c);
  const input = parse(reportLinkInput, inputOf(typed));
  const { token } = await makeReportLink(context, member, target, input, how);
  if (token !== null) return showLink(c, token, one(typed, 'passphrase') !== '');
  return goTo(
    c,
    pathOf(target),
    'You have already created this link. It is shown only once. If you do not have it, turn it off and create a new one.',
  );
}, show);

/** The link, this once: only its hash is kept. */
function showLink(c: Ctx, token: string, hasPassphrase: boolean): Promise<Response> {
  const target = targetOf(c);
  const { name } = findKind(target.kind);
  return send(
    c,
    <Page request={c.get('request')} title="Link to the report" place="results">
      <Heading
        eyebrow={<a href={pathOf(target)}>Share by link: {name}</a>}
        lead="Copy the link now and send it. You will not see it again."
      >
        Link to the report
      </Heading>
      <div class="section">
        <LinkToCopy id="report-link" what="the link" href={`${originOf(c)}/shared/${token}`} />
      </div>
      <p class="measure">
        {hasPassphrase
          ? 'Anyone who has the link and the passphrase can read the report until it expires or you turn it off.'
          : 'Anyone who has the link can read the report until it expires or you turn it off.'}
      </p>
      <p class="actions section">
        <LinkButton href={pathOf(target)}>I have copied it</LinkButton>
      </p>
    </Page>,
  );
}

/** POST /reviews/:id/reports/:kind/links/:link/revoke */
export async function revokePost(c: Ctx, member: Member): Promise<Response> {
  const target = targetOf(c);
  const id = c.req.param('link') ?? '';
  await revokeReportLink(c.get('request').context, member, { ...target, id });
  return goTo(
    c,
    pathOf(target),
    'Link turned off. It no longer opens the report and stays off. Create a new one if you need it.',
  );
}
