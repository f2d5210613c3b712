import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Problem } from '../problems.js';
import { type FileStore, wayTo } from './file-place.js';
import { openFiles } from './files.js';
import { sweepIncoming, takeIn } from './files-incoming.js';

const SCHOOL = '0199aaaa-0000-7000-8000-000000000001';
const OTHER = '0199aaaa-0000-7000-8000-000000000002';
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const folder = () => mkdtempSync(join(tmpdir(), 'waymark-files-'));

async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
const coded = (error: unknown) => (error as Problem).code;

/** A small S3 that checks every signature by itself, from the documentation, and pages its list by two. */
async function fakeS3(secret: string) {
  const kept = new Map<string, { bytes: Buffer; at: Date }>();
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const isSigned = (request: IncomingMessage, url: URL, body: Buffer): boolean => {
    const found =
      /Credential=(\S+?)\/(\d{8})\/(\S+?)\/s3\/aws4_request, SignedHeaders=(\S+?), Signature=(\w+)/.exec(
        request.headers.authorization ?? '',
      );
    if (!found) return false;
    const [, , date = '', region = '', names = '', signature] = found;
    const said = String(request.headers['x-amz-content-sha256']);
    const query = [...url.searchParams]
      .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
      .sort();
    const lines = names.split(';').map((name) => `${name}:${request.headers[name]}`);
    const canonical = [
      request.method,
      url.pathname,
      query.join('&'),
      ...lines,
      '',
      names,
      said,
    ].join('\n');
    const scope = `${date}/${region}/s3/aws4_request`;
    const text = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date']}\n${scope}\n${sha256(canonical)}`;
    const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request');
    return hmac(key, text).toString('hex') === signature && said === sha256(body);
  };
  const answer = (request: IncomingMessage, url: URL, body: Buffer, to: ServerResponse) => {
    if (!isSigned(request, url, body)) return to.writeHead(403).end('<Error/>');
    if (url.searchParams.get('list-type') === '2') {
      const keys = [...kept.keys()]
        .filter((key) => key.startsWith(url.searchParams.get('prefix') ?? ''))
        .sort();
      const from = Number(url.searchParams.get('continuation-token') ?? 0);
      const entries = keys
        .slice(from, from + 2)
        .map(
          (key) =>
            `<Contents><Key>${key}</Key><Size>${kept.get(key)?.bytes.length}</Size><LastModified>${kept.get(key)?.at.toISOString()}</LastModified></Contents>`,
        );
      const next =
        from + 2 < keys.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
      return to.end(`<ListBucketResult>${entries.join('')}${next}</ListBucketResult>`);
    }
    const key = url.pathname.slice('/bucket/'.length);
    if (request.method === 'PUT') kept.set(key, { bytes: body, at: new Date() });
    if (request.method === 'DELETE') kept.delete(key);
    if (request.method !== 'GET') return to.writeHead(request.method === 'PUT' ? 200 : 204).end();
    const found = kept.get(key);
    return found ? to.end(found.bytes) : to.writeHead(404).end('<Error/>');
  };
  const server = createServer((request, to) => {
    gather(request).then((body) =>
      answer(request, new URL(request.url ?? '/', 'http://s3'), body, to),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const { port } = server.address() as { port: number };
  return { host: `127.0.0.1:${port}`, kept };
}

const s3 = await fakeS3('a+secret/key');
const stores: [string, (dataFolder: string) => FileStore][] = [
  ['in the data folder', (dataFolder) => openFiles({ dataFolder, s3Url: null })],
  [
    'in an S3-compatible store',
    (dataFolder) =>
      openFiles({
        dataFolder,
        s3Url: `http://KEY:${encodeURIComponent('a+secret/key')}@${s3.host}/bucket/waymark?region=eu-west-2`,
      }),
  ],
];

for (const [where, open] of stores) {
  describe(`files ${where}`, () => {
    const data = folder();
    const files = open(data);
    const bytes = Buffer.from('What learners said, in numbers. '.repeat(5000));
    const place = { organisation: SCHOOL, checksum: sha256(bytes) };

    it('are kept whole and given back as they were', async () => {
      const incoming = await takeIn(data, 'one', inPieces(bytes), 1e7);
      assert.deepEqual([incoming.bytes, incoming.checksum], [bytes.length, place.checksum]);
      await files.keep(place, incoming.path);
      assert.equal(existsSync(incoming.path), false);
      assert.deepEqual(await gather(await files.read(place)), bytes);
    });

    it('are not another school’s, even by their checksum', async () => {
      await assert.rejects(
        files.read({ ...place, organisation: OTHER }),
        (error) => coded(error) === 'file.missing',
      );
    });

    it('are listed, all of them, and can be kept twice', async () => {
      for (const text of ['a', 'b', 'c', 'a']) {
        const { path, checksum } = await takeIn(
          data,
          `more-${text}`,
          inPieces(Buffer.from(text)),
          10,
        );
        await files.keep({ organisation: OTHER, checksum }, path);
      }
      const listed: string[] = [];
      for await (const kept of files.list()) listed.push(`${wayTo(kept)} ${kept.bytes}`);
      const expected = ['a', 'b', 'c'].map(
        (text) => `${wayTo({ organisation: OTHER, checksum: sha256(text) })} 1`,
      );
      assert.deepEqual(listed.sort(), [`${wayTo(place)} ${bytes.length}`, ...expected].sort());
    });

    it('are gone once they are removed, and removing twice is no fault', async () => {
      await files.remove(place);
      await files.remove(place);
      await assert.rejects(files.read(place), (error) => coded(error) === 'file.missing');
    });

    it('are never found by anything but an id and a checksum', async () => {
      for (const checksum of ['../../../etc/passwd', 'ab', `${place.checksum}/..`])
        await assert.rejects(files.read({ organisation: SCHOOL, checksum }), /SHA-256/);
      await assert.rejects(files.read({ ...place, organisation: '..' }), /SHA-256/);
    });
  });
}

describe('a store that does not answer, or knows another key', () => {
  for (const [what, host] of [
    ['away', '127.0.0.1:1'],
    ['another key', s3.host],
  ])
    it(`refuses with a sentence: ${what}`, async () => {
      const data = folder();
      const files = openFiles({ dataFolder: data, s3Url: `http://KEY:wrong@${host}/bucket` });
      const { path, checksum } = await takeIn(data, 'one', inPieces(Buffer.from('x')), 10);
      const place = { organisation: SCHOOL, checksum };
      await assert.rejects(
        files.keep(place, path),
        (error) => error instanceof Problem && error.status === 503,
      );
      assert.ok(existsSync(path), 'the upload is still there');
    });
});

describe('an upload on its way in', () => {
  it('leaves nothing behind when it is too large or cut', async () => {
    const data = folder();
    await assert.rejects(
      takeIn(data, 'large', inPieces(Buffer.alloc(5000)), 4000),
      (error) => coded(error) === 'file.too-large',
    );
    const cut = (async function* () {
      yield Buffer.alloc(100);
      throw new Error('cut');
    })();
    await assert.rejects(takeIn(data, 'cut', cut, 4000), /cut/);
    assert.deepEqual(readdirSync(join(data, 'files/incoming')), []);
  });

  it('may have exactly as many bytes as are taken, and not one more', async () => {
    const data = folder();
    assert.equal((await takeIn(data, 'most', inPieces(Buffer.alloc(4000)), 4000)).bytes, 4000);
    await assert.rejects(
      takeIn(data, 'more', inPieces(Buffer.alloc(4001)), 4000),
      (error) => coded(error) === 'file.too-large',
    );
  });

  it('is swept when it was left lying, and not while it is young', async () => {
    const data = folder();
    await takeIn(data, 'young', inPieces(Buffer.alloc(10)), 4000);
    const old = join(data, 'files/incoming/old');
    writeFileSync(old, 'half of a fil');
    utimesSync(old, new Date(0), new Date(0));
    assert.equal(await sweepIncoming(data, new Date(Date.now() - 1000)), 1);
    assert.deepEqual(readdirSync(join(data, 'files/incoming')), ['young']);
  });
});
