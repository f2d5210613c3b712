/** A real browser for the journeys. */
import type { Server } from 'node:http';
import { after } from 'node:test';
import { serve } from '@hono/node-server';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';
import { answerWithAxe } from './axe.js';
import type { TestWorld } from './world.js';

/** Serves a world on a free port of localhost: "http://localhost:43117". */
export async function serveTestWorld(world: TestWorld): Promise<string> {
  const server = await new Promise<Server>((resolve) => {
    const fetch: typeof world.app.fetch = (request, ...rest) =>
      answerWithAxe(request) ?? world.app.fetch(request, ...rest);
    const made = serve({ fetch, port: 0, hostname: 'localhost' }, () => resolve(made as Server));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://localhost:${(server.address() as { port: number }).port}`;
}

const QUIET = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

let browser: Promise<Browser> | undefined;
/** How many contexts of it are open. */
let open = 0;

/**
 * Opens windows of one browser that share nothing with those opened before: no cookie, no cache. Closed with
 * the last of them, when the test or file that opened them ends.
 */
export async function openChromium(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  open += 1;
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: QUIET,
  });
  after(leaveChromium);
  const context = await (await browser).newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context;
}

async function leaveChromium(): Promise<void> {
  open -= 1;
  if (open > 0) return;
  const last = browser;
  browser = undefined;
  await (await last)?.close();
}
