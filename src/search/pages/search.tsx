/** Search over everything in a school. */
import type { Piece } from '../../framework/search.js';
import { type Word, wordsOf } from '../../framework/search-words.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import { Details, Heading, Page } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import {
  excerptOf,
  type Found,
  type FoundOfKind,
  KINDS,
  LONGEST,
  MOST,
  typedQuery,
} from '../search.js';
import { findAll } from '../store.js';

/** How many of a kind are shown at once; the rest is folded. */
const AT_ONCE = 10;

/** GET /search?q= */
export async function searchPage(c: Ctx, member: Member): Promise<Response> {
  const request = c.get('request');
  const query = typedQuery(c.req.query('q') ?? '');
  const found = await request.context.storage.read(scopeOf(member), (db) =>
    findAll(db, member, query, request.context.clock()),
  );
  return send(
    c,
    <Page
      request={request}
      title={query ? `${query}: search` : 'Search'}
      place="search"
      styles={['search']}
    >
      <Heading>Search</Heading>
      <SearchForm query={query} />
      {query !== '' && <Results {...{ query, found }} />}
      {found.length === 0 && <Hints query={query} />}
    </Page>,
  );
}

const SearchForm = ({ query }: { query: string }) => (
  <search>
    <form method="get" action="/search" class="field-row">
      <div class="govuk-form-group search-field">
        <label class="govuk-label" for="q">
          Words to search for
        </label>
        <input
          class="govuk-input"
          id="q"
          name="q"
          type="search"
          value={query}
          maxlength={LONGEST}
          autocomplete="off"
        />
      </div>
      <button type="submit" class="govuk-button">
        Search
      </button>
    </form>
  </search>
);

const Results = ({ query, found }: { query: string; found: FoundOfKind[] }) => {
  const wanted = wordsOf(query);
  return (
    <div class="section found-kinds">
      {found.length === 0 && <h2>No results for “{query}”</h2>}
      {found.map((each) => (
        <OfKind {...{ wanted, each }} />
      ))}
    </div>
  );
};

const OfKind = ({ wanted, each }: { wanted: Word[]; each: FoundOfKind }) => {
  const { kind, found, isMore } = each;
  const title = KINDS.find((known) => known.kind === kind)?.title;
  const rest = found.slice(AT_ONCE);
  return (
    <section aria-labelledby={`found-${kind}`}>
      <h2 id={`found-${kind}`}>
        {title} <span class="quiet num">{isMore ? `${MOST}+` : found.length}</span>
      </h2>
      <ul class="rows">
        {found.slice(0, AT_ONCE).map((item) => (
          <li class="found-row">
            <a href={item.href}>{item.title}</a>
            {item.words !== '' && (
              <p class="small">
                <Pieces pieces={excerptOf(item.words, wanted)} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {rest.length > 0 && <Rest {...{ rest, isMore }} />}
    </section>
  );
};

const Rest = ({ rest, isMore }: { rest: Found[]; isMore: boolean }) => (
  <Details summary={`Show ${countWords(rest.length, 'more result')}`}>
    <ul class="rows">
      {rest.map(({ href, title }) => (
        <li class="found-row">
          <a href={href}>{title}</a>
        </li>
      ))}
    </ul>
    {isMore && <p class="small quiet">There are more. Add a word to see fewer.</p>}
  </Details>
);

const Pieces = ({ pieces }: { pieces: Piece[] }) => (
  <>{pieces.map(({ text, isFound }) => (isFound ? <b>{text}</b> : text))}</>
);

const Hints = ({ query }: { query: string }) => (
  <div class="section measure stack">
    {query !== '' && <p>Try fewer words, or only the start of a word.</p>}
    <p>
      You can search statements, answers in reviews, evidence, actions, questions and comments, and
      people. Capitals, accents and apostrophes make no difference.
    </p>
    <p>
      <a href="/evidence">Browse evidence</a>, <a href="/plan">the plan</a> or{' '}
      <a href="/model">the model</a>.
    </p>
  </div>
);
