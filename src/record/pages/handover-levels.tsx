/** The handover's part on levels: each statement as it was agreed last, and why. */

import type { FC } from '../../platform/web/html.js';
import type { Handover } from '../handover-store.js';
import { drawnFrom, levelWords } from '../handover-words.js';

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
