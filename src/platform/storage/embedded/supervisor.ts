/**
 * The supervisor: a small process that owns the embedded PostgreSQL for one data folder.
 *
 * Every process of ours that uses the database (the server, a command beside it) holds a connection to the
 * supervisor's socket for as long as it lives. The operating system closes that connection whatever way the
 * process ends, kill -9 too, so when the last one is gone the supervisor stops PostgreSQL and ends. When
 * PostgreSQL itself is killed, the supervisor starts it again. When the supervisor is killed, the next one finds the
 * running PostgreSQL by its postmaster.pid and takes it over. One supervisor at a time: see pid-lock.ts.
 *
 * Run as `node dist/supervisor.js FOLDER`. Prints one line of JSON when the database answers or cannot start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { StartProblem } from '../../problems.js';
import {
  clusterPaths,
  folderMark,
  type InCharge,
  isAlive,
  isAnyPostgresOn,
  isPostgresOn,
  postmasterOf,
  processMark,
  QUIET_LOG,
  supervisorOf,
} from './cluster.js';
import { releasePidLock, takePidLock } from './pid-lock.js';
import { giveTo, postgresEnvironment, runAs } from './run-as.js';

/** The one line that a supervisor prints: that the database answers, or why it does not. */
export interface SupervisorAnswer {
  ready?: true;
  /** What PostgreSQL or Node.js said. */
  error?: string;
  /** A sentence for people. */
  problem?: string;
}

const GRACE_MS = 1500;
const folder = process.argv[2] ?? '';
const paths = clusterPaths(folder);
const clients = new Set<Socket>();
let postgres: ChildProcess | null = null;
let adoptedPid: number | null = null;
let isStopping = false;
let leaveTimer: NodeJS.Timeout | null = null;
const socketPath = join(paths.socketFolder, `keeper.${process.pid}`);

process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', () => void stop());
process.on('uncaughtException', (error) => say(answerOf(error)));
// Whoever started us may have stopped listening: a broken pipe is no fault, and must not be written to that pipe.
process.stdout.on('error', () => {});

const answerOf = (error: unknown): SupervisorAnswer =>
  error instanceof StartProblem ? { problem: error.message } : { error: String(error) };

function say(message: SupervisorAnswer): void {
  try {
    process.stdout.write(`${JSON.stringify(message)}\n`);
  } catch {
    // The process that asked for us is gone; whoever comes next reads supervisor.json.
  }
}

/** The pid of a PostgreSQL that already runs on this folder, or null. */
function runningPid(): number | null {
  return postmasterOf(paths.cluster);
}

/** More than any number that Linux gives to a process. */
const NO_PID = 4_194_305;

/**
 * PostgreSQL refuses to start while a process with the number in its lock files runs, whatever that process is. Where it
 * is no PostgreSQL of this cluster, the number is made one of nobody; what else the files say stays, and is still asked
 * for whether its memory is in use. A lock file without a number was cut short by a power cut: PostgreSQL would refuse it
 * for ever, so it goes, unless a PostgreSQL runs here all the same.
 */
function forgetDeadLocks(): void {
  for (const file of [
    join(paths.cluster, 'postmaster.pid'),
    join(paths.socketFolder, '.s.PGSQL.5432.lock'),
  ]) {
    if (!existsSync(file)) continue;
    const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n');
    if (!/^-?\d+$/.test(first)) {
      if (!isAnyPostgresOn(paths.cluster)) rmSync(file);
      continue;
    }
    const pid = Math.abs(Number(first));
    if (!isAlive(pid) || isPostgresOn(paths.cluster, pid)) continue;
    writeFileSync(file, [NO_PID, ...rest].join('\n'));
  }
}

/** Starts PostgreSQL and waits until it takes connections. False when it ended first. */
async function start(): Promise<boolean> {
  const { programs, prefix, identity, owner } = runAs(folder);
  giveTo(owner, paths.cluster, paths.socketFolder);
  forgetDeadLocks();
  const options = ['-D', paths.cluster, '-k', paths.socketFolder, ...QUIET_LOG];
  const [command = '', ...args] = [...prefix, join(programs.bin, 'postgres'), ...options];
  const child = spawn(command, args, {
    cwd: paths.cluster,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: postgresEnvironment(programs.lib),
    ...identity,
  });
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  });
  const ready = await new Promise<boolean>((resolve) => {
    const poll = setInterval(() => {
      if (postmasterStatus() === 'ready') finish(true);
    }, 15);
    const finish = (isReady: boolean) => {
      clearInterval(poll);
      resolve(isReady);
    };
    child.once('exit', () => finish(false));
    child.once('error', () => finish(false));
  });
  if (!ready) {
    lastLog = log;
    return false;
  }
  postgres = child;
  child.once('exit', () => {
    postgres = null;
    if (!isStopping) void revive();
  });
  return true;
}
let lastLog = '';

