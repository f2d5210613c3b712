/** The frame of the pages of the model: where one is, the search, and which wording is read. */

import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Problem } from '../../platform/problems.js';
import { FormPage } from '../../platform/web/fields.js';
import type { Child, FC, PropsWithChildren } from '../../platform/web/html.js';
import { Page, type PageProps } from '../../platform/web/page.js';
import type { Theme } from '../framework.js';
import { inSentence, wordingName } from '../wordings.js';
import { footnoteOf, type Shown } from './selected-version.js';

export const ModelPage: FC<PropsWithChildren<PageProps & { shown: Shown }>> = (props) => {
  const { shown, children, ...page } = props;
  return (
    <Page {...page} place="model" styles={['model']} footnote={footnoteOf(shown)}>
      <CairnSymbols scale={shown.framework} />
      {children}
    </Page>
  );
};

/** The way back, and beside it what else there is at the top. */
export const Where: FC<PropsWithChildren<{ trail: Child }>> = ({ trail, children }) => (
  <div class="where">
    <p class="small">{trail}</p>
    {children}
  </div>
);

interface DraftProps extends PageProps {
  /** The page above. */
  trail: Child;
  problem?: Problem | undefined;
  /** What stands beside the way back. */
  beside?: Child;
}

/** A page about a model that is not published yet. */
export const DraftPage: FC<PropsWithChildren<DraftProps>> = (props) => {
  const { trail, problem, beside, children, ...page } = props;
  return (
    <FormPage {...page} place="model" styles={['model', 'import']} problem={problem}>
      <Where trail={trail}>{beside}</Where>
      {children}
    </FormPage>
  );
};

/** The picture beside a doubt: a way that parts. */
export const Fork = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8">
    <path d="M12 21V9M12 9 5 4M12 9l7-5" />
    <circle cx="12" cy="9" r="2.2" fill="currentColor" />
  </svg>
);

interface RailProps {
  theme: Theme;
  /** The statement that the page is about. */
  here?: string;
  hrefOf: (code: string) => string;
}

/** The statements of a theme as a path of stops. */
export const ThemeRail: FC<RailProps> = ({ theme, here, hrefOf }) => (
  <nav aria-label={`Statements of theme ${theme.id}`}>
    <ol class="rail">
      {theme.statements.map(({ id, title }) => (
        <li>
          <a
            class={`stop num ${id === here ? 'here' : 'lv0'}`}
            href={hrefOf(id)}
            aria-current={id === here ? 'page' : undefined}
          >
            {id}
            <span class="vh"> {title}</span>
          </a>
        </li>
      ))}
    </ol>
  </nav>
);

interface SearchBoxProps {
  shown: Shown;
  query?: string;
  /** True where the heading of the page says already what is searched. */
  isHeaded?: boolean;
}

export const SearchBox: FC<SearchBoxProps> = ({ shown, query = '', isHeaded }) => (
  <search class="search">
    <form method="get" action="/model/search">
      <label class={isHeaded ? 'vh' : 'govuk-label'} for="q">
        Search the model
      </label>
      <div class="search-row">
        <input
          class="govuk-input"
          id="q"
          name="q"
          type="search"
          value={query}
          maxlength={200}
          autocomplete="off"
        />
        {shown.href('') !== '' && <input type="hidden" name="version" value={shown.version.id} />}
        <button type="submit" class="govuk-button govuk-button--secondary">
          Search
        </button>
      </div>
    </form>
  </search>
);

/** Two wordings: which comes first is the reader's own choice. */
export const WordingSwitch: FC<{ shown: Shown; back: string }> = ({ shown, back }) => {
  const { framework, other, first } = shown;
  if (!other) return null;
  const names = { own: wordingName(framework), matched: wordingName(other) };
  const next = first === 'own' ? 'matched' : 'own';
  return (
    <form method="post" action="/model/wording" class="wording-switch small">
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="first" value={next} />
      <span>
        <b>{names[first]}</b> first, then the {inSentence(names[next])}.
      </span>
      <button type="submit" class="link-button">
        Show the {inSentence(names[next])} first
      </button>
    </form>
  );
};
