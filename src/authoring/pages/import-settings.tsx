/** Reading the same document again with other settings. */

import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { invalid, type Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form } from '../../platform/web/fields.js';
import { parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { readAgain } from '../import-changes.js';
import { findItems } from '../open-import.js';
import { readingInput } from '../reading-options.js';
import { Removal } from './import.js';
import { Sample, SettingsFields, type SettingsProps } from './settings-fields.js';

/** POST /model/imports/:id/settings */
export const settingsPost = formPost(async ({ c, context, member, typed, id }) => {
  const options = parse(readingInput, single(typed));
  const how = { version: versionOf(typed) };
  const { refusal } = await readAgain(context, member, id, options, how);
  if (refusal) return goTo(c, `/model/imports/${id}/settings`);
  return goTo(
    c,
    `/model/imports/${id}`,
    'Document read again. Your answers are kept where the words are the same.',
  );
}, settingsPage);

/** GET /model/imports/:id/settings */
export async function settingsPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { draft } = await request.context.storage.read(scopeOf(member), (db) =>
    findItems(db, member.organisation.id, c.req.param('id') ?? ''),
  );
  const Settings = draft.reading.refusal ? HelpPage : AgainPage;
  return send(c, <Settings {...{ request, draft, typed, problem }} />, problem?.status ?? 200);
}

interface PageProps extends SettingsProps {
  request: RequestContext;
}

/** Of a document that was not understood: why, until somebody has helped. */
const HelpPage: FC<PageProps> = (props) => {
  const { request, draft, problem } = props;
  const { refusal } = draft.reading;
  return (
    <DraftPage
      request={request}
      title="Help us read this document"
      problem={problem ?? (refusal && invalid(refusal.code, refusal.says))}
      trail={<a href="/model/imports">Load a model</a>}
    >
      <Heading lead="Look at the start of your document below. Say where the model is, then read it again.">
        Help us read this document
      </Heading>
      {hasNoTable(props) && (
        <p class="measure">
          This document has no table. Put the model into a table, with a row for each statement and
          a column for each level, and load that. Or{' '}
          <a href="/model/imports#by-hand">write the model by hand</a>.
        </p>
      )}
      <SettingsForm {...props} />
      <Removal id={draft.id} key_={request.context.id()} />
    </DraftPage>
  );
};

const hasNoTable = ({ draft }: SettingsProps) =>
  (draft.reading.reading.sample ?? []).every((cells) => cells.length < 2);

/** Of a document that was understood. */
const AgainPage: FC<PageProps> = (props) => (
  <DraftPage
    request={props.request}
    title="Read the document again"
    problem={props.problem}
    trail={<a href={`/model/imports/${props.draft.id}`}>All text that was read</a>}
  >
    <Heading lead="Change only what is wrong. Leave the rest empty to read it from the document.">
      Read the document again
    </Heading>
    <SettingsForm {...props} />
  </DraftPage>
);

const SettingsForm: FC<PageProps> = ({ request, draft, typed, problem }) => (
  <>
    <Sample rows={draft.reading.reading.sample ?? []} />
    <Form
      action={`/model/imports/${draft.id}/settings`}
      key_={request.context.id()}
      version={draft.version}
      class="form section"
    >
      <SettingsFields {...{ draft, typed, problem }} />
      <Button>Read the document again</Button>
    </Form>
  </>
);
