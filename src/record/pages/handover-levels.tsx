/** The handover's part on levels: each statement as it was agreed last, and why. */

import { dateWords } from '../../platform/days.js';
import type { FC } from '../../platform/web/html.js';
import { reviewName } from '../../review/review.js';
import type { Handover, HandoverLevel, HandoverReview } from '../handover-store.js';

const levelWords = ({ level, isNotYet }: HandoverLevel) =>
  isNotYet ? 'Not yet at level 1' : `Level ${level}`;

/** "Internal leadership review 2025/26, closed on 3 December 2025, updated with what … has agreed so far" */
function drawnFrom(reviews: readonly HandoverReview[]): string {
  const named = (review: HandoverReview) =>
    `${reviewName(review)}${review.closedAt ? `, closed on ${dateWords(review.closedAt)}` : ', in progress'}`;
  const [newest, beneath] = reviews;
  if (!newest) return '';
  if (!beneath) return named(newest);
  return `${named(beneath)}, updated with the levels agreed so far in ${reviewName(newest)}`;
}

/** Nothing is said of statements that no review has agreed. */
export const Levels: FC<{ handover: Handover }> = ({ handover }) => (
  <section class="section">
    <h2>Why each level was agreed</h2>
    {handover.levels.length === 0 ? (
      <p>No level has been agreed yet.</p>
    ) : (
      <>
        <p class="quiet">{drawnFrom(handover.reviews)}</p>
        <dl>
          {handover.levels.map((level) => (
            <div class="handover-level">
              <dt>
                {level.statement} {level.question}: {levelWords(level)}
              </dt>
              <dd>{level.reason || 'No reason was written.'}</dd>
              {level.nextStep && <dd>Next step: {level.nextStep}</dd>}
            </div>
          ))}
        </dl>
      </>
    )}
  </section>
);
