/** A real browser for the journeys. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { serve } from '@hono/node-server';
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import type { TestWorld } from './world.js';

/** Serves a world on a free port of localhost: "http://localhost:43117". */
export async function serveTestWorld(world: TestWorld): Promise<string> {
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: world.app.fetch, port: 0, hostname: 'localhost' }, () =>
      resolve(made as Server),
    );
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

/** Opens Chromium with a new profile. Closed when the test file ends. */
export async function openChromium(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'waymark-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: QUIET,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  after(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return context;
}
