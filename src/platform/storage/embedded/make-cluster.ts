/** Making a new database for a data folder. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../../problems.js';
import { saysFull } from '../disk-space.js';
import { makePrivateFolder, SECRETS } from './cluster.js';
import { giveTo, postgresEnvironment, runAs } from './run-as.js';

/** The passwords of the database's roles. */
export interface Secrets {
  postgres: string;
  waymark_owner: string;
  waymark_login: string;
}

/**
 * Makes the database of a data folder that has none.
 * @throws StartProblem when the disk is full, or for whatever else keeps it from being made
 */
export function makeDatabaseFolder(dataFolder: string): void {
  try {
    makeCluster(dataFolder);
  } catch (error) {
    if (!saysFull(error)) throw error;
    throw new StartProblem(
      `The disk of ${dataFolder} is full: make room (the database begins with about 60 MB), or set WAYMARK_DATA to a folder on another disk.`,
    );
  }
}

/** Makes the cluster beside its place and moves it there when whole, so a cut first start leaves nothing. */
function makeCluster(dataFolder: string): void {
  const { paths, programs, prefix, identity, owner } = runAs(dataFolder);
  const { cluster, socketFolder } = paths;
  const fresh = `${cluster}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  makePrivateFolder(fresh);
  makePrivateFolder(socketFolder);
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = { postgres: secret(), waymark_owner: secret(), waymark_login: secret() };
  const passwordFile = join(socketFolder, `password.${process.pid}`);
  writeFileSync(passwordFile, secrets.postgres, { mode: 0o644 });
  giveTo(owner, fresh, socketFolder);
  const options = [
    ...['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
  ];
  const [command = '', ...args] = [...prefix, join(programs.bin, 'initdb'), ...options];
  const made = spawnSync(command, args, {
    env: postgresEnvironment(programs.lib),
    encoding: 'utf8',
    ...identity,
  });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const [why] = (made.stderr || String(made.error)).trim().split('\n');
    throw new StartProblem(`The database could not be made: ${why?.trim()}`);
  }
  appendFileSync(join(fresh, 'postgresql.conf'), SETTINGS);
  writeFileSync(join(fresh, SECRETS), JSON.stringify(secrets), { mode: 0o600 });
  giveTo(owner, fresh);
  try {
    renameSync(fresh, cluster);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(cluster)) throw error;
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
