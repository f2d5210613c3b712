/** How the statements lean on each other, as a ring to explore. */
import { Links } from '../../platform/chart/links.js';
import { send } from '../../platform/web/answer.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { statementOf, statementsOf } from '../framework.js';
import { ModelPage, Where } from './model-frame.js';
import { findShown } from './selected-version.js';

/** GET /model/links?statement= */
export async function linksPage(c: Ctx): Promise<Response> {
  const shown = await findShown(c);
  const { framework, href } = shown;
  const themes = framework.themes.map((theme) => ({
    code: String(theme.id),
    title: theme.title,
    statements: theme.statements.map(({ id, title }) => ({
      code: id,
      title,
      href: href(`/model/links?statement=${id}#chosen`),
    })),
  }));
  const links = statementsOf(framework).flatMap((statement) =>
    statement.buildsOn.map(({ level, needs, because }) => ({
      from: statement.id,
      level,
      to: needs.statement,
      toLevel: needs.level,
      because,
    })),
  );
  const selected = c.req.query('statement');
  return send(
    c,
    <ModelPage
      request={c.get('request')}
      shown={shown}
      title={
        statementOf(framework, selected ?? '')
          ? `How ${selected} and the other statements connect`
          : 'How statements connect in the model'
      }
    >
      <Where trail={<a href={href('/model')}>The whole model</a>} />
      <Heading lead="A level in one statement often needs a level in another. Choose a statement to see its links and the reasons.">
        How statements connect
      </Heading>
      <section class="section" id="chosen">
        <h2 class="vh">The statements in a ring</h2>
        <Links themes={themes} links={links} selected={selected} />
      </section>
    </ModelPage>,
  );
}
