/** The last page before publishing: the name of the version, what it belongs to, and what is still open. */

import { type Framework, statementsOf } from '../../framework/framework.js';
import { DraftPage } from '../../framework/pages/model-frame.js';
import { listVersions } from '../../framework/store.js';
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
import { companionOf, joined } from '../edition-match.js';
import { confirmed, isOpen, placeWords, unmarked } from '../import-items.js';
import { findItems } from '../open-import.js';
import { publishImport } from '../publish-changes.js';
import { frameworkIdOf, nextVersion, type PublishInput, publishInput } from '../publishing.js';
import { draftToFramework } from '../reading/draft.js';

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
  const { draft, items, framework, edition, matches, taken } = await request.context.storage.read(
    scopeOf(member),
    async (db) => {
      const found = await findItems(db, member.organisation.id, c.req.param('id') ?? '');
      const plain = draftToFramework(confirmed(found.draft.reading, found.answers), {
        id: 'model',
        version: '1',
        title: found.draft.title,
        edition: null,
        language: 'en-GB',
        publisher: null,
        institutionTypes: [],
      });
      const companion = await companionOf(db, plain);
      const whole = joined(plain, companion?.framework ?? null);
      const id = companion ? whole.framework.id : frameworkIdOf(found.draft.title);
      const versions = await listVersions(db, member.organisation.id);
      return {
        ...found,
        ...whole,
        edition: companion?.framework ?? null,
        taken: versions
          .filter(({ frameworkId }) => frameworkId === id)
          .map(({ version }) => version),
      };
    },
  );
  const gaps = unmarked(items);
  const open = items.filter(isOpen);
  const base = `/model/imports/${draft.id}`;
  return send(
    c,
    <DraftPage
      request={request}
      title="Publish"
      problem={problem}
      trail={<a href={base}>Everything that was read</a>}
    >
      <Heading lead="A published version never changes. Reviews keep the version that they were made with.">
        Publish {draft.title}
      </Heading>
      {gaps.length > 0 ? (
        <section class="section measure stack">
          <h2>Not yet: {countWords(gaps.length, 'gap')} without words</h2>
          <p>Type the words, or mark them as not readable in your copy.</p>
          <ul class="plain-list">
            {gaps.map((item) => (
              <li>
                <a href={`${base}/items/${item.place}`}>{placeWords(item)}</a>
              </li>
            ))}
          </ul>
          <p class="actions">
            <LinkButton href={`${base}/items/${gaps[0]?.place}`}>Look at the first gap</LinkButton>
          </p>
        </section>
      ) : (
        <Form action={`${base}/publication`} key_={request.context.id()} class="form section">
          <Matching framework={framework} edition={edition} matches={matches} />
          <PublishFields
            request={request}
            {...{ typed, problem }}
            title={edition?.title ?? draft.title}
            edition={edition ? 'Published wording' : ''}
            publisher={framework.publisher}
            version={nextVersion(taken)}
            language="en-GB"
          />
          {open.length > 0 && (
            <Choices
              kind="checkboxes"
              name="isCompared"
              label={`${countWords(open.length, 'place')} still in doubt`}
              hint={open.slice(0, 6).map(placeWords).join(', ')}
              choices={[
                { value: 'yes', label: 'I have compared it, and what is in doubt may stand' },
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

interface MatchingProps {
  framework: Framework;
  edition: Framework | null;
  matches: Record<string, string>;
}

const Matching: FC<MatchingProps> = ({ framework, edition, matches }) => {
  const all = statementsOf(framework);
  const without = all.filter(({ id }) => !matches[id]);
  const moved = Object.entries(matches).filter(([code, match]) => code !== match);
  if (!edition) {
    return (
      <p>
        It belongs to no edition that comes with Waymark, so it brings no points, questions or
        links. Everything else works with it.
      </p>
    );
  }
  return (
    <div class="stack">
      <p>
        <b>
          {all.length - without.length} of {countWords(all.length, 'statement')}
        </b>{' '}
        belong to statements of the {edition.edition ?? edition.title}: its points, links, evidence
        ideas and questions stay attached, and both wordings are shown side by side.
      </p>
      {moved.length > 0 && (
        <p>
          Under another code there: {listed(moved.map(([code, match]) => `${code} is ${match}`))}.
        </p>
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
    { value: 'chosen', label: 'Begin new reviews with it' },
    ...(request.person?.isAdministrator
      ? [{ value: 'all', label: 'For every school on this installation, not for mine alone' }]
      : []),
  ];
  return (
    <>
      <field.Text name="title" label="Title" value={props.title} />
      <field.Text
        name="edition"
        label="Which wording this is"
        hint="Shown where two wordings stand side by side"
        value={props.edition}
        width={20}
      />
      <field.Text
        name="version"
        label="Version"
        hint="The number or the year of your copy, like 1.0 or 2026"
        value={props.version ?? '1.0'}
        width={10}
      />
      <field.Text name="publisher" label="Who publishes it" value={publisher?.name ?? ''} />
      <field.Text
        name="work"
        label="The title of what they publish"
        value={publisher?.work ?? ''}
      />
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
