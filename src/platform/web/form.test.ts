import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Hono } from 'hono';
import { readForm, type Typed } from './form.js';
import type { Env } from './request-context.js';

/** What a form is read as. */
async function read(body: URLSearchParams | FormData): Promise<Typed> {
  const seen: Typed[] = [];
  const app = new Hono<Env>().post('/', async (c) => {
    seen.push(await readForm(c));
    return c.text('');
  });
  assert.equal((await app.request('/', { method: 'POST', body })).status, 200);
  return seen[0] ?? {};
}

const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

for (const [kind, body] of [
  ['plain', new URLSearchParams()],
  ['with files', new FormData()],
] as const)
  it(`a form (${kind}) keeps a field whose name is also that of something in JavaScript`, async () => {
    for (const name of NAMES) for (const value of ['a', 'b\r\nc']) body.append(name, value);
    const typed = await read(body);
    assert.deepEqual(
      Object.entries(typed),
      NAMES.map((name) => [name, ['a', 'b\nc']]),
    );
    assert.equal(Object.getPrototypeOf(typed), Object.prototype);
  });

it('a form keeps the words around a sign that no text can hold', async () => {
  const body = new URLSearchParams({ note: 'before\0after', '\0odd': '\0' });
  assert.deepEqual(await read(body), { note: ['beforeafter'], odd: [''] });
});

it('line breaks of Word and of web pages are line ends', async () => {
  const words = 'one\vtwo\r\nthree\u2028four\rfive';
  const form = new FormData();
  form.append('words', words);
  for (const body of [new URLSearchParams({ words }), form])
    assert.deepEqual((await read(body)).words, ['one\ntwo\nthree\nfour\nfive']);
});
