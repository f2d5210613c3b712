/** What a workbook says otherwise than Waymark, cell by cell, to be chosen from. */
import { LearnerQuestion } from '../../platform/access/learner-question.js';
import { countWords } from '../../platform/chart/scale.js';
import { Problem } from '../../platform/problems.js';
import { Form, LinkButton, Submit } from '../../platform/web/fields.js';
import type { FC, PropsWithChildren } from '../../platform/web/html.js';
import type { RequestContext } from '../../platform/web/request-context.js';
import { TitledPage } from '../../platform/web/titled-page.js';
import { chooseField } from '../chosen.js';
import type { WorkbookContent } from '../content.js';
import type { Field } from '../fields.js';
import type { Place } from './places.js';
import {
  ADDED_FIELD,
  CELL_FIELD,
  cellJson,
  NOTE_FIELD,
  type Note,
  rowJson,
  type Shown,
  type ShownCell,
  type ShownRow,
} from './sent.js';

interface Props {
  request: RequestContext;
  content: WorkbookContent;
  place: Place;
  shown: Shown;
  problem?: Problem | undefined;
}

export const ChangesPage = (props: Props) => {
  const { request, content, place, shown, problem } = props;
  const isNone = shown.cells.length + shown.added.length === 0;
  return (
    <TitledPage
      request={request}
      title="Changes in the workbook"
      place={place.part}
      eyebrow={<a href={place.page}>{content.name}: workbook</a>}
      lead={leadOf(shown)}
      problem={problem && onThisPage(problem, shown)}
    >
      {isNone ? (
        <>
          <Notes notes={shown.notes} />
          <p class="actions section">
            <LinkButton href={place.back}>Go to {content.name}</LinkButton>
            <a href={place.page}>Load another file</a>
          </p>
        </>
      ) : (
        <Form action={place.changes} key_={request.context.id()} class="both">
          <Notes notes={shown.notes} />
          {shown.notes.map((note) => (
            <input type="hidden" name={NOTE_FIELD} value={JSON.stringify(note)} />
          ))}
          <Rows {...props} />
          {shown.added.map((row) => (
            <NewRow row={row} fields={content.fields} problem={problem} />
          ))}
          <LearnerQuestion problem={problem} />
          <Submit class="section" or={[place.page, 'Cancel']}>
            Save the chosen changes
          </Submit>
        </Form>
      )}
    </TitledPage>
  );
};

function leadOf({ cells, added, notes }: Shown): string {
  const conflicts = cells.filter(({ isConflict }) => isConflict).length;
  const changes = cells.length + added.length;
  if (changes === 0 && notes.length === 0) return 'The workbook says the same as Waymark.';
  if (changes === 0) return 'There is nothing to save from this workbook.';
  const ticked = `${countWords(changes, 'change')}. Clear the box of what you do not want to save.`;
  if (conflicts === 0) return ticked;
  const asked = `${conflicts === 1 ? '1 was' : `${conflicts} were`} changed in Waymark as well: choose which to keep.`;
  return `${ticked} ${asked}`;
}

/** The errors that have a place on this page; where there is none, the sentence alone. */
function onThisPage(problem: Problem, { cells, added }: Shown): Problem {
  const names = [
    ...cells.map(({ row, field }) => chooseField(row, field)),
    ...added.map(({ name }) => chooseField(name, 'add')),
  ];
  const fields = Object.entries(problem.fields).map(([name, sentence]) => {
    const ofNew = added.find((row) => name.startsWith(`choose-${row.name}-`));
    return [ofNew ? chooseField(ofNew.name, 'add') : name, sentence] as const;
  });
  const isAllHere = fields.every(([name]) => names.includes(name));
  return new Problem(
    problem.status,
    problem.code,
    problem.message,
    isAllHere ? Object.fromEntries(fields) : {},
  );
}

/** What could not be read, and what is not in the file. */
const Notes = ({ notes }: { notes: readonly Note[] }) => {
  const [unread, missing] = [false, true].map((is) =>
    notes.filter((each) => each.isMissing === is),
  );
  return (
    <>
      <NoteList title="Not read" notes={unread ?? []}>
        You can save the rest now. To save these too, change the file and load it again.
      </NoteList>
      <NoteList title="Not in the file" notes={missing ?? []}>
        Nothing is deleted. These stay as they are in Waymark.
      </NoteList>
    </>
  );
};

