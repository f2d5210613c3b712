/** What an operation takes, for its description, its commands and the check of what was sent. */
import { z } from 'zod';
import { snakeCase } from '../casing.js';
import type { Operation } from './operation.js';

/** The field that confirms that the texts of a request name no learners. */
export const NAMES_NO_LEARNERS = 'names_no_learners';

type InputSchema = z.core.JSONSchema.BaseSchema | null;

/** Made once for each operation: to make one takes longer than to answer a request. */
const inputSchemas = new WeakMap<object, InputSchema>();

/** The input of an operation as JSON Schema, with the names that programs write. */
export function inputSchema(operation: Pick<Operation, 'input' | 'hasTexts'>): InputSchema {
  const known = inputSchemas.get(operation);
  if (known !== undefined) return known;
  const schema = makeInputSchema(operation);
  inputSchemas.set(operation, schema);
  return schema;
}

function makeInputSchema({ input, hasTexts }: Pick<Operation, 'input' | 'hasTexts'>): InputSchema {
  if (!input && !hasTexts) return null;
  const { $schema, ...schema } = z.toJSONSchema(input ?? z.object({}), {
    io: 'input',
    unrepresentable: 'any',
  });
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, is]) => [snakeCase(name), is]),
  );
  const confirmed = { type: 'boolean', description: 'The texts name no individual learners.' };
  return {
    ...schema,
    properties: { ...properties, ...(hasTexts ? { [NAMES_NO_LEARNERS]: confirmed } : {}) },
    required: (schema.required ?? []).map(snakeCase),
    additionalProperties: false,
  } as z.core.JSONSchema.BaseSchema;
}
