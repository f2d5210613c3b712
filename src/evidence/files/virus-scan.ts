/** Asking clamd whether a file is known to be bad: its INSTREAM command, over TCP or a Unix socket. */
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { foundVirus } from '../../platform/documents/uploads/upload-refusals.js';
import { Problem } from '../../platform/problems.js';

const TIMEOUT_MS = 30_000;

/**
 * Sends the file to the clamd of CLAMD_URL. Answers nothing when nothing was found.
 * @throws Problem 422 `file.virus`; 503 `file.not-scanned` when clamd did not answer: then nothing is taken
 */
export async function scan(clamdUrl: string, path: string): Promise<void> {
  const answer = await ask(clamdUrl, path).catch(() => '');
  if (/^stream: OK$/.test(answer)) return;
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found) throw foundVirus(found);
  throw new Problem(
    503,
    'file.not-scanned',
    'The file could not be checked for viruses, so it was not saved. Try again later, or add a link instead.',
  );
}

async function ask(clamdUrl: string, path: string): Promise<string> {
  const socket = open(clamdUrl);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('timed out')));
  const answer = new Promise<string>((resolve, reject) => {
    let said = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      said += text;
    });
    socket.once('end', () => resolve(said.replace(/\0.*/s, '').trim()));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
  answer.catch(() => {});
  try {
    await send(socket, path);
    return await answer;
  } finally {
    socket.destroy();
  }
}

function open(clamdUrl: string): Socket {
  const url = new URL(clamdUrl);
  if (url.protocol === 'unix:') return connect(decodeURIComponent(url.pathname));
  return connect(Number(url.port), url.hostname.replace(/^\[|\]$/g, ''));
}

/** Chunks, each after its length in four bytes; a length of nought ends them. */
async function send(socket: Socket, path: string): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'));
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await write(socket, Buffer.concat([length, chunk]));
  }
  await write(socket, Buffer.alloc(4));
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
