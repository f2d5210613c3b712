/** Loading the published wording: choose a file or paste the text, or go on with what was begun. */

import { DraftPage } from '../../framework/pages/model-frame.js';
import { day } from '../../framework/pages/versions.js';
import { listVersions } from '../../framework/store.js';
import type { FrameworkVersion } from '../../framework/version.js';
import { type Member, scopeOf } from '../../platform/access/member.js';
import { countWords } from '../../platform/chart/scale.js';
import { LIMITS } from '../../platform/documents/limits.js';
import { invalid, Problem, tooLarge } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  FileField,
  Form,
  type FormState,
  Select,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import { expected, keyOf, one, type Typed } from '../../platform/web/form.js';
import type { FC } from '../../platform/web/html.js';
import { type Arriving, gather, readWithFile } from '../../platform/web/multipart.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { type DraftSummary, listDrafts } from '../drafts-store.js';
import { type Document, startImport } from '../import-changes.js';

/** The document, and room for the words around it. */
export const IMPORT_BYTES = LIMITS.bytes + 512 * 1024;

/** POST /model/imports */
export async function importsPost(c: Ctx, member: Member): Promise<Response> {
  let typed: Typed = {};
  try {
    const sent = await readWithFile(c.req.raw, takeDocument);
    typed = sent.typed;
    if (sent.refusal) throw sent.refusal;
    const document = sent.file ?? pasted(one(typed, 'text'));
    const how = { key: keyOf(typed) };
    const { id, kind } = await startImport(c.get('request').context, member, document, how);
    return goTo(c, kind === 'made' ? `/model/drafts/${id}` : `/model/imports/${id}`);
  } catch (error) {
    return importsPage(c, member, typed, atField(expected(error)));
  }
}

/** What is wrong with a document belongs to the field it was chosen with. */
function atField(problem: Problem): Problem {
  if (Object.keys(problem.fields).length > 0) return problem;
  if (!/^(reading|framework)\./.test(problem.code)) return problem;
  return new Problem(problem.status, problem.code, problem.message, { file: problem.message });
}

const tooLargeFile = () =>
  tooLarge(
    'reading.too-large',
    `This file is larger than ${LIMITS.bytes / 1024 / 1024} MB. Choose a copy without pictures, or save only the pages that hold the model.`,
  );

/** A document as it arrives. @throws Problem 413 `reading.too-large` */
export const takeDocument = async ({
  name,
  bytes,
}: Omit<Arriving, 'field'>): Promise<Document> => ({
  name,
  bytes: await gather(bytes, LIMITS.bytes, tooLargeFile),
});

/** Text as a document. @throws Problem 422 `reading.nothing` */
export function pasted(text: string): Document {
  if (text.trim() === '') {
    const sentence = 'Choose a file, or paste the text of the model';
    throw invalid('reading.nothing', `${sentence}.`, { file: sentence });
  }
  return { name: 'Pasted text', bytes: new TextEncoder().encode(text) };
}

/** GET /model/imports */
export async function importsPage(c: Ctx, member: Member, typed?: Typed, problem?: Problem) {
  const request = c.get('request');
  const { drafts, versions } = await request.context.storage.read(scopeOf(member), async (db) => ({
    drafts: await listDrafts(db, member.organisation.id),
    versions: await listVersions(db, member.organisation.id),
  }));
  return send(
    c,
    <DraftPage
      request={request}
      title="Load a model"
      islands={['import']}
      problem={problem}
      trail={<a href="/model">The whole model</a>}
    >
      <Heading lead="Load the published wording from your own copy. You check it against your copy. Your school then sees it next to the plain-English edition.">
        Load a model
      </Heading>
      <div class="split section">
        <UploadForm request={request} typed={typed} problem={problem} />
        <aside class="help" aria-label="About loading a model">
          <section>
            <h2>What can be read</h2>
            <ul>
              <li>PDF with text, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods) and RTF</li>
              <li>Saved web pages, CSV, TSV, Markdown and plain text</li>
              <li>Files downloaded from Waymark</li>
              <li>Other models too: two to eight levels, in any language</li>
            </ul>
          </section>
          <section>
            <h2>What happens next</h2>
            <ul>
              <li>Nothing is published until you choose to. No one outside your school sees it.</li>
              <li>We keep your document until you publish the draft or remove it.</li>
              <li>No words are changed without you. Every repair and every doubt is listed.</li>
            </ul>
          </section>
        </aside>
      </div>
      {drafts.length > 0 && <Drafts drafts={drafts} />}
      <ByHand request={request} versions={versions} typed={typed} problem={problem} />
    </DraftPage>,
    problem?.status ?? 200,
  );
}

interface UploadProps extends FormState {
  request: RequestContext;
}

const UploadForm: FC<UploadProps> = ({ request, typed, problem }) => {
  return (
    <Form action="/model/imports" key_={request.context.id()} class="form" id="import" isUpload>
      <FileField
        name="file"
        label="The document"
        hint={`At most ${LIMITS.bytes / 1024 / 1024} MB. A copy with only the table of the model works best.`}
        problem={problem}
      />
      <TextArea
        name="text"
        label="Or paste its text"
        hint="Select the whole table in your copy, copy it, and paste it here."
        {...{ typed, problem }}
        rows={6}
      />
      <div class="actions">
        <Button>Read the document</Button>
        <p
          class="small quiet"
          role="status"
          data-reading="Reading the document. This takes a few seconds."
        />
      </div>
    </Form>
  );
};

const Drafts: FC<{ drafts: DraftSummary[] }> = ({ drafts }) => (
  <section class="section">
    <h2>Drafts</h2>
    <ul class="rows">
      {drafts.map((draft) => (
        <li class="version-row">
          <div>
            <a href={hrefOf(draft)}>{draft.title}</a>
            <p class="small quiet">
              {draft.kind === 'made' ? 'Written by hand' : 'Read from a document'}, last changed{' '}
              {day(draft.updatedAt)}
            </p>
          </div>
          <span class={`chip ${draft.publishedVersionId ? 'lv0' : 'lvn'}`}>
            {draft.publishedVersionId ? 'Published' : 'Draft'}
          </span>
        </li>
      ))}
    </ul>
    {drafts.length > 5 && <p class="small quiet">{countWords(drafts.length, 'draft')}</p>}
  </section>
);

/** Writing a model by hand: a copy of a version, or one that begins with nothing. */
const ByHand: FC<UploadProps & { versions: FrameworkVersion[] }> = ({
  request,
  versions,
  typed,
  problem,
}) => (
  <section class="section" id="by-hand">
    <h2>Or write a model yourself</h2>
    <Form action="/model/drafts" key_={request.context.id()} class="form section-small">
      <TextField name="title" label="Title of the new model" typed={typed} problem={problem} />
      <Select
        name="from"
        label="Start from"
        value={versions[0]?.id ?? ''}
        choices={[
          ...versions.map(({ id, title, edition, version }) => ({
            value: id,
            label: `A copy of ${edition ?? title} ${version}`,
          })),
          { value: '', label: 'Nothing' },
        ]}
      />
      <Button isSecondary>Start draft</Button>
    </Form>
  </section>
);

function hrefOf({ kind, id, publishedVersionId }: DraftSummary): string {
  if (publishedVersionId) return `/model?version=${publishedVersionId}`;
  return kind === 'made' ? `/model/drafts/${id}` : `/model/imports/${id}`;
}
