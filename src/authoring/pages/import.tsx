/** What was read of a document: how much, what to look at first, and every cell with its state. */

import { benchmarkWords } from '../../framework/pages/model.js';
import { DraftPage, Fork } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, LinkButton } from '../../platform/web/fields.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import type { FrameworkDraft } from '../drafts-store.js';
import { removeDraft } from '../import-changes.js';
import { type Item, isOpen, nextOpen, placeOf, placeWords, unmarked } from '../import-items.js';
import { findItems } from '../open-import.js';
import type { Draft, DraftTheme } from '../reading/draft.js';

/** GET /model/imports/:id */
export async function importPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const { draft, items } = await request.context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, id),
  );
  return send(
    c,
    <DraftPage
      request={request}
      title={`Compare ${draft.title}`}
      trail={<a href="/model/imports">Load a model</a>}
      beside={<p class="small quiet">{draft.fileName}</p>}
    >
      <Heading lead={leadOf(draft.reading, items)}>{headlineOf(draft.reading, items)}</Heading>
      <NextStep draft={draft} items={items} />
      <Whole draft={draft.reading} />
      {draft.reading.themes.map((theme) => (
        <ThemeTable draftId={draft.id} draft={draft.reading} theme={theme} items={items} />
      ))}
      <section class="section">
        <h2>Take it away</h2>
        <p class="measure">The draft and the document go. What was published of it before stays.</p>
        <Form
          action={`/model/imports/${draft.id}/removal`}
          key_={request.context.id()}
          class="section-small"
        >
          <Button isSecondary>Remove this draft</Button>
        </Form>
      </section>
    </DraftPage>,
  );
}

/** POST /model/imports/:id/removal */
export const removalPost = formPost(async ({ c, context, member, id, how }) => {
  await removeDraft(context, member, id, how);
  return goTo(c, '/model/imports', 'The draft is removed.');
});

const cellsOf = (items: Item[]) => items.filter(({ level }) => level !== null);

function headlineOf({ themes }: Draft, items: Item[]): string {
  const cells = cellsOf(items);
  const read = cells.filter(({ words }) => words !== null).length;
  const statements = themes.reduce((sum, theme) => sum + theme.statements.length, 0);
  return `${countWords(statements, 'statement')}: ${read} of ${cells.length} descriptors read`;
}

function leadOf(draft: Draft, items: Item[]): string {
  const parts = [
    countWords(items.filter(({ nature }) => nature === 'missing').length, 'gap'),
    countWords(draft.doubts.length, 'doubt'),
    countWords(draft.repairs.length, 'repair'),
  ];
  return `${parts[0]}, ${parts[1]} and ${parts[2]}. Words were not changed: only lines were joined and cut.`;
}

const NextStep: FC<{ draft: FrameworkDraft; items: Item[] }> = ({ draft, items }) => {
  const next = nextOpen(items, null);
  const left = items.filter(isOpen).length;
  const gaps = unmarked(items).length;
  const base = `/model/imports/${draft.id}`;
  return (
    <div class="card next-step section">
      <p>
        {left === 0 ? (
          <b>Everything that was missing or in doubt has been looked at.</b>
        ) : (
          <>
            <b>{countWords(left, 'place')} to look at.</b>{' '}
            {gaps > 0 && `${countWords(gaps, 'gap')} must be filled or marked before publishing.`}
          </>
        )}
      </p>
      <div class="actions">
        {next ? (
          <LinkButton href={`${base}/items/${next.place}`}>Look at {placeWords(next)}</LinkButton>
        ) : (
          <LinkButton href={`${base}/publication`}>Go on to publish</LinkButton>
        )}
        {next && gaps === 0 && (
          <a href={`${base}/publication`}>Publish without looking at the rest</a>
        )}
        <a href={`${base}/lines`}>Every line and what became of it</a>
        <a href={`${base}/settings`}>Read it again with other settings</a>
      </div>
    </div>
  );
};

/** Doubts about the document as a whole. */
const Whole: FC<{ draft: Draft }> = ({ draft }) => {
  const doubts = draft.doubts.filter(({ theme }) => theme === null);
  if (doubts.length === 0) return null;
  return (
    <section class="notice doubt section">
      <Fork />
      <div>
        <h2>About the document as a whole</h2>
        {doubts.map(({ says }) => (
          <p>{says}</p>
        ))}
      </div>
    </section>
  );
};

interface TableProps {
  draftId: string;
  draft: Draft;
  theme: DraftTheme;
  items: Item[];
}

const ThemeTable: FC<TableProps> = ({ draftId, draft, theme, items }) => {
  const byPlace = new Map(items.map((item) => [item.place, item]));
  const at = (statement: string | null, level: number | null) =>
    byPlace.get(placeOf(theme.id, statement, level));
  const heading = at(null, null);
  return (
    <section class="section">
      <h2>
        {theme.id}. {theme.title}
      </h2>
      <p class="small quiet">
        {theme.benchmarks.length > 0 && `${benchmarkWords(theme.benchmarks)}. `}
        {heading && <State draftId={draftId} item={heading} words="The heading" />}
      </p>
      <div class="table-scroll">
        <table class="states">
          <caption class="vh">What was read of theme {theme.id}</caption>
          <thead>
            <tr>
              <th scope="col">Statement</th>
              {draft.levels.map(({ title }) => (
                <th scope="col">{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {theme.statements.map((statement) => {
              const title = at(statement.id, null);
              return (
                <tr>
                  <th scope="row">
                    <span class="num">{statement.id}</span>{' '}
                    {title?.answer?.words ?? statement.title}{' '}
                    {title && title.nature !== 'clear' && <State draftId={draftId} item={title} />}
                  </th>
                  {statement.levels.map(({ level }) => {
                    const item = at(statement.id, level);
                    return (
                      <td data-level={draft.levels.find((each) => each.level === level)?.title}>
                        {item && <State draftId={draftId} item={item} />}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const State: FC<{ draftId: string; item: Item; words?: string }> = ({ draftId, item, words }) => (
  <a
    class={`state is-${item.answer ? 'answered' : item.nature}`}
    href={`/model/imports/${draftId}/items/${item.place}`}
  >
    {words ? `${words}: ${stateWords(item).toLowerCase()}` : stateWords(item)}
    <span class="vh"> {placeWords(item)}</span>
  </a>
);

const ANSWERED = {
  accepted: 'Accepted',
  corrected: 'Corrected',
  unreadable: 'Not readable',
} as const;
const NATURE = {
  missing: 'Missing',
  doubtful: 'Doubt',
  repaired: 'Joined',
  clear: 'Read',
} as const;

/** "Missing", "Accepted" */
export const stateWords = ({ answer, nature }: Item): string =>
  answer ? ANSWERED[answer.kind] : NATURE[nature];
