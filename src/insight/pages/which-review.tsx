/** Which review a page speaks of, and the others to choose from. */
import type { FC } from 'hono/jsx';
import { Picks } from '../../plan/pages/plan-parts.js';
import type { Studied } from './read.js';

export const WhichReview: FC<{ studied: Studied; path: string }> = ({ studied, path }) =>
  studied.years.length < 2 ? null : (
    <div class="section-s">
      <Picks
        label="From"
        picks={[...studied.years].reverse().map(({ reviewId, title, closedAt }) => ({
          name: `${title}${closedAt ? '' : ' (open)'}`,
          href: `${path}?review=${reviewId}`,
          isHere: reviewId === studied.review?.reviewId,
        }))}
      />
    </div>
  );
