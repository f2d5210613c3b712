/** Loading a list of the school's own to count towards: typed, pasted from a spreadsheet, or from a file. */

import type { Member } from '../../platform/access/member.js';
import { decodeText } from '../../platform/documents/text.js';
import { type Problem, tooLarge } from '../../platform/problems.js';
import { goTo, send } from '../../platform/web/answer.js';
import {
  Button,
  ErrorSummary,
  FileField,
  Form,
  TextArea,
  TextField,
} from '../../platform/web/fields.js';
import {
  expected,
  keyOf,
  one,
  parse,
  readForm,
  single,
  type Typed,
} from '../../platform/web/form.js';
import { gather, readMultipart } from '../../platform/web/multipart.js';
import { Heading } from '../../platform/web/page.js';
import type { Ctx, RequestContext } from '../../platform/web/request-context.js';
import { counted } from '../../review/sentences.js';
import type { Crosswalk, CrosswalkFault } from '../crosswalk.js';
import { listInput, loadList, MOST_LIST, noList, removeList } from '../list-changes.js';
import { readList, textOfList } from '../list-reading.js';
import { readCrosswalks } from './crosswalk.js';
import { InsightPage } from './insight-parts.js';

/** GET /crosswalk/load?list= */
export async function loadListPage(c: Ctx, member: Member): Promise<Response> {
  const asked = c.req.query('list');
  const { loaded } = await readCrosswalks(c, member);
  const list = loaded.find(({ id }) => id === asked) ?? null;
  if (asked && !list) throw noList();
  return send(c, <LoadView request={c.get('request')} list={list} faults={[]} problem={null} />);
}

interface LoadProps {
  request: RequestContext;
  /** The list that is changed, or null for a new one. */
  list: Crosswalk | null;
  faults: CrosswalkFault[];
  problem: Problem | null;
  typed?: Typed;
}

const LoadView = ({ request, list, faults, problem, typed }: LoadProps) => (
  <InsightPage
    request={request}
    title="Load a list"
    here="crosswalk"
    isWithin
    hasError={problem !== null}
  >
    <ErrorSummary problem={problem} />
    <Heading
      eyebrow={<a href="/crosswalk">Gatsby and other lists</a>}
      lead="Any list of expectations that your school works with: a quality standard, a funder’s questions, the priorities of your trust. Say which statements speak to each entry."
    >
      {list ? `Change “${list.title}”` : 'Load a list'}
    </Heading>
    {faults.length > 1 && <Faults faults={faults} />}
    <Form action="/crosswalk/load" key_={request.context.id()} class="form section-s" isUpload>
      <TextField
        name="title"
        label="What the list is called"
        hint="A list of the same name is replaced."
        maxlength={200}
        value={list?.title}
        {...{ typed, problem }}
      />
      <TextArea
        name="about"
        label="What it is (optional)"
        rows={2}
        maxlength={2000}
        value={list?.about}
        {...{ typed, problem }}
      />
      <TextArea
        name="text"
        label="An entry on each line, and the statements that speak to it"
        hint="“Encounters with employers: 5.1, 5.2”. Rows pasted from a spreadsheet will do: the entry in the first column, its statements in the second."
        rows={10}
        value={list ? textOfList(list) : undefined}
        {...{ typed, problem }}
      />
      <FileField
        name="file"
        label="Or choose a file"
        hint="Text, CSV, or the format of Waymark’s own lists (YAML). It is read in place of what stands above."
        accept=".txt,.csv,.tsv,.yaml,.yml,text/plain,text/csv"
      />
      <p class="actions">
        <Button>{list ? 'Save the list' : 'Load the list'}</Button>
        <a href={list ? `/crosswalk/${list.id}` : '/crosswalk'}>Cancel</a>
      </p>
    </Form>
  </InsightPage>
);

const Faults = ({ faults }: { faults: CrosswalkFault[] }) => (
  <section class="section-s" aria-labelledby="faults">
    <h2 id="faults">{counted(faults.length, 'thing')} to put right</h2>
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
    const { id } = await loadList(context, member, input, { key: keyOf(typed) });
    return goTo(c, `/crosswalk/${id}`, 'List loaded.');
  } catch (error) {
    const problem = expected(error);
    if (problem.status === 403) throw problem;
    const { studied } = await readCrosswalks(c, member);
    const [title, about, text] = ['title', 'about', 'text'].map((name) => one(typed, name).trim());
    const list = { title: title ?? '', about: about ?? '', text: text ?? '' };
    const faults =
      problem.code === 'crosswalk.invalid' ? readList(list, studied.framework).faults : [];
    return send(
      c,
      <LoadView request={c.get('request')} list={null} {...{ faults, problem, typed }} />,
      problem.status,
    );
  }
}

/** The form with the text of its file, if it brings one, in place of what was typed. */
async function readSent(c: Ctx): Promise<Typed> {
  const isMultipart = /^multipart\//i.test(c.req.header('content-type') ?? '');
  if (!isMultipart) return readForm(c);
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
export async function removeListPost(c: Ctx, member: Member): Promise<Response> {
  const typed = await readForm(c);
  await removeList(c.get('request').context, member, c.req.param('list') ?? '', {
    key: keyOf(typed),
  });
  return goTo(c, '/crosswalk', 'List removed. The history keeps what it held.');
}
