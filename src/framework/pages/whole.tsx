/** The whole model, made to be printed: the levels, the criteria, or the questions and evidence of every statement. */

import { countWords } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Statement, statementsOf, type Theme } from '../framework.js';
import { CriteriaList, LevelBar, Levels } from './levels.js';
import { Benchmarks } from './model.js';
import { ModelPage, Where } from './model-frame.js';
import { findShown, footnoteOf, type Shown } from './selected-version.js';

/** What can be printed of every statement. All of it in one page would be more than a first view may weigh. */
const PARTS = [
  { part: 'levels', name: 'Levels' },
  { part: 'criteria', name: 'Criteria' },
  { part: 'questions', name: 'Questions and evidence' },
] as const;
type Part = (typeof PARTS)[number]['part'];

/** GET /model/print?show= */
export async function wholePage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const { framework } = shown;
  const asked = c.req.query('show');
  const { part, name } = PARTS.find((each) => each.part === asked) ?? PARTS[0];
  return send(
    c,
    <ModelPage
      request={c.get('request')}
      shown={shown}
      title={`The whole model: ${name.toLowerCase()}`}
    >
      <div class="no-print">
        <Where trail={<a href={shown.href('/model')}>The model</a>}>
          <p class="small">Use your browser’s print command. Each theme starts on a new page.</p>
        </Where>
        <WhatToPrint shown={shown} part={part} />
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
        <WholeTheme shown={shown} theme={theme} part={part} />
      ))}
    </ModelPage>,
  );
}

const WhatToPrint: FC<{ shown: Shown; part: Part }> = ({ shown, part }) => (
  <nav class="filters small" aria-label="What to print">
    {PARTS.map((each) => (
      <a
        href={shown.href(`/model/print?show=${each.part}`)}
        aria-current={each.part === part ? 'page' : undefined}
      >
        {each.name}
      </a>
    ))}
    <a href={shown.href('/model/links')}>Related statements</a>
  </nav>
);

const Contents: FC<{ shown: Shown }> = ({ shown: { framework } }) => (
  <nav class="section contents" aria-label="Contents">
    <h2 id="contents">{countWords(statementsOf(framework).length, 'statement')}</h2>
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

const WholeTheme: FC<{ shown: Shown; theme: Theme; part: Part }> = ({ shown, theme, part }) => (
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
        {part === 'levels' && (
          <Levels
            matched={shown}
            statement={statement}
            first={shown.first}
            heading="h4"
            points="none"
          />
        )}
        {part === 'criteria' && <Criteria shown={shown} statement={statement} />}
        {part === 'questions' && <Help statement={statement} />}
      </article>
    ))}
    <p class="small section no-print">
      <a href="#contents">Back to the contents</a>
    </p>
  </section>
);

const Criteria: FC<{ shown: Shown; statement: Statement }> = ({ shown, statement }) => (
  <div class={`levels levels-${shown.framework.levels.length}`}>
    {statement.levels.map(({ level, criteria }) => (
      <section class="choice level-card">
        <div class="level-words">
          <LevelBar scale={shown.framework} level={level} heading="h4" />
          <CriteriaList criteria={criteria} />
        </div>
      </section>
    ))}
  </div>
);

const Help: FC<{ statement: Statement }> = ({ statement }) => (
  <div class="beneath small">
    <List title="Discussion questions" texts={statement.prompts} />
    <List title="Useful evidence" texts={statement.evidence} />
    <List title="Who to involve" texts={statement.voices} />
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
