import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../problems.js';
import { readMultipart } from './multipart.js';

const BOUNDARY = '----tidewater';

/** A request whose body comes in pieces of these sizes, over and over. */
function requestOf(body: Uint8Array, sizes: number[] = [7], kind?: string): Request {
  let at = 0;
  let turn = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close();
      const size = Math.max(1, sizes[turn++ % sizes.length] ?? 1);
      controller.enqueue(body.subarray(at, at + size));
      at += size;
    },
  });
  return new Request('http://localhost/', {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { 'content-type': kind ?? `multipart/form-data; boundary=${BOUNDARY}` },
  } as RequestInit);
}

function formOf(parts: { name: string; file?: string; value: Uint8Array | string }[]): Buffer {
  const chunks = parts.flatMap(({ name, file, value }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: application/octet-stream`}\r\n\r\n`,
    ),
    Buffer.from(value as Uint8Array),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

async function read(request: Request) {
  const files: { field: string; name: string; bytes: Buffer }[] = [];
  const typed = await readMultipart(request, async ({ field, name, bytes }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(Uint8Array.from(chunk));
    files.push({ field, name, bytes: Buffer.concat(chunks) });
  });
  return { typed, files };
}

const refused = (code: string) => (error: unknown) =>
  error instanceof Problem && error.code === code;

describe('a form with files', () => {
  it('gives words and bytes as they were sent, however the network cuts them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 0, maxLength: 400 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
        async (bytes, sizes) => {
          const body = formOf([
            { name: 'title', value: 'Régional\nplan' },
            { name: 'file', file: 'plan.pdf', value: bytes },
            { name: 'title', value: 'again' },
          ]);
          const { typed, files } = await read(requestOf(body, sizes));
          assert.deepEqual(typed, { title: ['Régional\nplan', 'again'] });
          assert.equal(files.length, 1);
          assert.deepEqual(files[0]?.bytes, Buffer.from(bytes));
        },
      ),
    );
  });

  it('is not misled by bytes that begin like its own mark', async () => {
    const value = Buffer.from(`\r\n--${BOUNDARY.slice(0, -1)}\r\n--\r\n-\r`);
    const { files } = await read(requestOf(formOf([{ name: 'file', file: 'a', value }]), [3, 11]));
    assert.deepEqual(files[0]?.bytes, value);
  });

  it('still gives the fields behind a file that nobody wanted to the end', async () => {
    const value = Buffer.alloc(100_000, 'x');
    const parts = [
      { name: 'file', file: 'a', value },
      { name: 'note', value: 'kept' },
    ];
    for (const size of [4096, 1_000_000]) {
      const typed = await readMultipart(requestOf(formOf(parts), [size]), async ({ bytes }) => {
        for await (const _ of bytes) break;
      });
      assert.deepEqual(typed, { note: ['kept'] });
    }
  });

  it('passes over a file field that was left empty', async () => {
    const { files } = await read(requestOf(formOf([{ name: 'file', file: '', value: '' }])));
    assert.deepEqual(files, []);
  });

  it('gives a name that looks like a path as text alone [S-22]', async () => {
    const body = formOf([{ name: 'file', file: '../../etc/%22passwd', value: 'x' }]);
    const { files } = await read(requestOf(body));
    assert.equal(files[0]?.name, '../../etc/"passwd');
  });

  it('is refused when it was cut at any place', async () => {
    const whole = formOf([
      { name: 'title', value: 'Plan' },
      { name: 'file', file: 'plan.pdf', value: 'some bytes' },
    ]);
    for (let length = 0; length < whole.length - 4; length += 1) {
      const cut = whole.subarray(0, length);
      await assert.rejects(read(requestOf(cut, [50])), refused('form.unreadable'), `at ${length}`);
    }
  });

  it('is refused for half a surrogate pair and words without end, and read without a NUL [S-07]', async () => {
    const body = formOf([{ name: 'note', value: Buffer.from([0xed, 0xa0, 0x80]) }]);
    await assert.rejects(read(requestOf(body)), refused('form.unreadable'));
    const nul = formOf([{ name: 'note', value: Buffer.from('a\0b') }]);
    assert.deepEqual((await read(requestOf(nul))).typed, { note: ['ab'] });
    const long = formOf([{ name: 'note', value: Buffer.alloc(10 * 1024 * 1024, 'a') }]);
    await assert.rejects(read(requestOf(long, [65_536])), refused('form.too-long'));
    const many = formOf(Array.from({ length: 500 }, () => ({ name: 'a', value: '1' })));
    await assert.rejects(read(requestOf(many, [65_536])), refused('form.too-long'));
  });

  it('is refused without a boundary', async () => {
    const request = requestOf(formOf([]), [9], 'multipart/form-data');
    await assert.rejects(read(request), refused('form.unreadable'));
  });

  it('keeps a field whose name is also that of something in JavaScript', async () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    const body = formOf(
      names.flatMap((name) => [
        { name, value: 'a' },
        { name, value: 'b' },
      ]),
    );
    const { typed } = await read(requestOf(body));
    assert.deepEqual(
      Object.entries(typed),
      names.map((name) => [name, ['a', 'b']]),
    );
    assert.equal(Object.getPrototypeOf(typed), Object.prototype);
  });

  it('asks for no more of a file than is taken', async () => {
    const chunk = new Uint8Array(64 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === 0)
          controller.enqueue(formOf([{ name: 'file', file: 'a', value: '' }]).subarray(0, -21));
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    } as RequestInit);
    const stop = new Error('enough');
    let taken = 0;
    const reading = readMultipart(request, async ({ bytes }) => {
      for await (const part of bytes) {
        taken += part.length;
        await new Promise((resolve) => setTimeout(resolve, 2));
        assert.ok(sent * chunk.length - taken < 1024 * 1024, `${sent} sent, ${taken} taken`);
        if (taken > 8 * 1024 * 1024) throw stop;
      }
    });
    await assert.rejects(reading);
    assert.ok(taken > 8 * 1024 * 1024);
  });

  it('tells whoever takes a file when the connection breaks', async () => {
    const start = formOf([{ name: 'file', file: 'a', value: 'some bytes' }]).subarray(0, 120);
    let turn = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        turn += 1;
        if (turn === 1) return controller.enqueue(start);
        await new Promise((resolve) => setTimeout(resolve, 20));
        controller.error(new Error('gone'));
      },
    });
    const request = new Request('http://localhost/', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    } as RequestInit);
    let message: unknown = null;
    const reading = readMultipart(request, async ({ bytes }) => {
      try {
        for await (const _ of bytes);
      } catch (error) {
        message = error;
        throw error;
      }
    });
    await assert.rejects(reading, refused('form.unreadable'));
    assert.ok(refused('form.unreadable')(message));
  });
});
