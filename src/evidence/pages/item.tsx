/** One piece of evidence: what it is, what it shows, its files, and where it is cited across the years. */

import { academicYear } from '../../platform/academic-year.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { dateWords, dayAt, dayWords, momentWords } from '../../platform/days.js';
import { listHistoryOf } from '../../platform/history/history.js';
import { HistoryOf } from '../../platform/history/history-of.js';
import { isGone } from '../../platform/restoring.js';
import { send } from '../../platform/web/answer.js';
import { Form, LinkButton, Submit } from '../../platform/web/fields.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import {
  type Citation,
  figureWords,
  type LibraryItem,
  noEvidence,
  voiceName,
} from '../evidence.js';
import { promptsForItem } from '../freshness.js';
import { findItem } from '../library-store.js';
import { may } from '../permissions.js';
import { EvidencePage } from './evidence-page.js';
import { Files } from './files.js';
import { kindWords, Prompts } from './parts.js';

/** GET /evidence/:id */
export async function itemPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const { item, history } = await request.context.storage.read(scopeOf(member), async (db) => {
    const item = await findItem(db, member.organisation.id, id);
    const subject = { kind: 'evidence', id };
    return { item, history: await listHistoryOf(db, member.organisation.id, subject) };
  });
  const now = request.context.clock();
  if (item.deletedAt && isGone(item.deletedAt, now)) throw noEvidence();
  const today = dayAt(now);
  const base = `/evidence/${item.id}`;
  const mayChange = may(member, 'evidence.change') && !item.deletedAt;
  const showing = { ...item, citations: item.citations.length };
  return send(
    c,
    <EvidencePage request={request} title={item.title}>
      <Heading eyebrow={<a href="/evidence">Evidence</a>}>{item.title}</Heading>
      <p class="eyebrow">{kindWords(item, item.files[0] ?? null)}</p>
      {item.deletedAt && <Deleted request={request} member={member} item={item} />}
      {item.kind === 'figure' && item.figure && (
        <p class="figure head">{figureWords(item.figure)}</p>
      )}
      {item.note && <p class="note measure section">{item.note}</p>}
      {item.url && (
        <p class="section">
          <a href={item.url} rel="noreferrer noopener" target="_blank">
            Open the link (new tab)
          </a>
        </p>
      )}
      <Files item={item} mayChange={mayChange} />
      <Weight item={item} />
      {mayChange && (
        <p class="actions section">
          <LinkButton href={`${base}/citations`}>Link to statements</LinkButton>
          <a href={`${base}/edit`}>Change evidence</a>
          {may(member, 'evidence.delete', item) && <a href={`${base}/delete`}>Delete evidence</a>}
        </p>
      )}
      {!item.deletedAt && <Prompts prompts={promptsForItem(showing, today)} title="To check" />}
      <Cited citations={item.citations} />
      <HistoryOf messages={request.historyMessages} entries={history} />
    </EvidencePage>,
  );
}

interface DeletedProps {
  request: RequestContext;
  member: Member;
  item: LibraryItem;
}

const Deleted = ({ request, member, item }: DeletedProps) => (
  <div class="notice doubt section">
    <div>
      <h2>This evidence has been deleted</h2>
      <p>
        On {dateWords(item.deletedAt ?? item.createdAt)}. You can restore it within 30 days, with
        its files and links.
      </p>
      {may(member, 'evidence.delete', item) && (
        <Form action={`/evidence/${item.id}/restore`} key_={request.context.id()}>
          <Submit isSecondary>Restore evidence</Submit>
        </Form>
      )}
    </div>
  </div>
);

const Fact = ({ name, words }: { name: string; words: string }) => (
  <div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">{name}</dt>
    <dd class="govuk-summary-list__value">{words}</dd>
  </div>
);

const Weight = ({ item }: { item: LibraryItem }) => (
  <dl class="govuk-summary-list facts section">
    <Fact name="Whose view" words={voiceName(item.voice)} />
    {item.about && <Fact name="About" words={item.about} />}
    <Fact
      name="Date of the evidence"
      words={item.effectiveOn ? dayWords(item.effectiveOn) : 'Not given'}
    />
    {item.validUntil && <Fact name="Valid until" words={dayWords(item.validUntil)} />}
    <Fact
      name="Owner"
      words={item.owner ? (item.owner.name ?? 'Someone who has left') : 'No owner'}
    />
    <Fact
      name="Added"
      words={`${dateWords(item.createdAt)}${item.createdBy?.name ? ` by ${item.createdBy.name}` : ''}`}
    />
    {item.updatedAt && (
      <Fact
        name="Changed last"
        words={`${momentWords(item.updatedAt)}${item.updatedBy?.name ? ` by ${item.updatedBy.name}` : ''}`}
      />
    )}
  </dl>
);

/** Year by year, newest first. */
const Cited = ({ citations }: { citations: Citation[] }) => {
  const years = [...new Set(citations.map((each) => each.reviewId))];
  return (
    <section class="section" aria-labelledby="cited">
      <h2 id="cited">Linked statements</h2>
      {years.length === 0 && <p class="quiet">Not linked to a statement yet.</p>}
      {years.map((review) => {
        const here = citations.filter((each) => each.reviewId === review);
        const [first] = here;
        return (
          <>
            <h3 class="year">
              {academicYear(first?.academicYear ?? 0)}{' '}
              <span class="quiet small">
                {first?.reviewTitle}, {first?.isOpen ? 'open' : 'closed'}
              </span>
            </h3>
            <ul class="cited-codes">
              {here.map(({ statement, criteria }) => (
                <li>
                  <a class="stop" href={`/reviews/${review}/statements/${statement}`}>
                    {statement}
                    {criteria.length > 0 && (
                      <span class="quiet">
                        {' '}
                        {countWords(criteria.length, 'criterion', 'criteria')}
                      </span>
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </>
        );
      })}
    </section>
  );
};
