/** The request for a second owner: shown to those who can do something about it, until there is one. */
import type { FC } from '../../platform/web/html.js';

/** `owners`: how many people at work own the school (countOwners). Nothing is shown from two on. */
export const LoneOwnerNotice: FC<{ owners: number }> = ({ owners }) =>
  owners > 1 ? null : (
    <aside class="notice doubt section" aria-labelledby="second-owner">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="9" cy="8" r="3.5" fill="none" stroke="currentColor" stroke-width="1.6" />
        <path
          d="M2.5 19c.8-3.6 3.2-5.4 6.5-5.4s5.7 1.8 6.5 5.4M18.5 8v6M15.5 11h6"
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
        />
      </svg>
      <div>
        <h2 id="second-owner">If one person leaves, the school should not be locked out</h2>
        <p>
          {owners === 1
            ? 'This school has one owner on Waymark.'
            : 'This school has no owner on Waymark.'}{' '}
          Make a second careers leader or the headteacher an owner as well: an owner can take over
          when the careers leader leaves.
        </p>
        <p class="actions">
          <a href="/people/invite?owner=yes">Invite an owner</a>
          <a href="/people">Choose somebody who is here already</a>
        </p>
      </div>
    </aside>
  );
