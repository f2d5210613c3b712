/**
 * Operations: what a program can ask and change, each defined once. A definition becomes a route with its policy, and a
 * part of the OpenAPI document, and a command. It calls the same functions with the same input schemas as the pages do.
 */
import { z } from 'zod';
import type { Member } from '../access/member.js';
import type { How } from '../access/member-changes.js';
import { type Policy, type Route, route } from '../access/route.js';
import { type Scope, type ScopeFeature, scopeFor } from '../access/scopes.js';
import { camelCase, snakeCase } from '../casing.js';
import { invalid, Problem } from '../problems.js';
import type { AppContext } from '../storage/context.js';
import { requestKey } from '../storage/idempotency.js';
import { arrived, parse, single, withLineEnds } from '../web/form.js';
import { bodyLimit, MOST_FORM_BYTES } from '../web/guards.js';
import { type Arriving, isMultipart, readWithFile } from '../web/multipart.js';
import type { Ctx, RequestContext } from '../web/request-context.js';
import { inputSchema, NAMES_NO_LEARNERS } from './input-schema.js';

/** What the function behind an operation is given. */
interface Asked<I, F> {
  context: AppContext;
  member: Member;
  request: RequestContext;
  /** The parameters in the path. */
  params: Readonly<Record<string, string>>;
  /** The first of them: the thing that it is about; '' without any. */
  id: string;
  input: I;
  /** The file that came with the input, as `take` made it. */
  file: F | null;
  how: How;
  /** The version that the program read; null for "*", which changes whatever is there. */
  version: number | null;
}

/** A file that an operation takes: "file" of multipart/form-data, or --file of its command. */
interface TakesFile<F> {
  isRequired: boolean;
  /** The most bytes of a request. */
  bytes: number;
  /** Takes it in as it arrives. @throws Problem for what is refused, with nothing left of it */
  take(context: AppContext, file: Omit<Arriving, 'field'>): Promise<F>;
  /** Lets go of what was not kept; called in any case. */
  drop?(file: F): Promise<void>;
}

/** The output of an operation that answers with a file. */
export const fileOutput = z.instanceof(Response);

interface Description<I extends z.ZodType, O extends z.ZodType, F> {
  /** A noun and what is done to it: "agreement.set". */
  name: string;
  /** "Set the agreed level of a statement." */
  summary: string;
  /** The path below /api, with parameters as ":review". */
  http: { method: Route['method']; path: `/${string}` };
  allow: Extract<Policy, { who: 'members' }>;
  /** A JSON body, or for GET the query. The schema has camelCase; programs write snake_case. */
  input?: I;
  /** What is answered, and nothing else; left out: 204. */
  output?: O;
  /** The thing has a version: answers have an ETag, a PUT or DELETE needs If-Match. */
  isVersioned?: true;
  /** The input has texts in which a list of pupils could stand: takes names_no_learners. */
  hasTexts?: true;
  /** Left out: JSON alone. With a file, fields are texts. */
  takesFile?: TakesFile<F>;
  /** The page where people do the same, or several: "POST /reviews/:id/close". */
  form: string | readonly string[];
  /** A command written by hand that does it; left out, the command line makes one of the definition. */
  command?: string;
}

/** With `answer`, a change is answered by the thing as it is then: by the id that `run` gives, or that of the path. */
type Definition<I extends z.ZodType, O extends z.ZodType, F> = Description<I, O, F> &
  (
    | { run(asked: Asked<z.output<I>, F>): Promise<z.input<O>>; answer?: undefined }
    | {
        run(asked: Asked<z.output<I>, F>): Promise<unknown>;
        answer(context: AppContext, member: Member, id: string): Promise<z.input<O>>;
      }
  );

/** What the API, its document and its tests know of an operation. */
export interface Operation extends Description<z.ZodType, z.ZodType, unknown> {
  feature: ScopeFeature;
  scope: Scope;
  /** Reads the input, in the names that programs write, does it, and gives the answer as it is described. */
  perform(
    asked: Omit<Asked<unknown, unknown>, 'input' | 'id' | 'how'> & {
      how: Omit<How, 'namesNoLearners'>;
    },
    given: Given,
  ): Promise<unknown>;
  isChange: boolean;
  /** 201 for what a POST adds, 204 where nothing is answered. */
  status: 200 | 201 | 204;
  route: Route;
}

type Given = Readonly<Record<string, unknown>>;

