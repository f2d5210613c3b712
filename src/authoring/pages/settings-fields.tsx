/** The settings of a reading: which part of the document, how many levels, and what each column holds. */

import { type FormState, Select, TextField } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import type { FC } from '../../platform/web/html.js';
import type { FrameworkDraft } from '../drafts-store.js';
import type { Draft } from '../reading/draft.js';

export interface SettingsProps extends FormState {
  draft: FrameworkDraft & { reading: Draft };
}

const FOUND = { value: '', label: 'As found in the document' };

/** A setting as its field has it. */
const set = (value: unknown) => (value === undefined ? '' : String(value));

/** " Found: 4", of a document that was understood. */
const found = ({ reading }: SettingsProps['draft'], value: unknown) =>
  reading.refusal ? '' : ` Found: ${value}`;

/** Every setting of a reading: which part, which columns, which levels. */
export const SettingsFields: FC<SettingsProps> = (props) => (
  <>
    <Parts {...props} />
    <Columns {...props} />
    <Levels {...props} />
  </>
);

/** The beginning of the table with its columns numbered. */
export const Sample: FC<{ rows: string[][] }> = ({ rows }) =>
  rows.length === 0 ? null : (
    <section class="table-scroll sample section" tabindex={0} aria-labelledby="sample">
      <table class="states">
        <caption id="sample">Start of the table, with column numbers</caption>
        <thead>
          <tr>
            {rows[0]?.map((_, at) => (
              <th scope="col">{at + 1}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td>{cell.length === 60 ? `${cell}…` : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

/** Which sheet or table is read, where there are several. */
const Parts: FC<SettingsProps> = ({ draft, typed, problem }) => {
  const { sheets, tables = [], best } = draft.reading.reading;
  const field = fieldsOf({ typed, problem });
  return (
    <>
      {sheets.length > 1 && (
        <field.Select
          name="sheet"
          label="Sheet"
          value={set(draft.options.sheet ?? best?.sheet)}
          choices={[FOUND, ...sheets.map((name) => ({ value: name, label: name }))]}
        />
      )}
      {tables.length > 1 && (
        <field.Select
          name="table"
          label="Table"
          value={set(draft.options.table ?? best?.table)}
          choices={[
            FOUND,
            ...tables.map((name, at) => ({ value: `${at + 1}`, label: `${at + 1}: ${name}` })),
          ]}
        />
      )}
    </>
  );
};

/** How many levels there are, in which order, and what a code looks like. */
const Levels: FC<SettingsProps> = ({ draft, typed, problem }) => {
  const { options } = draft;
  const { reading, levels } = draft.reading;
  const field = fieldsOf({ typed, problem });
  const order = reading.bestFirst ? 'best level first' : 'lowest level first';
  return (
    <>
      <field.Select
        name="levels"
        label="How many levels"
        hint={found(draft, levels.length).trim() || undefined}
        value={set(options.levels)}
        choices={[FOUND, ...[2, 3, 4, 5, 6, 7, 8].map((n) => ({ value: `${n}`, label: `${n}` }))]}
      />
      <field.Select
        name="firstLevel"
        label="Number of the lowest level"
        hint={found(draft, levels[0]?.level ?? 1).trim() || undefined}
        value={set(options.firstLevel)}
        choices={[FOUND, { value: '0', label: '0' }, { value: '1', label: '1' }]}
      />
      <field.Choices
        name="bestFirst"
        label="Order of the columns"
        value={options.bestFirst === undefined ? '' : options.bestFirst ? 'yes' : 'no'}
        choices={[
          { ...FOUND, hint: found(draft, order).trim() || undefined },
          { value: 'no', label: 'The lowest level comes first' },
          { value: 'yes', label: 'The best level comes first' },
        ]}
        isSmall
      />
      <field.Text
        name="codeLike"
        label="Example of a code"
        hint={`One code from the document, like 1.1 or A1.${found(draft, reading.codeLike)}`}
        value={set(options.codeLike)}
        width={10}
      />
    </>
  );
};

/** Which column holds what. */
const Columns: FC<SettingsProps> = ({ draft, typed, problem }) => {
  const { columns: read, sample = [] } = draft.reading.reading;
  const given = draft.options.columns ?? {};
  const common = { typed, problem, width: 10 as const, inputmode: 'numeric' as const };
  const code = given.code === null ? 'none' : given.code === undefined ? '' : `${given.code + 1}`;
  const most = Math.max(sample[0]?.length ?? 0, (read.code ?? 0) + 1, (given.code ?? 0) + 1);
  const levels = read.levels.map((each) => each + 1).join(', ');
  const columns = Array.from({ length: most }, (_, at) => `${at + 1}`);
  return (
    <>
      <Select
        name="codeColumn"
        label="Column of the code"
        hint={found(draft, read.code === null ? 'no codes' : read.code + 1).trim() || undefined}
        value={code}
        choices={[
          FOUND,
          { value: 'none', label: 'There are no codes' },
          ...columns.map((value) => ({ value, label: `Column ${value}` })),
        ]}
        typed={typed}
        problem={problem}
      />
      <TextField
        name="titleColumn"
        label="Column of the title"
        hint={`Leave empty when one cell holds both.${found(draft, read.title + 1)}`}
        value={given.title === undefined ? '' : String(given.title + 1)}
        {...common}
      />
      <TextField
        name="levelColumns"
        label="Columns of the levels"
        hint={`In the order of the document, like 3, 4, 5, 6.${found(draft, levels)}`}
        value={(given.levels ?? []).map((each) => each + 1).join(', ')}
        {...common}
        inputmode="text"
      />
    </>
  );
};
