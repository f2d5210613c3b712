/** The charts of the results page, each with the words that it answers and the table beside it. */
import { ChangeSummary } from '../../platform/chart/change.js';
import { DistributionBar, DistributionByGroup } from '../../platform/chart/distribution.js';
import { Heatmap } from '../../platform/chart/heatmap.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Summary } from '../summary.js';

export interface PartProps {
  summary: Summary;
  /** "/reviews/…": where the review's own pages begin. */
  base: string;
}

/** The heatmap of this year with last year's lines, and the distribution of all statements. */
export const WhereYouStand = ({ summary, base }: PartProps) => (
  <section class="section" aria-labelledby="where">
    <h2 id="where">Where the school stands</h2>
    <p class="small quiet part-lead">
      Each column is one statement, each stone one level.
      {summary.yearBefore
        ? ` A line marks the level in ${summary.yearBefore} where it has changed.`
        : null}
    </p>
    <Heatmap
      groups={summary.themes.map(({ code, short, statements }) => ({
        code,
        title: short,
        columns: statements.map((statement) => ({
          code: statement.code,
          title: statement.title,
          mark: statement.mark,
          before: statement.before,
          isBeforeHidden: statement.isBeforeHidden,
          href: `${base}/statements/${statement.code}`,
        })),
      }))}
      scale={summary.scale}
      year={summary.year}
      yearBefore={summary.yearBefore ?? undefined}
    />
    <h3 class="part-heading">All {countWords(summary.count, 'statement')}</h3>
    <DistributionBar
      name={`All ${countWords(summary.count, 'statement')}`}
      counts={summary.whole}
      scale={summary.scale}
    />
    <p class="small quiet part-note">
      Levels describe practice and are agreed by best fit. They are not scores and are never
      averaged.
    </p>
  </section>
);

/** How many statements stand at each level in each theme. */
export const ThemeByTheme = ({ summary }: { summary: Summary }) => (
  <section aria-labelledby="by-theme">
    <h2 id="by-theme">Theme by theme</h2>
    <DistributionByGroup
      rows={summary.themes.map(({ code, title, counts }) => ({ code, label: title, counts }))}
      scale={summary.scale}
      caption={`Statements at each level, theme by theme, ${summary.year}`}
      groupedBy="Theme"
    />
  </section>
);

/** The same for each Gatsby Benchmark that the model ties a theme to. */
export const ByBenchmark = ({ summary }: { summary: Summary }) => (
  <section aria-labelledby="by-benchmark">
    <h2 id="by-benchmark">By Gatsby Benchmark</h2>
    {summary.benchmarks.length === 0 ? (
      <p class="quiet">This framework names no benchmarks.</p>
    ) : (
      <>
        <p class="small quiet part-lead">
          The model ties each theme to one benchmark or two. The statements of a theme with two
          count for both.
        </p>
        <DistributionByGroup
          rows={summary.benchmarks.map(({ number, title, counts }) => ({
            code: String(number),
            label: title,
            counts,
          }))}
          scale={summary.scale}
          caption={`Statements at each level, by Gatsby Benchmark, ${summary.year}`}
          groupedBy="Benchmark"
        />
      </>
    )}
  </section>
);

/** What moved since the review before; without one, why there is none. */
export const Change = ({ summary, base }: PartProps) => {
  if (!summary.yearBefore) return <Alone words={summary.alone} />;
  const statements = summary.themes.flatMap((theme) => theme.statements);
  return (
    <section class="section" aria-labelledby="change">
      <h2 id="change">What changed since {summary.yearBefore}</h2>
      <ChangeSummary
        rows={statements.map((statement) => ({
          code: statement.code,
          title: statement.title,
          href: `${base}/statements/${statement.code}`,
          before: statement.before,
          now: statement.mark,
          isReworded: statement.change === 'not-comparable',
        }))}
        scale={summary.scale}
        yearBefore={summary.yearBefore}
      />
    </section>
  );
};

const Alone = ({ words }: { words: string }) => (
  <section class="section" aria-labelledby="change">
    <h2 id="change">What changed</h2>
    <p class="measure">
      {words} The results of the next review say here which statements moved up, which moved down,
      and which stayed.
    </p>
  </section>
);

/** Judgements that lean on lower ones, with the reason where the team kept both. */
export const PullApart = ({ summary }: { summary: Summary }) =>
  summary.contradictions.length === 0 ? null : (
    <section class="section" aria-labelledby="apart">
      <h2 id="apart">Judgements that pull apart</h2>
      <p class="quiet measure part-lead">
        Each of these leans on another that was agreed lower. Both can stand. Where the team gave
        its reason for keeping both, it is here.
      </p>
      <ul class="rows apart">
        {summary.contradictions.map(({ sentence, because, note }) => (
          <li>
            <p>
              <b>{sentence}</b> <span class="quiet">{because}</span>
            </p>
            {note ? <p class="kept">The team keeps both: {note}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