/** Defines the operations of a feature, one by one. */
export const operationsOf =
  (feature: ScopeFeature) =>
  <I extends z.ZodType = z.ZodUndefined, O extends z.ZodType = z.ZodVoid, F = never>(
    defined: Definition<I, O, F>,
  ): Operation => {
    const { name, http, allow, run, answer, ...rest } = defined;
    const { takesFile } = defined;
    const isChange = http.method !== 'GET';
    const scope = scopeFor(feature, isChange);
    const isAdded = http.method === 'POST' && /\.(add|ask|start|invite|make|import)\b/.test(name);
    const status = !defined.output ? 204 : isAdded ? 201 : 200;
    const result = async (asked: Asked<z.output<I>, F>): Promise<unknown> => {
      const done: unknown = await run(asked);
      if (!answer) return done;
      const { id = asked.id } = (done ?? {}) as { id?: string };
      return answer(asked.context, asked.member, id);
    };
    const perform: Operation['perform'] = async ({ how, ...asked }, given) => {
      const file = asked.file as F | null;
      try {
        const { input, namesNoLearners } = readInput(defined, given);
        if (takesFile?.isRequired && file === null) throw noFile();
        const id = asked.params[/:(\w+)/.exec(http.path)?.[1] ?? ''] ?? '';
        const all = { ...asked, id, file, input, how: { ...how, namesNoLearners } };
        const json = await result(all).catch((error: unknown) => {
          throw forPrograms(error);
        });
        return defined.output?.parse(json);
      } finally {
        if (file !== null) await takesFile?.drop?.(file);
      }
    };
    const handle = async (c: Ctx, member: Member): Promise<Response> => {
      const request = c.get('request');
      const version = needsVersion(defined) ? versionOf(c.req.header('if-match')) : null;
      const { given, file, key } = await sentTo(c, takesFile);
      const asked = {
        context: request.context,
        member: { ...member, channel: 'api' as const },
        request,
        params: c.req.param(),
        file,
        how: { key, channel: 'api' as const },
        version,
      };
      const json = await perform(asked, given);
      if (!defined.output) return c.body(null, 204);
      if (json instanceof Response) return json;
      if (defined.isVersioned) c.header('ETag', `"${(json as { version: number }).version}"`);
      return c.json(json as object, status as 200);
    };
    const { method, path } = http;
    const more = { scope, ...(takesFile ? { bytes: takesFile.bytes } : {}) };
    const made = route(method, `/api${path}`, allow, handle as never, more);
    return { ...rest, name, feature, http, allow, scope, isChange, status, perform, route: made };
  };

/** True for a change of something that has a version, or for taking a part of it away. */
export const needsVersion = ({ http, isVersioned }: Pick<Operation, 'http' | 'isVersioned'>) =>
  isVersioned === true && (http.method === 'PUT' || http.method === 'DELETE');

/** @throws Problem 422 `request.unknown-field`, `form.invalid` */
function readInput<I extends z.ZodType>(
  defined: Pick<Description<I, z.ZodType, never>, 'input' | 'hasTexts'>,
  given: Given,
): { input: z.output<I>; namesNoLearners: boolean } {
  const { input } = defined;
  const known = Object.keys(inputSchema(defined)?.properties ?? {});
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

/**
 * What was sent: the query, an object as JSON, or the fields of a form with its file; and the key of the request.
 * Nothing is left of a file that came with what is refused.
 */
async function sentTo<F>(
  c: Ctx,
  takesFile: TakesFile<F> | undefined,
): Promise<{ given: Given; file: F | null; key: string | null }> {
  if (c.req.method === 'GET') return { given: c.req.query(), file: null, key: null };
  if (!takesFile || !isMultipart(c)) {
    await bodyLimit(MOST_FORM_BYTES)(c, async () => {});
    const given = await bodyOf(c);
    return { given, file: null, key: keyOf(c, given) };
  }
  const { context } = c.get('request');
  const { typed, file, refusal } = await readWithFile(c.req.raw, (arriving) =>
    takesFile.take(context, arriving),
  );
  if (refusal) throw refusal;
  try {
    const { [NAMES_NO_LEARNERS]: confirmed, ...fields } = single(typed);
    const more = confirmed === undefined ? {} : { [NAMES_NO_LEARNERS]: confirmed === 'true' };
    const given = { ...fields, ...more };
    return { given, file, key: keyOf(c, given) };
  } catch (error) {
    if (file !== null) await takesFile.drop?.(file);
    throw error;
  }
}

const noFile = () => invalid('request.no-file', 'Send a file.', { file: 'Send a file' });

/** @throws Problem 422 `request.unreadable`, `form.unreadable` */
async function bodyOf(c: Ctx): Promise<Record<string, unknown>> {
  const text = await arrived(c.req.text());
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

/** Texts with line ends as forms have them. Refuses what no column of text can hold: NUL, or half a pair of surrogates. */
function savable(name: string, value: unknown): unknown {
  for (const text of [name, value])
    if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed()))
      throw new SyntaxError('Characters that cannot be saved.');
  return typeof value === 'string' ? withLineEnds(value) : value;
}

/** @throws Problem 422 `request.idempotency-key` */
function keyOf(c: Ctx, given: Given): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined || c.req.method !== 'POST') return null;
  // With another address or another body it is another request.
  if (z.uuid().safeParse(key).success) return requestKey(key, [c.req.path, given]);
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
  const isMeanwhile = error.status === 409 && /[.-](conflict|changed)$/.test(error.code);
  const fields = Object.entries(error.fields).map(([name, is]) => [snakeCase(name), is]);
  const status = isMeanwhile ? 412 : error.status;
  return new Problem(status, error.code, error.message, Object.fromEntries(fields));
}
