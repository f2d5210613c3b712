/**
 * As whom the embedded PostgreSQL runs: as whoever starts Waymark, except that it refuses to run as root, and that its
 * initdb refuses a user without a name (in many containers). What is done instead is tried out, not worked out from the
 * modes of folders: see docs/decisions/0062.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { StartProblem } from '../../problems.js';
import { type ClusterPaths, clusterPaths } from './cluster.js';
import { type Programs, programs, programsVersion } from './postgres-programs.js';

/** How to run PostgreSQL's programs. */
export interface RunAs {
  programs: Programs;
  /** Stands before the program on the command line. */
  prefix: readonly string[];
  /** For `spawn`; empty: as this process. */
  identity: { uid?: number; gid?: number };
  /** Whom the files of the database must belong to; null: they are left as they are. */
  owner: Owner | null;
}

interface Owner {
  uid: number;
  gid: number;
}

/** The user "nobody", on every Linux. */
const NOBODY = 65534;
/** Where programs and database lie when nobody may enter the folders that they are in. */
const PLACE = '/var/lib/waymark';

/** In a user namespace of its own, where this user is called nobody: our files are its own, and it is not root. */
const inNamespace = {
  prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`],
  identity: {},
  owner: { uid: 0, gid: 0 },
};

const asUser = ({ uid, gid }: Owner) => ({
  prefix: [],
  identity: { uid, gid },
  owner: { uid, gid },
});

/**
 * As whom PostgreSQL runs on the database of a data folder, and where that lies: a new one lies in `PLACE` when nobody
 * may enter the data folder.
 * @throws StartProblem when there is no user as whom it can run.
 */
export function runAs(dataFolder: string): RunAs & { paths: ClusterPaths } {
  const paths = clusterPaths(dataFolder);
  const folder = dirname(paths.cluster);
  if (process.getuid?.() !== 0) {
    const isNamed = hasName() || !works(inNamespace, programs(), folder);
    const prefix = isNamed ? [] : inNamespace.prefix;
    return { paths, programs: programs(), prefix, identity: {}, owner: null };
  }
  const ways = candidates(dataFolder, paths);
  const way = ways.find((each) => works(each, programs(), folder));
  if (way) return { paths, programs: programs(), ...way };
  const mayEnter = ways.find((each) => works(each, null, folder));
  if (mayEnter) return { paths, programs: copyPrograms(folder), ...mayEnter };
  if (existsSync(paths.cluster)) throw unreachable(folder);
  const copied = copyPrograms(folder);
  placeElsewhere(paths);
  const placed = clusterPaths(dataFolder);
  const nobody = asUser({ uid: NOBODY, gid: NOBODY });
  if (!works(nobody, copied, dirname(placed.cluster))) throw unreachable(folder);
  return { paths: placed, programs: copied, ...nobody };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** An ordinary user's database stays theirs. A new one is root's own where that can be, and else nobody's. */
function candidates(dataFolder: string, { cluster }: ClusterPaths) {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0 && owner.uid !== NOBODY) return [asUser(owner)];
  const around = statSync(dirname(dataFolder));
  return [
    inNamespace,
    asUser({ uid: NOBODY, gid: NOBODY }),
    ...(around.uid === 0 ? [] : [asUser(around)]),
  ];
}

/** Tries whether a user may enter the folder of a database, and there run these programs (null: any). */
function works(
  { prefix, identity }: Pick<RunAs, 'prefix' | 'identity'>,
  found: Programs | null,
  folder: string,
): boolean {
  const script = 'cd -- "$1" && exec "$2" --version';
  const program = found ? join(found.bin, 'postgres') : '/bin/true';
  const [command = '', ...args] = [...prefix, '/bin/sh', '-c', script, 'sh', folder, program];
  const { status } = spawnSync(command, args, {
    stdio: 'ignore',
    env: postgresEnvironment(found?.lib ?? ''),
    ...identity,
  });
  return status === 0;
}

/** Nothing of ours but where to find programs and libraries: no passwords. */
export const postgresEnvironment = (lib: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
  LD_LIBRARY_PATH: lib,
});

/** Copies PostgreSQL's programs to where everybody may run them, whole or not at all. */
function copyPrograms(folder: string): Programs {
  const { bin, lib } = programs();
  const home = join(PLACE, `postgresql-${programsVersion()}`);
  const copy = { bin: join(home, 'bin'), lib: join(home, 'lib') };
  if (existsSync(home)) return copy;
  try {
    mkdirSync(PLACE, { recursive: true, mode: 0o755 });
    const fresh = mkdtempSync(join(PLACE, 'programs-'));
    chmodSync(fresh, 0o755);
    for (const from of [bin, lib, join(dirname(bin), 'share')])
      cpSync(from, join(fresh, from.slice(dirname(bin).length)), {
        recursive: true,
        verbatimSymlinks: true,
      });
    try {
      renameSync(fresh, home);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  } catch {
    throw unreachable(folder);
  }
  return copy;
}

/** Gives a data folder another place for its database, and notes it there. */
function placeElsewhere({ placeFile, home }: ClusterPaths): void {
  const placed = mkdtempSync(join(PLACE, 'data-'));
  chmodSync(placed, 0o711);
  const note = join(placed, 'place.json');
  writeFileSync(note, JSON.stringify({ of: realpathSync(home), folder: placed }));
  try {
    // Whole or not at all, and once: another start may be at it.
    symlinkSync(note, placeFile);
  } catch {
    rmSync(placed, { recursive: true });
  }
}

function unreachable(folder: string): StartProblem {
  return new StartProblem(
    `PostgreSQL does not run as root, and no other user may enter ${folder}: set WAYMARK_DATA to a folder that everyone may enter (such as /srv/waymark), or start Waymark as another user.`,
  );
}

/**
 * Gives folders and all that is in them to whoever runs PostgreSQL. Done before every start of it, so that one that was
 * cut short is made good by the next.
 * @throws StartProblem when they cannot be given.
 */
export function giveTo(owner: Owner | null, ...folders: string[]): void {
  if (!owner) return;
  for (const folder of folders) {
    const within = readdirSync(folder, { recursive: true, withFileTypes: true });
    const all = within.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    for (const path of [...all, folder]) give(path, owner);
  }
}

function give(path: string, { uid, gid }: Owner): void {
  try {
    const now = lstatSync(path, { throwIfNoEntry: false });
    if (now && (now.uid !== uid || now.gid !== gid)) lchownSync(path, uid, gid);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new StartProblem(
      `The database cannot be given to the user who runs it (${path}: ${code}): start Waymark as the user who made it.`,
    );
  }
}
