/** What every page of the results begins with: what they found, the report, and the ways to its parts. */

import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { Child, FC, PropsWithChildren } from '../../platform/web/html.js';
import { Heading, Page } from '../../platform/web/page.js';
import type { Summary } from '../summary.js';
import { nextStepsOf } from './next-steps.js';
import type { ResultsRead } from './results-read.js';

/** The pages of the results: the end of each address, and its name. */
export const PARTS = {
  '': 'Summary',
  themes: 'By theme',
  benchmarks: 'By Gatsby Benchmark',
  'next-steps': 'All next steps',
  inconsistencies: 'Possible inconsistencies',
  questions: 'Questions from governors',
} as const;
export type Part = keyof typeof PARTS;

interface FrameProps extends ResultsRead {
  part: Part;
}

/** A page beneath the summary, with its own heading. */
export const ResultsPart: FC<PropsWithChildren<FrameProps & { lead?: Child }>> = (props) => {
  const { base, summary, part } = props;
  return (
    <ResultsPage {...props}>
      <Heading eyebrow={<a href={`${base}/results`}>Results: {summary.title}</a>} lead={props.lead}>
        {PARTS[part]}
      </Heading>
      <Tabs {...props} />
      {props.children}
    </ResultsPage>
  );
};

/** The frame alone: the summary has a head of its own. */
export const ResultsPage: FC<PropsWithChildren<FrameProps>> = ({ part, children, ...read }) => (
  <Page
    request={read.request}
    title={`${part === '' ? '' : `${PARTS[part]}: `}Results ${read.summary.year}`}
    place="results"
    styles={['results', 'remark']}
    footnote={read.summary.wording}
  >
    <CairnSymbols scale={read.summary.scale} />
    {children}
  </Page>
);

/** The parts of the results as links; a part with nothing in it is left out. */
export const Tabs = ({ summary, whole, base, part }: FrameProps) => (
  <nav class="tabs no-print" aria-label="Parts of the results">
    {(Object.keys(PARTS) as Part[])
      .filter((each) => each === part || countIn(summary, each) !== 0)
      .map((each) => {
        const count = each === 'questions' ? whole.remarks.count : countIn(summary, each);
        return (
          <a
            href={each === '' ? `${base}/results` : `${base}/results/${each}`}
            aria-current={each === part ? 'page' : undefined}
          >
            {PARTS[each]}
            {count ? <span class="quiet num"> ({count})</span> : null}
          </a>
        );
      })}
  </nav>
);

/** How many a part has to show; null where they are not counted. */
function countIn(summary: Summary, part: Part): number | null {
  if (part === 'next-steps') return nextStepsOf(summary).length;
  if (part === 'inconsistencies') return summary.contradictions.length;
  return part === 'benchmarks' && summary.benchmarks.length === 0 ? 0 : null;
}
