/** Serving over HTTP, and ending well. */
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { isSetUp } from './account/people-store.js';
import { allJobs, createApp } from './app.js';
import { eraseAgain } from './backup/erasures.js';
import { demoConfig, removeDemo } from './demo/demo.js';
import { makeDemo } from './demo/make.js';
import { publishBuiltIn } from './framework/changes.js';
import { setUpCode } from './organisation/pages/set-up.js';
import type { Config } from './platform/config.js';
import { startJobs } from './platform/jobs/runner.js';
import { StartProblem } from './platform/problems.js';
import { type AppContext, openAppContext } from './platform/storage/context.js';
import { clusterPaths } from './platform/storage/embedded/cluster.js';
import { openDatabase } from './platform/storage/open.js';
import { nobody, type Storage } from './platform/storage/transaction.js';
import { loadAssets } from './platform/web/assets.js';

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
    const server = await bind(createApp(context, { isDemo }), config);
    const stopJobs = startJobs(context, allJobs);
    const port = (server.address() as { port: number }).port;
    const shown = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
    return {
      context,
      address: config.publicUrl ?? `http://${shown}:${port}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await stopJobs();
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
      `Nobody but root may enter ${home}, so the database lies in ${dirname(cluster)} and not in the data folder.`,
    );
  return storage;
}

function bind(app: ReturnType<typeof createApp>, { port, host }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, port, hostname: host }, () =>
      resolve(server as Server),
    ) as Server;
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)));
  });
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} is in use by another program: stop that one, or choose another with PORT.`,
    );
  }
  if (error.code === 'EACCES')
    return new StartProblem(`Port ${port} may not be used by this user: choose another with PORT.`);
  if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL') {
    return new StartProblem(
      `HOST is ${host}, which is no address of this machine: set HOST to localhost or 0.0.0.0.`,
    );
  }
  return error;
}

/** Said where there is a mail server and nothing tells the address of links: people would wait for their mail. */
const unaddressed = ({ smtpUrl, publicUrl }: Config): string[] =>
  smtpUrl && !publicUrl
    ? ['WAYMARK_URL is not set, so no link is mailed: links are shown to be sent by hand.']
    : [];

/** What the start prints: where to go, and before the set-up the code for other machines. */
export async function welcome({ context, address }: Serving, isDemo: boolean): Promise<string> {
  const isDone = await context.storage.read(nobody, isSetUp);
  if (isDemo) {
    return `Waymark is at ${address}\nThis is a filled sample: choose there who to be. What you change is gone when it ends.`;
  }
  if (isDone) return [`Waymark is at ${address}`, ...unaddressed(context.config)].join('\n');
  const code = Array.from(
    { length: 8 },
    () => 'abcdefghjkmnpqrstuvwxyz23456789'[randomInt(31)],
  ).join('');
  setUpCode(code);
  return `Waymark is at ${address}\nOpen it to set up your school. From another machine it asks for this code: ${code}`;
}
