/** The charts of the results, each with the words that it answers and the table beside it. */
import { ChangeSummary } from '../../platform/chart/change.js';
import { DistributionByGroup } from '../../platform/chart/distribution.js';
import { Heatmap } from '../../platform/chart/heatmap.js';
import type { Summary } from '../summary.js';

export interface PartProps {
  summary: Summary;
  /** "/reviews/…": where the review's own pages begin. */
  base: string;
}

/** The heatmap of this year with last year's lines. */
export const WhereTheSchoolIs = ({ summary, base }: PartProps) => (
  <section class="part" aria-labelledby="where">
    <h2 id="where">Where the school is</h2>
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
  </section>
);

/** How many statements are at each level in each theme. */
export const ThemeBars = ({ summary, base }: PartProps) => (
  <section aria-labelledby="by-theme">
    <h2 id="by-theme">By theme</h2>
    <DistributionByGroup
      rows={summary.themes.map(({ code, short, counts }) => ({
        ...{ code, label: short, counts, href: `${base}/results/themes#theme-${code}` },
      }))}
      scale={summary.scale}
      caption={`Statements at each level, by theme, ${summary.year}`}
      groupedBy="Theme"
    />
  </section>
);

/** The same for each Gatsby Benchmark that the model ties a theme to. */
export const BenchmarkBars = ({ summary }: { summary: Summary }) =>
  summary.benchmarks.length === 0 ? (
    <p class="quiet">This model names no benchmarks.</p>
  ) : (
    <>
      <p class="small quiet part-lead">
        The model links each theme to one or two benchmarks. The statements of a theme with two
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
  );

/** What changed since the review before; without one, why there is none. */
export const Change = ({ summary, base }: PartProps) => {
  const { yearBefore, year, scale, themes, alone } = summary;
  const statements = themes.flatMap((theme) => theme.statements);
  return (
    <section aria-labelledby="change">
      <h2 id="change">{yearBefore ? `Change since ${yearBefore}` : 'Change'}</h2>
      {yearBefore ? (
        <ChangeSummary
          rows={statements.map((statement) => ({
            code: statement.code,
            title: statement.title,
            href: `${base}/statements/${statement.code}`,
            before: statement.before,
            now: statement.mark,
            isReworded: statement.change === 'not-comparable',
          }))}
          scale={scale}
          year={year === yearBefore ? 'This review' : year}
          yearBefore={yearBefore}
        />
      ) : (
        <p class="measure">{alone}</p>
      )}
    </section>
  );
};

/** Levels that normally need another to be higher, with the reason where the team kept both. */
export const Inconsistencies = ({ summary }: { summary: Summary }) =>
  summary.contradictions.length === 0 ? (
    <p class="quiet">There are none.</p>
  ) : (
    <ul class="rows apart">
      {summary.contradictions.map(({ sentence, because, note }) => (
        <li>
          <p>
            <b>{sentence}</b> <span class="quiet">{because}</span>
          </p>
          {note ? <p class="kept">The team keeps both levels: {note}</p> : null}
        </li>
      ))}
    </ul>
  );
