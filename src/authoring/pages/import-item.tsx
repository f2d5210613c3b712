/** One cell or title: the lines of the document beside the words that were read. */

import { wordDifferences } from '../../framework/compare/differences.js';
import { DraftPage } from '../../framework/pages/model-frame.js';
import { Runs } from '../../framework/pages/word-runs.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { notFound, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, TextArea } from '../../platform/web/fields.js';
import { one, parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type AnswerInput, answerInput, answerItem } from '../answer-changes.js';
import type { FrameworkDraft } from '../drafts-store.js';
import {
  type Item,
  inPath,
  isOpen,
  mayBeUnreadable,
  nextOpen,
  placeWords,
  walkOf,
  wordsNow,
} from '../import-items.js';
import { findItems } from '../open-import.js';
import type { Doubt, Draft } from '../reading/draft.js';
import { stateWords } from './import.js';
import { Repairs, SourceLines } from './import-source.js';

/** POST /model/imports/:id/items/:place */
export const itemPost = formPost(async ({ c, context, member, typed, id, how }) => {
  const place = c.req.param('place') ?? '';
  const input = await inputOf(c, member, typed);
  await answerItem(context, member, { id, place, version: versionOf(typed), key: how.key }, input);
  const { items } = await context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, id),
  );
  const next = nextOpen(items, place);
  if (next) return goTo(c, `/model/imports/${id}/items/${inPath(next.place)}`);
  return goTo(c, `/model/imports/${id}`, 'All doubtful text has been checked.');
}, itemPage);

/** What the button that was pressed says: a proposal is a correction in the proposed words. */
async function inputOf(c: Ctx, member: Member, typed: Typed): Promise<AnswerInput> {
  const proposed = /^proposed-(\d+)$/.exec(one(typed, 'act'))?.[1];
  if (proposed === undefined)
    return parse(answerInput, { ...single(typed), act: one(typed, 'act') });
  const { items } = await c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      findItems(db, member.organisation.id, c.req.param('id') ?? ''),
    );
  const item = items.find(({ place }) => place === c.req.param('place'));
  return parse(answerInput, { act: 'corrected', words: item?.doubts[Number(proposed)]?.proposal });
}

/** GET /model/imports/:id/items/:place */
export async function itemPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { draft, items } = await request.context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  const walk = walkOf(items);
  const at = walk.findIndex(({ place }) => place === c.req.param('place'));
  const item = walk[at];
  if (!item) throw notFound('framework.unknown-place', 'This draft has no such place.');
  const base = `/model/imports/${draft.id}`;
  const name = placeWords(item);
  return send(
    c,
    <DraftPage
      request={request}
      title={`Compare ${name}`}
      islands={['walk']}
      problem={problem}
      trail={<a href={base}>All text that was read</a>}
      beside={
        <p class="small quiet">
          {at + 1} of {walk.length}, {items.filter(isOpen).length} still to check
        </p>
      }
    >
      <p class="eyebrow">{titleAbove(draft.reading, item)}</p>
      <h1>{`${name.charAt(0).toUpperCase()}${name.slice(1)}`}</h1>
      <p class="lead">{sentenceOf(item)}</p>
      <Form
        action={`${base}/items/${inPath(item.place)}`}
        key_={request.context.id()}
        version={item.answer?.version ?? 0}
        class="section compare"
        id="answer"
      >
        <div class="split even">
          <SourceLines draft={draft.reading} item={item} />
          <div class="answer-side">
            <Doubts item={item} />
            <Words item={item} typed={typed} problem={problem} />
            <Buttons item={item} />
          </div>
        </div>
      </Form>
      <Repairs repairs={item.repairs} />
      <Around draft={draft} before={walk[at - 1]} next={walk[at + 1]} />
    </DraftPage>,
    problem?.status ?? 200,
  );
}

function titleAbove({ themes }: Draft, item: Item): string {
  const theme = themes.find(({ id }) => id === item.theme);
  const statement = theme?.statements.find(({ id }) => id === item.statement);
  return statement ? `${statement.id} ${statement.title}` : `${theme?.id}. ${theme?.title ?? ''}`;
}

