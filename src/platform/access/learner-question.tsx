/** Asked once, after a text that looks like a list of pupils: the answer lets it through. */

import type { Problem } from '../problems.js';
import { Choices } from '../web/fields.js';
import type { FC } from '../web/html.js';
import { NO_LEARNERS } from './learner-data.js';

/** Stands beneath the field in question; shows nothing unless the form was refused for this reason. */
export const LearnerQuestion: FC<{ problem: Problem | null | undefined }> = ({ problem }) =>
  problem?.code === 'learner-data.doubt' ? (
    <Choices
      name={NO_LEARNERS}
      label="Is it about learners?"
      kind="checkboxes"
      choices={[{ value: 'yes', label: 'No, it names no individual learners' }]}
    />
  ) : null;
