/** The last page before publishing: the name of the version, what it belongs to, and what is still open. */

import { type Framework, statementsOf } from '../../framework/framework.js';
import { DraftPage } from '../../framework/pages/model-frame.js';
import { formPost, type Posted } from '../../platform/access/form-post.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import type { Problem } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import { Button, Choices, Form, type FormState, LinkButton } from '../../platform/web/fields.js';
import { fieldsOf } from '../../platform/web/fields-of.js';
import { all, parse, single, type Typed } from '../../platform/web/form.js';
import type { Child, FC } from '../../platform/web/html.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import type { FrameworkDraft } from '../drafts-store.js';
import { type NextVersion, nextVersionOf } from '../earlier-version.js';
import { inPath, isOpen, placeWords, unmarked } from '../import-items.js';
import { findItems, modelOf } from '../open-import.js';
import { publishImport } from '../publish-changes.js';
import { changedCodes } from '../published-codes.js';
import { nextVersion, type PublishInput, publishInput } from '../publishing.js';
import type { Draft } from '../reading/draft.js';
import { ChangesSince } from './changes-since.js';

/** What was ticked and typed. Throws Invalid with a sentence for each field. */
function publishInputOf(typed: Typed): PublishInput {
  const ticked = all(typed, 'also');
  return parse(publishInput, {
    ...single(typed),
    isChosen: ticked.includes('chosen'),
    isForAll: ticked.includes('all'),
    isCompared: all(typed, 'isCompared').includes('yes'),
  });
}

/** Publishes what the form says, and goes to read it. */
export const publishing =
  (publish: typeof publishImport) =>
  async ({ c, context, member, typed, id, how }: Posted): Promise<Response> => {
    const input = publishInputOf(typed);
    const publisher = {
      member,
      isAdministrator: c.get('request').person?.isAdministrator === true,
    };
    const published = await publish(context, publisher, id, input, how);
    const message = `${input.title}, ${input.version} is published.`;
    return goTo(c, `/model?version=${published.id}`, message);
  };

/** POST /model/imports/:id/publication */
export const publicationPost = formPost(publishing(publishImport), publicationPage);

/** GET /model/imports/:id/publication */
export async function publicationPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const organisation = member.organisation.id;
  const { draft, items, next } = await request.context.storage.read(scopeOf(member), async (db) => {
    const found = await findItems(db, organisation, c.req.param('id') ?? '');
    const plain = modelOf(found.draft, found.answers);
    return { ...found, next: await nextVersionOf(db, organisation, plain) };
  });
  const gaps = unmarked(items);
  const open = items.filter(isOpen);
  const names = proposed(draft, next);
  const base = `/model/imports/${draft.id}`;
  if (draft.reading.refusal && !problem) return goTo(c, `${base}/settings`);
  return send(
    c,
    <DraftPage
      request={request}
      title="Publish"
      problem={problem}
      trail={<a href={base}>All text that was read</a>}
    >
      <Heading lead="A published version cannot be changed. Reviews keep the version they were made with.">
        Publish {names.title}
      </Heading>
      <ChangesSince next={next} />
      {gaps.length > 0 ? (
        <section class="section measure stack">
          <h2>Not yet: {countWords(gaps.length, 'gap')} without words</h2>
          <p>Type the words, or mark them as not readable in your copy.</p>
          <ul class="plain-list">
            {gaps.map((item) => (
              <li>
                <a href={`${base}/items/${inPath(item.place)}`}>{placeWords(item)}</a>
              </li>
            ))}
          </ul>
          <p class="actions">
            <LinkButton href={`${base}/items/${inPath(gaps[0]?.place ?? '')}`}>
              Go to the first gap
            </LinkButton>
          </p>
        </section>
      ) : (
        <Form action={`${base}/publication`} key_={request.context.id()} class="form section">
          <Matching next={next} />
          <NewCodes draft={draft.reading} />
          <Continues next={next} {...{ typed, problem }} />
          <PublishFields request={request} {...{ typed, problem }} {...names} />
          {open.length > 0 && (
            <Choices
              kind="checkboxes"
              name="isCompared"
              label={`${countWords(open.length, 'place')} still in doubt`}
              hint={open.slice(0, 6).map(placeWords).join(', ')}
              choices={[
                { value: 'yes', label: 'I have checked it and accept what is still in doubt' },
              ]}
              values={[]}
              {...{ typed, problem }}
            />
          )}
          <Button>Publish this version</Button>
        </Form>
      )}
    </DraftPage>,
    problem?.status ?? 200,
  );
}

