/** A model that is written by hand: its parts, and what still keeps it from being published. */

import { countWords } from '../../chart/scale.js';
import { type Member, scopeOf } from '../../people/people.js';
import type { Problem } from '../../problems.js';
import { goTo, send } from '../../web/answer.js';
import {
  Button,
  ErrorSummary,
  Form,
  LinkButton,
  Select,
  TextArea,
  TextField,
} from '../../web/fields.js';
import {
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
  versionOf,
} from '../../web/form.js';
import type { FC } from '../../web/html.js';
import { Heading, Page } from '../../web/page.js';
import type { Ctx, Visit } from '../../web/visit.js';
import { statementsOf, type Theme } from '../framework.js';
import { removeDraft } from '../import-changes.js';
import {
  type Edit,
  editMade,
  findMade,
  headInput,
  type MadeDraft,
  startInput,
  startMade,
  themeInput,
  unwritten,
} from '../making-changes.js';
import { asFile } from './export.js';
import { showImports } from './imports.js';
import { Where } from './model-frame.js';

/** POST /model/drafts */
export async function draftsPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  try {
    const input = parse(startInput, single(typed));
    const { id } = await startMade(c.var.visit.world, member, input, { key: keyOf(typed) });
    const told = 'The draft is begun. Nobody else sees it until it is published.';
    return goTo(c, `/model/drafts/${id}`, told);
  } catch (error) {
    return showImports(c, member, typed, expected(error));
  }
}

/** GET /model/drafts/:id */
export async function draftPage(c: Ctx, member: Member): Promise<Response> {
  return show(c, member);
}

/** GET /model/drafts/:id/file */
export async function draftFile(c: Ctx, member: Member): Promise<Response> {
  const draft = await find(c, member);
  return asFile(c, draft.framework, c.req.query('format') === 'json' ? 'json' : 'yaml');
}

/** POST /model/drafts/:id */
export async function draftPost(c: Ctx, member: Member): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const typed = await readForm(c);
  const { world } = c.var.visit;
  try {
    if (one(typed, 'act') === 'remove draft') {
      await removeDraft(world, member, id, { key: keyOf(typed) });
      return goTo(c, '/model/imports', 'The draft is removed.');
    }
    const at = { id, version: versionOf(typed), key: keyOf(typed) };
    await editMade(world, member, at, editOf(typed));
    return goTo(c, `/model/drafts/${id}`, 'Saved.');
  } catch (error) {
    return show(c, member, typed, expected(error));
  }
}

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

const find = (c: Ctx, member: Member): Promise<MadeDraft> =>
  c.var.visit.world.storage.read(scopeOf(member), (db) =>
    findMade(db, member.organisation.id, c.req.param('id') ?? ''),
  );

async function show(c: Ctx, member: Member, typed?: Typed, problem?: Problem): Promise<Response> {
  const { visit } = c.var;
  const draft = await find(c, member);
  const { framework } = draft;
  const open = unwritten(framework).length;
  const base = `/model/drafts/${draft.id}`;
  return send(
    c,
    <Page
      visit={visit}
      title={framework.title}
      place="model"
      styles={['model', 'import']}
      hasError={Boolean(problem)}
    >
      <ErrorSummary problem={problem} />
      <Where trail={<a href="/model/imports">Load a model</a>} />
      <Heading
        eyebrow="A model in the making"
        lead={`${countWords(statementsOf(framework).length, 'statement')} in ${countWords(framework.themes.length, 'theme')}. ${open === 0 ? 'Every level has its words.' : `${countWords(open, 'level')} without words.`}`}
      >
        {framework.title}
      </Heading>
      <p class="actions section-small">
        <LinkButton href={`${base}/publication`}>Go on to publish</LinkButton>
        <a href={`${base}/file?format=yaml`}>Take it along as YAML</a>
        <a href={`${base}/file?format=json`}>or JSON</a>
      </p>
      {framework.themes.map((theme) => (
        <ThemePart visit={visit} draft={draft} theme={theme} />
      ))}
      <Form action={base} key_={visit.world.id()} version={draft.version} class="section">
        <button
          class="govuk-button govuk-button--secondary"
          type="submit"
          name="act"
          value="add theme"
        >
          Add a theme
        </button>
      </Form>
      <Head visit={visit} draft={draft} typed={typed} problem={problem} />
      <section class="section">
        <h2>Take it away</h2>
        <Form action={base} key_={visit.world.id()} version={draft.version} class="section-small">
          <button
            class="govuk-button govuk-button--secondary"
            type="submit"
            name="act"
            value="remove draft"
          >
            Remove this draft
          </button>
        </Form>
      </section>
    </Page>,
    problem?.status ?? 200,
  );
}

