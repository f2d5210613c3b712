/** Words of two wordings as one text. */
import type { FC } from '../../platform/web/html.js';
import type { WordRun } from '../compare/differences.js';

/** Words that were taken out and put in, for the eye and for screen readers. */
export const Runs: FC<{ runs: WordRun[] }> = ({ runs }) => (
  <>
    {runs.map(({ kind, text }) => {
      if (kind === 'same') return `${text} `;
      const Tag = kind === 'removed' ? 'del' : 'ins';
      return (
        <>
          <Tag>
            <span class="vh">{kind === 'removed' ? '[removed: ' : '[added: '}</span>
            {text}
            <span class="vh">]</span>
          </Tag>{' '}
        </>
      );
    })}
  </>
);
