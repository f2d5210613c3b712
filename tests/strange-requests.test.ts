/**
 * What no browser sends by itself: names that every JavaScript object has, NUL and half a surrogate pair, in addresses,
 * queries, forms, JSON and headers. Each is answered politely, and none as a fault of ours.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeApiToken } from '../src/account/api-tokens.js';
import { allOperations, allRoutes } from '../src/app.js';
import { SCOPES } from '../src/platform/access/scopes.js';
import { inputSchema } from '../src/platform/operations/input-schema.js';
import { openTestDemo } from './support/app.js';
import { exampleOf } from './support/examples.js';
import { makeMatrix } from './support/matrix.js';
import { hasAllRuns } from './support/runs.js';
import { newVisitor, type Visitor } from './support/visitor.js';

const { context, schools } = await openTestDemo();
const matrix = await makeMatrix(context, schools);
const { own } = matrix;
const leader = matrix.actors.find(({ isAdministrator }) => isAdministrator);
assert.ok(leader);
const visitor = await leader.open();
const nobody = newVisitor(context);

/** As they stand in an address. */
const STRANGE = hasAllRuns
  ? [
      ...['%00', 'a%00b', '%ED%A0%80', '%C0%80', '%', '%E2%80%AE', '%F0%9F%98%80', '%0A'],
      ...['..%2F..', 'constructor', '__proto__', 'toString', 'hasOwnProperty', '-1', '1e999'],
    ]
  : ['a%00b', '%ED%A0%80', '%0A', '__proto__'];
const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'a[b]', 'a.b'];

/** In the deep tier all of them; in `npm test` every second one, and the others the next time. */
let turn = 0;
function byTurns<T>(all: readonly T[]): readonly T[] {
  turn += 1;
  return hasAllRuns ? all : all.filter((_, at) => (at + turn) % 2 === 0);
}

/** Signing out, or removing oneself, would end the test. */
const ENDS = /sign-out|sessions|\/demo|leave|erase|password|codes|providers|set-up/;
const gets = allRoutes.filter(({ method }) => method === 'GET');
const posts = allRoutes.filter(({ method, path }) => method === 'POST' && !ENDS.test(path));

const faults: string[] = [];
async function assertPolite(what: string, ask: () => Promise<Response>): Promise<void> {
  const { status } = await ask();
  if (status >= 500) faults.push(`${what}: ${status}`);
}
const none = () => assert.deepEqual(faults.splice(0), []);

/** A path with one parameter replaced, for each of its parameters. */
function* withEach(path: string, value: string): Generator<string> {
  const example = exampleOf(path, own).split('/');
  const parts = path.split('/');
  for (const [at, part] of parts.entries())
    if (part.startsWith(':'))
      yield example.map((each, place) => (place === at ? value : each)).join('/');
}

