/** The three texts of an agreement: why, a strength, the next step. */
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import { TextArea } from '../../platform/web/fields.js';
import { MOST_REASON, MOST_WORDS } from '../agreement.js';
import type { FormValues } from './statement-form.js';

export const StatementWords = (props: { values: FormValues; problem: Problem | null }) => {
  const { values, problem } = props;
  return (
    <>
      <TextArea
        name="reason"
        label="Why is this the best fit?"
        hint="One or two sentences that a governor could follow."
        rows={4}
        maxlength={MOST_REASON}
        value={values.reason}
        problem={problem}
      />
      <div class="two">
        <TextArea
          name="strength"
          label="A strength to celebrate"
          maxlength={MOST_WORDS}
          value={values.strength}
          problem={problem}
        />
        <TextArea
          name="next-step"
          label="The next step"
          maxlength={MOST_WORDS}
          value={values.nextStep}
          problem={problem}
        />
      </div>
      <LearnerQuestion problem={problem} />
    </>
  );
};
