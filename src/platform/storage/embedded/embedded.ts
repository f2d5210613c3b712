/**
 * The database that Waymark runs itself: made on the first start, joined by every later process of ours.
 * See supervisor.ts for who starts and stops it.
 */
import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { StartProblem } from '../../problems.js';
import {
  type ClusterPaths,
  clusterPaths,
  makePrivateFolder,
  SECRETS,
  supervisorOf,
} from './cluster.js';
import { makeDatabaseFolder, type Secrets } from './make-cluster.js';
import { holderOf } from './pid-lock.js';
import type { SupervisorAnswer } from './supervisor.js';

/** How to reach a database: for `pg`, once as the owner of the tables and once as the user who may only take waymark_app. */
export interface Connections {
  owner: ConnectionOptions;
  application: ConnectionOptions;
}
export interface ConnectionOptions {
  host: string;
  database: string;
  user: string;
  password: string;
}

/** A running embedded database that this process has joined. */
export interface Joined extends Connections {
  /** The superuser, for making databases and roles. */
  bootstrap: ConnectionOptions;
  /** Leaves; the last to leave stops the database. */
  leave(): Promise<void>;
}

/**
 * Joins the embedded database of a data folder, making and starting it where needed.
 * @param keeperScript path of the built supervisor (dist/supervisor.js).
 * @throws StartProblem for a folder that cannot be written or a damaged database.
 */
export async function joinEmbedded(dataFolder: string, supervisorScript: string): Promise<Joined> {
  const paths = prepareFolder(dataFolder);
  const leave = await stayJoined(() => joinSupervisor(paths, dataFolder, supervisorScript));
  const secrets = JSON.parse(readFileSync(paths.secretsFile, 'utf8')) as Secrets;
  const reach = (user: keyof Secrets, database: string): ConnectionOptions => ({
    host: paths.socketFolder,
    database,
    user,
    password: secrets[user],
  });
  return {
    owner: reach('waymark_owner', 'waymark'),
    application: reach('waymark_login', 'waymark'),
    bootstrap: reach('postgres', 'postgres'),
    leave,
  };
}

/**
 * Joins, and joins again when the supervisor is gone before we leave: it was killed, and without one nobody would start
 * the database again. Gives the way to leave.
 */
async function stayJoined(join: () => Promise<Socket>): Promise<() => Promise<void>> {
  let hasLeft = false;
  let socket = await join();
  const stay = () => {
    socket.once('close', async () => {
      while (!hasLeft) {
        try {
          socket = await join();
          if (hasLeft) socket.destroy();
          else stay();
          return;
        } catch {
          // Damaged, or no room to start: whoever asks the database hears of it. Try again in a while.
          await new Promise((resolve) => setTimeout(resolve, REJOIN_MS).unref());
        }
      }
    });
  };
  stay();
  return () =>
    new Promise((resolve) => {
      hasLeft = true;
      if (socket.destroyed) resolve();
      else socket.once('close', () => resolve());
      socket.destroy();
    });
}

const REJOIN_MS = 1000;
/** How long a start waits for the database. */
const PATIENCE_MS = 30_000;

/** Makes what is missing of a data folder, and looks whether what is there can be used. */
function prepareFolder(dataFolder: string): ClusterPaths {
  try {
    makeFolder(dataFolder);
    accessSync(dataFolder, constants.W_OK);
    mkdirSync(join(dataFolder, 'postgres'), { recursive: true });
  } catch (error) {
    throw unwritable(dataFolder, error);
  }
  if (!existsSync(clusterPaths(dataFolder).cluster)) makeDatabaseFolder(dataFolder);
  const paths = clusterPaths(dataFolder);
  try {
    makePrivateFolder(paths.socketFolder);
    accessSync(paths.home, constants.W_OK);
    for (const folder of [paths.cluster, paths.socketFolder])
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(dataFolder, error);
  }
  for (const needed of ['PG_VERSION', 'global/pg_control', 'pg_wal', 'base']) {
    if (!existsSync(join(paths.cluster, needed))) throw damaged(dataFolder, `${needed} is missing`);
  }
  const version = readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18')
    throw damaged(dataFolder, `it was made by PostgreSQL ${version || 'unknown'}`);
  if (!existsSync(paths.secretsFile)) throw damaged(dataFolder, `${SECRETS} is missing`);
  return paths;
}

