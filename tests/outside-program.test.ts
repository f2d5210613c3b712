/**
 * A program that knows the address of an installation and a token, and nothing of its code: it reads the description,
 * finds each operation by its name, and does what its person may. Everything that it sends and gets is held to the
 * description.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { pdf } from '../src/evidence/testing/files.js';
import { harbour } from '../src/framework/testing/harbour.js';
import { printed } from '../src/framework/testing/printed.js';
import { signInAs } from '../src/organisation/set-up-changes.js';
import { openTestDemo } from './support/app.js';
import { type Answer, programWith } from './support/program.js';
import { newVisitor } from './support/visitor.js';

const {
  context,
  schools: [otterbridge],
} = await openTestDemo();
assert.ok(otterbridge);
const school = otterbridge;

interface Described {
  operationId: string;
  parameters: { name: string; in: string; schema: object }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}
type Content = Record<string, { schema: object }>;
const JSON_KIND = 'application/json';
let paths: Record<string, Record<string, Described>>;
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

before(async () => {
  const answer = await newVisitor(context).get('/api/openapi.json');
  paths = ((await answer.json()) as { paths: typeof paths }).paths;
});

/** Makes a token on the page, as its person does, and gives the operations by name. */
async function programOf(person: string, scopes: Readonly<Record<string, string>>) {
  const visitor = newVisitor(context);
  visitor.cookies.set('__Host-waymark', await signInAs(context, person, 'Test'));
  const page = await visitor.post('/account/tokens', {
    _key: context.id(),
    name: 'Outside',
    organisation: school.organisation.id,
    days: '30',
    ...Object.fromEntries(Object.entries(scopes).map(([name, may]) => [`scope-${name}`, may])),
  });
  const [token] = /waymark_[\w-]{43}/.exec(await page.text()) ?? [];
  assert.ok(token);
  const { ask } = programWith(context, token);
  return async (
    name: string,
    {
      body,
      headers = {},
      ...sent
    }: Record<string, unknown> & { body?: object; headers?: object } = {},
  ): Promise<Answer> => {
    const [path, method, described] = find(name);
    const named = (where: string) => described.parameters.filter((each) => each.in === where);
    const inPath = named('path').reduce(
      (text, each) => text.replace(`{${each.name}}`, encodeURIComponent(String(sent[each.name]))),
      path,
    );
    const query = new URLSearchParams();
    for (const each of named('query'))
      if (sent[each.name] !== undefined) query.set(each.name, String(sent[each.name]));
    const { content = {} } = described.requestBody ?? {};
    if (body instanceof FormData) assert.ok(content['multipart/form-data'], `${name} takes a file`);
    else if (body) assertFits(content[JSON_KIND]?.schema, body, name);
    const address = query.size > 0 ? `${inPath}?${query}` : inPath;
    const send = (more = {}) =>
      ask(method.toUpperCase(), address, { body, headers: { ...headers, ...more } });
    const key = { 'Idempotency-Key': context.id(), ...headers };
    const answer = await send(method === 'post' ? key : {});
    const answered = described.responses[answer.status]?.content ?? {};
    if (answer.status < 300 && answer.status !== 204 && !answered['*/*'])
      assertFits(answered[JSON_KIND]?.schema, answer.json, name);
    if (method === 'post' && answer.status < 300) {
      const entries = await entriesNow();
      assert.equal((await send(key)).status, answer.status, `${name} again`);
      assert.equal(await entriesNow(), entries, `${name} has one effect with one key`);
    }
    if (answer.status >= 400)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json', name);
    return answer;
  };
}

/** How many entries the history of the school has. */
const entriesNow = async (): Promise<number> =>
  (
    await context.superuser.query('SELECT 1 FROM history WHERE organisation_id = $1', [
      school.organisation.id,
    ])
  ).rowCount ?? 0;

function find(name: string): [path: string, method: string, described: Described] {
  for (const [path, methods] of Object.entries(paths))
    for (const [method, described] of Object.entries(methods))
      if (described.operationId === name) return [path, method, described];
  throw new Error(`The description has no ${name}.`);
}

