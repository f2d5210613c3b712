/** The request for a co-owner: shown to those who can do something about it, until there is one. */
import type { FC } from '../../web/html.js';

/** `owners`: how many people at work own the school (countOwners). Nothing is shown from two on. */
export const CoOwnerNotice: FC<{ owners: number }> = ({ owners }) =>
  owners > 1 ? null : (
    <aside class="notice doubt section" aria-labelledby="co-owner">
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
        <h2 id="co-owner">If one person leaves, the school should not be locked out</h2>
        <p>
          {owners === 1
            ? 'Only one person owns this school on Waymark.'
            : 'Nobody owns this school on Waymark.'}{' '}
          Ask a second careers leader or the headteacher to be co-owner: they can take over when
          somebody leaves.
        </p>
        <p class="actions">
          <a href="/people/invite?owner=yes">Invite a co-owner</a>
          <a href="/people">Choose somebody who is here already</a>
        </p>
      </div>
    </aside>
  );
