/** Where an embedded PostgreSQL lives on disk, and whether one runs there. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartProblem } from '../../problems.js';

/** A Unix socket's path may have 107 bytes; ".s.PGSQL.5432" and a supervisor's name need about 20. */
const LONGEST_SOCKET_FOLDER = 80;

/** Inside the cluster's own folder, so that one move puts both in place. */
export const SECRETS = 'waymark-secrets.json';

export interface ClusterPaths {
  /** Everything of the embedded database. */
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** Holds the sockets of PostgreSQL and of the supervisor. */
  socketFolder: string;
  /** Names the supervisor in charge: `{ pid, socket }`. */
  supervisorFile: string;
  /** Held by the supervisor in charge: see pid-lock.ts. */
  pidLockFile: string;
  /** The passwords of the three users, readable by us alone. */
  secretsFile: string;
  /** Names the folder outside the data folder that holds the cluster: see run-as.ts. Mostly there is none. */
  placeFile: string;
}

/**
 * The paths of the embedded database of a data folder.
 * @throws StartProblem for a copy of a data folder whose database lies elsewhere.
 */
export function clusterPaths(dataFolder: string): ClusterPaths {
  const home = join(dataFolder, 'postgres');
  const placeFile = join(home, 'place.json');
  const folder = placeOf(home, placeFile) ?? home;
  const inside = join(folder, 'run');
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return {
    home,
    cluster: join(folder, 'cluster'),
    socketFolder:
      Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
        ? inside
        : join(tmpdir(), `waymark-${name}`),
    supervisorFile: join(home, 'supervisor.json'),
    pidLockFile: join(home, 'supervisor.pid'),
    secretsFile: join(folder, 'cluster', SECRETS),
    placeFile,
  };
}

/** The folder outside the data folder that holds its cluster, or null. */
function placeOf(home: string, placeFile: string): string | null {
  let text: string;
  try {
    text = readFileSync(placeFile, 'utf8');
  } catch {
    return null;
  }
  const place = JSON.parse(text) as { of: string; folder: string };
  if (place.of === realpathSync(home)) return place.folder;
  throw new StartProblem(
    `The database of ${home} lies in ${place.folder} and belongs to ${place.of}: move the data folder back there, or restore a backup into a new one.`,
  );
}

/**
 * What PostgreSQL may write into its log: that it starts, stops and mends itself, and never a word of the school. An
 * error, its detail, the statement and its values are sent to whoever asked, which is us; in a log they would outlive
 * the erasing of a person. Given at each start, so that a cluster made long ago, or settings changed by hand, keep
 * to it too.
 */
export const QUIET_LOG: readonly string[] = Object.entries({
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  debug_print_parse: 'off',
  debug_print_rewritten: 'off',
  debug_print_plan: 'off',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Makes a folder that nobody but its owner reads. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** True while a process runs. A zombie, which waits only to be counted, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * Tells a process from every other that had or will have its number: a machine that comes back after a power cut, and a
 * container, give the same numbers again. Null when no such process runs.
 */
export function processMark(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    if (process.platform !== 'linux') {
      const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
      });
      return stdout.trim().replaceAll(' ', '_') || null;
    }
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [started] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(19);
    return `${boot}/${started}`;
  } catch {
    return null;
  }
}

/** Tells a folder from its copies. */
export function folderMark(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}/${ino}`;
}

/** "123 (node dist/supervisor.js)": a process as people find it again. */
export function processWords(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `${pid} (${words.slice(0, 120)})`;
  } catch {
    return String(pid);
  }
}

/** True when a PostgreSQL with this number runs on this cluster, and no other program that got the number later. */
export function isPostgresOn(cluster: string, pid: number): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
  } catch {
    return false;
  }
}

/** True when some PostgreSQL runs on this cluster, whatever its lock files say; where nobody can tell, true. */
export function isAnyPostgresOn(cluster: string): boolean {
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => isPostgresOn(cluster, Number(name)));
}

/** What supervisor.json holds of the supervisor in charge. */
export interface InCharge {
  pid: number;
  /** See processMark. */
  mark: string | null;
  /** See folderMark. */
  folder: string;
  socket: string;
}

/** The supervisor in charge of this very folder, or null: a copy of a running folder has none. */
export function supervisorOf({ home, supervisorFile }: ClusterPaths): InCharge | null {
  try {
    const found = JSON.parse(readFileSync(supervisorFile, 'utf8')) as InCharge;
    const isHere = found.folder === folderMark(home) && found.mark === processMark(found.pid);
    return isHere && found.mark !== null ? found : null;
  } catch {
    return null;
  }
}

/** True while a PostgreSQL, or a supervisor of one, runs on the embedded database of a data folder. */
export function runsOn(dataFolder: string): boolean {
  const paths = clusterPaths(dataFolder);
  return supervisorOf(paths) !== null || postmasterOf(paths.cluster) !== null;
}

/** The number of the PostgreSQL that runs on a cluster, or null. */
export function postmasterOf(cluster: string): number | null {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return isPostgresOn(cluster, pid) ? pid : null;
  } catch {
    return null;
  }
}
