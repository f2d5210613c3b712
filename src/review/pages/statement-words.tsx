/** The three texts of an agreement: why, a strength, the next step. */
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import { describedBy, groupClass, HintAndError } from '../../platform/web/field-parts.js';
import { TextArea } from '../../platform/web/fields.js';
import { MOST_REASON, MOST_WORDS } from '../agreement.js';
import type { FormValues } from './statement-form.js';

interface WordsProps {
  values: FormValues;
  problem: Problem | null;
}

/** The reason, whose label is a heading of the page. */
export const ReasonField = ({ values, problem }: WordsProps) => {
  const field = {
    name: 'reason',
    label: 'Why is this the best fit?',
    hint: 'In a sentence or two, for a governor',
    problem,
  };
  return (
    <div class={groupClass(field)}>
      <div class="h2-row">
        <h2>
          <label for="reason">{field.label}</label>
        </h2>
        <HintAndError {...field} />
      </div>
      <textarea
        class={`govuk-textarea${problem?.fields.reason ? ' govuk-textarea--error' : ''}`}
        id="reason"
        name="reason"
        rows={2}
        maxlength={MOST_REASON}
        aria-describedby={describedBy(field)}
      >
        {values.reason}
      </textarea>
      <LearnerQuestion problem={problem} />
    </div>
  );
};

/** A strength and the next step, side by side where there is room. */
export const StrengthAndStep = ({ values, problem }: WordsProps) => (
  <div class="two">
    <TextArea
      name="strength"
      label="A strength to celebrate"
      rows={1}
      maxlength={MOST_WORDS}
      value={values.strength}
      problem={problem}
    />
    <TextArea
      name="next-step"
      label="The next step"
      rows={1}
      maxlength={MOST_WORDS}
      value={values.nextStep}
      problem={problem}
    />
  </div>
);
