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
        <h2 id="second-owner">Add a second careers leader, so you don’t lose access</h2>
        <p>
          {owners === 1 ? 'Only one person is an account owner.' : 'No one is an account owner.'}{' '}
          Make a second careers leader or the headteacher an account owner. An account owner can
          take over if the careers leader leaves.
        </p>
        <p class="actions">
          <a href="/people/invite?owner=yes">Invite an account owner</a>
          <a href="/people">Choose a colleague already on Waymark</a>
        </p>
      </div>
    </aside>
  );
