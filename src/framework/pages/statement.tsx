/** One statement of the model: its levels side by side, what helps to judge it, and what it leans on. */

import { spoken } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { type Statement, statementsOf } from '../framework.js';
import { type Leaning, leanedOnBy, leansOn } from '../links.js';
import { Levels, titleOf } from './levels.js';
import { ModelPage, ThemeRail, Where, WordingSwitch } from './model-frame.js';
import { findShown, findStatement, type Shown } from './selected-version.js';

/** GET /model/:code */
export async function statementPage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const { statement, theme } = findStatement(shown, c.req.param('code') ?? '');
  const { href } = shown;
  const at = `${statement.id} ${statement.title}`;
  return send(
    c,
    <ModelPage request={c.get('request')} shown={shown} title={at}>
      <Where
        trail={
          <>
            <a href={href('/model')}>The whole model</a>
            <span class="quiet"> / </span>
            <a href={href(`/model/themes/${theme.id}`)}>{`${theme.id}. ${theme.title}`}</a>
          </>
        }
      >
        <ThemeRail theme={theme} here={statement.id} hrefOf={(code) => href(`/model/${code}`)} />
      </Where>
      {statement.asks && <p class="eyebrow">{at}</p>}
      <h1 class="q">{statement.asks ?? at}</h1>
      <WordingSwitch shown={shown} back={href(`/model/${statement.id}`)} />
      <Levels matched={shown} statement={statement} first={shown.first} heading="h2" hasAnchors />
      <div class="split section">
        <div>
          <Leanings shown={shown} statement={statement} />
        </div>
        <Help statement={statement} />
      </div>
      <Beside shown={shown} statement={statement} />
    </ModelPage>,
  );
}

const Leanings: FC<{ shown: Shown; statement: Statement }> = ({ shown, statement }) => {
  const on = leansOn(shown.framework, statement);
  const by = leanedOnBy(shown.framework, statement.id);
  return (
    <>
      <section id="leans-on">
        <h2>What it normally needs</h2>
        {on.length === 0 ? (
          <p class="quiet">{statement.id} does not need another statement.</p>
        ) : (
          <>
            <p class="small quiet">A link at one level applies to the levels above it too.</p>
            <LeaningList shown={shown} leanings={on} end="needs" />
          </>
        )}
      </section>
      <section class="section" id="leaned-on">
        <h2>What needs it</h2>
        {by.length === 0 ? (
          <p class="quiet">No other statement needs {statement.id}.</p>
        ) : (
          <LeaningList shown={shown} leanings={by} end="level" />
        )}
      </section>
    </>
  );
};

/** `end` is the level of the other statement: the one that is needed, or the one that leans. */
const LeaningList: FC<{ shown: Shown; leanings: Leaning[]; end: 'needs' | 'level' }> = (props) => {
  const { shown, leanings, end } = props;
  const say = (level: number) => spoken(titleOf(shown.framework, level));
  return (
    <ul class="leaning-list">
      {leanings.map((leaning) => (
        <li>
          <p>
            {end === 'needs' ? (
              <>
                From {say(leaning.level)} on, {say(leaning.needs)} of{' '}
              </>
            ) : (
              <>
                {say(leaning.needs).replace(/^l/, 'L')} here is needed by {say(leaning.level)} of{' '}
              </>
            )}
            <a href={shown.href(`/model/${leaning.statement.id}#level-${leaning[end]}`)}>
              {leaning.statement.id} {leaning.statement.title}
            </a>
          </p>
          <p class="small quiet">Because {leaning.because}.</p>
        </li>
      ))}
    </ul>
  );
};

const Help: FC<{ statement: Statement }> = ({ statement }) => (
  <aside class="help" aria-label="Help with this statement">
    <Ideas id="questions" title="Discussion questions" texts={statement.prompts} />
    <Ideas id="evidence" title="Useful evidence" texts={statement.evidence} />
    <Ideas id="voices" title="Who to involve" texts={statement.voices} />
  </aside>
);

const Ideas: FC<{ id: string; title: string; texts: string[] }> = ({ id, title, texts }) =>
  texts.length === 0 ? null : (
    <section id={id}>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </section>
  );

const Beside: FC<{ shown: Shown; statement: Statement }> = ({ shown, statement }) => {
  const all = statementsOf(shown.framework);
  const at = all.findIndex(({ id }) => id === statement.id);
  const before = all[at - 1];
  const next = all[at + 1];
  return (
    <nav class="neighbours section" aria-label="Statements">
      {before ? (
        <a href={shown.href(`/model/${before.id}`)} rel="prev">
          {before.id} {before.title}
        </a>
      ) : (
        <span />
      )}
      {next && (
        <a href={shown.href(`/model/${next.id}`)} rel="next">
          {next.id} {next.title}
        </a>
      )}
    </nav>
  );
};
