/** The whole model at a glance: its themes, and the statements of each. */

import { countWords } from '../../platform/chart/scale.js';
import { send } from '../../platform/web/answer.js';
import type { FC } from '../../platform/web/html.js';
import { Details, Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { statementsOf, type Theme } from '../framework.js';
import { wordingName } from '../wordings.js';
import { ModelPage, SearchBox } from './model-frame.js';
import { findShown, type Shown } from './selected-version.js';

/** GET /model */
export async function modelPage(c: Ctx): Promise<Response> {
  const request = c.get('request');
  const shown = await findShown(c);
  const { framework, href } = shown;
  const mayLoad = request.role === 'careers leader';
  return send(
    c,
    <ModelPage request={request} shown={shown} title="The model">
      <Heading eyebrow={framework.title} lead={leadOf(shown)}>
        {countWords(statementsOf(framework).length, 'statement')} in{' '}
        {countWords(framework.themes.length, 'theme')}
      </Heading>
      <SearchBox shown={shown} />
      <div class="theme-grid section">
        {framework.themes.map((theme) => (
          <ThemeCard theme={theme} href={href} />
        ))}
      </div>
      <section class="section measure">
        <h2>More about the model</h2>
        <ul class="plain-list">
          <li>
            <a href={href('/model/links')}>How statements connect</a>
          </li>
          <li>
            <a href={href('/model/print')}>Print the whole model</a>
          </li>
          <li>
            <a href="/model/versions">Versions of the model</a>
          </li>
          {mayLoad && (
            <li>
              <a href="/model/imports">Load the published wording from your own copy</a>
            </li>
          )}
        </ul>
        <Details summary="Download the model as a file">
          <p class="govuk-details__text">
            <a href={href('/model/export?format=yaml')}>YAML file</a> or{' '}
            <a href={href('/model/export?format=json')}>JSON file</a>
          </p>
        </Details>
        <About shown={shown} />
      </section>
    </ModelPage>,
  );
}

function leadOf({ framework, other }: Shown): string {
  const levels = countWords(framework.levels.length, 'level');
  if (other) return `Each has ${levels}, in the wording of your own copy and in plain English.`;
  return `Each has ${levels}, split into criteria you can check.`;
}

const ThemeCard: FC<{ theme: Theme; href: Shown['href'] }> = ({ theme, href }) => (
  <section class="card theme-card" id={`theme-${theme.id}`}>
    <h2>
      <a href={href(`/model/themes/${theme.id}`)}>
        {theme.id}. {theme.title}
      </a>
    </h2>
    <Benchmarks theme={theme} />
    <ul class="rows">
      {theme.statements.map(({ id, title }) => (
        <li>
          <a class="row two" href={href(`/model/${id}`)}>
            <span class="id num">{id}</span>
            <span>{title}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
);

/** "Gatsby Benchmarks 2 and 7", "Gatsby Benchmark 8"; nothing for none. */
export function benchmarkWords(benchmarks: readonly number[]): string {
  if (benchmarks.length === 0) return '';
  if (benchmarks.length === 1) return `Gatsby Benchmark ${benchmarks[0]}`;
  return `Gatsby Benchmarks ${benchmarks.slice(0, -1).join(', ')} and ${benchmarks.at(-1)}`;
}

/** The benchmarks that a theme serves. */
export const Benchmarks: FC<{ theme: Theme }> = ({ theme }) =>
  theme.benchmarks.length === 0 ? null : (
    <p class="small quiet">{benchmarkWords(theme.benchmarks)}</p>
  );

const About: FC<{ shown: Shown }> = ({ shown: { framework, version } }) => {
  const { publisher, ownWords } = framework;
  if (!publisher) return null;
  return (
    <p class="small quiet about">
      The model is the {publisher.work} of {publisher.name}.{' '}
      {ownWords
        ? `This is Waymark’s ${wordingName(framework)}, and all of it was written for Waymark. The published wording belongs to its publisher. Your school can load it from its own copy and see both side by side.`
        : version.organisationId
          ? 'The wording is from the copy your school loaded. Only your school can see it.'
          : 'The wording is from a copy loaded for every school here.'}
    </p>
  );
};
