/** A model that is written by hand: its parts, and what still keeps it from being published. */

import { statementsOf } from '../../framework/framework.js';
import { asFile } from '../../framework/pages/export.js';
import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Form, LinkButton } from '../../platform/web/fields.js';
import { keyOf, one, parse, single, type Typed, versionOf } from '../../platform/web/form.js';
import { Details, Heading } from '../../platform/web/page.js';
import type { Ctx } from '../../platform/web/request-context.js';
import {
  type Edit,
  editDraft,
  findOpenDraft,
  headInput,
  type OpenDraft,
  startDraft,
  startInput,
  themeInput,
  unwritten,
} from '../edit-changes.js';
import { removeDraft } from '../import-changes.js';
import { HeadForm } from './draft-head.js';
import { ThemePart } from './draft-theme.js';
import { importsPage } from './imports.js';

/** POST /model/drafts */
export const draftsPost = formPost(async ({ c, context, member, typed, how }) => {
  const input = parse(startInput, single(typed));
  const { id } = await startDraft(context, member, input, how);
  const message = 'Draft started. No one else sees it until you publish it.';
  return goTo(c, `/model/drafts/${id}`, message);
}, importsPage);

/** GET /model/drafts/:id/file */
export async function draftFile(c: Ctx, member: Member): Promise<Response> {
  const draft = await find(c, member);
  return asFile(c, draft.framework, c.req.query('format') === 'json' ? 'json' : 'yaml');
}

/** POST /model/drafts/:id */
export const draftPost = formPost(async ({ c, context, member, typed, id, how }) => {
  if (one(typed, 'act') === 'remove draft') {
    await removeDraft(context, member, id, how);
    return goTo(c, '/model/imports', 'Draft removed.');
  }
  const at = { id, version: versionOf(typed), key: keyOf(typed) };
  await editDraft(context, member, at, editOf(typed));
  return goTo(c, `/model/drafts/${id}`, 'Saved.');
}, draftPage);

/** What the button that was pressed asks for. Throws Invalid with a sentence for each field. */
function editOf(typed: Typed): Edit {
  const [act = '', what = ''] = one(typed, 'act').split(':');
  if (act === 'add theme') return { kind: 'add theme' };
  if (act === 'add statement') return { kind: 'add statement', theme: Number(what) };
  if (act === 'up') return { kind: 'move statement', code: what, by: -1 };
  if (act === 'down') return { kind: 'move statement', code: what, by: 1 };
  if (act === 'remove') return { kind: 'remove statement', code: what };
  if (act === 'theme') {
    const edit = parse(themeInput, single(typed));
    return { kind: 'theme', theme: Number(what), edit };
  }
  return { kind: 'head', head: parse(headInput, single(typed)) };
}

const find = (c: Ctx, member: Member): Promise<OpenDraft> =>
  c
    .get('request')
    .context.storage.read(scopeOf(member), (db) =>
      findOpenDraft(db, member.organisation.id, c.req.param('id') ?? ''),
    );

/** GET /model/drafts/:id */
export async function draftPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const draft = await find(c, member);
  const { framework } = draft;
  const open = unwritten(framework).length;
  const base = `/model/drafts/${draft.id}`;
  return send(
    c,
    <DraftPage
      request={request}
      title={framework.title}
      problem={problem}
      trail={<a href="/model/imports">Load a model</a>}
    >
      <Heading
        eyebrow="Draft model"
        lead={`${countWords(statementsOf(framework).length, 'statement')} in ${countWords(framework.themes.length, 'theme')}. ${open === 0 ? 'Every level has its words.' : `${countWords(open, 'level')} without words.`}`}
      >
        {framework.title}
      </Heading>
      <p class="actions section-small">
        <LinkButton href={`${base}/publication`}>Continue to publish</LinkButton>
      </p>
      <Details summary="Download the draft as a file">
        <p class="govuk-details__text">
          <a href={`${base}/file?format=yaml`}>YAML file</a> or{' '}
          <a href={`${base}/file?format=json`}>JSON file</a>
        </p>
      </Details>
      {framework.themes.map((theme) => (
        <ThemePart request={request} draft={draft} theme={theme} />
      ))}
      <Form action={base} key_={request.context.id()} version={draft.version} class="section">
        <Button isSecondary name="act" value="add theme">
          Add a theme
        </Button>
      </Form>
      <HeadForm request={request} draft={draft} typed={typed} problem={problem} />
      <section class="section">
        <h2>Remove this draft</h2>
        <Form
          action={base}
          key_={request.context.id()}
          version={draft.version}
          class="section-small"
        >
          <Button isSecondary name="act" value="remove draft">
            Remove this draft
          </Button>
        </Form>
      </section>
    </DraftPage>,
    problem?.status ?? 200,
  );
}
