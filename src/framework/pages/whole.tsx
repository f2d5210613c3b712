/** The whole model on one page, made to be printed. */

import { spoken } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Statement, statementsOf, type Theme } from '../framework.js';
import { leansOn } from '../links.js';
import { Levels, titleOf } from './levels.js';
import { Benchmarks } from './model.js';
import { ModelPage, Where } from './model-frame.js';
import { findShown, footnoteOf, type Shown } from './selected-version.js';

/** GET /model/print */
export async function wholePage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const { framework } = shown;
  return send(
    c,
    <ModelPage request={c.get('request')} shown={shown} title="The whole model" islands={['print']}>
      <div class="no-print">
        <Where trail={<a href={shown.href('/model')}>The model</a>}>
          <p class="small" data-print>
            Use your browser’s print command. A theme begins on a new page.
          </p>
        </Where>
      </div>
      <header class="whole-head">
        <p class="eyebrow">{footnoteOf(shown)}</p>
        <h1>{framework.title}</h1>
        {framework.publisher && (
          <p class="lead">
            The model is the {framework.publisher.work} of {framework.publisher.name}.
          </p>
        )}
        <Contents shown={shown} />
      </header>
      {framework.themes.map((theme) => (
        <WholeTheme shown={shown} theme={theme} />
      ))}
    </ModelPage>,
  );
}

const Contents: FC<{ shown: Shown }> = ({ shown: { framework } }) => (
  <nav class="section contents" aria-label="Contents">
    <h2 id="contents">{statementsOf(framework).length} statements</h2>
    {framework.themes.map((theme) => (
      <section>
        <h3>
          <a href={`#theme-${theme.id}`}>
            {theme.id}. {theme.title}
          </a>
        </h3>
        <ul class="small">
          {theme.statements.map(({ id, title }) => (
            <li>
              <a href={`#s-${id}`}>
                {id} {title}
              </a>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </nav>
);

const WholeTheme: FC<{ shown: Shown; theme: Theme }> = ({ shown, theme }) => (
  <section class="whole-theme section" id={`theme-${theme.id}`}>
    <h2>
      {theme.id}. {theme.title}
    </h2>
    <Benchmarks theme={theme} />
    {theme.statements.map((statement) => (
      <article class="whole-statement" id={`s-${statement.id}`}>
        <h3>
          {statement.id} {statement.title}
        </h3>
        {statement.asks && <p class="asks">{statement.asks}</p>}
        <Levels matched={shown} statement={statement} first={shown.first} heading="h4" />
        <Beneath shown={shown} statement={statement} />
      </article>
    ))}
    <p class="small section no-print">
      <a href="#contents">Back to the contents</a>
    </p>
  </section>
);

const Beneath: FC<{ shown: Shown; statement: Statement }> = ({ shown, statement }) => (
  <div class="beneath small">
    <List title="Questions to ask" texts={statement.prompts} />
    <List title="Evidence that often helps" texts={statement.evidence} />
    <List title="Whose view to hear" texts={statement.voices} />
    <List
      title="Leans on"
      texts={leansOn(shown.framework, statement).map(
        ({ statement: other, level, needs, because }) =>
          `${titleOf(shown.framework, level)}: ${other.id} at ${spoken(titleOf(shown.framework, needs))}, because ${because}.`,
      )}
    />
  </div>
);

const List: FC<{ title: string; texts: string[] }> = ({ title, texts }) =>
  texts.length === 0 ? null : (
    <section>
      <h4>{title}</h4>
      <ul>
        {texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );
