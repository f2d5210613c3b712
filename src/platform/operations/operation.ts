/**
 * Operations: what a program can ask and change, each defined once. A definition becomes a route with its policy, and a
 * part of the OpenAPI document, and a command. It calls the same functions with the same input schemas as the pages do.
 */
import { z } from 'zod';
import type { Member } from '../access/member.js';
import type { How } from '../access/member-changes.js';
import { type Policy, type Route, route } from '../access/route.js';
import { type Scope, type ScopeFeature, scopeFor } from '../access/scopes.js';
import { invalid, Problem } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { parse } from '../web/form.js';
import type { Ctx, RequestContext } from '../web/request-context.js';

/** What the function behind an operation is given. */
interface Asked<I> {
  context: AppContext;
  member: Member;
  request: RequestContext;
  /** The parameters in the path. */
  params: Readonly<Record<string, string>>;
  input: I;
  how: How;
  /** The version that the program read; null for "*", which changes whatever is there. */
  version: number | null;
}

/** The page where people do the same, or why there is none: "POST /reviews/:id/close". */
type Entry = string | { none: string };

interface Definition<I extends z.ZodType, O extends z.ZodType> {
  /** A noun and what is done to it: "agreement.set". */
  name: string;
  /** "Set the agreed level of a statement." */
  summary: string;
  feature: ScopeFeature;
  /** The path below /api, with parameters as ":review". */
  http: { method: Route['method']; path: `/${string}` };
  allow: Extract<Policy, { who: 'members' }>;
  /** A JSON body, or for GET the query. The schema has camelCase; programs write snake_case. */
  input?: I;
  /** What is answered, and nothing else; left out: 204. */
  output?: O;
  /** The thing has a version: answers have an ETag, a PUT needs If-Match. */
  isVersioned?: true;
  /** The input has texts in which a list of pupils could stand: takes names_no_learners. */
  hasTexts?: true;
  form: Entry;
  /** A command written by hand that does it; left out, the command line makes one of the definition. */
  command?: string;
  run(asked: Asked<z.output<I>>): Promise<z.input<O>>;
}

/** What the API, its document and its tests know of an operation. */
export interface Operation extends Omit<Definition<z.ZodType, z.ZodType>, 'run'> {
  scope: Scope;
  /** Reads the input, in the names that programs write, does it, and gives the answer as it is described. */
  perform(
    asked: Omit<Asked<unknown>, 'input' | 'how'> & { how: Omit<How, 'namesNoLearners'> },
    given: Given,
  ): Promise<unknown>;
  isChange: boolean;
  /** 201 for what a POST adds, 204 where nothing is answered. */
  status: 200 | 201 | 204;
  route: Route;
}

type Given = Readonly<Record<string, unknown>>;

/** Defines one operation. */
export function operation<I extends z.ZodType = z.ZodUndefined, O extends z.ZodType = z.ZodVoid>(
  defined: Definition<I, O>,
): Operation {
  const { name, feature, http, allow, run, ...rest } = defined;
  const isChange = http.method !== 'GET';
  const scope = scopeFor(feature, isChange);
  const isAdded = http.method === 'POST' && /\.(add|ask|start|invite)$/.test(name);
  const status = !defined.output ? 204 : isAdded ? 201 : 200;
  const perform: Operation['perform'] = async ({ how, ...asked }, given) => {
    const { input, namesNoLearners } = readInput(defined, given);
    const answer = await run({ ...asked, input, how: { ...how, namesNoLearners } }).catch(
      (error: unknown) => {
        throw forPrograms(error);
      },
    );
    return defined.output?.parse(answer);
  };
  const handle = async (c: Ctx, member: Member): Promise<Response> => {
    const request = c.get('request');
    const given = http.method === 'GET' ? c.req.query() : await bodyOf(c);
    const version = needsVersion(defined) ? versionOf(c.req.header('if-match')) : null;
    const how = { key: keyOf(c), channel: 'api' as const };
    const asked = {
      context: request.context,
      member,
      request,
      params: c.req.param(),
      how,
      version,
    };
    const json = await perform(asked, given);
    if (!defined.output) return c.body(null, 204);
    if (defined.isVersioned) c.header('ETag', `"${(json as { version: number }).version}"`);
    return c.json(json as object, status as 200);
  };
  const { method, path } = http;
  const made = route(method, `/api${path}`, allow, handle as never, { scope });
  return { ...rest, name, feature, http, allow, scope, isChange, status, perform, route: made };
}

/** True for a change of something that has a version. */
export const needsVersion = ({ http, isVersioned }: Pick<Operation, 'http' | 'isVersioned'>) =>
  isVersioned === true && http.method === 'PUT';

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const NAMES_NO_LEARNERS = 'names_no_learners';

/** The input of an operation as JSON Schema, with the names that programs write. */
export function inputSchema({
  input,
  hasTexts,
}: {
  input?: z.ZodType | undefined;
  hasTexts?: true | undefined;
}): z.core.JSONSchema.BaseSchema | null {
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

/** @throws Problem 422 `request.unknown-field`, `form.invalid` */
function readInput<I extends z.ZodType>(
  { input, hasTexts }: Pick<Definition<I, z.ZodType>, 'input' | 'hasTexts'>,
  given: Given,
): { input: z.output<I>; namesNoLearners: boolean } {
  const known = Object.keys(inputSchema({ input, hasTexts })?.properties ?? {});
  const strange = Object.keys(given).find((name) => !known.includes(name));
  if (strange !== undefined) {
    const sentence = `Leave out ${strange}, which is not known here`;
    throw invalid('request.unknown-field', `${sentence}.`, { [strange]: sentence });
  }
  const { [NAMES_NO_LEARNERS]: confirmed, ...rest } = given;
  const namesNoLearners = confirmed === true;
  if (!input) return { input: undefined as z.output<I>, namesNoLearners };
  const named = Object.entries(rest).map(([name, is]) => [camelCase(name), is]);
  try {
    return { input: parse(input, Object.fromEntries(named)), namesNoLearners };
  } catch (error) {
    throw forPrograms(error);
  }
}

const camelCase = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** @throws Problem 422 `request.unreadable` */
async function bodyOf(c: Ctx): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    const json: unknown = JSON.parse(text, savable);
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return json as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid('request.unreadable', 'Send one object as JSON.');
}

/** Refuses what no column of text can hold: NUL, or half a pair of surrogates. */
function savable(name: string, value: unknown): unknown {
  for (const text of [name, value])
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
      throw new SyntaxError('Characters that cannot be saved.');
  return value;
}

/** @throws Problem 422 `request.idempotency-key` */
function keyOf(c: Ctx): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined || c.req.method !== 'POST') return null;
  if (z.uuid().safeParse(key).success) return key;
  throw invalid('request.idempotency-key', 'Send a UUID as Idempotency-Key.');
}

/** @throws Problem 428 `request.if-match` */
function versionOf(header: string | undefined): number | null {
  if (header?.trim() === '*') return null;
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header ?? '') ?? [];
  if (version !== undefined) return Number(version);
  throw new Problem(
    428,
    'request.if-match',
    'Send the ETag that you read as If-Match, or * to change whatever is there.',
  );
}

/** A problem in the names that programs write; what somebody else changed meanwhile is a failed If-Match. */
function forPrograms(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const isMeanwhile = error.status === 409 && /\.(conflict|changed)$/.test(error.code);
  const fields = Object.entries(error.fields).map(([name, is]) => [snakeCase(name), is]);
  const status = isMeanwhile ? 412 : error.status;
  return new Problem(status, error.code, error.message, Object.fromEntries(fields));
}
