/** The frame of the pages of insight. */

import type { Framework } from '../../framework/framework.js';
import { CairnSymbols } from '../../platform/chart/cairn.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import { Page, type PageProps } from '../../platform/web/page.js';
import type { RequestContext } from '../../platform/web/request-context.js';

type Here = 'insight' | 'links' | 'what-if' | 'ways' | 'years' | 'hard' | 'soon' | 'crosswalk';

interface Part {
  here: Here;
  href: string;
  name: string;
  /** What it answers. */
  answers: string;
  /** True where only those who judge see it: it is about how the team works. */
  forTeam?: true;
}

const INSIGHT_PARTS: readonly Part[] = [
  {
    here: 'what-if',
    href: '/insight/what-if',
    name: 'What if?',
    answers: 'See what would change if a level were different. Nothing is saved.',
  },
  {
    here: 'ways',
    href: '/insight/ways',
    name: 'Reach a target',
    answers: 'The fewest next steps to a target, such as every statement at level 2, in order.',
  },
  {
    here: 'years',
    href: '/insight/years',
    name: 'Over the years',
    answers: 'How each statement has changed from review to review.',
  },
  {
    here: 'links',
    href: '/insight/links',
    name: 'How statements connect',
    answers: 'Which statements need others, and your levels in both.',
  },
  {
    here: 'crosswalk',
    href: '/crosswalk',
    name: 'Gatsby and other frameworks',
    answers:
      'How your review matches the Gatsby Benchmarks, provider access, your own plan or another list.',
  },
  {
    here: 'soon',
    href: '/insight/soon',
    name: 'Quick wins',
    answers: 'Which statements you could agree in the next 20 minutes.',
    forTeam: true,
  },
  {
    here: 'hard',
    href: '/insight/hard',
    name: 'Changed minds',
    answers: 'Levels the team changed, and possible inconsistencies it kept.',
    forTeam: true,
  },
];

/** The page that leads to all the others: first in the row, so that the way back is always there. */
const ALL: Pick<Part, 'here' | 'href' | 'name'> = {
  ...{ here: 'insight', href: '/insight', name: 'Insight' },
};

/** True for those who judge. */
const isOfTeam = ({ role }: RequestContext): boolean =>
  role === 'careers leader' || role === 'contributor';

/** The parts that this request may open. */
export const partsFor = (request: RequestContext): Part[] =>
  INSIGHT_PARTS.filter(({ forTeam }) => !forTeam || isOfTeam(request));

interface FrameProps extends PageProps {
  /** The page that this is, or that leads to it, for the row of links. */
  here: Here;
  framework?: Framework;
  /** True on a page below the one in the row: a list, a form. */
  isWithin?: boolean;
}

export const InsightPage: FC<PropsWithChildren<FrameProps>> = (props) => {
  const { here, framework, isWithin = false, children, ...page } = props;
  return (
    <Page {...page} place="results" styles={['plan', 'insight']}>
      {framework && <CairnSymbols scale={framework} />}
      <nav class="parts" aria-label="Insight">
        {[ALL, ...partsFor(page.request)].map((part) => (
          <a
            href={part.href}
            aria-current={part.here === here ? (isWithin ? 'true' : 'page') : undefined}
          >
            {part.name}
          </a>
        ))}
      </nav>
      {children}
    </Page>
  );
};

export const NoReviewYet: FC = () => (
  <p class="section measure">
    This needs the levels of a review, and there is none yet.{' '}
    <a href="/reviews">Go to the reviews</a>
  </p>
);
