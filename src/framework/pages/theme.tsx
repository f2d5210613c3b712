/** One theme, read from its first statement to its last. */

import { notFound } from '../../platform/problems.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { Levels } from './levels.js';
import { Benchmarks } from './model.js';
import { ModelPage, ThemeRail, Where, WordingSwitch } from './model-frame.js';
import { findShown } from './selected-version.js';

/** GET /model/themes/:theme */
export async function themePage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const { framework, href } = shown;
  const at = framework.themes.findIndex(({ id }) => String(id) === c.req.param('theme'));
  const theme = framework.themes[at];
  if (!theme) throw notFound('framework.unknown-theme', 'The model has no theme of this number.');
  const next = framework.themes[at + 1];
  const before = framework.themes[at - 1];
  return send(
    c,
    <ModelPage request={c.get('request')} shown={shown} title={`${theme.id}. ${theme.title}`}>
      <Where trail={<a href={href('/model')}>The whole model</a>}>
        <ThemeRail theme={theme} hrefOf={(code) => `#s-${code}`} />
      </Where>
      <Heading eyebrow={`Theme ${at + 1} of ${framework.themes.length}`}>{theme.title}</Heading>
      <Benchmarks theme={theme} />
      <WordingSwitch shown={shown} back={href(`/model/themes/${theme.id}`)} />
      {theme.statements.map((statement) => (
        <section class="section statement" id={`s-${statement.id}`}>
          <h2>
            <span class="quiet num">{statement.id}</span>{' '}
            <a href={href(`/model/${statement.id}`)}>{statement.title}</a>
          </h2>
          {statement.asks && <p class="asks measure">{statement.asks}</p>}
          <Levels matched={shown} statement={statement} first={shown.first} points="none" />
        </section>
      ))}
      <nav class="neighbours section" aria-label="Themes">
        {before ? (
          <a href={href(`/model/themes/${before.id}`)} rel="prev">
            {before.id}. {before.title}
          </a>
        ) : (
          <span />
        )}
        {next && (
          <a href={href(`/model/themes/${next.id}`)} rel="next">
            {next.id}. {next.title}
          </a>
        )}
      </nav>
    </ModelPage>,
  );
}