interface PartProps {
  visit: Visit;
  draft: MadeDraft;
  theme: Theme;
}

const ThemePart: FC<PartProps> = ({ visit, draft, theme }) => {
  const base = `/model/drafts/${draft.id}`;
  return (
    <section class="section" id={`theme-${theme.id}`}>
      <h2>
        {theme.id}. {theme.title}
      </h2>
      <Form action={base} key_={visit.world.id()} version={draft.version}>
        <ul class="rows">
          {theme.statements.map(({ id, title, levels }, at) => {
            const written = levels.filter(({ summary }) => summary !== null).length;
            return (
              <li class="version-row">
                <div>
                  <a href={`${base}/statements/${id}`}>
                    {id} {title}
                  </a>
                  <p class="small quiet">
                    {written} of {countWords(levels.length, 'level')} written
                  </p>
                </div>
                <p class="made-acts">
                  {at > 0 && <Act value={`up:${id}`} words="Up" of={id} />}
                  {at < theme.statements.length - 1 && (
                    <Act value={`down:${id}`} words="Down" of={id} />
                  )}
                  <Act value={`remove:${id}`} words="Remove" of={id} />
                </p>
              </li>
            );
          })}
        </ul>
        <button class="link-button" type="submit" name="act" value={`add statement:${theme.id}`}>
          Add a statement<span class="vh"> to theme {theme.id}</span>
        </button>
      </Form>
      <details class="repair">
        <summary>
          Change the heading<span class="vh"> of theme {theme.id}</span>
        </summary>
        <Form action={base} key_={visit.world.id()} version={draft.version} class="form">
          <div class="govuk-form-group">
            <label class="govuk-label" for={`title-${theme.id}`}>
              Title
            </label>
            <input
              class="govuk-input"
              id={`title-${theme.id}`}
              name="title"
              value={theme.title}
              maxlength={300}
            />
          </div>
          <div class="govuk-form-group">
            <label class="govuk-label" for={`benchmarks-${theme.id}`}>
              Gatsby Benchmarks
            </label>
            <input
              class="govuk-input govuk-input--width-10"
              id={`benchmarks-${theme.id}`}
              name="benchmarks"
              value={theme.benchmarks.join(', ')}
            />
          </div>
          <button
            class="govuk-button govuk-button--secondary"
            type="submit"
            name="act"
            value={`theme:${theme.id}`}
          >
            Save the heading
          </button>
        </Form>
      </details>
    </section>
  );
};

const Act: FC<{ value: string; words: string; of: string }> = ({ value, words, of }) => (
  <button class="link-button small" type="submit" name="act" value={value}>
    {words}
    <span class="vh"> {of}</span>
  </button>
);

interface HeadProps {
  visit: Visit;
  draft: MadeDraft;
  typed: Typed | undefined;
  problem: Problem | undefined;
}

const Head: FC<HeadProps> = ({ visit, draft, typed, problem }) => {
  const { framework } = draft;
  const shown = typed?.levels ? typed : undefined;
  return (
    <section class="section">
      <h2>Title and levels</h2>
      <Form
        action={`/model/drafts/${draft.id}`}
        key_={visit.world.id()}
        version={draft.version}
        class="form section-small"
      >
        <TextField
          name="title"
          label="Title"
          value={framework.title}
          typed={shown}
          problem={problem}
        />
        <TextArea
          name="levels"
          label="Levels"
          hint="Two to eight, one a line, the lowest first. A line that goes takes its words with it."
          value={framework.levels.map(({ title }) => title).join('\n')}
          typed={shown}
          problem={problem}
          rows={4}
        />
        <Select
          name="firstLevel"
          label="Number of the lowest level"
          value={String(framework.levels[0]?.level ?? 1)}
          choices={[
            { value: '1', label: '1' },
            { value: '0', label: '0' },
          ]}
          typed={shown}
          problem={problem}
        />
        <Button isSecondary>Save title and levels</Button>
      </Form>
    </section>
  );
};
