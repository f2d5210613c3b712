/**
 * Files in an S3-compatible store: https://KEY:SECRET@host/bucket/prefix?region=eu-west-2. Every request is signed
 * over its body's checksum too, so that a store which received something else refuses it.
 */
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../problems.js';
import { type FileStore, missingFile, placeAt, type StoredFile, wayTo } from './file-place.js';
import { type Keys, NO_PAYLOAD, sign } from './s3-signature.js';

interface Bucket {
  keys: Keys;
  /** "https://s3.example/bucket" */
  base: string;
  /** "" or "waymark/" */
  prefix: string;
}

interface Asked {
  method: 'GET' | 'PUT' | 'DELETE';
  url: URL;
  payload?: string;
  /** The file to send. */
  file?: { path: string; bytes: number };
}

const TIMEOUT_MS = 60_000;

/** Opens the store of S3_URL. Nothing is asked of it yet. */
export function openBucket(s3Url: string): FileStore {
  const bucket = bucketOf(s3Url);
  const urlOf = (way: string) => new URL(`${bucket.base}/${bucket.prefix}${way}`);
  return {
    async keep(place, path) {
      const { size } = await stat(path);
      const url = urlOf(wayTo(place));
      const file = { path, bytes: size };
      await done(await ask(bucket, { method: 'PUT', url, payload: place.checksum, file }));
      await rm(path, { force: true });
    },
    async read(place) {
      const answer = await ask(bucket, { method: 'GET', url: urlOf(wayTo(place)) });
      if (answer.statusCode === 200) return answer;
      const { status } = await finished(answer);
      if (status === 404) throw missingFile();
      throw away(status);
    },
    async remove(place) {
      await done(await ask(bucket, { method: 'DELETE', url: urlOf(wayTo(place)) }), 404);
    },
    list: () => listAll(bucket),
  };
}

function bucketOf(s3Url: string): Bucket {
  const url = new URL(s3Url);
  const [name = '', ...rest] = url.pathname.split('/').filter(Boolean);
  return {
    keys: {
      accessKey: decodeURIComponent(url.username),
      secretKey: decodeURIComponent(url.password),
      region: url.searchParams.get('region') ?? 'us-east-1',
    },
    base: `${url.protocol}//${url.host}/${name}`,
    prefix: rest.map((part) => `${part}/`).join(''),
  };
}

async function* listAll({ prefix, base, keys }: Bucket): AsyncGenerator<StoredFile> {
  let token: string | null = '';
  while (token !== null) {
    const url = new URL(base);
    url.searchParams.set('list-type', '2');
    url.searchParams.set('prefix', prefix);
    if (token) url.searchParams.set('continuation-token', token);
    const xml: string = (await done(await ask({ prefix, base, keys }, { method: 'GET', url })))
      .body;
    for (const rest of xml.split('<Contents>').slice(1)) {
      const [entry = ''] = rest.split('</Contents>', 1);
      const place = placeAt(tag(entry, 'Key').slice(prefix.length));
      if (place)
        yield {
          ...place,
          bytes: Number(tag(entry, 'Size')),
          at: new Date(tag(entry, 'LastModified')),
        };
    }
    token = tag(xml, 'NextContinuationToken') || null;
  }
}

/** The text of the first element of this name. Keys of ours need no entities; tokens may. */
function tag(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function ask({ keys }: Bucket, asked: Asked): Promise<IncomingMessage> {
  const { method, url, file, payload = NO_PAYLOAD } = asked;
  const headers: Record<string, string> = sign({ method, url, payload }, keys, new Date());
  if (file) headers['content-length'] = String(file.bytes);
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, {
    method,
    headers,
  });
  request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('timed out')));
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', () => reject(away(null)));
  });
  if (!file) request.end();
  else pipeline(createReadStream(file.path) as Readable, request).catch(() => {});
  return answer;
}

async function finished(answer: IncomingMessage): Promise<{ status: number; body: string }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer) chunks.push(chunk as Buffer);
  } catch {
    throw away(null);
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}

async function done(answer: IncomingMessage, alsoFine = 200) {
  const { status, body } = await finished(answer);
  if ((status >= 200 && status < 300) || status === alsoFine) return { status, body };
  throw away(status);
}

const away = (status: number | null) =>
  new Problem(
    503,
    'file.store-away',
    `The file store ${status === null ? 'did not answer' : `answered with ${status}`}, so nothing was changed. Try again later, or tell your Waymark administrator.`,
  );
