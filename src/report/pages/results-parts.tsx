/** The pages beneath the results: by theme, by benchmark, next steps, inconsistencies, questions. */

import type { Member } from '../../platform/access/member.js';
import { DistributionBar } from '../../platform/chart/distribution.js';
import { send } from '../../platform/web/answer.js';
import type { Child } from '../../platform/web/html.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { RemarksSection } from '../../remark/pages/section.js';
import { noReview } from '../../review/review.js';
import { BenchmarkBars, Inconsistencies } from './results-charts.js';
import { type Part, ResultsPart } from './results-frame.js';
import { toPlanFrom } from './results-plan.js';
import { type ResultsRead, readResults } from './results-read.js';
import { AllNextSteps, Governors, PlannedActions, PointRow, Strengths } from './results-words.js';

/** A page of a part: what it shows, and the sentence beneath its heading. */
const partPage =
  (part: Part, show: (read: ResultsRead) => Child, lead?: string) =>
  async (c: Ctx, actor: Member): Promise<Response> => {
    const read = await readResults(c, actor, c.req.param('id') ?? '');
    if (!read) throw noReview();
    return send(
      c,
      <ResultsPart {...read} part={part} lead={lead}>
        {show(read)}
      </ResultsPart>,
    );
  };

/** GET /reviews/:id/results/themes */
export const themesPage = partPage('themes', ({ summary, base }) => (
  <>
    {summary.themes.map(({ code, title, counts, statements }) => (
      <section class="section" aria-labelledby={`theme-${code}`}>
        <h2 id={`theme-${code}`}>
          {code}. {title}
        </h2>
        <DistributionBar name={`${code} ${title}`} counts={counts} scale={summary.scale} />
        <ul class="rows told-points">
          {statements.map((each) => (
            <PointRow
              point={{ ...each, words: each.isCarried ? '' : each.reason }}
              scale={summary.scale}
              base={base}
            />
          ))}
        </ul>
      </section>
    ))}
    <Strengths summary={summary} base={base} />
  </>
));

/** GET /reviews/:id/results/benchmarks */
export const benchmarksPage = partPage('benchmarks', ({ summary }) => (
  <BenchmarkBars summary={summary} />
));

/** GET /reviews/:id/results/next-steps */
export const nextStepsPage = partPage(
  'next-steps',
  (read) => <AllNextSteps {...read} toPlan={toPlanFrom(read, true)} />,
  'Those that support the most others come first.',
);

/** GET /reviews/:id/results/inconsistencies */
export const inconsistenciesPage = partPage(
  'inconsistencies',
  ({ summary }) => <Inconsistencies summary={summary} />,
  'Each of these levels normally needs a higher level in another statement. Both can be right.',
);

/** GET /reviews/:id/results/questions */
export const questionsPage = partPage('questions', ({ request, id, summary, whole }) => (
  <>
    <PlannedActions summary={summary} />
    <RemarksSection
      request={request}
      place={{ review: id, statement: null, action: null }}
      what="these results"
      remarks={whole.remarks}
    />
    <Governors summary={summary} />
  </>
));
