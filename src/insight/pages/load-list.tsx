/** Loading a list of the school's own to count towards: typed, pasted from a spreadsheet, or from a file. */

import { formPost } from '../../platform/access/form-post.js';
import type { Member } from '../../platform/access/member.js';
import { decodeText } from '../../platform/documents/text.js';
import { type Problem, tooLarge } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  ErrorSummary,
  FileField,
  Form,
  Submit,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import {
  contentVersion,
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
  versionOf,
} from '../../platform/web/form.js';
import { gather, isMultipart, readMultipart } from '../../platform/web/multipart.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { counted } from '../../review/sentences.js';
import type { Crosswalk, CrosswalkFault } from '../crosswalk.js';
import { listInput, loadList, MOST_LIST, noList, partsOf, removeList } from '../list-changes.js';
import { readList, textOfList } from '../list-reading.js';
import { readCrosswalks } from './crosswalk.js';
import { InsightPage } from './insight-parts.js';

/** GET /crosswalk/load?list= */
export async function loadListPage(c: Ctx, member: Member): Promise<Response> {
  const asked = c.req.query('list');
  const { loaded } = await readCrosswalks(c, member);
  const list = loaded.find(({ id }) => id === asked) ?? null;
  if (asked && !list) throw noList();
  const version = list ? contentVersion(partsOf(list)) : 0;
  return send(
    c,
    <LoadView request={c.get('request')} {...{ list, version }} faults={[]} problem={null} />,
  );
}

interface LoadProps {
  request: RequestContext;
  /** The list that is changed, or null for a new one. */
  list: Crosswalk | null;
  faults: CrosswalkFault[];
  problem: Problem | null;
  typed?: Typed;
  /** Of the list that stands there under this name; 0: there is none, or it was not seen. */
  version: number;
}

const LoadView = ({ request, list, faults, problem, typed, version }: LoadProps) => (
  <InsightPage
    request={request}
    title="Add a list"
    here="crosswalk"
    isWithin
    hasError={problem !== null}
  >
    <ErrorSummary problem={problem} />
    <Heading
      eyebrow={<a href="/crosswalk">Gatsby and other frameworks</a>}
      lead="Add any list your school works with, such as a quality standard, a funder’s questions or your trust’s priorities. Link statements to each entry."
    >
      {list ? `Change “${list.title}”` : 'Add a list'}
    </Heading>
    {faults.length > 1 && <Faults faults={faults} />}
    <Form
      action="/crosswalk/load"
      key_={request.context.id()}
      version={version}
      class="form section-s"
      isUpload
    >
      <TextField
        name="title"
        label="Name of the list"
        hint="If a list has this name, we ask before replacing it."
        maxlength={200}
        value={list?.title}
        {...{ typed, problem }}
      />
      <TextArea
        name="about"
        label="Description (optional)"
        rows={2}
        maxlength={2000}
        value={list?.about}
        {...{ typed, problem }}
      />
      <TextArea
        name="text"
        label="One entry on each line, with its statements"
        hint="For example, “Encounters with employers: 5.1, 5.2”. You can paste two columns from a spreadsheet: the entry, then its statements."
        rows={10}
        value={list ? textOfList(list) : undefined}
        {...{ typed, problem }}
      />
      <FileField
        name="file"
        label="Or choose a file"
        hint="A text or CSV file. It replaces what you entered above."
        accept=".txt,.csv,.tsv,.yaml,.yml,text/plain,text/csv"
      />
      <Submit or={[list ? `/crosswalk/${list.id}` : '/crosswalk', 'Cancel']}>
        {list ? 'Save list' : 'Add list'}
      </Submit>
    </Form>
  </InsightPage>
);

const Faults = ({ faults }: { faults: CrosswalkFault[] }) => (
  <section class="section-s" aria-labelledby="faults">
    <h2 id="faults">{counted(faults.length, 'thing')} to correct</h2>
    <ul class="plain-rows">
      {faults.map(({ where, message }) => (
        <li>
          <b>{where}:</b> {message}
        </li>
      ))}
    </ul>
  </section>
);

/** POST /crosswalk/load */
export async function loadListPost(c: Ctx, member: Member): Promise<Response> {
  const { context } = c.get('request');
  let typed: Typed = {};
  try {
    typed = await readSent(c);
    const input = parse(listInput, single(typed));
    const how = { key: keyOf(typed), version: versionOf(typed) };
    const { id } = await loadList(context, member, input, how);
    return goTo(c, `/crosswalk/${id}`, 'List added.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 403) throw problem;
    const { studied, loaded } = await readCrosswalks(c, member);
    const [title, about, text] = ['title', 'about', 'text'].map((name) => one(typed, name).trim());
    const list = { title: title ?? '', about: about ?? '', text: text ?? '' };
    const { crosswalk, faults: found } = await readList(list, studied.framework);
    const faults = problem.code === 'crosswalk.invalid' ? found : [];
    // Whoever was shown the list that stands there has seen it.
    const there = loaded.find(({ id }) => id === crosswalk?.id);
    const wasShown = problem.code === 'list.changed' && there !== undefined;
    const version = wasShown ? contentVersion(partsOf(there)) : versionOf(typed);
    return send(
      c,
      <LoadView request={c.get('request')} list={null} {...{ faults, problem, typed, version }} />,
      problem.status,
    );
  }
}

/** The form with the text of its file, if it brings one, in place of what was typed. */
async function readSent(c: Ctx): Promise<Typed> {
  if (!isMultipart(c)) return readForm(c);
  let text: string | null = null;
  const typed = await readMultipart(c.req.raw, async ({ bytes }) => {
    text = await textOf(bytes);
  });
  if (text !== null) typed.text = [text];
  return typed;
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const all = await gather(bytes, MOST_LIST * 4, () =>
    tooLarge('crosswalk.too-large', 'Choose a file of at most 400 kB.'),
  );
  // What is no text at all comes out as nothing that reads as a list.
  return decodeText(all).text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
}

/** POST /crosswalk/:list/remove */
export const removeListPost = formPost(async ({ c, context, member, how }) => {
  await removeList(context, member, c.req.param('list') ?? '', how);
  return goTo(c, '/crosswalk', 'List removed. Its contents stay in the history.');
});
