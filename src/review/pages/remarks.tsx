/** Every question and comment of a review, narrowed by what is asked for and by theme. */

import type { Framework } from '../../framework/framework.js';
import { shortTitle, statementOf } from '../../framework/framework.js';
import { findFrameworkVersion } from '../../framework/store.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { isId } from '../../platform/ids.js';
import { send } from '../../platform/web/answer.js';
import { Button, LinkButton, Select } from '../../platform/web/fields.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { Threads } from '../../remark/pages/threads.js';
import { hrefOf, kindsFor, type Remark } from '../../remark/remark.js';
import { A_PAGE, listRemarks, type RemarkFilter } from '../../remark/store.js';
import { findReadable } from '../readable.js';
import { type Review, reviewName } from '../review.js';

type Show = RemarkFilter['show'];

const SHOWS: readonly { show: Show; label: string; none: string }[] = [
  { show: 'all', label: 'All', none: 'No questions or comments yet.' },
  { show: 'open', label: 'Open questions', none: 'No question is open here.' },
  { show: 'questions', label: 'Questions', none: 'No questions yet.' },
  { show: 'comments', label: 'Comments', none: 'No comments yet.' },
];

interface ListProps {
  request: RequestContext;
  review: Review;
  framework: Framework;
  shown: Remark[];
  counts: Record<Show, number>;
  show: Show;
  /** The id of a theme, or null for all. */
  theme: string | null;
}

/** GET /reviews/:id/remarks?show=open&theme=2&before=… */
export async function remarksPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const id = c.req.param('id') ?? '';
  const show = SHOWS.find((each) => each.show === c.req.query('show'))?.show ?? 'all';
  const asked = c.req.query('before') ?? '';
  const reading = { person: member.person.id, now: request.context.clock() };
  const read = await request.context.storage.read(scopeOf(member), async (db) => {
    const review = await findReadable(db, member, id);
    const framework = await findFrameworkVersion(db, review.frameworkVersionId, organisation);
    const theme = framework.themes.find((each) => String(each.id) === c.req.query('theme'));
    const filter = {
      show,
      statements: theme ? theme.statements.map((each) => each.id) : null,
      before: isId(asked) ? asked : null,
    };
    const found = await listRemarks(db, organisation, id, filter, reading);
    return { review, framework, theme: theme ? String(theme.id) : null, ...found };
  });
  return send(c, <RemarkList request={request} show={show} {...read} />);
}

/** "Open questions, Internal leadership review 2026/27". */
const titleOf = ({ review, show }: ListProps): string => {
  const all = 'Questions and comments';
  const label = SHOWS.find((each) => each.show === show)?.label ?? all;
  return `${show === 'all' ? all : label}, ${reviewName(review)}`;
};

const RemarkList = (props: ListProps) => {
  const { request, review, framework, shown, show, counts } = props;
  const base = `/reviews/${review.id}`;
  const page = shown.slice(0, A_PAGE);
  const kinds = kindsFor(request);
  return (
    <Page request={request} title={titleOf(props)} place="review" styles={['remark']}>
      <Heading
        eyebrow={<a href={base}>{reviewName(review)}</a>}
        lead="What governors ask and advisers say about this review, and what the school replies."
      >
        Questions and comments
      </Heading>
      {kinds.length > 0 && <HowToWrite base={base} kinds={kinds} />}
      <Filters {...props} base={base} />
      {page.length === 0 ? (
        <p class="section quiet">{SHOWS.find((each) => each.show === show)?.none}</p>
      ) : (
        <div class="section">
          <h2 class="vh">{SHOWS.find((each) => each.show === show)?.label}</h2>
          <Threads
            request={request}
            remarks={page}
            placeOf={(remark) => <PlaceLink remark={remark} framework={framework} />}
          />
        </div>
      )}
      {shown.length > A_PAGE && (
        <p class="section">
          <a href={addressOf(base, { ...props, before: page.at(-1)?.id })}>Show older ones</a>
        </p>
      )}
      {counts.all === 0 && props.theme === null && kinds.length === 0 && (
        <p class="quiet">Governors, advisers and those who work on the review write here.</p>
      )}
    </Page>
  );
};

/** Where one writes: on the page of a statement, or about the results. */
const HowToWrite = ({ base, kinds }: { base: string; kinds: string[] }) => {
  const [ask, choose] =
    kinds.length > 1
      ? ['Ask or comment on', 'ask or comment on']
      : kinds[0] === 'question'
        ? ['Ask about', 'ask about']
        : ['Comment on', 'comment on'];
  return (
    <p class="actions section no-print">
      <LinkButton href={`${base}/remarks/new`}>{ask} the results as a whole</LinkButton>
      <a href={base}>Choose a statement to {choose}</a>
    </p>
  );
};

const PlaceLink = ({ remark, framework }: { remark: Remark; framework: Framework }) => {
  const { statement } = remark.place;
  const title = statement === null ? null : statementOf(framework, statement)?.title;
  return (
    <a href={hrefOf(remark.place)}>
      {statement === null ? 'The results as a whole' : `${statement} ${title ?? ''}`}
    </a>
  );
};

const Filters = (props: ListProps & { base: string }) => {
  const { framework, base, show, theme, counts } = props;
  return (
    <div class="section remark-filters">
      <nav class="filters small" aria-label="Show">
        {SHOWS.map(({ show: each, label }) => (
          <a
            href={addressOf(base, { show: each, theme })}
            aria-current={each === show ? 'true' : undefined}
          >
            {label} ({counts[each]})
          </a>
        ))}
      </nav>
      <search>
        <form method="get" action={`${base}/remarks`} class="actions">
          {show !== 'all' && <input type="hidden" name="show" value={show} />}
          <Select
            name="theme"
            label="Theme"
            value={theme ?? ''}
            choices={[
              { value: '', label: 'Every theme, and the results' },
              ...framework.themes.map((each) => ({
                value: String(each.id),
                label: `${each.id}. ${shortTitle(each)}`,
              })),
            ]}
          />
          <Button isSecondary>Show this theme</Button>
        </form>
      </search>
    </div>
  );
};

function addressOf(
  base: string,
  { show, theme, before }: { show: Show; theme: string | null; before?: string | undefined },
): string {
  const query = new URLSearchParams({
    ...(show === 'all' ? {} : { show }),
    ...(theme ? { theme } : {}),
    ...(before ? { before } : {}),
  }).toString();
  return `${base}/remarks${query && `?${query}`}`;
}
