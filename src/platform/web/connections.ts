/** What one connection may ask of the server: one answer at a time, and none for whoever has gone. */
import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import type { Ctx, Env } from './request-context.js';

/** So many requests a connection may send ahead. Browsers and proxies send none before the answer to the last. */
const MOST_WAITING = 20;

/** The connection of a request; null where a test or a command asks without one. */
const socketOf = (c: Ctx): Socket | null => {
  const socket = c.env?.incoming?.socket;
  return socket instanceof Socket ? socket : null;
};

/** True when whoever asked for a page has closed the connection. A change is made all the same: it was sent. */
export const isGone = (c: Ctx): boolean =>
  ['GET', 'HEAD'].includes(c.req.method) && socketOf(c)?.destroyed === true;

/** In place of an answer that nobody reads. */
export const nothing = (c: Ctx): Response => c.body(null, 204);

/**
 * Node starts every request of a connection as soon as it is read: 400 of them in 16 kB would hold everybody else up for
 * 20 s. So the next begins when the answer to the last has been sent.
 */
export function oneAtATime(): MiddlewareHandler<Env> {
  const queues = new WeakMap<Socket, { last: Promise<void>; waiting: number }>();
  return async function waitForTurn(c, next) {
    const socket = socketOf(c);
    if (!socket) return next();
    const queue = queues.get(socket) ?? { last: Promise.resolve(), waiting: 0 };
    queues.set(socket, queue);
    const before = queue.last;
    queue.last = before.then(() => answered(c.env.outgoing, socket));
    queue.waiting += 1;
    if (queue.waiting > MOST_WAITING) socket.destroy();
    await before;
    queue.waiting -= 1;
    return isGone(c) ? nothing(c) : next();
  };
}

/** When an answer has been sent, or never will be. */
function answered(answer: ServerResponse | undefined, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (!answer || socket.destroyed) return resolve();
    const done = () => {
      answer.off('close', done);
      socket.off('close', done);
      resolve();
    };
    answer.once('close', done);
    socket.once('close', done);
  });
}
