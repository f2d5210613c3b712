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
import { ALL_FILES_RAN } from '../../scripts/files.js';
import type { TestApp } from './app.js';
import { answerWithAxe } from './axe.js';

/** Serves an app context on a free port of localhost: "http://localhost:43117". */
export async function serveTestApp(context: TestApp): Promise<string> {
  const server = await new Promise<Server>((resolve) => {
    const fetch: typeof context.app.fetch = (request, ...rest) =>
      answerWithAxe(request) ?? context.app.fetch(request, ...rest);
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

/** The one browser of this process. It is closed when the last of its test files has run. */
function launch(): Promise<Browser> {
  process.once(ALL_FILES_RAN, async () => (await browser)?.close());
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: QUIET,
  });
}

/**
 * Opens windows that share nothing with those opened before: no cookie, no cache. Closed when the test or file that
 * opened them ends.
 */
export async function openChromium(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  let browserContext: BrowserContext | undefined;
  // First of all: past a promise that files share, node:test no longer knows which of them this is for.
  after(() => browserContext?.close());
  browser ??= launch();
  browserContext = await (await browser).newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  browserContext.setDefaultTimeout(60_000);
  return browserContext;
}
