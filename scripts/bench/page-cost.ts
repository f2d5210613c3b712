/** The processor time of a page, against bare node:http sending the same bytes: interleaved, as a ratio. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { median, processorTime, spread } from './measure.js';
import { ask } from './wire.js';

/** Many short rounds: what else a machine does then falls on both sides alike. */
const ROUNDS = 60;
const REQUESTS = 40;
/** Until V8 has compiled what is hot: a page costs half as much again in its first thousand requests. */
const WARM_UP = 5000;

/** A server that knows one answer. Prints its port. */
const BARE = `
const { createServer } = require('node:http');
let body = Buffer.alloc(0);
process.stdin.on('data', (part) => { body = Buffer.concat([body, part]); });
process.stdin.on('end', () => {
  const server = createServer((_, answer) => { answer.setHeader('Content-Type', 'text/html; charset=utf-8'); answer.end(body); });
  server.listen(0, 'localhost', () => console.log(server.address().port));
});`;

function startBare(body: Buffer): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, ['-e', BARE], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin?.end(body);
  return new Promise((resolve) => {
    child.stdout?.once('data', (port) =>
      resolve({ child, address: `http://localhost:${String(port).trim()}` }),
    );
  });
}

/** Microseconds of processor time for one request. */
async function cost(
  pid: number,
  url: string,
  headers: Record<string, string>,
  requests: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = processorTime(pid) ?? 0;
  for (let count = 0; count < requests; count += 1) await ask(url, '', { agent, headers });
  const after = processorTime(pid) ?? 0;
  agent.destroy();
  return (after - before) / requests;
}

/** Measures one page as it is, then as browsers ask for it (compressed). Prints what it found. */
export async function measurePageCost(
  address: string,
  pid: number,
  path: string,
  cookie: string,
): Promise<void> {
  if (processorTime(pid) === null) {
    console.log('Processor time is read from /proc, which this system does not have: left out.');
    return;
  }
  for (const encoding of ['identity', 'br']) {
    const headers = { cookie, 'accept-encoding': encoding };
    const agent = new Agent();
    const { body: bytes } = await ask(address, path, { agent, headers });
    agent.destroy();
    const bare = await startBare(bytes);
    await cost(pid, `${address}${path}`, headers, WARM_UP);
    await cost(bare.child.pid ?? 0, bare.address, {}, WARM_UP);
    const ratios: number[] = [];
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await cost(pid, `${address}${path}`, headers, REQUESTS);
      const plain = await cost(bare.child.pid ?? 0, bare.address, {}, REQUESTS);
      ours.push(page);
      theirs.push(plain);
      if (plain > 0) ratios.push(page / plain);
    }
    bare.child.kill();
    const how = encoding === 'br' ? 'compressed for browsers' : 'as it is';
    console.log(
      `  ${how}: ${bytes.length} bytes, ${spread(ours, ' µs')} of processor time; bare node:http ${spread(theirs, ' µs')}; ${spread(ratios)} times it (bar: 10${encoding === 'br' ? ', for the page as it is' : ''})`,
    );
    if (encoding === 'identity' && median(ratios) > 10) process.exitCode = 1;
  }
}
