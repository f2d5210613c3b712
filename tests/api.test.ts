/** The API as it is described: one list of operations, served, told to programs and people, and told the same. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { allOperations, allRoutes } from '../src/app.js';
import { rootFolder } from '../src/platform/config.js';
import { commandName } from '../src/platform/operations/commands.js';
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

describe('every operation', () => {
  it('has the page on which people do the same, or a reason why there is none', () => {
    const pages = new Set(allRoutes.map(({ method, path }) => `${method} ${path}`));
    const wrong = allOperations.filter(({ form }) =>
      typeof form === 'string' ? !pages.has(form) : form.none.length < 20,
    );
    assert.deepEqual(
      wrong.map(({ name, form }) => [name, form]),
      [],
    );
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
