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
        label={kind === 'file' ? 'Title (optional)' : 'Title'}
        hint={kind === 'file' ? 'If empty, we use the file name.' : undefined}
        maxlength={200}
      />
      {kind === 'link' && (
        <TextField
          {...field('url')}
          label="Web address"
          hint="People need their own access to this page."
          type="url"
          inputmode="url"
          spellcheck={false}
        />
      )}
      {kind === 'figure' && <FigureFields field={field} />}
      <TextArea
        {...field('note')}
        label={kind === 'note' ? 'Note' : 'What it shows (optional)'}
        hint={
          kind === 'note'
            ? 'What you saw, heard or found, in words a governor would understand.'
            : 'A sentence or two, so that people know without opening it.'
        }
        rows={kind === 'note' ? 6 : 3}
      />
      <LearnerQuestion problem={problem} />
      <TextField
        {...field('about')}
        label="Which group is it about? (optional)"
        hint="For example, Year 11 leavers or form tutors. Never name a learner."
        maxlength={200}
      />
      <Select
        {...field('voice')}
        label="Whose view is it?"
        hint="Choose “Data” if it counts something."
        choices={[
          { value: '', label: 'Not given' },
          ...VOICES.map(({ voice, name }) => ({ value: voice, label: name })),
        ]}
      />
      <DayField
        {...field('effectiveOn')}
        label={kind === 'figure' ? 'Date of the figure' : 'Date of the evidence (optional)'}
        hint="When it was true, not when you upload it."
      />
      <DayField
        {...field('validUntil')}
        label="Valid until (optional)"
        hint="For a plan or certificate that runs out."
      />
      <Select
        {...field('owner')}
        label="Owner"
        past={`${ownerNow?.name ?? 'Someone whose name was erased'} (has left)`}
        choices={[
          { value: '', label: 'No owner' },
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
    <TextField {...field('figure')} label="Figure" width={10} />
    <TextField
      {...field('unit')}
      label="What the figure counts"
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
    label={props.isReplacing ? 'New file' : 'File'}
    hint={`PDF, picture, Word, Excel, PowerPoint, OpenDocument, CSV or text, at most ${MOST_FILE_BYTES / 1024 / 1024} MB, without macros.`}
    accept={ACCEPTED}
    problem={props.problem}
  />
);

/** Said wherever something is added. */
export const NoLearnerData: FC = () => (
  <p class="no-learners">
    <b>No learner data.</b> Do not add anything about individual learners: no names, no lists, no
    groups so small that someone could be identified. Numbers and year groups are fine.
  </p>
);