function ownerOf(path: string): number | null {
  try {
    return statSync(path).uid;
  } catch {
    return null;
  }
}

function unwritable(dataFolder: string, error: unknown): StartProblem {
  const why = (error as NodeJS.ErrnoException).code ?? String(error);
  const owner = ownerOf(dataFolder);
  const whose =
    owner === null || owner === process.getuid?.()
      ? ''
      : `, which belongs to the user with the number ${owner},`;
  return new StartProblem(
    `The data folder ${dataFolder}${whose} cannot be written (${why}): give this user the right to write there, or set WAYMARK_DATA to another folder.`,
  );
}

/** Folder by folder: where none may be made (/proc), Node's own recursive way never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function damaged(dataFolder: string, why: string): StartProblem {
  return new StartProblem(
    `The database in ${dataFolder} is damaged (${why}): restore the folder from a backup, or move it away to start again.`,
  );
}

const firstLine = (text: string) => (text.trim().split('\n')[0] ?? '').trim();

/** Connects to the supervisor in charge, or starts one; keeps trying while the winner of a race gets ready. */
async function joinSupervisor(
  paths: ClusterPaths,
  dataFolder: string,
  script: string,
): Promise<Socket> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const socket = await connectSupervisor(paths);
    if (socket) return socket;
    const failure = await startSupervisor(paths, dataFolder, script);
    if (failure) {
      const late = await connectSupervisor(paths);
      if (late) return late;
      throw failure instanceof StartProblem ? failure : damaged(dataFolder, lastFatal(failure));
    }
  }
  const holder = holderOf(paths.pidLockFile);
  throw new StartProblem(
    `The database in ${dataFolder} did not start within 30 seconds. ${holder ? `Process ${holder} holds it, and may be mending it` : 'It may be mending itself'} after a power cut: wait a minute and try again${holder ? ', or end that process' : ''}.`,
  );
}

function lastFatal(log: string): string {
  const line = log
    .split('\n')
    .reverse()
    .find((each) => /FATAL|PANIC|ERROR/.test(each));
  return (line ?? firstLine(log)).replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
}

async function connectSupervisor(paths: ClusterPaths): Promise<Socket | null> {
  const inCharge = supervisorOf(paths);
  if (!inCharge) return null;
  return new Promise((resolve) => {
    const socket = createConnection(inCharge.socket);
    const give = (result: Socket | null) => {
      clearTimeout(timer);
      if (!result) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => give(null), 2000);
    socket.once('error', () => give(null));
    socket.once('close', () => give(null));
    socket.once('data', () => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      give(socket);
    });
  });
}

/**
 * Starts a supervisor of its own session, so that a Ctrl-C at the terminal does not reach it. Gives why it failed; null
 * when it is ready, or when it takes longer than people wait.
 */
function startSupervisor(
  paths: ClusterPaths,
  dataFolder: string,
  script: string,
): Promise<string | StartProblem | null> {
  sweep(paths);
  const child = spawn(process.execPath, [script, dataFolder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    let message = '';
    const finish = (failure: string | StartProblem | null) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.unref();
      resolve(failure);
    };
    // It goes on by itself: a large database may be mending itself after a power cut, or another supervisor be at it.
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      message += chunk.toString();
      if (!message.includes('\n')) return;
      const answer = JSON.parse(message.split('\n')[0] ?? '{}') as SupervisorAnswer;
      finish(answer.problem ? new StartProblem(answer.problem) : (answer.error ?? null));
    });
    child.once('exit', () => finish(message ? null : 'The keeper of the database ended early.'));
    child.once('error', (error) => finish(String(error)));
  });
}

/** Removes the sockets of supervisors that are gone. */
function sweep(paths: ClusterPaths): void {
  for (const name of readdirSync(paths.socketFolder)) {
    const pid = /^keeper\.(\d+)$/.exec(name)?.[1];
    if (!pid) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(join(paths.socketFolder, name), { force: true });
    }
  }
}
