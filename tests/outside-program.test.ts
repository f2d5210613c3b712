/**
 * A program that knows the address of an installation and a token, and nothing of its code: it reads the description,
 * finds each operation by its name, and does what its person may. Everything that it sends and gets is held to the
 * description.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
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
  requestBody?: { content: { 'application/json': { schema: object } } };
  responses: Record<string, { content?: { 'application/json': { schema: object } } }>;
}
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
    if (body) assertFits(described.requestBody?.content['application/json'].schema, body, name);
    const address = query.size > 0 ? `${inPath}?${query}` : inPath;
    const answer = await ask(method.toUpperCase(), address, { body, headers });
    const schema = described.responses[answer.status]?.content?.['application/json'].schema;
    if (answer.status < 300 && answer.status !== 204) assertFits(schema, answer.json, name);
    if (answer.status >= 400)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json', name);
    return answer;
  };
}

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
type Items = { id: string; state?: string }[];
const itemsOf = ({ json }: Answer) => json.items as Items;
const EVERYTHING = {
  ...{ reviews: 'change', plan: 'change', evidence: 'change', remarks: 'change' },
  ...{ model: 'read', organisation: 'change', people: 'change' },
} as const;

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

  it('is refused what its person may not do', async () => {
    const contributor = await programOf(personIn('contributor'), EVERYTHING);
    const review = itemsOf(await contributor('review.list')).find(
      ({ state }) => state === 'open',
    )?.id;
    const body = { title: 'Mine', academic_year: 2026 };
    const renamed = await contributor('review.change', { review, body });
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
