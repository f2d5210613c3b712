/** The fields of a piece of evidence, for adding and for changing it. */

import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { ACCEPTED, MOST_FILE_BYTES } from '../../platform/documents/uploads/file-types.js';
import type { Problem } from '../../platform/problems.js';
import {
  FileField,
  type FormState,
  Select,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import type { Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { type EvidenceKind, type ItemInput, plainNumber, VOICES } from '../evidence.js';
import type { Choices } from '../library-store.js';

interface FieldsProps {
  kind: EvidenceKind;
  choices: Choices;
  /** Who looks after it now, and may have left. */
  ownerNow?: { name: string | null } | null;
  typed?: Typed | undefined;
  problem?: Problem | undefined;
  /** What each field holds before anything is typed. */
  values?: Partial<Record<keyof ItemInput, string>>;
}

/** An item's words as a form holds them. */
export function valuesOf(input: ItemInput): Partial<Record<keyof ItemInput, string>> {
  return {
    kind: input.kind,
    title: input.title,
    url: input.url ?? '',
    note: input.note,
    about: input.about,
    effectiveOn: input.effectiveOn ?? '',
    validUntil: input.validUntil ?? '',
    owner: input.owner ?? '',
    voice: input.voice ?? '',
    figure: input.figure === null ? '' : plainNumber(input.figure),
    unit: input.unit,
  };
}

/** Everything but the file itself. */
export const EvidenceFields: FC<FieldsProps> = (props) => {
  const { kind, choices, ownerNow, typed, problem, values = {} } = props;
  const field = (name: keyof ItemInput) => ({ name, typed, problem, value: values[name] });
  return (
    <>
      <TextField
        {...field('title')}
        label={kind === 'file' ? 'What is it called? (optional)' : 'What is it called?'}
        hint={kind === 'file' ? 'Left empty, it takes the name of the file.' : undefined}
        maxlength={200}
      />
      {kind === 'link' && (
        <TextField
          {...field('url')}
          label="Web address"
          hint="People need their own access to what lies there."
          type="url"
          inputmode="url"
          spellcheck={false}
        />
      )}
      {kind === 'figure' && <FigureFields field={field} />}
      <TextArea
        {...field('note')}
        label={kind === 'note' ? 'The note' : 'What it shows (optional)'}
        hint={
          kind === 'note'
            ? 'What was seen, said or found, in words that a governor could follow.'
            : 'In a sentence or two, so that nobody has to open it to know.'
        }
        rows={kind === 'note' ? 6 : 3}
      />
      <LearnerQuestion problem={problem} />
      <TextField
        {...field('about')}
        label="About whom? (optional)"
        hint="A group, like Year 11 leavers or form tutors. Never a learner by name."
        maxlength={200}
      />
      <Select
        {...field('voice')}
        label="Whose voice is it?"
        hint="Whose view it gives, or data when it counts something."
        choices={[
          { value: '', label: 'Not said' },
          ...VOICES.map(({ voice, name }) => ({ value: voice, label: name })),
        ]}
      />
      <DayField
        {...field('effectiveOn')}
        label={kind === 'figure' ? 'The date of the figure' : 'The date it speaks of (optional)'}
        hint="When it was so, which is seldom the day on which it is added here."
      />
      <DayField
        {...field('validUntil')}
        label="Holds until (optional)"
        hint="The last day on which it counts, for a plan or a certificate that runs out."
      />
      <Select
        {...field('owner')}
        label="Who looks after it?"
        past={`${ownerNow?.name ?? 'Someone whose name was erased'} (has left)`}
        choices={[
          { value: '', label: 'Nobody in particular' },
          ...choices.owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </>
  );
};

interface OneField extends FormState {
  name: keyof ItemInput;
  value: string | undefined;
}

const FigureFields: FC<{
  field: (name: keyof ItemInput) => OneField;
}> = ({ field }) => (
  <>
    <TextField {...field('figure')} label="The figure" width={10} />
    <TextField
      {...field('unit')}
      label="What it counts"
      hint="For example: learners, employers, % of Year 11."
      width={20}
      maxlength={60}
    />
  </>
);

const DayField: FC<OneField & { label: string; hint: string }> = (props) => (
  <TextField {...props} type="date" width={10} />
);

/** Choosing the file. */
export const EvidenceFile: FC<{ problem?: Problem | undefined; isReplacing?: boolean }> = (
  props,
) => (
  <FileField
    name="file"
    label={props.isReplacing ? 'The new file' : 'The file'}
    hint={`PDF, picture, Word, Excel, PowerPoint, OpenDocument, CSV or text, at most ${MOST_FILE_BYTES / 1024 / 1024} MB, without macros.`}
    accept={ACCEPTED}
    problem={props.problem}
  />
);

/** Said wherever something is added. */
export const NoLearnerData: FC = () => (
  <p class="no-learners">
    <b>No learner data.</b> Nothing about individual learners belongs in Waymark: no names, no
    lists, no groups so small that somebody could be told. Counts and years are fine.
  </p>
);
