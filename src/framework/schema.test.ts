import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { frameworkFilesGuide, frameworkJsonSchema, themeJsonSchema } from './schema.js';

const docs = new URL('../../docs/', import.meta.url);
/** Reads docs/`name`; first brings it up to date when WRITE_DOCS=1 asks for it. */
function written(name: string, text: string): string {
  const file = new URL(name, docs);
  if (process.env.WRITE_DOCS === '1') writeFileSync(file, text);
  return readFileSync(file, 'utf8');
}

test('docs/framework-files.md says what the definition says (WRITE_DOCS=1 brings it up to date)', () => {
  const guide = frameworkFilesGuide();
  assert.equal(written('framework-files.md', guide), guide);
});

for (const [name, schema] of [
  ['framework.schema.json', frameworkJsonSchema()],
  ['theme.schema.json', themeJsonSchema()],
] as const) {
  test(`docs/${name} is the schema of the definition (WRITE_DOCS=1 brings it up to date)`, () => {
    const text = JSON.stringify(schema, null, 2);
    assert.deepEqual(JSON.parse(written(name, text)), JSON.parse(text));
  });
}

test('every key that may be written is explained', () => {
  const undescribed: string[] = [];
  const walk = (schema: unknown, path: string) => {
    const { properties, items, anyOf } = schema as {
      properties?: Record<string, { description?: string }>;
      items?: unknown;
      anyOf?: unknown[];
    };
    for (const [key, value] of Object.entries(properties ?? {})) {
      if (!value.description) undescribed.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
    if (items) walk(items, `${path}[]`);
    for (const each of anyOf ?? []) walk(each, path);
  };
  walk(frameworkJsonSchema(), 'framework');
  walk(themeJsonSchema(), 'theme');
  assert.deepEqual(undescribed, []);
});

test('an editor refuses unknown keys as the check does', () => {
  assert.equal(frameworkJsonSchema().additionalProperties, false);
  assert.equal(themeJsonSchema().additionalProperties, false);
});