describe('a strange request is answered politely', () => {
  it('with anything as a part of the address', async () => {
    for (const { path } of gets)
      for (const strange of STRANGE)
        for (const address of withEach(path, strange))
          await assertPolite(`GET ${address}`, () => visitor.get(address));
    for (const strange of STRANGE) {
      await assertPolite(`GET /${strange}`, () => nobody.get(`/${strange}`));
      await assertPolite(`POST /reviews/${strange}`, () => visitor.post(`/reviews/${strange}`, {}));
    }
    none();
  });

  it('with anything in the query', async () => {
    const names = ['q', 'year', 'version', 'from', 'next', 'order', 'page', 'without', 'on'];
    for (const { path } of gets) {
      const address = exampleOf(path, own);
      for (const strange of ['%00', '%ED%A0%80', '__proto__', 'constructor']) {
        const query = [...names, ...NAMES].map((name) => `${name}=${strange}`).join('&');
        await assertPolite(`GET ${address}?…=${strange}`, () => visitor.get(`${address}?${query}`));
      }
    }
    none();
  });

  it('with such names and values in a form', async () => {
    for (const { path } of posts) {
      const address = exampleOf(path, own);
      for (const value of hasAllRuns ? ['constructor', '__proto__', 'a\0b'] : ['__proto__']) {
        const fields = Object.fromEntries(NAMES.map((name) => [name, value]));
        Object.defineProperty(fields, '__proto__', { value, enumerable: true });
        await assertPolite(`POST ${address} of ${JSON.stringify(value)}`, () =>
          visitor.post(address, fields),
        );
        await assertPolite(`POST ${address} in parts`, () => inParts(visitor, address, value));
      }
    }
    none();
  });

  it('with a form that is damaged, cut, or none', async () => {
    const head = '--X\r\nContent-Disposition: form-data; name="title"\r\n';
    const sent = hasAllRuns ? posts : posts.slice(0, 8);
    for (const { path } of [...sent, { path: '/sign-in' }, { path: '/demo' }])
      for (const body of ['', 'hello', head, `${head}\r\nA`, breaking()]) {
        const address = exampleOf(path, own);
        await assertPolite(`POST ${address} of ${body}`, async () =>
          context.app.request(`http://localhost${address}`, {
            method: 'POST',
            body,
            duplex: 'half',
            headers: {
              Host: 'localhost',
              'Sec-Fetch-Site': 'same-origin',
              'Content-Type': 'multipart/form-data; boundary=X',
              Cookie: [...visitor.cookies].map(([name, each]) => `${name}=${each}`).join('; '),
            },
          } as RequestInit),
        );
      }
    none();
  });

  it('with such names and values in JSON', async () => {
    const person = Object.values(own.people).find(({ role }) => role === 'careers leader');
    assert.ok(person);
    const input = {
      name: 'Strange',
      organisation: own.organisation.id,
      scopes: [...SCOPES],
      days: 1,
    };
    const token = await makeApiToken(context, person.person.id, input, null);
    for (const { http, ...operation } of allOperations) {
      const path = exampleOf(`/api${http.path}`, own);
      const inputs = Object.keys(inputSchema(operation)?.properties ?? {}).map((name) => [name]);
      // Names that no operation knows are sent together in `npm test`, those that it has one by one.
      const sent = hasAllRuns ? [...NAMES.map((name) => [name]), ...inputs] : [NAMES, ...inputs];
      for (const names of sent) {
        for (const value of byTurns([
          '"constructor"',
          '{"__proto__":1}',
          '"\\u0000"',
          '"\\ud800"',
          '1e999',
        ])) {
          const query = names.map((name) => `${name}=${encodeURIComponent(value)}`).join('&');
          const body = `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join()}}`;
          await assertPolite(`${http.method} ${path} ${names}: ${value}`, async () =>
            context.app.request(
              `http://localhost${path}${http.method === 'GET' ? `?${query}` : ''}`,
              {
                method: http.method,
                headers: { Authorization: `Bearer ${token}`, 'If-Match': '*' },
                ...(http.method === 'GET' ? {} : { body }),
              },
            ),
          );
        }
      }
    }
    none();
  });

  it('with anything in a header', async () => {
    for (const header of [
      ...['accept', 'accept-encoding', 'authorization', 'content-length', 'content-type'],
      ...['cookie', 'host', 'idempotency-key', 'if-match', 'origin', 'referer', 'sec-fetch-site'],
      ...['user-agent', 'x-forwarded-for', 'x-forwarded-proto', 'transfer-encoding'],
    ])
      for (const value of [
        '%00',
        '\u00ff',
        '__proto__',
        'a b',
        '<x>',
        '[',
        '::::',
        ',,,',
        '999e9',
      ]) {
        for (const path of byTurns(['/sign-in', '/api/reviews', '/api/openapi.json', '/school']))
          for (const method of ['GET', 'POST'])
            await assertPolite(`${method} ${path} with ${header}: ${value}`, async () =>
              context.app.request(`http://localhost${path}`, {
                method,
                ...(method === 'GET' ? {} : { body: 'a=b' }),
                headers: { Host: 'localhost', 'Sec-Fetch-Site': 'same-origin', [header]: value },
              }),
            );
      }
    none();
  });
});

/** A body whose connection breaks. */
const breaking = () =>
  new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('aborted')),
  });

/** The same as a form with files is sent. */
async function inParts(by: Visitor, path: string, value: string): Promise<Response> {
  const form = new FormData();
  for (const name of NAMES) form.append(name, value);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  return context.app.request(`http://localhost${path}`, {
    method: 'POST',
    body: await request.arrayBuffer(),
    headers: {
      Host: 'localhost',
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': request.headers.get('content-type') ?? '',
      Cookie: [...by.cookies].map(([name, each]) => `${name}=${each}`).join('; '),
    },
  });
}
