import { ownerOf } from '../drafts/owner.js';
import type { FlashMessage } from './answer.js';
import { assetPath } from './assets.js';
import type { Child, FC, PropsWithChildren } from './html.js';
import { PLACES, type Place } from './navigation.js';
import type { RequestContext } from './request-context.js';
import { UndoForm } from './undo-form.js';

export interface PageProps {
  request: RequestContext;
  /** What the page is, without the product's name: "2.4 Destinations data". */
  title: string;
  /** The part of Waymark that the page belongs to. */
  place?: Place['id'];
  /** Islands by file name, without ".js". */
  islands?: string[];
  /** Further style sheets by file name, without ".css". */
  styles?: string[];
  /** True when the form on the page was refused: the title says so first, for screen readers. */
  hasError?: boolean;
  /** A wide page for the projector. */
  isWide?: boolean;
  /** Read without an account by whoever has its link: it leads nowhere, and no search engine is to keep it. */
  isShared?: boolean;
  /** Said in the footer beside the links: which wording is in use. */
  footnote?: string;
}

/** What the sheet "more" draws, for the pages that have some of it. */
const MORE_PARTS = /govuk-(?:checkboxes|file-upload|password-input|radios|summary-list)/;

/** What the sheet "charts" draws. */
const CHART_PARTS = /class="[^"]*\b(?:astable|heatmap|dist|bars|slopes|timeline|links|leanings)\b/;

