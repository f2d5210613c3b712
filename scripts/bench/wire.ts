/** What a browser receives over the wire for one page: every byte of head and body, compressed as it comes. */
import { type RequestOptions, request } from 'node:http';

export interface Received {
  path: string;
  status: number;
  kind: string;
  /** Bytes of the answer, headers included. */
  bytes: number;
  body: Buffer;
  setCookies: string[];
}

/** Asks for one address as a browser does, and counts what comes back. */
export const receive = (address: string, path: string, cookie = ''): Promise<Received> =>
  ask(address, path, { headers: { 'accept-encoding': 'br', cookie } });

/** Sends a form. */
export function send(
  address: string,
  path: string,
  fields: Record<string, string>,
  cookie = '',
): Promise<Received> {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    cookie,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return ask(address, path, { method: 'POST', headers }, body);
}

/** One request and all of its answer. */
export function ask(
  address: string,
  path: string,
  options: RequestOptions,
  sent = '',
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}${path}`, options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const head = answer.rawHeaders.join('').length + answer.rawHeaders.length * 2 + 17;
        resolve({
          path: answer.headers.location ?? path,
          status: answer.statusCode ?? 0,
          kind: answer.headers['content-type'] ?? '',
          bytes: head + body.length,
          body,
          setCookies: answer.headers['set-cookie'] ?? [],
        });
      });
    });
    asked.on('error', reject);
    asked.end(sent);
  });
}

/** "name=value" of the cookies that an answer sets, but for those of a name that is left out. */
export const cookiesOf = (received: Received, without = /^$/): string =>
  received.setCookies
    .map((line) => line.split(';')[0] ?? '')
    .filter((cookie) => !without.test(cookie.split('=')[0] ?? ''))
    .join('; ');
