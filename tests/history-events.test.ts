/** The chain of the history has no room for a name: every field of every event, looked at. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { historyEvents } from '../src/app.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const NAMES = [
  'Zebedee',
  'Zebedee Quill-Marchbanks (Head)',
  'Barnaby Thistlewick Jr.',
  'zqm@x.example',
];
const FORMATS = new Set(['uuid', 'date', 'date-time']);

/** Where a schema would take words of somebody's choice: an open text, an open object, anything. */
function openPlaces(schema: JsonSchema, at: string): string[] {
  if (schema.enum !== undefined || schema.const !== undefined) return [];
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return parts.flatMap((each) => openPlaces(each as JsonSchema, at));
  const types = [schema.type].flat();
  if (types.every((type) => ['number', 'integer', 'boolean', 'null'].includes(String(type))))
    return [];
  if (schema.type === 'string') {
    const isClosed =
      FORMATS.has(schema.format ?? '') ||
      (schema.pattern !== undefined &&
        !NAMES.some((name) => new RegExp(schema.pattern ?? '').test(name)));
    return isClosed ? [] : [at];
  }
  if (schema.type === 'array') return openPlaces(schema.items as JsonSchema, `${at}[]`);
  if (schema.type === 'object' && schema.additionalProperties === false)
    return Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
      openPlaces(each as JsonSchema, `${at}.${name}`),
    );
  return [at];
}

describe('the events of the history', () => {
  it('take ids, codes, numbers, days and words of ours, and nothing else into the chain', () => {
    const open = historyEvents.flatMap((events) =>
      Object.entries(events).flatMap(([verb, { schema, typed }]) => {
        const { properties = {}, ...rest } = z.toJSONSchema(schema) as JsonSchema;
        const held = Object.fromEntries(
          Object.entries(properties).filter(([name]) => !typed.includes(name)),
        );
        return openPlaces({ ...rest, properties: held }, verb);
      }),
    );
    assert.deepEqual(open, []);
  });

  it('are defined once each', () => {
    const verbs = historyEvents.flatMap((events) => Object.keys(events));
    assert.deepEqual(
      verbs.filter((verb, at) => verbs.indexOf(verb) < at),
      [],
    );
  });
});
