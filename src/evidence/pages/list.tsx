/** The library: what the school can show, newest first, a page at a time. */

import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import { LinkButton } from '../../platform/web/fields.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { isPastItsDate } from '../freshness.js';
import { findChoices, type ListedItem, listItems } from '../library-store.js';
import { may } from '../permissions.js';
import { EvidencePage } from './evidence-page.js';
import { FilterForm } from './filters.js';
import { type Asked, askedOf, isAsking, queryOf, todayAt } from './list-query.js';
import { kindWords, weighWords } from './parts.js';

const PAGE = 25;

/** GET /evidence */
export async function listPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const asked = askedOf(new URL(c.req.url).searchParams);
  const today = todayAt(request.context.clock());
  const { id } = member.organisation;
  const { items, choices } = await request.context.storage.read(scopeOf(member), async (db) => {
    const choices = await findChoices(db, id, asked.filters.words);
    const filters = { ...asked.filters, among: choices.among };
    const page = { after: asked.after, most: PAGE + 1, today };
    return { choices, items: await listItems(db, id, filters, page) };
  });
  const shown = items.slice(0, PAGE);
  const next = items.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
  return send(
    c,
    <EvidencePage request={request} title="Evidence">
      <Heading lead="Your evidence, kept from year to year and linked to statements.">
        Evidence
      </Heading>
      <p class="actions lib-actions">
        {may(member, 'evidence.add') && <LinkButton href="/evidence/new">Add evidence</LinkButton>}
        {may(member, 'evidence.add') && <a href="/evidence/paste">Paste from a spreadsheet</a>}
        <a href="/evidence/coverage">Evidence by statement</a>
      </p>
      <FilterForm asked={asked} choices={choices} />
      <section class="section" aria-labelledby="items">
        <h2 id="items">{headingOf(asked, shown.length, next)}</h2>
        {shown.length === 0 ? (
          <Nothing asked={asked} member={member} />
        ) : (
          <ul class="rows">
            {shown.map((item) => (
              <Row item={item} today={today.today} />
            ))}
          </ul>
        )}
      </section>
      {(next || asked.after) && (
        <nav class="actions section" aria-label="Pages">
          {asked.after && <a href={`/evidence${queryOf(asked)}`}>Back to the newest</a>}
          {next && (
            <a href={`/evidence${queryOf(asked, next)}`} rel="next">
              Earlier evidence
            </a>
          )}
        </nav>
      )}
    </EvidencePage>,
  );
}

function headingOf(asked: Asked, count: number, next: string | null): string {
  const which = asked.filters.isDeleted ? 'deleted in the last 30 days' : 'newest first';
  if (asked.after) return `More items, ${which}`;
  if (count === 0) return isAsking(asked) ? 'No results' : 'No evidence yet';
  return `${next ? 'Items' : countWords(count, 'item')}, ${which}`;
}

const Nothing = ({ asked, member }: { asked: Asked; member: Member }) =>
  isAsking(asked) ? (
    <p>
      No evidence matches your filters. <a href="/evidence">Show all evidence</a>.
    </p>
  ) : (
    <p class="measure">
      {may(member, 'evidence.add')
        ? 'Start with three things: your careers plan, what learners say, and where leavers go.'
        : 'Careers leaders and contributors at your school can add evidence.'}
    </p>
  );

const Row = ({ item, today }: { item: ListedItem; today: string }) => (
  <li class="item">
    <p class="item-title">
      <a href={`/evidence/${item.id}`}>{item.title}</a>
    </p>
    <p class="small quiet">
      {kindWords(item, item.file)} · {weighWords(item)}
    </p>
    <p class="small">
      {item.deletedAt ? (
        'Deleted'
      ) : item.citedBy.length > 0 ? (
        <>Linked to {item.citedBy.join(', ')}</>
      ) : (
        'Not linked yet'
      )}
      {isPastItsDate(item, today) && <b class="past"> Out of date</b>}
    </p>
  </li>
);
