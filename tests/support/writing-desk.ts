/** A school, its server that can be stopped and started, and windows in which people write: for tests of what is typed. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { after } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { BrowserContext, BrowserContextOptions, Cookie, Page } from 'playwright-core';
import { openSchool } from '../../src/review/testing/school.js';
import { openChromium } from './chromium.js';
import { ORDINARY_MORNING } from './clocks.js';
import { freePort } from './ports.js';
import { MAYAS_PASSWORD } from './visitor.js';

/** Answers a request, before or after others. */
type InOrder = (
  incoming: { method?: string | undefined; url?: string | undefined },
  answer: () => Promise<void>,
) => Promise<void>;

export type WritingDesk = Awaited<ReturnType<typeof openWritingDesk>>;

export async function openWritingDesk() {
  const server = { now: null as Server | null, port: await freePort() };
  after(() => stop());
  const school = await openSchool({ now: ORDINARY_MORNING });
  const answer = getRequestListener(school.context.app.fetch);
  let isDeaf = false;
  let inOrder: InOrder = (_incoming, answer) => answer();
  const listener: typeof answer = async (incoming, outgoing) => {
    if (isDeaf && incoming.method === 'POST') incoming.socket.destroy();
    else await inOrder(incoming, async () => answer(incoming, outgoing));
  };

  /** Starts the server, at the same address as before. */
  async function start(): Promise<void> {
    const made = createServer(listener);
    server.now = made;
    await once(made.listen(server.port, 'localhost'), 'listening');
  }

  /** Cuts every connection, as a killed process does. */
  function stop(): void {
    server.now?.closeAllConnections();
    server.now?.close();
    server.now = null;
  }
  await start();
  const address = `http://localhost:${server.port}`;

  async function signIn(page: Page, email = 'maya.okafor@otterbridge.example'): Promise<void> {
    await page.goto(`${address}/sign-in`);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(MAYAS_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  let cookies: Cookie[] = [];

  return {
    ...school,
    address,
    start,
    stop,
    isUp: () => server.now !== null,
    /** From here on nothing that is sent arrives, while pages are still answered. */
    setDeaf: (is: boolean) => {
      isDeaf = is;
    },
    /** From here on each request is answered when this says so. */
    setOrder: (order: InOrder) => {
      inOrder = order;
    },
    signIn,
    /** A browser of its own, in which Maya is signed in. */
    async openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
      const browser = await openChromium(options);
      const page = await browser.newPage();
      await signIn(page);
      await page.close();
      return browser;
    },
    /** A browser of its own with the session of the first one: nobody signs in again. */
    async openBrowserAgain(): Promise<BrowserContext> {
      const browser = await openChromium();
      if (cookies.length > 0) await browser.addCookies(cookies);
      else {
        const page = await browser.newPage();
        await signIn(page);
        await page.close();
        cookies = await browser.cookies();
      }
      return browser;
    },
    statement: (review: string, code = '3.1') => `${address}/reviews/${review}/statements/${code}`,
    reasonOf: async (review: string, code = '3.1') =>
      (await school.read(review)).agreements.get(code)?.reason ?? '',
    /** The drafts that Maya has at the server, as text. */
    async drafts(): Promise<string[]> {
      const { rows } = await school.context.superuser.query<{ fields: string }>(
        'SELECT fields::text AS fields FROM drafts WHERE fields IS NOT NULL ORDER BY step',
      );
      return rows.map(({ fields }) => fields);
    },
    /** How many entries the history has of a statement. */
    async entries(review: string, code = '3.1'): Promise<number> {
      const { rows } = await school.context.superuser.query<{ count: string }>(
        'SELECT count(*) FROM history WHERE subject_id = $1',
        [`${review}/${code}`],
      );
      return Number(rows[0]?.count);
    },
  };
}

/**
 * Waits until something is so, 30 seconds at most, and fails with what it is about. What could not be sent is sent again
 * after five seconds, and a machine may have much else to do.
 */
export async function eventually(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  ms = 30_000,
): Promise<void> {
  const until = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`It did not come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const reason = (page: Page) => page.getByLabel('Why is this the best fit?');

/** What is said about saving, beside the field that is being written in. */
export async function says(page: Page, words: RegExp): Promise<void> {
  const said: string[] = [];
  await eventually(`it says ${words}`, async () => {
    const now = (await page.locator('.autosave[role=status]').allTextContents()).join(' | ').trim();
    if (said.at(-1) !== now) said.push(now);
    return now.split(' | ').some((each) => words.test(each));
  }).catch((error) => {
    throw new Error(`${error.message}; it said: ${said.join(' / ')}`);
  });
}

/** How many texts this browser keeps. */
export const keptIn = (page: Page): Promise<number> =>
  page.evaluate(
    "Object.keys(localStorage).filter((name) => name.startsWith('waymark-words ')).length",
  );

/** Closes a tab as people do: the page may still do what it does when it is left. */
export async function closeTab(page: Page): Promise<void> {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
}
