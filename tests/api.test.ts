/** The API as it is described: one list of operations, served, told to programs and people, and told the same. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { allOperations, allRoutes } from '../src/app.js';
import { rootFolder } from '../src/platform/config.js';
import { commandName } from '../src/platform/operations/commands.js';
import { inputSchema } from '../src/platform/operations/input-schema.js';
import { openApi } from '../src/platform/operations/openapi.js';
import { openTestApp } from './support/app.js';
import { newVisitor } from './support/visitor.js';

const context = await openTestApp();
const visitor = newVisitor(context);
type Json = Record<string, unknown>;
const document = (await (await visitor.get('/api/openapi.json')).json()) as {
  openapi: string;
  paths: Record<string, Record<string, Json>>;
};
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, is]) => ({ method, path, is })),
);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(
      structuredClone(document) as unknown as Json,
    );
    assert.ok(valid, JSON.stringify(errors, null, 2));
    assert.equal(validator.version, '3.1');
  });

  it('is worked out once, and so is what each operation takes', () => {
    const [one, other] = ['https://one.example', 'https://other.example'].map((origin) =>
      openApi(allOperations, origin),
    );
    assert.equal(one?.paths, other?.paths);
    assert.notDeepEqual(one?.servers, other?.servers);
    for (const each of allOperations) assert.equal(inputSchema(each), inputSchema(each), each.name);
  });

  it('describes every operation once, by its name', () => {
    const names = allOperations.map(({ name }) => name);
    assert.deepEqual(described.map(({ is }) => is.operationId).sort(), [...names].sort());
    assert.equal(new Set(names).size, names.length);
  });

  it('says what each takes and answers', () => {
    for (const { name, http, output } of allOperations) {
      const found = described.find(({ is }) => is.operationId === name);
      assert.ok(found, name);
      assert.equal(found.method, http.method.toLowerCase());
      const { 200: ok, 201: added } = found.is.responses as Record<string, Json | undefined>;
      if (output) assert.ok((ok ?? added)?.content, name);
      const parameters = found.is.parameters as { name: string; in: string }[];
      const inPath = parameters.filter((each) => each.in === 'path').map((each) => each.name);
      const wanted = [...http.path.matchAll(/:(\w+)/g)].map(([, each]) => each);
      assert.deepEqual(inPath, wanted, name);
    }
  });

  it('leaves no input or answer open to anything', () => {
    const open = described.filter(({ is }) => {
      const schemas = JSON.stringify([is.requestBody, is.responses]);
      return /"schema":\{\}/.test(schemas);
    });
    assert.deepEqual(open, []);
  });
});

describe('the page of the API', () => {
  it('tells people of every operation, without a sign-in', async () => {
    const page = await visitor.read('/api');
    for (const { summary, http } of allOperations) {
      assert.ok(page.includes(summary), summary);
      assert.ok(page.includes(`${http.method} /api${http.path.replace(/:(\w+)/g, '{$1}')}`));
    }
    assert.match(page, /href="\/account\/tokens"/);
  });
});

/** Forms without an operation: what they are, and why people alone do it, on the page or at the command line. */
const PAGE_ONLY: Readonly<Record<string, RegExp>> = {
  'Ways in: a program that could open one would be as strong as its person.':
    /^\/(sign-in|sign-out|lost-password|new-password|prove|leave|switch)(\/|$)|^\/account\/(?!data)|^\/(invitations|join|shared)\/:token$/,
  'The address of a calendar is a way in: whoever has it reads the plan.':
    /^\/plan\/calendar(\/drop)?$/,
  'Set-up of the installation and of further schools, by its administrator.':
    /^\/(set-up|schools)$/,
  'Background jobs belong to the installation, not to a school.': /^\/administration\/jobs\//,
  'Data protection and retention: decided by people, each time, after another sign-in.':
    /^\/(requests|retention|history|account\/data)(\/|$)/,
  'The demo has visitors, and no tokens.': /^\/demo$/,
  'Insight only shows; its efforts, headings and lists are set once, beside what they change.':
    /^\/(insight\/efforts|crosswalk\/(headings|load|:list\/remove))$/,
  'Shows how a pasted list was read: person.invite takes the people themselves.':
    /^\/people\/invite$/,
  'Taken off by whoever handed the message over, in person, by post or in their own mail program.':
    /^\/(people|administration)\/messages$/,
  'Words that a page keeps while somebody types, before they are sent: an operation takes the finished ones.':
    /^\/drafts$/,
  'Several levels at once, copied or from paper: agreement.set takes each.':
    /^\/reviews\/:id\/(confirm|enter)$/,
  'A person looks at each change of a filled in workbook: a program uses agreement.set, action.change and action.add.':
    /^\/(reviews\/:id|plan)\/workbook(\/changes)?$/,
  'What a school writes for its reports, and which parts they have: set once, by people, beside the report.':
    /^\/reviews\/:id\/reports\/:kind\/(words|parts|parts\/standard)$/,
  'Which wording a browser shows first: its own cookie.': /^\/model\/wording$/,
};

describe('every form', () => {
  const done = new Set(allOperations.flatMap(({ form }) => form));
  const others = allRoutes
    .filter(({ method, path }) => method !== 'GET' && !path.startsWith('/api/'))
    .filter(({ method, path }) => !done.has(`${method} ${path}`))
    .map(({ path }) => path);

  it('that changes something has an operation, or a reason why it has none', () => {
    const reasons = Object.values(PAGE_ONLY);
    const left = others.filter((path) => !reasons.some((each) => each.test(path)));
    assert.deepEqual(left, [], 'Define an operation, or say in PAGE_ONLY why there is none.');
  });

  it('is on the list only while it has none', () => {
    const idle = Object.entries(PAGE_ONLY).filter(([, each]) => !others.some((p) => each.test(p)));
    assert.deepEqual(idle, []);
  });
});

describe('every operation', () => {
  it('has the page on which people do the same', () => {
    const pages = new Set(allRoutes.map(({ method, path }) => `${method} ${path}`));
    const unknown = allOperations.flatMap(({ form }) => form).filter((each) => !pages.has(each));
    assert.deepEqual(unknown, []);
  });

  it('has its command in the help', () => {
    const help = execFileSync(process.execPath, [join(rootFolder(), 'bin/waymark.js'), '--help'], {
      encoding: 'utf8',
    });
    const missing = allOperations
      .map(commandName)
      .filter((command) => !new RegExp(`^\\s*${command}\\b`, 'm').test(help));
    assert.deepEqual(missing, []);
  });

  it('is on /api with the scope of its feature, and nothing else opens to a token', () => {
    const open = allRoutes.filter(({ scope }) => scope !== undefined);
    assert.deepEqual(
      open.map(({ method, path, scope }) => [method, path, scope]),
      allOperations.map(({ http, scope }) => [http.method, `/api${http.path}`, scope]),
    );
    for (const { isChange, scope } of allOperations)
      assert.equal(scope.endsWith(isChange ? ':change' : ':read'), true);
  });
});
