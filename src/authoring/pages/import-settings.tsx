/** Reading the same document again with other settings. */

import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, type FormState, TextField } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import type { FrameworkDraft } from '../drafts-store.js';
import { readAgain } from '../import-changes.js';
import { findItems } from '../open-import.js';
import type { Draft } from '../reading/draft.js';
import { readingInput } from '../reading-options.js';

/** POST /model/imports/:id/settings */
export const settingsPost = formPost(async ({ c, context, member, typed, id }) => {
  const options = parse(readingInput, single(typed));
  await readAgain(context, member, id, options, { version: versionOf(typed) });
  return goTo(
    c,
    `/model/imports/${id}`,
    'It was read again. Answers stay where the words are the same.',
  );
}, settingsPage);

/** GET /model/imports/:id/settings */
export async function settingsPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { draft } = await request.context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  return send(
    c,
    <DraftPage
      request={request}
      title="Read the document again"
      problem={problem}
      trail={<a href={`/model/imports/${draft.id}`}>Everything that was read</a>}
    >
      <Heading lead="Change only what was found wrongly. What you leave empty is found out from the document.">
        Read the document again with other settings
      </Heading>
      <Form
        action={`/model/imports/${draft.id}/settings`}
        key_={request.context.id()}
        version={draft.version}
        class="form section"
      >
        <Fields draft={draft} typed={typed} problem={problem} />
        <Button>Read the document again</Button>
      </Form>
    </DraftPage>,
    problem?.status ?? 200,
  );
}

interface FieldsProps extends FormState {
  draft: FrameworkDraft & { reading: Draft };
}

const FOUND = { value: '', label: 'As it is found' };

const Fields: FC<FieldsProps> = ({ draft, typed, problem }) => {
  const { options } = draft;
  const { reading, levels } = draft.reading;
  const field = fieldsOf({ typed, problem });
  const set = (value: unknown) => (value === undefined ? '' : String(value));
  return (
    <>
      <field.Select
        name="levels"
        label="How many levels"
        hint={`Found: ${levels.length}`}
        value={set(options.levels)}
        choices={[FOUND, ...[2, 3, 4, 5, 6, 7, 8].map((n) => ({ value: `${n}`, label: `${n}` }))]}
      />
      <field.Select
        name="firstLevel"
        label="Number of the lowest level"
        hint={`Found: ${levels[0]?.level ?? 1}`}
        value={set(options.firstLevel)}
        choices={[FOUND, { value: '0', label: '0' }, { value: '1', label: '1' }]}
      />
      <field.Choices
        name="bestFirst"
        label="Order of the columns"
        value={options.bestFirst === undefined ? '' : options.bestFirst ? 'yes' : 'no'}
        choices={[
          {
            ...FOUND,
            hint: `Found: ${reading.bestFirst ? 'best level first' : 'lowest level first'}`,
          },
          { value: 'no', label: 'The lowest level comes first' },
          { value: 'yes', label: 'The best level comes first' },
        ]}
        isSmall
      />
      <field.Text
        name="codeLike"
        label="What a code looks like"
        hint={`One code as it stands in the document, like 1.1 or A1. Found: ${reading.codeLike}`}
        value={set(options.codeLike)}
        width={10}
      />
      <Columns draft={draft} typed={typed} problem={problem} />
      {reading.sheets.length > 1 && (
        <field.Select
          name="sheet"
          label="Sheet"
          value={set(options.sheet)}
          choices={[FOUND, ...reading.sheets.map((name) => ({ value: name, label: name }))]}
        />
      )}
    </>
  );
};

/** The beginning of the table with its columns numbered. */
const Sample: FC<{ rows: string[][] }> = ({ rows }) => (
  <section class="table-scroll sample" tabindex={0} aria-labelledby="sample">
    <table class="states">
      <caption id="sample">How the table begins, and the numbers of its columns</caption>
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

const Columns: FC<FieldsProps> = ({ draft, typed, problem }) => {
  const { columns: found, sample = [] } = draft.reading.reading;
  const given = draft.options.columns;
  const common = { typed, problem, width: 10 as const, inputmode: 'numeric' as const };
  return (
    <>
      {sample.length > 0 && <Sample rows={sample} />}
      <TextField
        name="codeColumn"
        label="Column of the code"
        hint={`Counted from 1. Found: ${found.code + 1}`}
        value={given ? String(given.code + 1) : ''}
        {...common}
      />
      <TextField
        name="titleColumn"
        label="Column of the title"
        hint={`Leave empty when one cell holds both. Found: ${found.title + 1}`}
        value={given ? String(given.title + 1) : ''}
        {...common}
      />
      <TextField
        name="levelColumns"
        label="Columns of the levels"
        hint={`In the order of the document. Found: ${found.levels.map((each) => each + 1).join(', ')}`}
        value={given ? given.levels.map((each) => each + 1).join(', ') : ''}
        {...common}
        inputmode="text"
      />
    </>
  );
};
