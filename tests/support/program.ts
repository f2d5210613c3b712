/** A program outside Waymark: has a token, sends JSON, and knows nothing else. */
import { makeApiToken } from '../../src/account/api-tokens.js';
import type { Member } from '../../src/platform/access/member.js';
import { SCOPES, type Scope } from '../../src/platform/access/scopes.js';
import type { TestApp } from './app.js';

export interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
  /** What was answered, as it came: a file. */
  bytes: Buffer;
}

export interface Program {
  ask(method: string, path: string, more?: { body?: unknown; headers?: object }): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, key?: string): Promise<Answer>;
  put(path: string, body: unknown, version?: string): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** A program with this token. A text or a form is sent as it is. */
export function programWith(context: TestApp, token: string): Program {
  const ask: Program['ask'] = async (method, path, { body, headers = {} } = {}) => {
    const answer = await context.app.request(`http://localhost/api${path}`, {
      method,
      ...(body === undefined
        ? {}
        : {
            body:
              typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body),
          }),
      headers: { Host: 'localhost', Authorization: `Bearer ${token}`, ...headers },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const json = isJson ? JSON.parse(bytes.toString()) : {};
    return { status: answer.status, headers: answer.headers, json, bytes };
  };
  return {
    ask,
    get: (path) => ask('GET', path),
    post: (path, body, key) =>
      ask('POST', path, { body, headers: key ? { 'Idempotency-Key': key } : {} }),
    put: (path, body, version) =>
      ask('PUT', path, { body, headers: version ? { 'If-Match': version } : {} }),
    delete: (path) => ask('DELETE', path),
  };
}

/** A program of a person, with a token for everything unless scopes are named. */
export async function newProgram(
  context: TestApp,
  { person, organisation }: Member,
  scopes: readonly Scope[] = SCOPES,
): Promise<Program> {
  const input = { name: 'Test', organisation: organisation.id, scopes: [...scopes], days: 30 };
  return programWith(context, await makeApiToken(context, person.id, input, null));
}
