/** Searching the model. */

import { countWords } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Hit, type Piece, type SearchResult, searchFramework } from '../search.js';
import { ModelPage, SearchBox, Where } from './model-frame.js';
import { findShown, type Shown } from './selected-version.js';

const LONGEST = 200;

/** GET /model/search?q= */
export async function searchPage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const query = (c.req.query('q') ?? '')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  const result = searchFramework(shown, query);
  return send(
    c,
    <ModelPage
      request={c.get('request')}
      shown={shown}
      title={query ? `${query}: search` : 'Search'}
    >
      <Where trail={<a href={shown.href('/model')}>The whole model</a>} />
      <Heading>Search the model</Heading>
      <SearchBox shown={shown} query={query} isHeaded />
      <div class="section">
        {query === '' ? <Hints shown={shown} /> : <Results {...{ shown, query, result }} />}
      </div>
    </ModelPage>,
  );
}

const searchHref = (shown: Shown, query: string) =>
  shown.href(`/model/search?q=${encodeURIComponent(query)}`);

const Hints: FC<{ shown: Shown }> = ({ shown }) => (
  <div class="measure stack">
    <p>Search titles, descriptors, criteria, evidence, questions and reasons.</p>
    <p>
      Try{' '}
      {['governors', 'impact evaluation', 'parents and carers', '2.4'].map((words, at) => (
        <>
          {at > 0 && ', '}
          <a href={searchHref(shown, words)}>{words}</a>
        </>
      ))}
      .
    </p>
  </div>
);

const Results: FC<{ shown: Shown; query: string; result: SearchResult }> = (props) => {
  const { shown, query, result } = props;
  const { hits, isPartial, meant } = result;
  return (
    <>
      <h2>{headline(query, hits.length, isPartial)}</h2>
      {meant && (
        <p>
          Did you mean <a href={searchHref(shown, meant)}>{meant}</a>?
        </p>
      )}
      {hits.length === 0 ? (
        <div class="measure stack">
          <p>
            Try fewer words, or only the start of a word. You can also search for a code, such as
            2.4.
          </p>
          <p>
            <a href={shown.href('/model')}>See the whole model</a>
          </p>
        </div>
      ) : (
        <ol class="hits">
          {hits.map((hit) => (
            <HitItem shown={shown} hit={hit} />
          ))}
        </ol>
      )}
    </>
  );
};

function headline(query: string, count: number, isPartial: boolean): string {
  if (count === 0) return `Nothing in the model has “${query}”`;
  const statements = countWords(count, 'statement');
  return isPartial
    ? `No statement has all of “${query}”: ${statements} with some of it`
    : `${statements} with “${query}”`;
}

const HitItem: FC<{ shown: Shown; hit: Hit }> = ({ shown, hit }) => {
  const path = `/model/${hit.statement.id}`;
  return (
    <li>
      <h3>
        <a href={shown.href(path)}>
          {hit.statement.id} <Pieces pieces={hit.title} />
        </a>
      </h3>
      <p class="small quiet">
        {hit.theme.id}. {hit.theme.title}
      </p>
      <ul class="found">
        {hit.found.map(({ where, anchor, pieces }) => (
          <li>
            <a class="small" href={shown.href(`${path}${anchor}`)}>
              {where}
              <span class="vh"> of {hit.statement.id}</span>
            </a>
            <p>
              <Pieces pieces={pieces} />
            </p>
          </li>
        ))}
      </ul>
    </li>
  );
};

const Pieces: FC<{ pieces: Piece[] }> = ({ pieces }) => (
  <>{pieces.map(({ text, isFound }) => (isFound ? <mark>{text}</mark> : text))}</>
);
