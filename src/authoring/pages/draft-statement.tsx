/** One statement of a model that is written by hand. */

import { type Framework, type Statement, statementOf } from '../../framework/framework.js';
import { titleOf } from '../../framework/pages/levels.js';
import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { notFound, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, type FormState } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { keyOf, one, parse, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import { editDraft, findOpenDraft, statementInput } from '../edit-changes.js';
import { linkLines, pointLines } from '../edit-framework.js';

/** POST /model/drafts/:id/statements/:statement */
export const draftStatementPost = formPost(async ({ c, context, member, typed, id }) => {
  const code = c.req.param('statement') ?? '';
  const edit = parse(statementInput, valuesOf(typed));
  const at = { id, version: versionOf(typed), key: keyOf(typed) };
  await editDraft(context, member, at, { kind: 'statement', code, edit });
  return goTo(c, `/model/drafts/${id}`, `${code} ${edit.title} is saved.`);
}, draftStatementPage);

/** The fields as typed; those of a level are called "summary-3" and "points-3". */
function valuesOf(typed: Typed) {
  const numbers = Object.keys(typed).flatMap((name) => /^summary-(\d)$/.exec(name)?.[1] ?? []);
  return {
    ...Object.fromEntries(
      ['title', 'asks', 'evidence', 'prompts', 'voices', 'links'].map((name) => [
        name,
        one(typed, name),
      ]),
    ),
    levels: numbers.map((number) => ({
      level: Number(number),
      summary: one(typed, `summary-${number}`),
      points: one(typed, `points-${number}`),
    })),
  };
}

/** GET /model/drafts/:id/statements/:statement */
export async function draftStatementPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const draft = await request.context.storage.read(scopeOf(member), (db) =>
    findOpenDraft(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  const statement = statementOf(draft.framework, c.req.param('statement') ?? '');
  if (!statement) {
    throw notFound('framework.unknown-place', 'This draft has no such place.');
  }
  const path = `/model/drafts/${draft.id}/statements/${statement.id}`;
  return send(
    c,
    <DraftPage
      request={request}
      title={`${statement.id} ${statement.title}`}
      problem={problem}
      trail={<a href={`/model/drafts/${draft.id}`}>{draft.framework.title}</a>}
    >
      <Heading eyebrow="Draft model">
        {statement.id} {statement.title}
      </Heading>
      <Form action={path} key_={request.context.id()} version={draft.version} class="form section">
        <Fields framework={draft.framework} statement={statement} typed={typed} problem={problem} />
        <Button>Save {statement.id}</Button>
      </Form>
    </DraftPage>,
    problem?.status ?? 200,
  );
}

const LISTS = [
  ['prompts', 'Discussion questions'],
  ['evidence', 'Useful evidence'],
  ['voices', 'Who to involve'],
] as const;

interface FieldsProps extends FormState {
  framework: Framework;
  statement: Statement;
}

const Fields: FC<FieldsProps> = ({ framework, statement, typed, problem }) => {
  const field = fieldsOf({ typed, problem });
  const list = (texts: string[]) => texts.join('\n');
  return (
    <>
      <field.Text name="title" label="Title" value={statement.title} />
      <field.Text name="asks" label="Question" value={statement.asks ?? ''} />
      {statement.levels.map(({ level, summary, criteria }) => (
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
            {titleOf(framework, level)}
          </legend>
          <div class="form">
            <field.Area
              name={`summary-${level}`}
              label="Descriptor"
              value={summary ?? ''}
              rows={4}
            />
            <field.Area
              name={`points-${level}`}
              label="Criteria"
              hint="One on each line. Start a line with (may) if it is optional."
              value={list(pointLines(criteria))}
              rows={4}
            />
          </div>
        </fieldset>
      ))}
      {LISTS.map(([name, label]) => (
        <field.Area {...{ name, label }} hint="One on each line" value={list(statement[name])} />
      ))}
      <field.Area
        name="links"
        label="Related statements"
        hint="One on each line, like “3: 2.1 at 3 because it describes the same journey”"
        value={list(linkLines(statement.buildsOn))}
      />
    </>
  );
};