/** What the fields of the name hold at first: as the version before it, or else as the document and its edition. */
function proposed(draft: FrameworkDraft, { framework, companion, earlier, taken }: NextVersion) {
  const edition = companion?.framework;
  const before = edition ? undefined : earlier?.framework;
  const hasTitle = draft.title !== draft.fileName;
  return {
    title: edition?.title ?? (hasTitle ? draft.title : (before?.title ?? draft.title)),
    edition: edition ? 'Published wording' : (before?.edition ?? ''),
    publisher: before?.publisher ?? framework.publisher,
    version: nextVersion(taken),
    language: before?.language ?? 'en-GB',
  };
}

/** Which codes the statements get where those of the document cannot be kept. */
const NewCodes: FC<{ draft: Draft }> = ({ draft }) => {
  const changed = changedCodes(draft);
  if (changed.length === 0) return null;
  const some = changed.slice(0, 6).map(([before, after]) => `${before} becomes ${after}`);
  return (
    <p>
      Statements are numbered by theme: {listed(some)}
      {changed.length > some.length && ', and so on'}.
    </p>
  );
};

/** Whether it is the next version of the model that it looks like. */
const Continues: FC<FormState & { next: NextVersion }> = ({ next, typed, problem }) => {
  const { earlier, companion } = next;
  if (!earlier || companion) return null;
  const { id, title, version } = earlier.version;
  return (
    <Choices
      name="continues"
      label="Which model is it?"
      choices={[
        { value: id, label: `The next version of ${title}, after ${version}` },
        { value: '', label: 'A model of its own' },
      ]}
      value={id}
      {...{ typed, problem }}
    />
  );
};

const Matching: FC<{ next: NextVersion }> = ({ next: { framework, companion, matches } }) => {
  const edition = companion?.framework;
  const all = statementsOf(framework);
  const without = all.filter(({ id }) => !matches[id]);
  const moved = Object.entries(matches).filter(([code, match]) => code !== match);
  if (!edition) {
    return (
      <p>
        It does not match an edition in Waymark, so it has no criteria, questions or links.
        Everything else works.
      </p>
    );
  }
  return (
    <div class="stack">
      <p>
        <b>
          {all.length - without.length} of {countWords(all.length, 'statement')}
        </b>{' '}
        belong to statements of the {edition.edition ?? edition.title}: its criteria, links,
        evidence ideas and questions stay attached, and both wordings are shown side by side.
      </p>
      {moved.length > 0 && (
        <p>Different code there: {listed(moved.map(([code, match]) => `${code} is ${match}`))}.</p>
      )}
      {without.length > 0 && (
        <p>New here: {listed(without.map(({ id, title }) => `${id} ${title}`))}.</p>
      )}
    </div>
  );
};

const listed = (words: string[]): Child => words.join('; ');

interface FieldsProps extends FormState {
  request: RequestContext;
  title: string;
  edition: string;
  publisher: Framework['publisher'];
  language: string;
  version?: string;
}

/** The name of a version, and what is to be done with it. */
export const PublishFields: FC<FieldsProps> = (props) => {
  const { request, typed, problem, publisher } = props;
  const field = fieldsOf({ typed, problem });
  const choices = [
    { value: 'chosen', label: 'Start new reviews with it' },
    ...(request.person?.isAdministrator
      ? [{ value: 'all', label: 'For every school here, not only mine' }]
      : []),
  ];
  return (
    <>
      <field.Text name="title" label="Title" value={props.title} />
      <field.Text
        name="edition"
        label="Name of the wording"
        hint="Shown where two wordings are side by side"
        value={props.edition}
        width={20}
      />
      <field.Text
        name="version"
        label="Version"
        hint="The number or year of your copy, like 1.0 or 2026"
        value={props.version ?? '1.0'}
        width={10}
      />
      <field.Text name="publisher" label="Publisher" value={publisher?.name ?? ''} />
      <field.Text name="work" label="Title of the publication" value={publisher?.work ?? ''} />
      <field.Text
        name="language"
        label="Language"
        hint="A tag like en-GB or cy"
        value={props.language}
        width={10}
      />
      <field.Choices
        kind="checkboxes"
        name="also"
        label="And"
        choices={choices}
        values={['chosen']}
      />
    </>
  );
};
