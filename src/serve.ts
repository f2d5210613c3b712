/** Serving over HTTP, and ending well. */
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serve as listen } from '@hono/node-server';
import { isSetUp } from './account/people-store.js';
import { allJobs, createApp } from './app.js';
import { eraseAgain } from './backup/erasures.js';
import { demoConfig, removeDemo } from './demo/demo.js';
import { makeDemo } from './demo/make.js';
import { publishBuiltIn } from './framework/changes.js';
import { setUpCode } from './organisation/set-up-code.js';
import type { Config } from './platform/config.js';
import { startJobs } from './platform/jobs/runner.js';
import { rememberAddress } from './platform/served-address.js';
import { explainListening } from './platform/start-problems.js';
import { type AppContext, openAppContext } from './platform/storage/context.js';
import { clusterPaths } from './platform/storage/embedded/cluster.js';
import { openDatabase } from './platform/storage/open.js';
import { nobody, type Storage } from './platform/storage/transaction.js';
import { loadAssets } from './platform/web/assets.js';
import { proxyNotice } from './platform/web/proxy-notice.js';
import { isWatched, newReadiness } from './platform/web/readiness.js';
import { pdfRendererOf } from './report/pdf-renderer.js';

export interface Serving {
  context: AppContext;
  /** "http://localhost:3000" */
  address: string;
  close(): Promise<void>;
}

/**
 * Opens the database and serves.
 * @throws StartProblem for a busy port and whatever keeps the database from opening.
 */
export async function serve(given: Config, { isDemo = false } = {}): Promise<Serving> {
  loadAssets(given.root);
  const config = isDemo ? demoConfig(given) : given;
  const storage = await openWithProgress(config).catch(async (error: unknown) => {
    if (isDemo) await removeDemo(config);
    throw error;
  });
  const context = openAppContext(config, storage);
  try {
    await publishBuiltIn(context);
    await eraseAgain(context).catch((error: unknown) => {
      // A full disk, say: reading must go on. It is tried again at the next start.
      console.error(JSON.stringify({ at: context.clock().toISOString(), erasure: String(error) }));
    });
    if (isDemo) await timed('Filling the sample', () => makeDemo(context));
    const readiness = newReadiness();
    const app = createApp(context, { isDemo, readiness });
    const server = await bind(app, config);
    const stopJobs = startJobs(context, allJobs);
    const port = (server.address() as { port: number }).port;
    const shown = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
    const address = config.publicUrl ?? `http://${shown}:${port}`;
    // A full disk, say: serving goes on, and commands print the address of the start before.
    await rememberAddress(context, address).catch(() => {});
    return {
      context,
      address,
      close: async () => {
        readiness.isEnding = true;
        await Promise.all([closeInTime(server, isWatched(readiness)), stopJobs()]);
        await pdfRendererOf(config).close();
        await storage.close();
        if (isDemo) await removeDemo(config);
      },
    };
  } catch (error) {
    await storage.close();
    if (isDemo) await removeDemo(config);
    throw error;
  }
}

/** As long as Docker waits before it kills. */
const LAST_REQUESTS_MS = 10_000;
/** Takes new requests for so long where `/ready` is looked at, which says meanwhile that they go elsewhere. */
const NOTICE_MS = 5_000;

/** Takes no new connections, at once or after a while, and gives the requests under way some time. */
async function closeInTime(server: Server, isNoticed: boolean): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  if (isNoticed) await pause(NOTICE_MS);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that waits for its next request is closed with its answer, or when it is found to be idle.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/** Does work, and says on one line what it is and how many seconds it took: "Making the database … 2.1 s". */
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  process.stdout.write(`${what} … `);
  try {
    const result = await work();
    process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write('\n');
    throw error;
  }
}

/** Opens the database and says so, and where it lies when that is not the data folder. */
async function openWithProgress(config: Config): Promise<Storage> {
  if (config.databaseUrl) return (await openDatabase(config)).storage;
  const isThere = existsSync(clusterPaths(config.dataFolder).cluster);
  const what = isThere ? 'Starting the database' : 'Making the database';
  const { storage } = await timed(what, () => openDatabase(config));
  const { home, cluster } = clusterPaths(config.dataFolder);
  if (!isThere && dirname(cluster) !== home)
    console.log(
      `Only root can enter ${home}, so the database is in ${dirname(cluster)} and not in the data folder.`,
    );
  return storage;
}

function bind(app: ReturnType<typeof createApp>, { port, host }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, port, hostname: host }, () =>
      resolve(server as Server),
    ) as Server;
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explainListening(error, port, host)),
    );
  });
}

/** Said where there is a mail server and nothing tells the address of links: people would wait for their mail. */
const unaddressed = ({ smtpUrl, publicUrl }: Config): string[] =>
  smtpUrl && !publicUrl
    ? ['WAYMARK_URL is not set, so links are not emailed. They are shown for you to send.']
    : [];

/** What the start prints: where to go, and before the set-up the link with its code. */
export async function welcome({ context, address }: Serving, isDemo: boolean): Promise<string> {
  const isDone = await context.storage.read(nobody, isSetUp);
  if (isDemo) {
    return `Waymark is at ${address}\nThis is a sample school. Choose a person to try there. Changes are deleted when it stops.`;
  }
  const { config } = context;
  return [
    `Waymark is at ${address}`,
    ...(isDone ? unaddressed(config) : await howToSetUp(context, address)),
    ...[proxyNotice(config) ?? []].flat(),
  ].join('\n');
}

async function howToSetUp(context: AppContext, address: string): Promise<string[]> {
  if (!context.config.asksSetUpCode)
    return ['Open it to set up your school. You need no code: WAYMARK_SET_UP_CODE is off.'];
  const code = await setUpCode(context);
  return [
    `Open this link to set up your school: ${address}/set-up?code=${code}`,
    `If you use another address, enter this code: ${code}`,
  ];
}