function assertFits(schema: object | undefined, value: unknown, name: string): void {
  assert.ok(schema, `${name} describes what it takes and gives`);
  assert.ok(ajv.validate(schema, value), `${name}: ${ajv.errorsText()}`);
}

const personIn = (role: string) => {
  const found = Object.values(school.people).find((each) => each.role === role);
  assert.ok(found, role);
  return found.person.id;
};
/** A form with a file. */
function form(file: Buffer, name: string, fields: object = {}): FormData {
  const body = new FormData();
  for (const [field, text] of Object.entries(fields)) body.set(field, text);
  body.set('file', new Blob([new Uint8Array(file)]), name);
  return body;
}
const nameOf = ({ operationId }: Described) => operationId;
/** The fields of the body of an operation. */
const propertiesOf = ({ requestBody }: Described): object =>
  (requestBody?.content[JSON_KIND]?.schema as { properties?: object } | undefined)?.properties ??
  {};
type Items = { id: string; state?: string }[];
const itemsOf = ({ json }: Answer) => json.items as Items;
const EVERYTHING = {
  ...{ reviews: 'change', plan: 'change', evidence: 'change', remarks: 'change' },
  ...{ model: 'change', organisation: 'change', people: 'change' },
} as const;

/** What is changed by version: how it is reached, its other fields, and another value for each of its fields alone. */
interface Versioned {
  at: Record<string, unknown>;
  whole?: object;
  others: Record<string, unknown>;
  /** Fields that cannot change, or that say which thing it is. */
  fixed?: readonly string[];
}

