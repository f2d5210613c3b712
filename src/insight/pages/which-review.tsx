/** Which review a page speaks of, and the others to choose from. */

import { Picks } from '../../plan/pages/plan-parts.js';
import type { FC } from '../../platform/web/html.js';
import { type Standpoint, type Studied, standpointOf } from './read.js';

interface WhichProps {
  studied: Studied;
  /** The page, perhaps with a question of its own. */
  path: string;
  /** Given on pages that can speak of today. */
  standpoint?: Standpoint | null;
}

export const WhichReview: FC<WhichProps> = ({ studied, path, standpoint }) => {
  if (studied.years.length < 2) return null;
  const isNow = standpoint?.isNow ?? false;
  const canBeNow = standpoint !== undefined && standpointOf(studied, undefined)?.isNow;
  const picks = [...studied.years].reverse().map(({ reviewId, title, closedAt }) => ({
    name: `${title}${closedAt ? '' : ' (open)'}`,
    href: `${path}${path.includes('?') ? '&' : '?'}review=${reviewId}`,
    isHere: !isNow && reviewId === studied.review?.reviewId,
  }));
  return (
    <div class="section-s">
      <Picks
        label="From"
        picks={canBeNow ? [{ name: 'Now', href: path, isHere: isNow }, ...picks] : picks}
      />
    </div>
  );
};
