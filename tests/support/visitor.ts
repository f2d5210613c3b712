/** A browser without a screen: keeps cookies, sends forms as a page would. */
import { setUpCode } from '../../src/organisation/set-up-code.js';
import type { TestApp } from './app.js';

export interface Visitor {
  get(path: string): Promise<Response>;
  /** Gets a page and gives its HTML. */
  read(path: string): Promise<string>;
  /** Posts a form; does not follow the redirect. */
  post(path: string, fields: Record<string, string | string[]>): Promise<Response>;
  /** Sends a form by any method. */
  send(method: string, path: string, fields: Record<string, string | string[]>): Promise<Response>;
  cookies: Map<string, string>;
}

export interface VisitorOptions {
  /** The network address that they call from. */
  from?: string;
  /** What their browser says about itself. */
  agent?: string;
  /** An API token, in place of cookies. */
  token?: string;
  /** Has never opened the page for signing in, which leaves a cookie behind. */
  isNew?: boolean;
}

export function newVisitor(
  context: TestApp,
  { from = '127.0.0.1', agent = 'Test', token, isNew = false }: VisitorOptions = {},
): Visitor {
  const caller = { incoming: { socket: { remoteAddress: from } } };
  const cookies = new Map<string, string>();
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const all = [...(isNew ? [] : [['__Host-waymark-cookies', 'yes']]), ...cookies];
    headers.set('Cookie', all.map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('Host', 'localhost');
    headers.set('User-Agent', agent);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    const answer = await context.app.request(
      `http://localhost${path}`,
      { ...init, headers },
      caller,
    );
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  const visitor: Visitor = {
    cookies,
    get: (path) => ask(path, {}),
    read: async (path) => (await visitor.get(path)).text(),
    post: (path, fields) => visitor.send('POST', path, fields),
    send: (method, path, fields) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) {
        for (const each of [value].flat()) body.append(name, each);
      }
      return ask(path, { method, body, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    },
  };
  return visitor;
}

export const MAYAS_PASSWORD = 'kestrel over the quarry';

/** What the form of the set-up asks for, but the code. */
export const SCHOOL_TO_SET_UP = {
  organisation: 'Otterbridge School',
  kind: 'school',
  urn: '',
  name: 'Maya Okafor',
  email: 'maya.okafor@otterbridge.example',
  password: MAYAS_PASSWORD,
};

/** Sets the installation up as Maya Okafor of Otterbridge School, and gives her browser. */
export async function setUpSchool(context: TestApp): Promise<Visitor> {
  const maya = newVisitor(context);
  const code = await setUpCode(context);
  const answer = await maya.post('/set-up', { ...SCHOOL_TO_SET_UP, code });
  if (answer.status !== 303)
    throw new Error(`Set-up answered ${answer.status}: ${await answer.text()}`);
  return maya;
}
