import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Problem } from '../../platform/problems.js';
import type { AppContext } from '../../platform/storage/context.js';
import { dropIncoming } from '../../platform/storage/files-incoming.js';
import { onDisk, pdf } from '../testing/files.js';
import { uploaded } from '../testing/library.js';
import { scan } from './virus-scan.js';

/** A small clamd: reads INSTREAM as clamd does, and finds the word "virus". */
async function fakeClamd(
  answer?: string,
  path?: string,
): Promise<{ url: string; received: () => Buffer }> {
  let all = Buffer.alloc(0);
  const server: Server = createServer((socket) => {
    let held = Buffer.alloc(0);
    let isBegun = false;
    socket.on('data', (data) => {
      held = Buffer.concat([held, data]);
      if (!isBegun && held.length >= 10) {
        assert.equal(held.toString('latin1', 0, 10), 'zINSTREAM\0');
        held = held.subarray(10);
        isBegun = true;
      }
      while (isBegun && held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        all = Buffer.concat([all, held.subarray(4, 4 + length)]);
        held = held.subarray(4 + length);
        if (length === 0)
          socket.end(
            `${answer ?? (all.includes('virus') ? 'stream: Eicar-Test FOUND' : 'stream: OK')}\0`,
          );
      }
    });
    socket.on('error', () => {});
  });
  const place = path ? { path } : { port: 0, host: '127.0.0.1' };
  await new Promise<void>((resolve) => server.listen(place, resolve));
  after(() => server.close());
  if (path) return { url: `unix://${encodeURI(path)}`, received: () => all };
  const { port } = server.address() as { port: number };
  return { url: `tcp://127.0.0.1:${port}`, received: () => all };
}

const refused = (code: string, words: RegExp) => (error: unknown) =>
  error instanceof Problem && error.code === code && words.test(error.message);

describe('looking for viruses', () => {
  it('lets a clean file through, every byte of it looked at', async () => {
    const clamd = await fakeClamd();
    const bytes = Buffer.alloc(200_000, 'clean ');
    await scan(clamd.url, onDisk(bytes));
    assert.deepEqual(clamd.received(), bytes);
  });

  it('refuses a file in which something was found, by its name', async () => {
    const { url } = await fakeClamd();
    await assert.rejects(
      scan(url, onDisk(Buffer.from('a virus'))),
      refused('file.virus', /Eicar-Test/),
    );
  });

  it('takes nothing when clamd is away or cannot say', async () => {
    const path = onDisk(Buffer.from('clean'));
    await assert.rejects(scan('tcp://127.0.0.1:1', path), refused('file.not-scanned', /not saved/));
    const { url } = await fakeClamd('INSTREAM size limit exceeded. ERROR');
    await assert.rejects(scan(url, path), refused('file.not-scanned', /not saved/));
  });

  it('asks at a socket of the machine too, and is done before a file is taken', async () => {
    const clamd = await fakeClamd(undefined, join(dirname(onDisk(Buffer.from(''))), 'clamd sock'));
    await scan(clamd.url, onDisk(Buffer.from('clean')));
    const dataFolder = dirname(onDisk(Buffer.from('')));
    const taking = {
      id: () => 'one',
      config: { dataFolder, clamdUrl: clamd.url },
    } as unknown as AppContext;
    const { name, incoming } = await uploaded(taking, pdf('clean'), 'plan.pdf');
    assert.equal(name, 'plan.pdf');
    await dropIncoming(incoming);
    await assert.rejects(uploaded(taking, pdf('a virus')), refused('file.virus', /Eicar-Test/));
    assert.deepEqual(readdirSync(join(dataFolder, 'files/incoming')), [], 'nothing of it is left');
  });
});
