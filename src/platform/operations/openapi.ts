/** The OpenAPI 3.1 document, from the schemas that the operations themselves read and answer by. */
import { z } from 'zod';
import { SCOPE_FEATURES } from '../access/scopes.js';
import { inputSchema } from './input-schema.js';
import { fileOutput, needsVersion, type Operation } from './operation.js';

type Json = Record<string, unknown>;

const STATUSES: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Added.',
  204: 'Done; there is nothing to say.',
};

/** What is described of operations: made once, as it would hold everybody else up at each request. */
const descriptions = new WeakMap<readonly Operation[], Record<string, Json>>();

function pathsOf(operations: readonly Operation[]): Record<string, Json> {
  const known = descriptions.get(operations);
  if (known) return known;
  const paths: Record<string, Json> = {};
  for (const each of operations) {
    const path = each.http.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [each.http.method.toLowerCase()]: described(each) };
  }
  descriptions.set(operations, paths);
  return paths;
}

/** The document of these operations, served at this origin. */
export function openApi(operations: readonly Operation[], origin: string): Json {
  const paths = pathsOf(operations);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waymark',
      version: '1',
      description: `How to make a token, errors and limits: ${origin}/api`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${origin}/api` }],
    tags: Object.entries(SCOPE_FEATURES).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'It was not done. `code` is stable; `detail` is a sentence for people.',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
    },
  };
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    request: { type: 'string' },
  },
};

function described(each: Operation): Json {
  const { name, summary, feature, scope, status, output, isVersioned, isChange } = each;
  const input = inputSchema(each);
  const content = output && contentOf(output);
  return {
    operationId: name,
    summary,
    description: `Needs a token with the scope ${scope}.`,
    tags: [feature],
    parameters: [...pathParameters(each), ...headers(each), ...(isChange ? [] : query(input))],
    ...(isChange && input ? { requestBody: bodyOf(input, each) } : {}),
    responses: {
      [status]: {
        description: STATUSES[status],
        ...(isVersioned ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
        ...(content ? { content } : {}),
      },
      '4XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

const FILE = { type: 'string', format: 'binary' };

function contentOf(output: z.ZodType): Json {
  if (output === fileOutput) return { '*/*': { schema: FILE } };
  const { $schema, ...schema } = z.toJSONSchema(output, { unrepresentable: 'any' });
  return { 'application/json': { schema } };
}

/** JSON, or a form that also brings a file. */
function bodyOf(schema: z.core.JSONSchema.BaseSchema, { takesFile }: Operation): Json {
  const required = schema.required ?? [];
  const json = { 'application/json': { schema } };
  if (!takesFile) return { required: required.length > 0, content: json };
  const form = {
    ...schema,
    properties: { ...schema.properties, file: FILE },
    required: [...required, ...(takesFile.isRequired ? ['file'] : [])],
  };
  const content = { 'multipart/form-data': { schema: form } };
  return { required: true, content: takesFile.isRequired ? content : { ...json, ...content } };
}

const pathParameters = ({ http }: Operation): Json[] =>
  [...http.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));

const query = (schema: z.core.JSONSchema.BaseSchema | null): Json[] =>
  Object.entries(schema?.properties ?? {}).map(([name, is]) => ({
    ...{ name, in: 'query', required: schema?.required?.includes(name) ?? false, schema: is },
  }));

const inHeader = { in: 'header', schema: { type: 'string' } };
const KEY = {
  ...{ ...inHeader, name: 'Idempotency-Key', required: false },
  ...{ description: 'A UUID. Sent again with the same one, it has one effect.' },
};
const MATCH = {
  ...{ ...inHeader, name: 'If-Match', required: true },
  ...{ description: 'The ETag that was read, or * for whatever is there.' },
};

const headers = (each: Operation): Json[] => [
  ...(each.http.method === 'POST' ? [KEY] : []),
  ...(needsVersion(each) ? [MATCH] : []),
];