const NoteList: FC<PropsWithChildren<{ title: string; notes: readonly Note[] }>> = (props) =>
  props.notes.length === 0 ? null : (
    <section class="section">
      <h2>
        {props.title} ({props.notes.length})
      </h2>
      <p>{props.children}</p>
      <ul class="rows section-s">
        {props.notes.map(({ place, says }) => (
          <li>
            <b>{place}</b>
            {says && `: ${says}`}
          </li>
        ))}
      </ul>
    </section>
  );

/** The changes of each statement or action that there is. */
const Rows = ({ content, shown, problem }: Props) => (
  <>
    {content.rows
      .map(({ id, title }) => ({ title, cells: shown.cells.filter(({ row }) => row === id) }))
      .filter(({ cells }) => cells.length > 0)
      .map(({ title, cells }) => (
        <section class="section">
          <h2>{title}</h2>
          {cells.map((cell) => {
            const field = content.fields.find(({ key }) => key === cell.field);
            return field && <Cell cell={cell} field={field} problem={problem} title={title} />;
          })}
        </section>
      ))}
  </>
);

interface CellProps {
  cell: ShownCell;
  field: Field;
  /** Of the row. */
  title: string;
  problem: Problem | undefined;
}

/** One cell: a change to take or leave, or a choice between two. */
const Cell = ({ cell, field, title, problem }: CellProps) => {
  const name = chooseField(cell.row, cell.field);
  const error = problem?.fields[name];
  const { isConflict, choice } = cell;
  return (
    <fieldset
      class="pair section-s"
      id={isConflict ? name : undefined}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>
        <h3>
          {field.title}
          <span class="govuk-visually-hidden"> of {title}</span>
        </h3>
      </legend>
      <input type="hidden" name={CELL_FIELD} value={cellJson(cell)} />
      {error && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <div class="option">
        {isConflict ? (
          <label class="tick">
            <input type="radio" name={name} value="now" checked={choice === 'now'} />
            <b>Keep what is in Waymark</b>
          </label>
        ) : (
          <p>
            <b>In Waymark now</b>
          </p>
        )}
        <Said words={field.words(cell.now)} />
      </div>
      <div class="option">
        <label class="tick">
          <input
            type={isConflict ? 'radio' : 'checkbox'}
            id={isConflict ? undefined : name}
            name={name}
            value="file"
            checked={choice === 'file'}
          />
          <b>{isConflict ? 'Save what is in the workbook' : 'Save the change from the workbook'}</b>
        </label>
        <Said words={field.words(cell.file)} />
      </div>
    </fieldset>
  );
};

const Said = ({ words }: { words: string }) =>
  words ? <p class="typed">{words}</p> : <p class="quiet">Nothing</p>;

interface NewRowProps {
  row: ShownRow;
  fields: readonly Field[];
  problem: Problem | undefined;
}

/** A new action, with all that the file says of it. */
const NewRow = ({ row, fields, problem }: NewRowProps) => {
  const name = chooseField(row.name, 'add');
  const error = problem?.fields[name];
  return (
    <section class="section">
      <h2>New action: {row.values.title}</h2>
      <input type="hidden" name={ADDED_FIELD} value={rowJson(row)} />
      {error && (
        <p class="govuk-error-message" id={`${name}-error`}>
          <span class="govuk-visually-hidden">Error:</span> {error}
        </p>
      )}
      <div class="option">
        <label class="tick">
          <input
            type="checkbox"
            id={name}
            name={name}
            value="file"
            checked={row.isTaken}
            aria-describedby={error ? `${name}-error` : undefined}
          />
          <b>
            Add this action<span class="govuk-visually-hidden">: {row.values.title}</span>
          </b>
        </label>
        {row.isThere && (
          <p>An action with these words is in the plan already, so the box is not ticked.</p>
        )}
        {fields
          .filter(({ key }) => key !== 'title' && row.values[key])
          .map((field) => (
            <p class="typed">
              <b>{field.title}:</b> {field.words(row.values[field.key] ?? '')}
            </p>
          ))}
      </div>
    </section>
  );
};