describe('a program written from the description alone', () => {
  it('reads a review, sets an agreed level, and adds an action and evidence', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const review = itemsOf(await leader('review.list')).find(({ state }) => state === 'open')?.id;
    assert.ok(review);
    const whole = await leader('review.read', { review });
    assert.ok((whole.json.agreements as unknown[]).length > 20);

    const at = { review, code: '1.1' };
    const before = await leader('agreement.read', at);
    const headers = { 'If-Match': before.headers.get('etag') };
    const body = { level: 2, reason: 'Set by a program.' };
    const set = await leader('agreement.set', { ...at, body, headers });
    assert.deepEqual([set.status, set.json.level, set.json.reason], [200, 2, 'Set by a program.']);
    assert.equal(
      (await leader('agreement.set', { ...at, body: { level: 3 }, headers })).status,
      412,
    );

    const key = { 'Idempotency-Key': context.id() };
    const action = { title: 'Ask every department', academic_year: 2026, due_on: '2026-12-04' };
    const added = await leader('action.add', { body: action, headers: key });
    const again = await leader('action.add', { body: action, headers: key });
    assert.deepEqual([added.status, again.json.id], [201, added.json.id]);
    const actions = itemsOf(await leader('action.list', { year: 2026, limit: 100 }));
    assert.equal(actions.filter(({ id }) => id === added.json.id).length, 1);

    const note = { kind: 'note', title: 'Minutes', note: 'Agreed by the governors.' };
    const evidence = await leader('evidence.add', { body: note });
    assert.equal(evidence.status, 201);
    const cited = await leader('evidence.cite', {
      ...{ evidence: evidence.json.id, body: { review, cite: ['1.1'] } },
    });
    assert.equal(cited.json.statements, 1);
    const { json } = await leader('agreement.read', at);
    assert.ok((json.evidence as Items).some(({ id }) => id === evidence.json.id));
  });

  it('works through the plan, the library, the model, the school and its people', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const added = await leader('action.add', { body: { title: 'Visit', academic_year: 2026 } });
    const action = added.json.id;
    const headers = { 'If-Match': added.headers.get('etag') };
    const changed = { title: 'Visit again', academic_year: 2026, milestones: 'Ask first' };
    assert.equal((await leader('action.change', { action, body: changed, headers })).status, 200);
    assert.equal((await leader('action.change', { action, body: changed, headers })).status, 412);
    const status = { status: 'under way' };
    assert.equal((await leader('action.set-status', { action, body: status })).status, 200);
    const reached = { what: 'Ask first', is_reached: true };
    assert.equal((await leader('milestone.reach', { action, body: reached })).status, 200);
    assert.equal((await leader('progress.add', { action, body: { words: 'Well' } })).status, 204);
    const asked = await leader('action-remark.ask', {
      ...{ action, body: { kind: 'comment', words: 'Good' } },
    });
    const remark = asked.json.id;
    assert.equal((await leader('action-remark.read', { action, remark })).json.words, 'Good');
    const closing = { status: 'done', changed: 'More visits', result: '' };
    assert.equal((await leader('action.close', { action, body: closing })).json.status, 'done');
    assert.equal((await leader('action.delete', { action })).status, 204);
    assert.equal((await leader('action.read', { action })).status, 404);
    assert.equal((await leader('action.restore', { action })).status, 200);

    const link = { kind: 'link', title: 'Policy', url: 'https://school.example/policy' };
    const { json, headers: sent } = await leader('evidence.add', { body: link });
    const evidence = json.id;
    const found = await leader('evidence.list', { q: 'Policy', kind: 'link', limit: 5 });
    assert.ok(itemsOf(found).some(({ id }) => id === evidence));
    const etag = { 'If-Match': sent.get('etag') };
    const body = { ...link, title: 'Our policy' };
    const renamed = await leader('evidence.change', { evidence, body, headers: etag });
    assert.equal(renamed.json.title, 'Our policy');
    assert.equal((await leader('evidence.delete', { evidence })).status, 204);
    assert.equal((await leader('evidence.restore', { evidence })).status, 200);
    assert.equal((await leader('evidence.read', { evidence })).json.title, 'Our policy');
    const pages = itemsOf(await leader('evidence.list', { limit: 2 }));
    assert.equal(pages.length, 2);

    assert.ok(itemsOf(await leader('framework.list')).length > 0);
    const model = await leader('framework.export', { version: 'current' });
    assert.equal((model.json.themes as unknown[]).length, 6);
    assert.equal((await leader('framework.export', { version: 'none' })).status, 404);

    const own = await leader('organisation.read');
    const { id, version, ...details } = own.json;
    const school = Object.fromEntries(Object.entries(details).filter(([, is]) => is !== null));
    const saved = await leader('organisation.change', {
      body: { ...school, organisation: 'Otterbridge Academy' },
      headers: { 'If-Match': `"${version}"` },
    });
    assert.deepEqual([saved.json.organisation, saved.json.id], ['Otterbridge Academy', id]);

    const people = itemsOf(await leader('person.list')) as (Items[number] & {
      role: string;
      email: string;
      is_owner: boolean;
    })[];
    assert.ok(people.every(({ email }) => email.includes('@')));
    const invited = await leader('person.invite', {
      body: { people: [{ email: 'new@otterbridge.example', role: 'viewer' }] },
    });
    const [one] = invited.json.items as { path: string }[];
    assert.match(one?.path ?? '', /^\/invitations\//);
    const viewer = people.find(({ role, is_owner }) => role === 'viewer' && !is_owner);
    if (viewer) {
      const role = { body: { role: 'governor' }, headers: { 'If-Match': '*' } };
      const now = await leader('person.change-role', { person: viewer.id, ...role });
      assert.equal(now.json.role, 'governor');
      assert.equal((await leader('person.remove', { person: viewer.id })).status, 204);
      assert.equal((await leader('person.restore', { person: viewer.id })).status, 200);
    }
    const owner = people.find(({ is_owner }) => is_owner);
    const refused = await leader('person.remove', { person: owner?.id });
    assert.equal(refused.status, 403, 'an owner is nobody that a token removes');
  });

  it('uploads a file, a newer one, and reads them back', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const fields = { kind: 'file', title: 'Careers plan', voice: 'staff' };
    const added = await leader('evidence.add', { body: form(pdf('one'), 'plan.pdf', fields) });
    assert.equal(added.status, 201);
    const evidence = added.json.id;
    const newer = await leader('evidence.add-file', {
      ...{ evidence, body: form(pdf('two'), 'plan 2.pdf') },
    });
    const files = (newer.json.files as { number: number; name: string }[]).map(
      ({ number, name }) => `${number} ${name}`,
    );
    assert.deepEqual([newer.status, files], [201, ['2 plan 2.pdf', '1 plan.pdf']]);
    for (const [number, text] of [
      [1, 'one'],
      [2, 'two'],
    ] as const) {
      const file = await leader('evidence.read-file', { evidence, number });
      assert.deepEqual([file.status, file.bytes], [200, pdf(text)]);
      assert.equal(file.headers.get('content-type'), 'application/pdf');
    }
    assert.equal((await leader('evidence.read-file', { evidence, number: 3 })).status, 404);
    const hostile = form(Buffer.from('MZ\0\0'), 'plan.exe', fields);
    const refused = await leader('evidence.add', { body: hostile });
    assert.equal(refused.status, 422);
    assert.match(String(refused.json.code), /^file\./);
    const none = new FormData();
    none.set('names_no_learners', 'true');
    assert.equal(
      (await leader('evidence.add-file', { evidence, body: none })).json.code,
      'request.no-file',
    );
    const pupils = Buffer.from('Name,Date of birth\nAda Byrne,2010-01-02\nBen Cole,2010-02-03\n');
    const asked = await leader('evidence.add', { body: form(pupils, 'list.csv', fields) });
    assert.match(String(asked.json.code), /learner/);
    const told = form(pupils, 'list.csv', { ...fields, names_no_learners: 'true' });
    assert.equal((await leader('evidence.add', { body: told })).status, 201);
    const headers = { 'Idempotency-Key': 'no uuid' };
    const slip = { body: form(pdf(), 'plan.pdf', fields), headers };
    assert.equal((await leader('evidence.add', slip)).json.code, 'request.idempotency-key');
    const long = { ...fields, kind: 'note', note: 'As JSON' };
    const tooLong = { body: long, headers: { 'Content-Length': '1048700' } };
    assert.equal((await leader('evidence.add', tooLong)).status, 413);
    const left = readdirSync(join(context.config.dataFolder, 'files/incoming'));
    assert.deepEqual(left, [], 'nothing of an upload is left where uploads come in');
  });

  it('is refused with an older version, whichever single field differs', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const note = { kind: 'note', title: 'Walk', note: 'Seen', about: 'Year 9' };
    const [first, second] = [
      await leader('evidence.add', { body: note }),
      await leader('evidence.add', { body: { ...note, title: 'Talk' } }),
    ].map(({ json }) => json.id);
    const figure = { kind: 'figure', title: 'Visits', figure: '12', unit: 'visits' };
    const counted = { ...figure, effective_on: '2026-10-01', valid_until: '2027-10-01' };
    const link = { kind: 'link', title: 'Plan', url: 'https://school.example/plan' };
    const addedOf = async (body: object) => (await leader('evidence.add', { body })).json.id;
    const fresh = {
      title: 'For one field',
      academic_year: 2026,
      participants: [],
      answers_from: null,
    };
    const review = (await leader('review.start', { body: fresh })).json.id;
    const work = {
      title: 'Visit',
      academic_year: 2026,
      start_on: '2026-10-01',
      due_on: '2026-12-01',
    };
    const action = (await leader('action.add', { body: work })).json.id;
    const draft = (await leader('draft.start', { body: { title: 'One by one' } })).json.id;
    const document = { body: { text: printed(harbour) } };
    const read = (await leader('draft.import', document)).json;
    const [place] = read.places as { place: string }[];
    const { id: _id, version: _version, ...details } = (await leader('organisation.read')).json;
    const school = Object.fromEntries(Object.entries(details).filter(([, is]) => is !== null));
    const role = { role: 'governor', title: 'Link governor' };
    const levels = [{ level: 1, summary: 'Low', points: '' }];
    const statement = { title: 'A plan', levels: [] };
    const versioned: Record<string, Versioned[]> = {
      'agreement.set': [
        {
          at: { review, code: '2.4' },
          whole: { level: 1, reason: 'Before' },
          others: {
            ...{ level: 2, rating: 'not-yet', reason: 'So', strength: 'Walks', next_step: 'Ask' },
            marks: { '2.4.1a': 'met' },
            contradiction_reasons: { '3.1@3>2.1@3': 'Both stand' },
            evidence_ids: [first],
            new_evidence: { title: 'Poll', url: '', note: '' },
          },
        },
      ],
      'review.change': [
        {
          at: { review },
          whole: { title: 'For one field', academic_year: 2026 },
          others: { title: 'Another name', academic_year: 2027 },
        },
      ],
      'action.change': [
        {
          at: { action },
          whole: work,
          others: {
            ...{ title: 'Invite', academic_year: 2027, priority: 'First', objective: 'More' },
            ...{
              aim: '2.4@3',
              owner_name: 'Jo Bell',
              start_on: '2026-10-02',
              due_on: '2026-12-02',
            },
            ...{ milestones: 'Ask', resources: 'A bus', cost: '£20', expected_change: 'More ask' },
            ...{ measure: 'Count', expected_evidence: 'A list', status: 'under way' },
            owner_id: personIn('careers leader'),
          },
        },
      ],
      'evidence.change': [
        {
          at: { evidence: second },
          whole: { ...note, title: 'Talk' },
          others: {
            ...{ title: 'Talks', note: 'Heard', about: 'Year 10', effective_on: '2026-10-01' },
            ...{ valid_until: '2027-10-01', owner: personIn('careers leader'), voice: 'staff' },
          },
          fixed: ['kind', 'url', 'figure', 'unit'],
        },
        {
          at: { evidence: await addedOf(counted) },
          whole: counted,
          others: { figure: '13', unit: 'learners' },
          fixed: ['kind'],
        },
        {
          at: { evidence: await addedOf(link) },
          whole: link,
          others: { url: 'https://school.example/other' },
          fixed: ['kind'],
        },
      ],
      'organisation.change': [
        {
          at: {},
          whole: school,
          others: {
            ...{ organisation: 'Otterbridge', kind: 'special school', urn: '123457' },
            ...{ ukprn: '10012346', laestab: '123/4568', type: 'Academy', phase: 'Secondary' },
            ...{ local_authority: 'Devon', region: 'South West' },
          },
        },
      ],
      'person.change-role': [
        {
          at: { person: personIn('governor') },
          whole: role,
          others: { title: 'Chair', role: 'viewer' },
          fixed: ['owner'],
        },
      ],
      'draft.change': [
        {
          at: { draft },
          whole: { title: 'One by one', first_level: '1', levels: 'Low\nHigh' },
          others: { title: 'Two by two', first_level: '0', levels: 'Low\nMiddle\nHigh' },
        },
      ],
      'draft-theme.change': [
        {
          at: { draft, theme: 1 },
          whole: { title: 'Vision', short: 'Aims', benchmarks: '1' },
          others: { title: 'Plan', short: 'Plans', benchmarks: '1, 2' },
        },
      ],
      'draft-statement.change': [
        {
          at: { draft, statement: '1.1' },
          whole: statement,
          others: {
            ...{ title: 'Plans', asks: 'Is there one?', levels, evidence: 'A plan' },
            ...{ prompts: 'Who?', voices: 'Learners', links: '1: 1.2 at 1 because it builds' },
          },
        },
      ],
      'draft-statement.remove': [{ at: { draft, statement: '1.1' }, others: {} }],
      'draft.read-again': [
        {
          at: { draft: read.id },
          whole: {},
          others: { levels: 4, first_level: 1, best_first: 'no', code_like: '1.1' },
          fixed: ['code_column', 'title_column', 'level_columns', 'sheet', 'table'],
        },
      ],
      'draft.answer': [
        {
          at: { draft: read.id, place: place?.place },
          whole: { act: 'corrected', words: 'One' },
          others: { words: 'Two', act: 'accepted' },
        },
      ],
    };
    const withVersion = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .filter(({ parameters }) => parameters.some(({ name }) => name === 'If-Match'));
    assert.deepEqual(Object.keys(versioned).sort(), withVersion.map(nameOf).sort());
    const faults: string[] = [];
    for (const described of withVersion) {
      const name = nameOf(described);
      const things = versioned[name] ?? [];
      const held = things.flatMap(({ others, fixed = [] }) => [...Object.keys(others), ...fixed]);
      const fields = Object.keys(propertiesOf(described)).filter(
        (each) => each !== 'names_no_learners',
      );
      assert.deepEqual([...new Set(held)].sort(), fields.sort(), name);
      for (const { at, whole, others } of things) {
        const send = (match: string, more = {}) =>
          leader(name, {
            ...at,
            ...(whole ? { body: { ...whole, ...more } } : {}),
            headers: { 'If-Match': match },
          });
        const began = whole ? await send('*') : null;
        if (began) assert.equal(began.status, 200, `${name}: ${began.json.code}`);
        const old = began?.headers.get('etag') ?? '"0"';
        const all = Object.entries(others);
        if (whole) {
          // Somebody else changes it, and changes it back.
          await send('*', Object.fromEntries(all.slice(0, 1)));
          await send('*');
        }
        for (const more of all.length > 0 ? all.map((each) => Object.fromEntries([each])) : [{}]) {
          const { status, json } = await send(old, more);
          if (status !== 412)
            faults.push(`${name} ${JSON.stringify(more)}: ${status} ${json.code ?? ''}`);
        }
      }
    }
    assert.deepEqual(faults, []);
    for (const each of [draft, read.id])
      assert.equal((await leader('draft.remove', { draft: each })).status, 204);
  });

  it('writes a model, reads one of a document, publishes both and chooses one', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const begun = await leader('draft.start', { body: { title: 'Our model' } });
    const draft = begun.json.id;
    const etag = { 'If-Match': begun.headers.get('etag') };
    const head = { title: 'Our own model', first_level: '1', levels: 'Low\nHigh' };
    const changed = await leader('draft.change', { draft, body: head, headers: etag });
    assert.equal(changed.json.title, 'Our own model');
    const again = await leader('draft.change', { draft, body: head, headers: etag });
    assert.deepEqual([again.status, again.json.code], [412, 'framework.draft-changed']);
    const added = await leader('draft-theme.add', { draft });
    const themes = (answer: Answer) =>
      (answer.json.model as { themes: { title: string; statements: { id: string }[] }[] }).themes;
    assert.equal(themes(added).length, 2);
    const any = { headers: { 'If-Match': '*' } };
    const theme = { title: 'Vision', benchmarks: '1' };
    await leader('draft-theme.change', { draft, theme: 2, body: theme, ...any });
    await leader('draft-statement.add', { draft, theme: 2 });
    const levels = [1, 2].map((level) => ({ level, summary: `Words of ${level}`, points: '' }));
    const words = { title: 'A plan', levels };
    const at = { draft, statement: '2.2' };
    await leader('draft-statement.change', { ...at, body: words, ...any });
    await leader('draft-statement.move', { ...at, body: { by: -1 } });
    const fewer = await leader('draft-statement.remove', { ...at, ...any });
    assert.deepEqual(
      themes(fewer).map(({ title, statements }) => [title, statements.length]),
      [
        ['Theme 1', 1],
        ['Vision', 1],
      ],
    );
    const name = { title: 'Our own model', version: '1.0' };
    const early = await leader('draft.publish', { draft, body: name });
    assert.deepEqual([early.status, early.json.code], [422, 'framework.unwritten']);
    const stands = { ...name, is_compared: true };
    const published = await leader('draft.publish', { draft, body: stands });
    assert.deepEqual([published.status, published.json.origin], [200, 'made']);
    const version = published.json.id;
    assert.equal((await leader('framework.choose', { version })).json.id, version);
    const current = await leader('framework.export', { version: 'current' });
    assert.equal(current.json.title, 'Our own model');

    const document = form(Buffer.from(printed(harbour)), 'harbour.txt');
    const read = await leader('draft.import', { body: document });
    assert.equal(read.json.file_name, 'harbour.txt');
    const places = read.json.places as { place: string; version: number; words: string | null }[];
    const imported = { draft: read.json.id };
    const [first] = places;
    assert.ok(first);
    const corrected = await leader('draft.answer', {
      ...{ ...imported, place: first.place, headers: { 'If-Match': `"${first.version}"` } },
      body: { act: 'corrected', words: 'As it stands' },
    });
    assert.deepEqual([corrected.json.words, corrected.json.version], ['As it stands', 1]);
    const settings = { body: { levels: '', first_level: '' }, ...any };
    assert.equal((await leader('draft.read-again', { ...imported, ...settings })).status, 200);
    const gaps = { ...imported, body: { ...stands, title: 'Harbour' } };
    assert.equal((await leader('draft.publish', gaps)).json.code, 'framework.gaps');
    for (const { place } of places.filter(({ words }) => words === null))
      await leader('draft.answer', { ...imported, place, body: { act: 'unreadable' }, ...any });
    const whole = await leader('draft.publish', gaps);
    assert.deepEqual([whole.status, whole.json.origin], [200, 'imported']);
    const puzzling = 'Dear all,\nhere are\tmy notes of the well.';
    const codeOf = (refusal: unknown) => (refusal as { code: string }).code;
    const kept = await leader('draft.import', { body: { text: puzzling, levels: 3 } });
    assert.deepEqual(
      [kept.status, codeOf(kept.json.refusal), kept.json.sample, kept.json.places],
      [201, 'reading.no-codes', [['here are', 'my notes of the well.']], []],
    );
    const help = { draft: kept.json.id, ...any };
    const still = await leader('draft.read-again', { ...help, body: { code_like: 'Q7' } });
    assert.deepEqual([still.status, codeOf(still.json.refusal)], [200, 'reading.no-codes']);
    assert.equal((await leader('draft.remove', { draft: kept.json.id })).status, 204);
    const told =
      'Area\tWhat\tA start\tGood\n/1/\tThe wall\tLow.\tHigh.\n/2/\tThe gate\tOpen.\tShut.';
    const setting = { code_like: '/1/', best_first: 'no', level_columns: '3, 4' };
    const once = await leader('draft.import', { body: { text: told, ...setting } });
    const names = (once.json.places as { place: string }[]).map(({ place }) => place);
    assert.deepEqual([once.json.refusal, names.includes('/2/@2')], [null, true]);
    assert.equal((await leader('draft.remove', { draft: once.json.id })).status, 204);
    const third = await leader('draft.import', { body: { text: printed(harbour) } });
    const gone = { draft: third.json.id };
    assert.equal((await leader('draft.remove', gone)).status, 204);
    assert.equal((await leader('draft.read', gone)).status, 404);
    const drafts = itemsOf(await leader('draft.list'));
    assert.equal(drafts.length, 2);
    const forAll = leader('draft.publish', { draft, body: { ...stands, is_for_all: true } });
    await assert.rejects(forAll, /draft.publish/, 'described for the own school alone');
  });

  it('sends invitations again, makes personal links, and ends a year', async () => {
    const leader = await programOf(personIn('careers leader'), EVERYTHING);
    const body = { people: [{ email: 'later@otterbridge.example', role: 'viewer' }] };
    await leader('person.invite', { body });
    const waiting = async () => {
      const items = itemsOf(await leader('invitation.list')) as (Items[number] & {
        email: string;
      })[];
      return items.find(({ email }) => email === 'later@otterbridge.example')?.id;
    };
    const sent = await leader('invitation.resend', { invitation: await waiting() });
    assert.match(String(sent.json.path), /^\/invitations\//);
    assert.equal((await leader('invitation.revoke', { invitation: await waiting() })).status, 204);
    assert.equal(await waiting(), undefined);

    const review = itemsOf(await leader('review.list')).find(({ state }) => state === 'open')?.id;
    const made = await leader('personal-link.make', {
      ...{ body: { review, name: 'Priya Nair', days: 7 } },
    });
    const link = made.json.id;
    const open = async (path: unknown) => (await newVisitor(context).get(String(path))).status;
    assert.equal(await open(made.json.path), 200);
    const renewed = await leader('personal-link.renew', { link });
    assert.deepEqual([await open(made.json.path), await open(renewed.json.path)], [404, 200]);
    assert.equal((await leader('personal-link.revoke', { link })).status, 204);
    assert.equal(await open(renewed.json.path), 404);
    const links = itemsOf(await leader('personal-link.list')) as {
      id: string;
      revoked_at?: string;
    }[];
    assert.ok(links.find(({ id }) => id === link)?.revoked_at);

    const action = { title: 'Goes on', academic_year: 2019 };
    const { json } = await leader('action.add', { body: action });
    const carried = await leader('year.carry-over', { year: 2019, body: { actions: [json.id] } });
    assert.equal(carried.json.carried, 1);
    const archived = await leader('year.archive', { year: 2019, body: { words: 'A good year' } });
    assert.deepEqual([archived.json.is_archived, archived.json.words], [true, 'A good year']);
    assert.equal((await leader('action.add', { body: action })).json.code, 'plan.archived');
    assert.equal((await leader('year.open', { year: 2019 })).status, 204);
    assert.equal((await leader('year.read', { year: 2019 })).json.is_archived, false);
    assert.equal((await leader('year.read', { year: 'last' })).json.code, 'year.unknown');
    const off = { body: { is_wanted: false } };
    assert.equal((await leader('reminders.set', off)).status, 204);
  });

  it('stands in the history as a program, whatever it changes', async () => {
    const { rows } = await context.superuser.query(
      `SELECT DISTINCT verb, body::json->>'channel' AS channel FROM history
       WHERE organisation_id = $1 AND at >= $2`,
      [school.organisation.id, context.clock()],
    );
    const others = rows.filter(({ channel }) => channel !== 'api');
    assert.ok(rows.length >= 25, `${rows.length} verbs`);
    assert.deepEqual(others, []);
  });

  it('is refused what its person may not do', async () => {
    const contributor = await programOf(personIn('contributor'), EVERYTHING);
    const review = itemsOf(await contributor('review.list')).find(
      ({ state }) => state === 'open',
    )?.id;
    const body = { title: 'Mine', academic_year: 2026 };
    const headers = { 'If-Match': '*' };
    const renamed = await contributor('review.change', { review, body, headers });
    assert.deepEqual([renamed.status, renamed.json.code], [403, 'access.denied']);
    assert.equal((await contributor('review.delete', { review })).status, 403);
    const people = { people: [{ email: 'x@y.example', role: 'careers leader' }] };
    assert.equal((await contributor('person.invite', { body: people })).status, 403);
    const emails = itemsOf(await contributor('person.list')) as unknown as { email: unknown }[];
    assert.deepEqual([...new Set(emails.map(({ email }) => email))], [null]);
    const governor = await programOf(personIn('governor'), EVERYTHING);
    const level = { body: { level: 1 }, headers: { 'If-Match': '*' } };
    assert.equal((await governor('agreement.set', { review, code: '1.1', ...level })).status, 403);
    const note = { kind: 'note', title: 'X', note: 'X' };
    assert.equal((await governor('evidence.add', { body: note })).status, 403);
  });

  it('with a token for reading is refused changes', async () => {
    const reader = await programOf(personIn('careers leader'), { reviews: 'read', plan: 'read' });
    const review = itemsOf(await reader('review.list'))[0]?.id;
    assert.equal((await reader('review.read', { review })).status, 200);
    const refused = await reader('review.delete', { review });
    assert.deepEqual([refused.status, refused.json.code], [403, 'token.scope']);
    const action = { title: 'X', academic_year: 2026 };
    assert.equal((await reader('action.add', { body: action })).json.code, 'token.scope');
    assert.equal((await reader('evidence.list')).json.code, 'token.scope', 'not for evidence');
  });
});
