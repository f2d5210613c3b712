/** Whoever sends many requests at once on one connection waits for each answer; whoever leaves is not worked for. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { oneAtATime } from './connections.js';
import type { Env } from './request-context.js';

/** A server whose answers wait to be let go; `begun` counts those that are being made. */
async function openServer() {
  const state = { begun: 0, letGo: [] as (() => void)[] };
  const app = new Hono<Env>();
  app.use(oneAtATime());
  app.get('/', async (c) => {
    state.begun += 1;
    await new Promise<void>((resolve) => state.letGo.push(resolve));
    return c.text('ok');
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  const ask = (times: number) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(times));
    return socket;
  };
  return { state, server, ask };
}

/** Waits until something holds, for 5 s at most. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !holds(); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(holds());
}
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('a connection', () => {
  const open: Server[] = [];
  after(() => {
    for (const server of open) server.closeAllConnections();
    for (const server of open) server.close();
  });

  it('that sends requests ahead gets one answer after the other, and all of them', async () => {
    const { state, server, ask } = await openServer();
    open.push(server);
    let text = '';
    ask(3).on('data', (bytes) => {
      text += bytes;
    });
    for (const count of [1, 2, 3]) {
      await until(() => state.begun === count);
      await aMoment();
      assert.equal(state.begun, count);
      state.letGo.pop()?.();
    }
    await until(() => text.split('200 OK').length === 4);
  });

  it('that is closed leaves no request to be answered', async () => {
    const { state, server, ask } = await openServer();
    open.push(server);
    const socket = ask(3);
    await until(() => state.begun === 1);
    socket.destroy();
    await aMoment();
    state.letGo.pop()?.();
    await aMoment();
    assert.equal(state.begun, 1);
  });

  it('that sends hundreds ahead is closed', async () => {
    const { state, server, ask } = await openServer();
    open.push(server);
    const socket = ask(400);
    await once(socket, 'close');
    assert.ok(state.begun <= 1);
  });

  it('that waits for each answer is never closed', async () => {
    const { state, server, ask } = await openServer();
    open.push(server);
    const socket = ask(1);
    let answers = 0;
    socket.on('data', () => {
      answers += 1;
      if (answers < 30) socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    });
    for (let turn = 1; turn <= 30; turn += 1) {
      await until(() => state.begun === turn);
      state.letGo.pop()?.();
    }
    await until(() => answers === 30);
  });
});