function sentenceOf(item: Item): string {
  if (item.answer) {
    return item.answer.kind === 'unreadable'
      ? 'Marked as not readable in your copy.'
      : `${stateWords(item)}. You can answer again.`;
  }
  if (item.nature === 'missing') {
    return item.missing?.reason === 'unreadable'
      ? 'This is not a sentence. Type the words, or mark them as not readable.'
      : 'Nothing was found here. Type the words, or mark them as not readable.';
  }
  if (item.nature === 'doubtful') return 'Does this match your copy?';
  if (item.nature === 'repaired') return 'This was joined from several lines. Is it complete?';
  return 'This was read from one place, with no changes.';
}

const Words: FC<{ item: Item; typed: Typed | undefined; problem: Problem | undefined }> = (
  props,
) => {
  const { item, typed, problem } = props;
  const isMeanwhile = problem?.code === 'framework.answer-changed';
  return (
    <section aria-labelledby="read">
      <h2 id="read">As it was read</h2>
      {isMeanwhile && (
        <p class="meanwhile">
          <b>Their answer:</b> {item.answer ? (wordsNow(item) ?? stateWords(item)) : 'none'}
        </p>
      )}
      <TextArea
        name="words"
        label={<span class="vh">Words of {placeWords(item)}</span>}
        typed={typed}
        value={wordsNow(item) ?? ''}
        problem={problem}
        rows={8}
      />
    </section>
  );
};

const Buttons: FC<{ item: Item }> = ({ item }) => (
  <div class="actions">
    {item.words !== null && (
      <button class="govuk-button" type="submit" name="act" value="accepted" data-key="a">
        Accept as read
      </button>
    )}
    <button
      class={`govuk-button${item.words !== null ? ' govuk-button--secondary' : ''}`}
      type="submit"
      name="act"
      value="corrected"
    >
      Save these words
    </button>
    {mayBeUnreadable(item) && (
      <button
        class="govuk-button govuk-button--secondary"
        type="submit"
        name="act"
        value="unreadable"
        data-key="n"
      >
        Mark as not readable
      </button>
    )}
    <p class="small quiet keys" data-keys="">
      Keys:{' '}
      {item.words !== null && (
        <>
          <kbd>a</kbd> accept,{' '}
        </>
      )}
      <kbd>w</kbd> to the words,{' '}
      {mayBeUnreadable(item) && (
        <>
          <kbd>n</kbd> not readable,{' '}
        </>
      )}
      <kbd>j</kbd> next, <kbd>k</kbd> back.
    </p>
  </div>
);

const Doubts: FC<{ item: Item }> = ({ item }) =>
  item.doubts.length === 0 ? null : (
    <section aria-labelledby="doubts">
      <h2 id="doubts">What is in doubt</h2>
      <ul class="doubts">
        {item.doubts.map((doubt, at) => (
          <li>
            <p>{doubt.says}</p>
            {doubt.proposal !== null && <Proposal doubt={doubt} at={at} />}
          </li>
        ))}
      </ul>
    </section>
  );

const Proposal: FC<{ doubt: Doubt; at: number }> = ({ doubt, at }) => (
  <>
    <p class="small quiet">Suggested text</p>
    <p class="line">
      <Runs runs={wordDifferences(doubt.before, doubt.proposal ?? '')} />
    </p>
    <Button isSecondary name="act" value={`proposed-${at}`}>
      Use these words
    </Button>
  </>
);

const Around: FC<{ draft: FrameworkDraft; before?: Item | undefined; next?: Item | undefined }> = (
  props,
) => {
  const { draft, before, next } = props;
  const href = (item: Item) => `/model/imports/${draft.id}/items/${inPath(item.place)}`;
  return (
    <nav class="neighbours section" aria-label="Previous and next">
      {before ? (
        <a href={href(before)} rel="prev">
          {placeWords(before)}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <a href={href(next)} rel="next">
          {placeWords(next)}
        </a>
      )}
    </nav>
  );
};
