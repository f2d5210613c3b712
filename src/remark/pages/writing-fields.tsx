/** The fields with which a question is asked or a comment left. */
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import type { Problem } from '../../platform/problems.js';
import { Choices, Submit, TextArea } from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import { type Place, type RemarkKind, WORDS } from '../remark.js';

/** What writing each kind is called, on labels and buttons. */
export const WRITE: Readonly<Record<RemarkKind, string>> = {
  question: 'Ask a question',
  comment: 'Leave a comment',
};

export const HINT = 'Everyone in the school can read this. Do not write about individual learners.';

interface FieldsProps {
  kinds: readonly RemarkKind[];
  place: Place;
  label: string;
  typed?: Typed;
  problem?: Problem | null;
}

/** The choice of a kind where there is one, the words, and the button. */
export const WritingFields = ({ kinds, place, label, typed, problem }: FieldsProps) => {
  const [only] = kinds;
  const isChoice = kinds.length > 1;
  return (
    <>
      {isChoice ? (
        <Choices
          name="kind"
          label="What is it?"
          choices={[
            { value: 'question', label: 'A question', hint: 'It stays open until it is answered' },
            { value: 'comment', label: 'A comment', hint: 'It does not need an answer' },
          ]}
          {...{ typed, problem }}
        />
      ) : (
        <input type="hidden" name="kind" value={only} />
      )}
      <TextArea name={WORDS} label={label} hint={HINT} maxlength={2000} {...{ typed, problem }} />
      <LearnerQuestion problem={problem} />
      <input type="hidden" name="statement" value={place.statement ?? ''} />
      <Submit isSecondary>{isChoice || !only ? 'Send' : WRITE[only]}</Submit>
    </>
  );
};