/** PostgreSQL writes its state into the eighth line of postmaster.pid. */
function postmasterStatus(): string {
  try {
    return (
      readFileSync(join(paths.cluster, 'postmaster.pid'), 'utf8').split('\n')[7] ?? ''
    ).trim();
  } catch {
    return '';
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts or takes over, a few attempts: after a kill the shared memory of the dead one lingers a moment. False at once
 * for what another try does not cure.
 */
async function startOrTakeOver(): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const pid = runningPid();
    if (pid !== null) {
      adoptedPid = pid;
      watchAdopted();
      return true;
    }
    if (await start()) return true;
    if (
      /data directory .* wrong|not a database cluster|invalid data|files are incompatible|incorrect checksum|could not locate a valid checkpoint|PANIC/.test(
        lastLog,
      )
    ) {
      return false;
    }
    await pause(50);
  }
  return false;
}

function watchAdopted(): void {
  const timer = setInterval(() => {
    if (adoptedPid === null || isAlive(adoptedPid)) return;
    clearInterval(timer);
    adoptedPid = null;
    if (!isStopping) void revive();
  }, 100);
}

const LONGEST_PAUSE_MS = 2000;

/**
 * Starts PostgreSQL again after it died. Whatever keeps it from starting may pass (a full disk above all), so this
 * goes on as long as somebody needs it and its folder is there.
 */
async function revive(): Promise<void> {
  for (let wait = 100; !isStopping; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    if (!existsSync(paths.cluster)) process.exit(1);
    try {
      if (await startOrTakeOver()) return;
      say({ error: lastLog });
    } catch (error) {
      say(answerOf(error));
    }
    await pause(wait);
  }
}

/** Stops PostgreSQL and ends. The claim is held until PostgreSQL is gone, so that nobody takes over a dying one. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  server?.close();
  rmSync(paths.supervisorFile, { force: true });
  const pid = postgres?.pid ?? adoptedPid;
  if (pid && isAlive(pid)) {
    process.kill(pid, 'SIGINT');
    while (isAlive(pid)) await pause(20);
  }
  rmSync(socketPath, { force: true });
  releasePidLock(paths.pidLockFile);
  process.exit(0);
}

/** Ends when nobody has been here for a while; a new client within the grace keeps us. */
function leaveWhenAlone(): void {
  if (clients.size > 0 || leaveTimer) return;
  leaveTimer = setTimeout(() => {
    leaveTimer = null;
    if (clients.size === 0) void stop();
  }, GRACE_MS);
}

let server: Server | null = null;

/** Waits until the database is ours to keep. False when another supervisor has it and is ready for clients. */
async function pidLock(): Promise<boolean> {
  while (!takePidLock(paths.pidLockFile)) {
    if (supervisorOf(paths)) return false;
    await pause(20);
  }
  return true;
}

async function main(): Promise<void> {
  if (!(await pidLock())) {
    say({ ready: true });
    process.exit(0);
  }
  if (!(await startOrTakeOver())) {
    say({ error: lastLog || 'PostgreSQL did not start.' });
    releasePidLock(paths.pidLockFile);
    process.exit(1);
  }
  server = createServer(welcome);
  server.listen(socketPath, () => {
    const inCharge: InCharge = {
      pid: process.pid,
      mark: processMark(process.pid),
      folder: folderMark(paths.home),
      socket: socketPath,
    };
    const temporary = `${paths.supervisorFile}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(inCharge));
    renameSync(temporary, paths.supervisorFile);
    say({ ready: true });
    leaveWhenAlone();
  });
}

function welcome(socket: Socket): void {
  socket.on('error', () => {});
  if (isStopping) {
    socket.destroy();
    return;
  }
  clients.add(socket);
  socket.on('close', () => {
    clients.delete(socket);
    leaveWhenAlone();
  });
  socket.write('here\n');
}

main().catch((error: unknown) => {
  say(answerOf(error));
  releasePidLock(paths.pidLockFile);
  process.exit(1);
});
