/** What a document changes in the model of the school that it is the next version of. */

import { ChangedStatements, changesOf } from '../../framework/pages/changed-statements.js';
import type { FC } from '../../platform/web/html.js';
import { Details } from '../../platform/web/page.js';
import type { NextVersion } from '../earlier-version.js';

/** More are folded. */
const MOST_OPEN = 5;

/** Which version it looks like, how many statements changed, and each of them with its words. */
export const ChangesSince: FC<{ next: NextVersion }> = ({ next: { framework, earlier } }) => {
  if (!earlier) return null;
  const { title, version } = earlier.version;
  const changes = changesOf(earlier.framework, framework);
  return (
    <section class="section">
      <h2>
        This looks like {title}, version {version}
      </h2>
      <p class="measure">
        {changes.title}. {changes.statements.length > 0 && changes.proposed}
      </p>
      {changes.statements.length > 0 && (
        <Details
          summary="What changed, word by word"
          class="section-small"
          open={changes.statements.length <= MOST_OPEN}
        >
          <ChangedStatements changes={changes} />
        </Details>
      )}
    </section>
  );
};
