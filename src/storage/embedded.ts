/**
 * The database that Waymark runs itself: made on the first start, joined by every later process of ours.
 * See keeper.ts for who starts and stops it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { StartProblem } from '../problems.js';
import {
  binaries,
  type ClusterPaths,
  clusterPaths,
  launch,
  makePrivateFolder,
  SECRETS,
} from './cluster.js';
import { saysFull } from './room.js';

/** How to reach a database: for `pg`, once as the owner of the tables and once as the application. */
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

interface Secrets {
  postgres: string;
  waymark_owner: string;
  waymark_app: string;
}

/**
 * Joins the embedded database of a data folder, making and starting it where needed.
 * @param keeperScript path of the built keeper (dist/keeper.js).
 * @throws StartProblem for a folder that cannot be written or a damaged database.
 */
export async function joinEmbedded(dataFolder: string, keeperScript: string): Promise<Joined> {
  const paths = clusterPaths(dataFolder);
  prepareFolder(dataFolder, paths);
  const leave = await stayJoined(() => joinKeeper(paths, dataFolder, keeperScript));
  const secrets = JSON.parse(readFileSync(paths.secretsFile, 'utf8')) as Secrets;
  const reach = (user: keyof Secrets, database: string): ConnectionOptions => ({
    host: paths.socketFolder,
    database,
    user,
    password: secrets[user],
  });
  return {
    owner: reach('waymark_owner', 'waymark'),
    application: reach('waymark_app', 'waymark'),
    bootstrap: reach('postgres', 'postgres'),
    leave,
  };
}

/**
 * Joins, and joins again when the keeper is gone before we leave: it was killed, and without one nobody would start
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

function prepareFolder(dataFolder: string, paths: ClusterPaths): void {
  try {
    makeFolder(dataFolder);
    accessSync(dataFolder, constants.W_OK);
    mkdirSync(paths.home, { recursive: true });
    makePrivateFolder(paths.socketFolder);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartProblem(
      `The data folder ${dataFolder} cannot be written (${why}): give this user the right to write there, or set WAYMARK_DATA to another folder.`,
    );
  }
  if (!existsSync(paths.cluster)) makeClusterWhereRoom(dataFolder, paths);
  for (const needed of ['PG_VERSION', 'global/pg_control', 'pg_wal', 'base']) {
    if (!existsSync(join(paths.cluster, needed))) throw damaged(dataFolder, `${needed} is missing`);
  }
  const version = readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18')
    throw damaged(dataFolder, `it was made by PostgreSQL ${version || 'unknown'}`);
  if (!existsSync(paths.secretsFile)) throw damaged(dataFolder, `${SECRETS} is missing`);
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
    `The database in ${dataFolder} is damaged (${why}): restore the folder from a backup, or move it away to begin anew.`,
  );
}

/** @throws StartProblem when the disk is full */
function makeClusterWhereRoom(dataFolder: string, paths: ClusterPaths): void {
  try {
    makeCluster(paths);
  } catch (error) {
    if (!saysFull(error)) throw error;
    throw new StartProblem(
      `The disk of ${dataFolder} is full: make room (the database begins with about 60 MB), or set WAYMARK_DATA to a folder on another disk.`,
    );
  }
}

/** Makes the cluster beside its place and moves it there when whole, so a cut first start leaves nothing. */
function makeCluster(paths: ClusterPaths): void {
  const fresh = `${paths.cluster}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = { postgres: secret(), waymark_owner: secret(), waymark_app: secret() };
  makePrivateFolder(fresh);
  const passwordFile = join(paths.socketFolder, `password.${process.pid}`);
  writeFileSync(passwordFile, secrets.postgres, { mode: 0o644 });
  const how = launch(
    'initdb',
    [
      '-D',
      fresh,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
    ].concat(['--locale=C', '--no-sync', '--no-instructions']),
    fresh,
  );
  const made = spawnSync(how.command, how.args, {
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: binaries().lib },
    encoding: 'utf8',
    ...how.identity,
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new StartProblem(
      `The database could not be made: ${firstLine(made.stderr || String(made.error))}`,
    );
  }
  appendFileSync(join(fresh, 'postgresql.conf'), SETTINGS);
  writeFileSync(join(fresh, SECRETS), JSON.stringify(secrets), { mode: 0o600 });
  try {
    renameSync(fresh, paths.cluster);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(paths.cluster)) throw error;
  }
}

/** Small and durable: fsync stays on, no network, little memory. */
const SETTINGS = `
# Set by Waymark.
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 64MB
password_encryption = scram-sha-256
log_timezone = 'UTC'
timezone = 'UTC'
logging_collector = off
max_wal_size = 256MB
`;

const firstLine = (text: string) => (text.trim().split('\n')[0] ?? '').trim();

/** Connects to the keeper in charge, or starts one; keeps trying while the winner of a race gets ready. */
async function joinKeeper(
  paths: ClusterPaths,
  dataFolder: string,
  script: string,
): Promise<Socket> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const socket = await connectKeeper(paths);
    if (socket) return socket;
    const failure = await startKeeper(paths, dataFolder, script);
    if (failure) {
      const late = await connectKeeper(paths);
      if (late) return late;
      throw damaged(dataFolder, lastFatal(failure));
    }
  }
  throw new StartProblem(
    `The database in ${dataFolder} did not start within 30 seconds. It may be mending itself, or another Waymark be starting on it: wait a minute and try again.`,
  );
}

function lastFatal(log: string): string {
  const line = log
    .split('\n')
    .reverse()
    .find((each) => /FATAL|PANIC|ERROR/.test(each));
  return (line ?? firstLine(log)).replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
}

async function connectKeeper(paths: ClusterPaths): Promise<Socket | null> {
  let path: string;
  try {
    path = JSON.parse(readFileSync(paths.keeperFile, 'utf8')).socket;
  } catch {
    return null;
  }
  return new Promise((resolve) => {
    const socket = createConnection(path);
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
 * Starts a keeper of its own session, so that a Ctrl-C at the terminal does not reach it. Gives why it failed; null
 * when it is ready, or when it takes longer than people wait.
 */
function startKeeper(
  paths: ClusterPaths,
  dataFolder: string,
  script: string,
): Promise<string | null> {
  sweep(paths);
  const child = spawn(process.execPath, [script, dataFolder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    let told = '';
    const finish = (failure: string | null) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.unref();
      resolve(failure);
    };
    // It goes on by itself: a large database may be mending itself after a power cut, or another keeper be at it.
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (!told.includes('\n')) return;
      const answer = JSON.parse(told.split('\n')[0] ?? '{}') as { error?: string };
      finish(answer.error ?? null);
    });
    child.once('exit', () => finish(told ? null : 'The keeper of the database ended early.'));
    child.once('error', (error) => finish(String(error)));
  });
}

/** Removes the sockets of keepers that are gone. */
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