/** The frame of every page. */
export const Page: FC<PropsWithChildren<PageProps>> = (props) => {
  const { request, title, islands = [], styles = [] } = props;
  const inner = <>{props.children}</>;
  const markup = String(inner);
  const scripts = [
    'page',
    ...(markup.includes(' data-autosave=') ? ['autosave'] : []),
    ...(markup.includes(' data-copies=') ? ['copy'] : []),
    ...islands,
  ];
  const { person, organisation } = request;
  const where = request.organisation ? ` - ${request.organisation.name}` : '';
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${props.hasError ? 'Error: ' : ''}${title}${where} - Waymark`}</title>
        {/* For search engines, which see no page behind the sign-in. */}
        {props.isShared && <meta name="robots" content="noindex, nofollow" />}
        {!person && !props.isShared && (
          <meta
            name="description"
            content="Waymark: see where your careers provision is, and what to do next."
          />
        )}
        <link
          rel="preload"
          href={assetPath('waymark-headings.woff2')}
          as="font"
          type="font/woff2"
          crossorigin=""
        />
        {/* Drawn once its end has come, in browsers that know this, so that nothing moves while the rest comes in. */}
        <link rel="expect" href="#page-end" blocking="render" />
        {MORE_PARTS.test(markup) && <link rel="stylesheet" href={assetPath('more.css')} />}
        <link rel="stylesheet" href={assetPath('waymark.css')} />
        {CHART_PARTS.test(markup) && <link rel="stylesheet" href={assetPath('charts.css')} />}
        {styles.map((name) => (
          <link rel="stylesheet" href={assetPath(`${name}.css`)} />
        ))}
        <link
          rel="icon"
          href="data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2024%2024'%3E%3Cg%20fill='%230b5242'%3E%3Crect%20x='1.5'%20y='17.5'%20width='21'%20height='5'%20rx='2.5'/%3E%3Crect%20x='4'%20y='12'%20width='15'%20height='4.6'%20rx='2.3'/%3E%3Crect%20x='7.5'%20y='6.8'%20width='10.5'%20height='4.2'%20rx='2.1'/%3E%3C/g%3E%3Crect%20x='9.2'%20y='1.2'%20width='6.6'%20height='4.4'%20rx='2.2'%20fill='%23ffd23f'/%3E%3C/svg%3E"
        />
        {scripts.map((name) => (
          <script type="module" src={assetPath(`${name}.js`)} />
        ))}
      </head>
      <body
        class={props.isWide ? 'is-wide' : undefined}
        data-owner={person && organisation ? ownerOf(person.id, organisation.id) : undefined}
        data-answer={request.isPost ? '' : undefined}
      >
        <a href="#main" class="govuk-skip-link">
          Skip to main content
        </a>
        {request.isDemo && <DemoBanner />}
        <Header request={request} place={props.place} isShared={props.isShared} />
        <main id="main" tabindex={-1}>
          <div class="wrap">
            {request.message && <Flash message={request.message} key_={request.context.id()} />}
            {inner}
          </div>
        </main>
        <Footer request={request} note={props.footnote} />
      </body>
    </html>
  );
};

/** The way home. Where the menu stands beside it, "Home" is the stop of the keyboard. */
const Brand: FC<{ hasMenu: boolean }> = ({ hasMenu }) => (
  <a class="brand" href="/" tabindex={hasMenu ? -1 : undefined}>
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <g fill="currentColor">
        <rect x="1.5" y="17.5" width="21" height="5" rx="2.5" />
        <rect x="4" y="12" width="15" height="4.6" rx="2.3" />
        <rect x="7.5" y="6.8" width="10.5" height="4.2" rx="2.1" />
      </g>
      <rect class="cap" x="9.2" y="1.2" width="6.6" height="4.4" rx="2.2" stroke-width="1" />
    </svg>
    <span class="brand-word">Waymark</span>
  </a>
);

interface HeaderProps {
  request: RequestContext;
  place: Place['id'] | undefined;
  isShared: boolean | undefined;
}

const Header: FC<HeaderProps> = ({ request, place, isShared }) => {
  const hasMenu = Boolean(request.organisation && !request.limitedTo);
  return (
    <header class="top">
      <div class="wrap">
        <Brand hasMenu={hasMenu} />
        {hasMenu && <Menu place={place} />}
        {!isShared && <Who request={request} />}
      </div>
    </header>
  );
};

/** One list: in the row where it fits, on a phone behind a button that needs no script. */
const Menu: FC<{ place: Place['id'] | undefined }> = ({ place }) => (
  <>
    <button type="button" class="menu-button" popovertarget="menu">
      Menu
    </button>
    <nav class="nav in-row" id="menu" popover="auto" aria-label="Main">
      {PLACES.map(({ id, name, href }) => (
        <a href={href} aria-current={id === place ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  </>
);

/** Whose page it is. On the sample the name leads nowhere: the line above chooses a person. */
const Who: FC<{ request: RequestContext }> = ({ request }) => {
  const { person, organisation, limitedTo, isDemo, memberships } = request;
  if (!person)
    return (
      <p class="who small who-links">
        <a href="/model">The model</a>
        <a href="/sign-in">Sign in</a>
      </p>
    );
  return (
    <p class="who small">
      {organisation && <b>{organisation.name}</b>}
      {memberships > 1 && (
        <a href="/switch">
          Switch<span class="govuk-visually-hidden"> to another school</span>
        </a>
      )}
      {limitedTo || isDemo ? <span>{person.name}</span> : <a href="/account">{person.name}</a>}
      {limitedTo && <a href="/leave">Leave</a>}
    </p>
  );
};

const DemoBanner = () => (
  <aside class="demo" aria-label="About this sample">
    <b>This is a sample.</b>
    <span class="demo-more">Schools and people are invented. Your changes are not kept.</span>
    <a href="/demo">Choose a person to try</a>
  </aside>
);

const Flash: FC<{ message: FlashMessage; key_: string }> = ({ message, key_ }) => (
  <div class="told" role="status">
    <p>{message.sentence}</p>
    {message.undo && <UndoForm undo={message.undo} key_={key_} />}
  </div>
);

const Footer: FC<{ request: RequestContext; note: string | undefined }> = ({ request, note }) => (
  <footer class="foot" id="page-end">
    <div class="wrap">
      <a href="/help">Help</a>
      <a href="/accessibility">Accessibility</a>
      <a href="/privacy">Privacy</a>
      {request.isDemo && request.person && <a href="/account">Account</a>}
      <span>{note ? `${note}. ` : ''}Nothing about individual learners is kept in Waymark.</span>
    </div>
  </footer>
);

/** The first lines of a page: what this is, the heading, a sentence. */
export const Heading: FC<PropsWithChildren<{ eyebrow?: Child; lead?: Child }>> = (props) => (
  <>
    {props.eyebrow && <p class="eyebrow">{props.eyebrow}</p>}
    <h1>{props.children}</h1>
    {props.lead && <p class="lead quiet">{props.lead}</p>}
  </>
);

/** What is folded beneath a line of words. */
export const Details: FC<PropsWithChildren<{ summary: Child; class?: string; open?: boolean }>> = (
  props,
) => (
  <details class={props.class ? `govuk-details ${props.class}` : 'govuk-details'} open={props.open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{props.summary}</span>
    </summary>
    {props.children}
  </details>
);
