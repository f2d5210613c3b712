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
import { nextVersionOf } from '../earlier-version.js';
import { removeDraft } from '../import-changes.js';
import {
  type Item,
  inPath,
  isOpen,
  nextOpen,
  placeOf,
  placeWords,
  unmarked,
} from '../import-items.js';
import { findItems, modelOf } from '../open-import.js';
import type { Draft, DraftTheme } from '../reading/draft.js';
import { ChangesSince } from './changes-since.js';

/** GET /model/imports/:id */
export async function importPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const id = c.req.param('id') ?? '';
  const organisation = member.organisation.id;
  const { draft, items, next } = await request.context.storage.read(scopeOf(member), async (db) => {
    const found = await findItems(db, organisation, id);
    const plain = modelOf(found.draft, found.answers);
    return { ...found, next: await nextVersionOf(db, organisation, plain) };
  });
  if (draft.reading.refusal) return goTo(c, `/model/imports/${draft.id}/settings`);
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
      <Whole draftId={draft.id} draft={draft.reading} />
      <ChangesSince next={next} />
      {draft.reading.themes.map((theme) => (
        <ThemeTable draftId={draft.id} draft={draft.reading} theme={theme} items={items} />
      ))}
      <Removal id={draft.id} key_={request.context.id()} />
    </DraftPage>,
  );
}

/** Taking a draft away. */
export const Removal: FC<{ id: string; key_: string }> = ({ id, key_ }) => (
  <section class="section">
    <h2>Remove this draft</h2>
    <p class="measure">
      We keep the document until you publish this draft or remove it. Removing it also deletes what
      was read from the document. Anything already published stays.
    </p>
    <Form action={`/model/imports/${id}/removal`} key_={key_} class="section-small">
      <Button isSecondary>Remove this draft</Button>
    </Form>
  </section>
);

/** POST /model/imports/:id/removal */
export const removalPost = formPost(async ({ c, context, member, id, how }) => {
  await removeDraft(context, member, id, how);
  return goTo(c, '/model/imports', 'Draft removed.');
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
  return `${parts[0]}, ${parts[1]} and ${parts[2]}. No words were changed. Lines were only joined or split.`;
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
          <b>Everything missing or in doubt has been checked.</b>
        ) : (
          <>
            <b>{countWords(left, 'place')} to check.</b>{' '}
            {gaps > 0 && `${countWords(gaps, 'gap')} must be filled or marked before you publish.`}
          </>
        )}
      </p>
      <div class="actions">
        {next ? (
          <LinkButton href={`${base}/items/${inPath(next.place)}`}>
            Look at {placeWords(next)}
          </LinkButton>
        ) : (
          <LinkButton href={`${base}/publication`}>Continue to publish</LinkButton>
        )}
        {next && gaps === 0 && (
          <a href={`${base}/publication`}>Publish without checking the rest</a>
        )}
        <a href={`${base}/lines`}>Every line and how it was used</a>
        <a href={`${base}/settings`}>Read again with other settings</a>
      </div>
    </div>
  );
};

/** Doubts about the document as a whole. */
const Whole: FC<{ draftId: string; draft: Draft }> = ({ draftId, draft }) => {
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
        <p>
          <a href={`/model/imports/${draftId}/settings`}>Say how to read it</a>
        </p>
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
        {heading && <State draftId={draftId} item={heading} words="Heading" />}
      </p>
      <div class="table-scroll">
        <table class="states">
          <caption class="vh">What was read for theme {theme.id}</caption>
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
    href={`/model/imports/${draftId}/items/${inPath(item.place)}`}
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
